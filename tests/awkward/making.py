"""A workbook and what a careful clerk reads in it, written down side by side, line by line.

`Book` keeps sheets; a `Page` is filled from its first line down. `row` is a line of data with its
truth, `none` a line below the heading that is no data, `above` and `head` what stands before.
"""

import json
import subprocess
import tempfile
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

HERE = Path(__file__).parent
FILES, TRUTH = HERE / "files", HERE / "truth"


def nik(start: str, born: str, serial: int) -> str:
    """A NIK in the right shape that nobody holds: serials above 9900 are not given out."""
    return f"{start}{born}{9900 + serial:04d}"


def phone(serial: int) -> str:
    """A number of a block no operator uses."""
    return f"0812-0000-{serial:04d}"


def e164(serial: int) -> str:
    return f"+628120000{serial:04d}"


class Page:
    """One sheet. `says` names for each column the field whose words are the truth as they stand."""

    def __init__(self, book, work, name: str, *, counts: bool):
        self.book, self.work, self.name, self.counts = book, work, name, counts
        self.line, self.says = 0, []

    def _write(self, cells) -> int:
        self.line += 1
        for index, value in enumerate(cells, start=1):
            if value is not None and value != "":
                cell = self.work.cell(self.line, index, value)
                if isinstance(value, (date, datetime)):
                    cell.number_format = "dd/mm/yyyy"
        return self.line

    def above(self, *lines):
        """Lines before the heading: a letterhead, a title, nothing."""
        for cells in lines:
            self._write([cells] if isinstance(cells, str) else cells)

    def head(self, cells, says=None):
        """A line of the heading. `says`: of each column the field taken over word for word."""
        self._write(cells)
        if says is not None:
            self.says = says

    def none(self, *lines):
        """Lines below the heading that are no data; blank ones need no reason."""
        for cells in lines:
            cells = [cells] if isinstance(cells, str) else cells
            line = self._write(cells)
            if self.counts and any(cell not in (None, "") for cell in cells):
                self.book.truth["no_data"].setdefault(self.name, []).append(line)

    def row(self, cells, *, wrong=None, may=None, **says):
        """A line of data. `wrong`: columns -> codes of which one must be reported in one of these
        columns ("-" is the row itself); `may`: the same for what may be. Other words: field -> what
        goes into the register, None where a field of `says` does not. "a|b": either is right, "a|":
        a, or nothing and a report; money "a:b" is from a to b. Codes may end with "*".
        """
        line = self._write(cells)
        if not self.counts:
            return line
        held = says.pop("held", False)
        truth = {
            field: _plain(cells[index])
            for index, field in enumerate(self.says)
            if field and index < len(cells) and cells[index] not in (None, "")
        }
        truth |= says
        if "at" in truth:
            at = truth.pop("at")
            truth["place"] = "|".join(self.book.code(one) for one in at.split("|"))
        entry = {"sheet": self.name, "line": line, "says": _said(truth)}
        entry |= {"held": held} if held else {}
        for key, codes in (("reported", wrong), ("tolerated", may)):
            if codes:
                entry[key] = {column: text.split() for column, text in codes.items()}
        self.book.truth["rows"].append(entry)
        return line

    def merge(self, area: str):
        self.work.merge_cells(area)


def _plain(value):
    return value if isinstance(value, (int, float)) else " ".join(str(value).split())


def _said(truth: dict) -> dict:
    return {field: value for field, value in truth.items() if value is not None}


class Book:
    """A file and its truth. `why`: what makes it awkward."""

    def __init__(self, name: str, why: str, place: str = "32.16"):
        self.name, self.place = name, place
        self._text, self._recalculated = (), False
        self.work = Workbook()
        self.work.remove(self.work.active)
        self.truth = {"file": name, "why": why, "place": place, "rows": [], "no_data": {}}

    def code(self, at: str) -> str:
        """A place code; a part of one is below the place of the list, "" the place itself."""
        return at if at.startswith("32.") else f"{self.place}.{at}".rstrip(".")

    def page(self, name: str, *, hidden=False, counts=True) -> Page:
        work = self.work.create_sheet(name)
        work.sheet_state = "hidden" if hidden else "visible"
        return Page(self, work, name, counts=counts)

    def recalculated(self):
        """Values of formulas are put in by LibreOffice."""
        self._recalculated = True
        return self

    def as_text(self, separator=";", encoding="utf-8", end="\r\n", first=""):
        """The only sheet as bytes, as a system or a spreadsheet exports it."""
        self._text = (separator, encoding, end, first)
        return self

    def write(self):
        """The file and its truth. XLS and ODS are written by LibreOffice."""
        if self._text:
            self._write_text(*self._text)
        else:
            self._write_workbook(FILES / self.name)
        text = json.dumps(self.truth, ensure_ascii=False, indent=1)
        (TRUTH / f"{self.name}.json").write_text(text + "\n", encoding="utf-8")

    def _write_workbook(self, path: Path):
        if path.suffix == ".xlsx" and not self._recalculated:
            self.work.save(path)
            return
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder, "in", f"{path.stem}.xlsx")
            made.parent.mkdir()
            self.work.save(made)
            _convert(made, path)

    def _write_text(self, separator: str, encoding: str, end: str, first: str):
        work = self.work.worksheets[0]
        self._lines_as_an_editor_counts(work)
        lines = [
            separator.join(_quoted(cell.value, separator) for cell in row)
            for row in work.iter_rows(min_row=2 if first else 1)
        ]
        (FILES / self.name).write_bytes((first + end.join(lines) + end).encode(encoding))

    def _lines_as_an_editor_counts(self, work):
        """A line break within a cell pushes every record after it down."""
        start, physical = 1, {}
        for number, row in enumerate(work.iter_rows(values_only=True), start=1):
            physical[number] = start
            start += 1 + sum(str(cell).count("\n") for cell in row if cell is not None)
        for row in self.truth["rows"]:
            row["line"] = physical[row["line"]]
        for lines in self.truth["no_data"].values():
            lines[:] = [physical[line] for line in lines]


def _quoted(value, separator: str) -> str:
    text = "" if value is None else str(value)
    if separator in text or '"' in text or "\n" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def _convert(made: Path, path: Path) -> None:
    kinds = {".xls": "xls:MS Excel 97", ".ods": "ods", ".xlsx": "xlsx:Calc MS Excel 2007 XML"}
    subprocess.run(
        ["soffice", "--headless", "--convert-to", kinds[path.suffix], "--outdir", str(path.parent),
         str(made)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip


def letter(index: int) -> str:
    return get_column_letter(index + 1)
