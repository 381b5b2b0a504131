"""The list of findings as a workbook, for those who correct the source document."""

import tempfile
from io import BytesIO
from pathlib import Path

from binaan.kit.dates import moment, today
from binaan.kit.sheets.writing import NUMBER, YEAR, Column, Paper, write_xlsx
from binaan.planning.models import Version

COLUMNS = (
    Column("Berat", width=12),
    Column("Aturan", width=30),
    Column("Penjelasan", width=60),
    Column("Tabel", width=8),
    Column("Baris", NUMBER, 8, "Baris lembar atau baris CSV"),
    Column("Tahun", YEAR, 8),
    Column("Kolom", width=14),
    Column("Bagian", width=40),
    Column("Tercetak", width=18, meaning="Persis sebagaimana tercetak"),
    Column("Dihitung ulang", width=18),
    Column("Selisih", width=16),
    Column("Usul", width=44),
    Column("Putusan", width=20),
    Column("Alasan", width=36),
    Column("Oleh", width=24),
)


def findings_book(version: Version, rows, *, severities: dict, rules, by) -> BytesIO:
    """A workbook of these findings (queries.findings.Shown), ready to be sent."""
    above = (
        f"Temuan pemeriksa rencana: {version.document.title}, {version.label}",
        f"{version.document.office}; diunduh {today():%d-%m-%Y} oleh {by}; {len(rows)} temuan",
    )
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "temuan.xlsx"
        paper = Paper("Temuan", str(by), f"temuan-{str(version.pk)[:8]}", above)
        write_xlsx(out, paper, COLUMNS, [_row(row, severities, rules) for row in rows])
        return BytesIO(out.read_bytes())


def _row(row, severities: dict, rules) -> list:
    one = row.finding
    label = one.node.name if one.node else one.label
    decided = one.get_state_display()
    if one.decided_at:
        decided = f"{decided}, {moment(one.decided_at)}"
    return [
        severities.get(one.severity, ("Catatan",))[0], rules(one.rule), one.message, one.table,
        one.row, one.year, row.column, label, one.printed, row.recomputed, row.difference,
        one.proposal, decided, one.decided_why, row.by,
    ]  # fmt: skip
