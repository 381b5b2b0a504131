"""How the sheets of a file are read: as a person said, as remembered of the list, else as proposed."""

import re

from django.core.exceptions import ValidationError

from binaan.intake.headings import Vocabulary
from binaan.intake.kinds import Kind
from binaan.intake.proposing import proposals, seen, with_carried
from binaan.intake.recalling import fingerprint, remember
from binaan.intake.tables import Layout, find_heading
from binaan.intake.tables.heading import Heading, heading_at
from binaan.kit.sheets.cells import column_index, letters
from binaan.kit.sheets.reading import RawSheet

__all__ = ["Layout", "fingerprint", "layouts", "normal", "remember"]
HIDDEN = ("ask", "include", "skip")
LARGEST_FACTOR = 10**12


def normal(text: str) -> str:
    """A heading folded for comparison: "Desa / Kelurahan" and "desa/kelurahan" are one."""
    return re.sub(r"\s*([/().,])\s*", r"\1", " ".join(text.lower().replace("_", " ").split()))


def layouts(
    kind: Kind, sheets: list[RawSheet], mapping: dict, source=None
) -> list[tuple[RawSheet, Layout]]:
    """The sheets to read, each with its layout; raises ValidationError when there is none."""
    if mapping.get("sheets"):
        return _mapped(kind, sheets, mapping["sheets"])
    found = proposals(kind, sheets, source)
    used = [(one.sheet, one.layout) for one in found if one.use and one.layout]
    if used:
        return used
    if any(one.layout and not one.rows for one in found):
        raise ValidationError(
            "Di bawah judul kolom tidak ada satu baris data pun. Periksa berkasnya."
        )
    raise ValidationError(
        "Tidak ada lembar dengan judul kolom yang dikenal. Judul yang terbaca: "
        f"{seen(found)}. Beri nama kolom seperti di `import_fields`, atau sertakan peta kolom (--map)."
    )


def _mapped(kind: Kind, sheets: list[RawSheet], wanted: dict) -> list[tuple[RawSheet, Layout]]:
    for name, entry in wanted.items():
        if not isinstance(entry, dict):
            raise ValidationError(
                f'Peta kolom: isi lembar {name} harus berbentuk {{"heading_row": …}}.'
            )
    used = {name: entry for name, entry in wanted.items() if _use(entry)}
    by_name = {sheet.name: sheet for sheet in sheets}
    if len(sheets) == 1 and len(wanted) == 1:
        by_name = {next(iter(wanted)): sheets[0]}
    missing = [name for name in used if name not in by_name]
    if missing:
        raise ValidationError(
            f"Lembar {', '.join(missing)} tidak ada di berkas ini. Yang ada: {', '.join(by_name)}."
        )
    if not used:
        raise ValidationError('Peta kolom tidak memakai satu lembar pun ("use": true).')
    return [(by_name[name], _layout(kind, by_name[name], entry)) for name, entry in used.items()]


def _use(entry: dict) -> bool:
    use = entry.get("use", True)
    if not isinstance(use, bool):
        raise ValidationError(f'Peta kolom: "use" {use!r} harus true atau false.')
    return use


def _layout(kind: Kind, sheet: RawSheet, entry: dict) -> Layout:
    vocabulary = Vocabulary(kind)
    heading = _heading(kind, sheet, entry, vocabulary)
    columns = _columns(kind, sheet, _part(entry, "columns"))
    if not columns:
        columns = {field: at for at, field in heading.fields.items()}
        if len(columns) < 2:
            raise ValidationError(
                f"Baris {heading.last} lembar {sheet.name} bukan judul kolom yang dikenal."
            )
    layout = Layout(
        sheet.name,
        heading.last,
        columns,
        _multiply(sheet, columns, _part(entry, "multiply")),
        _column(str(entry["key"]), sheet) if entry.get("key") else None,
        heading.texts,
        hidden=_hidden(entry),
        fill=_fill(sheet, entry),
        every=entry.get("every") is True,
    )
    return with_carried(kind, sheet, layout).layout


def _part(entry: dict, name: str) -> dict:
    part = entry.get(name) or {}
    if not isinstance(part, dict):
        raise ValidationError(f'Peta kolom: "{name}" harus berbentuk {{"D": …}}.')
    return part


def _heading(kind: Kind, sheet: RawSheet, entry: dict, vocabulary: Vocabulary) -> Heading:
    """The heading at the lines a mapping names; one of two lines is known by its last."""
    last = _line(entry.get("heading_row", 1), "heading_row")
    named = entry.get("heading_rows")
    if named is not None:
        if not isinstance(named, list) or len(named) != 2:
            raise ValidationError('Peta kolom: "heading_rows" harus berbentuk [awal, akhir].')
        first, last = (_line(number, "heading_rows") for number in named)
        if first > last:
            raise ValidationError('Peta kolom: "heading_rows" mulai sesudah akhirnya.')
        return heading_at(sheet, first, last, vocabulary)
    found = find_heading(kind, sheet, vocabulary)
    if found and found.last == last:
        return found
    return heading_at(sheet, last, last, vocabulary)


def _line(number, name: str) -> int:
    if isinstance(number, bool) or not isinstance(number, int) or number < 0:
        raise ValidationError(f'Peta kolom: "{name}" {number!r} bukan nomor baris.')
    return number


def _hidden(entry: dict) -> str:
    hidden = entry.get("hidden", "ask")
    if hidden not in HIDDEN:
        raise ValidationError(f'Peta kolom: "hidden" {hidden!r} harus salah satu dari {HIDDEN}.')
    return hidden


def _fill(sheet: RawSheet, entry: dict) -> tuple[int, ...]:
    fill = entry.get("fill") or []
    if not isinstance(fill, list):
        raise ValidationError('Peta kolom: "fill" harus daftar kolom, misalnya ["D"].')
    return tuple(sorted(_column(str(letter), sheet) for letter in fill))


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
        number = isinstance(factor, int | float) and not isinstance(factor, bool)
        if not number or not 0 < factor <= LARGEST_FACTOR:
            raise ValidationError(f"Kolom {letter}: pengali {factor!r} bukan angka di atas nol.")
        multiply[by_index[index]] = float(factor)
    return multiply


def _column(letter: str, sheet: RawSheet) -> int:
    try:
        index = column_index(letter)
    except ValueError as error:
        raise ValidationError(f"Kolom {letter!r} bukan nama kolom.") from error
    if index >= sheet.width:
        last = letters(sheet.width - 1)
        raise ValidationError(f"Kolom {letter} tidak ada; kolom terakhir lembar ini {last}.")
    return index
