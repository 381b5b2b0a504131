"""A workbook to begin a list with: the headings that are understood, each explained, and no row."""

from pathlib import Path

from binaan.intake.kinds import Kind, KindField
from binaan.kit.sheets.writing import Column, Paper, write_xlsx

FILL_IN = "Isi di bawah judul kolom; kolom yang tidak perlu boleh dihapus, urutannya bebas."
WORDS = {
    "date": "Tanggal, misalnya 31-12-2025.",
    "year": "Tahun empat angka.",
    "count": "Angka saja.",
    "money": "Rupiah penuh.",
    "identifier": "Ketik sebagai teks.",
    "phone": "Misalnya 0812-3456-7890.",
}


def write_blank(kind: Kind, out: Path) -> None:
    """Write the empty workbook of a kind of list; handed in again it is read without a question."""
    paper = Paper(kind.label, "Binaan", f"kosong-{kind.key}", (kind.label, FILL_IN))
    write_xlsx(out, paper, [_column(field) for field in kind.fields], [])


def _column(field: KindField) -> Column:
    meaning = field.help or WORDS.get(field.kind, "")
    return Column(field.label, width=max(14, len(field.label) + 2), meaning=meaning,
                  personal=field.personal)  # fmt: skip
