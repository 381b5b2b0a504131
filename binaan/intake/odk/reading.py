"""An XLSForm as it was handed in, read and checked: every fault at once, then the XForm of it.

The workbook is read like every other one (kit.sheets, in a process apart); pyxform gets its rows.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pyxform.errors import PyXFormError
from pyxform.xls2xform import ConvertResult, convert

from binaan.intake.rules.xlsforms import Book, Fault, faults
from binaan.intake.rules.xlsforms.book import cell
from binaan.intake.rules.xlsforms.questions import questions
from binaan.intake.rules.xlsforms.read import UNVERSIONED, ReadForm
from binaan.intake.rules.xlsforms.sayings import said
from binaan.kit.sheets import reading
from binaan.kit.sheets.cells import EMPTY_FORMULA, NUMBER_MARK
from binaan.kit.sheets.reading import RawSheet, Unreadable

SHEETS = ("survey", "choices", "settings", "entities")
MOST_ROWS = {"survey": 5_000, "choices": 100_000, "settings": 50, "entities": 100}
SWITCHES = ("required", "read_only", "readonly", "bind::required")  # kit reads TRUE as "ya"
YES_NO = {"ya": "yes", "tidak": "no"}
ROOT = "data"
_MEDIA = re.compile(r"jr://(?:images|audio|video|file)/([^\"<\s]+)")


class Wrong(Exception):
    """A form that cannot be used so; `faults` says everything found, warnings too."""

    def __init__(self, found: Sequence[Fault]):
        super().__init__("; ".join(str(one) for one in found))
        self.faults = list(found)


def read(path: Path, name: str) -> ReadForm:
    """Read the workbook `path` handed in as `name`. Raises Wrong with everything found."""
    try:
        sheets = reading.read(path, name)
    except Unreadable as error:
        raise Wrong([Fault("berkas", None, "", str(error))]) from error
    rows = _rows(sheets)
    book = Book(
        rows.get("survey", []), rows.get("choices", []), rows.get("settings", []),
        tuple(sheet.name for sheet in sheets),
    )  # fmt: skip
    found = [*_too_long(rows), *faults(book)]
    if any(one.stops for one in found):
        raise Wrong(found)
    return _converted(rows, book, Path(name).stem, found)


def _rows(sheets: list[RawSheet]) -> dict[str, list[dict[str, str]]]:
    """Rows of the sheets that count, by lower-case name; a lone sheet is the survey."""
    if len(sheets) == 1 and sheets[0].name.lower() not in SHEETS:
        return {"survey": _of(sheets[0])}
    return {one.name.lower(): _of(one) for one in sheets if one.name.lower() in SHEETS}


def _of(sheet: RawSheet) -> list[dict[str, str]]:
    """The rows below line 1 by its headings; a line without words stays, so that rows keep numbers."""
    lines = {line: cells for line, *cells in sheet.frame.iter_rows()}
    headings = [(_bare(text) or "") for text in lines.get(1, [])]
    last = max(lines, default=1)
    return [_row(headings, lines.get(line, ())) for line in range(2, last + 1)]


def _row(headings: list[str], cells: Sequence[str | None]) -> dict[str, str]:
    said = {name: _bare(text) for name, text in zip(headings, cells, strict=False) if name}
    return {
        name: YES_NO.get(text, text) if name.lower() in SWITCHES else text
        for name, text in said.items()
        if text
    }


def _bare(text: str | None) -> str:
    if text is None or text == EMPTY_FORMULA:
        return ""
    return text.removeprefix(NUMBER_MARK)


def _too_long(rows: dict[str, list]) -> list[Fault]:
    return [
        Fault(name, None, "", f"Lembar ini memuat lebih dari {most} baris.")
        for name, most in MOST_ROWS.items()
        if len(rows.get(name, ())) > most
    ]


def _converted(rows: dict, book: Book, stem: str, found: list[Fault]) -> ReadForm:
    settings = dict(book.settings[0]) if book.settings else {}
    key = cell(settings, "form_id") or _key_of(stem)
    title = cell(settings, "form_title") or key
    own = cell(settings, "version")
    settings = {
        name: text for name, text in settings.items() if name.lower() not in ("id_string", "name")
    } | {"form_id": key, "form_title": title, "version": own or UNVERSIONED}
    done = _converting({**rows, "settings": [settings]}, found)
    warnings = [*found, *(fault for one in done.warnings for fault in said(one, stops=False))]
    definition = questions(done._pyxform or {})
    return ReadForm(
        key, title[:200], own, done.xform, definition, _files(done.xform, definition), warnings
    )


def _key_of(stem: str) -> str:
    return (
        re.sub(r"[^A-Za-z0-9_.-]+", "_", stem).strip("._-")[:64].lstrip("0123456789") or "formulir"
    )


def _converting(rows: dict, found: list[Fault]) -> ConvertResult:
    """pyxform's own reading; what it refuses is told like every other fault."""
    given: dict[str, Any] = {"sheet_names": list(rows)}
    for name, lines in rows.items():
        headings = dict.fromkeys(heading for line in lines for heading in line)
        given |= {name: lines, f"{name}_header": [headings]}
    try:
        return convert(xlsform=given, validate=False, warnings=[], form_name=ROOT)
    except PyXFormError as error:
        raise Wrong([*found, *said(str(error), stops=True)]) from error
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        # pyxform meets some broken forms unprepared; the form is at fault, not the reader of it.
        detail = f"tidak dapat diubah menjadi formulir ({type(error).__name__}: {error})"
        raise Wrong([*found, *said(detail, stops=True)]) from error


def _files(xform: str, definition: list[dict]) -> tuple[str, ...]:
    """Names of the files a form speaks of: lists of choices, pictures, sounds."""
    lists = re.findall(r'src="jr://file(?:-csv)?/([^"]+)"', xform)
    shown = _MEDIA.findall(xform)
    return tuple(dict.fromkeys([*lists, *shown]))
