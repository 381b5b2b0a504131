"""Which column of a sheet states which field: by an agreed mapping, else by clean headings."""

import re

import polars as pl
from django.core.exceptions import ValidationError

from binaan.intake.kinds import Kind
from binaan.intake.tables import Layout
from binaan.kit.sheets.cells import column_index, letters
from binaan.kit.sheets.reading import RawSheet

LOOK_DOWN = 15  # lines in which a clean heading is looked for


def normal(text: str) -> str:
    """A heading folded for comparison: "Desa / Kelurahan" and "desa/kelurahan" are one."""
    return re.sub(r"\s*([/().,])\s*", r"\1", " ".join(text.lower().replace("_", " ").split()))


def vocabulary(kind: Kind) -> dict[str, str]:
    """Every known heading of a kind → field name; names and labels count as headings too."""
    words: dict[str, str] = {}
    for field in kind.fields:
        for word in (field.name, field.label, *field.synonyms):
            words.setdefault(normal(word), field.name)
    return words


def layouts(kind: Kind, sheets: list[RawSheet], mapping: dict) -> list[tuple[RawSheet, Layout]]:
    """The sheets to read, each with its layout; raises ValidationError when there is none."""
    if mapping.get("sheets"):
        return _mapped(kind, sheets, mapping["sheets"])
    found = []
    for sheet in sheets:
        layout = None if sheet.hidden else _headed(kind, sheet)
        if layout:
            found.append((sheet, layout))
    if not found:
        raise ValidationError(
            "Tidak ada lembar dengan judul kolom yang dikenal. Beri nama kolom seperti di "
            "`import_fields`, atau sertakan peta kolom (--map)."
        )
    return found


def _headed(kind: Kind, sheet: RawSheet) -> Layout | None:
    words = vocabulary(kind)
    best: dict[str, int] = {}
    line, cells = 0, []
    for row in sheet.frame.head(LOOK_DOWN).iter_rows():
        found: dict[str, int] = {}
        for index, text in enumerate(row[1:]):
            name = words.get(normal(text)) if text else None
            if name and name not in found:
                found[name] = index
        if len(found) > len(best):
            best, line, cells = found, row[0], list(row[1:])
    if len(best) < 2 or "name" not in best:
        return None
    return Layout(sheet.name, line, best, {}, None, [text or "" for text in cells])


def _mapped(kind: Kind, sheets: list[RawSheet], wanted: dict) -> list[tuple[RawSheet, Layout]]:
    by_name = {sheet.name: sheet for sheet in sheets}
    if len(sheets) == 1 and len(wanted) == 1:
        by_name = {next(iter(wanted)): sheets[0]}
    missing = [name for name in wanted if name not in by_name]
    if missing:
        raise ValidationError(
            f"Lembar {', '.join(missing)} tidak ada di berkas ini. Yang ada: {', '.join(by_name)}."
        )
    return [(by_name[name], _layout(kind, by_name[name], entry)) for name, entry in wanted.items()]


def _layout(kind: Kind, sheet: RawSheet, entry: dict) -> Layout:
    heading = _heading_row(entry)
    columns = _columns(kind, sheet, _part(entry, "columns"))
    key = _column(str(entry["key"]), sheet) if entry.get("key") else None
    if columns:
        head = sheet.frame.filter(pl.col("line") == heading).rows()
        cells = [text or "" for text in head[0][1:]] if head else []
        layout = Layout(sheet.name, heading, columns, {}, key, cells)
    else:
        layout = _headed_below(kind, sheet, heading, key)
    multiply = _multiply(sheet, layout.columns, _part(entry, "multiply"))
    return layout._replace(multiply=multiply)


def _part(entry: dict, name: str) -> dict:
    part = entry.get(name) or {}
    if not isinstance(part, dict):
        raise ValidationError(f'Peta kolom: "{name}" harus berbentuk {{"D": …}}.')
    return part


def _heading_row(entry) -> int:
    if not isinstance(entry, dict):
        raise ValidationError('Peta kolom: isi lembar harus berbentuk {"heading_row": …}.')
    row = entry.get("heading_row", 1)
    if isinstance(row, bool) or not isinstance(row, int) or row < 0:
        raise ValidationError(f'Peta kolom: "heading_row" {row!r} bukan nomor baris.')
    return row


def _columns(kind: Kind, sheet: RawSheet, wanted: dict) -> dict[str, int]:
    names = {field.name for field in kind.fields}
    columns: dict[str, int] = {}
    for letter, name in wanted.items():
        if name not in names:
            raise ValidationError(f"Kolom {letter}: field {name!r} tidak dikenal.")
        if name in columns:
            raise ValidationError(f"Kolom {letter}: field {name!r} sudah dipetakan ke kolom lain.")
        columns[name] = _column(letter, sheet)
    return columns


def _multiply(sheet: RawSheet, columns: dict[str, int], wanted: dict) -> dict[str, float]:
    by_index = {index: name for name, index in columns.items()}
    multiply: dict[str, float] = {}
    for letter, factor in wanted.items():
        index = _column(letter, sheet)
        if index not in by_index:
            raise ValidationError(f"Kolom {letter} dikalikan tetapi tidak dipetakan.")
        if isinstance(factor, bool) or not isinstance(factor, int | float) or factor <= 0:
            raise ValidationError(f"Kolom {letter}: pengali {factor!r} bukan angka di atas nol.")
        multiply[by_index[index]] = float(factor)
    return multiply


def _headed_below(kind: Kind, sheet: RawSheet, heading: int, key: int | None) -> Layout:
    """A mapping that names the heading's line only: the columns follow from their headings."""
    below = RawSheet(sheet.name, sheet.frame.filter(pl.col("line") == heading))
    layout = _headed(kind, below)
    if layout is None:
        raise ValidationError(
            f"Baris {heading} lembar {sheet.name} bukan judul kolom yang dikenal."
        )
    return layout._replace(key=key)


def _column(letter: str, sheet: RawSheet) -> int:
    try:
        index = column_index(letter)
    except ValueError as error:
        raise ValidationError(f"Kolom {letter!r} bukan nama kolom.") from error
    if index >= sheet.width:
        last = letters(sheet.width - 1)
        raise ValidationError(f"Kolom {letter} tidak ada; kolom terakhir lembar ini {last}.")
    return index
