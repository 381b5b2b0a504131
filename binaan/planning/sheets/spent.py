"""The money of a year as a workbook: the rows of the page, numbers as numbers."""

from decimal import Decimal
from pathlib import Path

from binaan.kit.dates import MONTHS, long_date, today
from binaan.kit.sheets.writing import NUMBER, Column, Paper, write_xlsx
from binaan.planning.models import Document
from binaan.planning.queries.spending import Money, Sheet

COLUMNS = (
    Column("Tingkat", width=14),
    Column("Kode", width=20),
    Column("Uraian", width=54),
    Column("Pagu (Rp)", NUMBER, 18, "Pagu menurut dokumen yang disebut di atas"),
    Column("Pergeseran (Rp)", NUMBER, 16, "Jumlah pergeseran dalam tahun ini"),
    Column("Pagu sesudah pergeseran (Rp)", NUMBER, 20),
    *(Column(f"{name} (Rp)", NUMBER, 15) for name in MONTHS),
    Column("Realisasi (Rp)", NUMBER, 18, "Jumlah SP2D dikurangi pengembalian"),
    Column("Sisa (Rp)", NUMBER, 18, "Pagu sesudah pergeseran dikurangi realisasi"),
    Column("Serapan (%)", NUMBER, 11),
    Column("RAK sampai kini (%)", NUMBER, 12),
    Column("Deviasi", NUMBER, 10),
    Column("Fisik (%)", NUMBER, 10, "Ditimbang dengan pagu; yang tidak melapor tidak dihitung"),
)


def write(out: Path, document: Document, sheet: Sheet, *, by: str) -> int:
    """Write `out`; answers the number of rows."""
    said = f"Realisasi {document.office} tahun {sheet.year}, menurut {sheet.source.label}"
    above = (said, f"Dicetak {long_date(today())} oleh {by}. Deviasi: {sheet.sign}")
    paper = Paper(f"Realisasi {sheet.year}", by, str(document.pk), above)
    rows = [*(_row(one) for one in sheet.rows), _row(sheet.total)]
    return write_xlsx(out, paper, COLUMNS, rows)


def _row(one: Money) -> list:
    return [
        one.node.get_level_display() if one.node.level else "",
        one.node.code,
        one.node.name,
        one.ceiling,
        one.shift,
        one.after,
        *(one.months.get(month) for month in range(1, 13)),
        one.paid,
        one.remaining,
        *(_two(value) for value in (one.absorption, one.plan_share, one.deviation, one.done.value)),
    ]


def _two(value: Decimal | None) -> Decimal | None:
    return Decimal(value).quantize(Decimal("0.01")) if value is not None else None
