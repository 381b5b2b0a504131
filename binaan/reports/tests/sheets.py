"""A sheet with everything a form may hold, made without a plan."""

from datetime import date
from decimal import Decimal

from binaan.reports import cells, schemas
from binaan.reports.drawing.grid import Imprint
from binaan.reports.sheet import Row, Sheet, Signature

IMPRINT = Imprint(
    "K7M3QX9P", "Renstra 2021-2025", "Murni, berlaku 4 Januari 2021", "", "Permendagri 86/2017",
    ("Judul kolom tahun: ke",), date(2026, 3, 2),
)  # fmt: skip


def sheet(rows: int = 2, name: str = "Program Penunjang") -> Sheet:
    """T-C.24 with some rows and a total; the second row has no figures."""
    columns = schemas.columns("T-C.24", years=(2021, 2022, 2023, 2024, 2025))
    full = {
        "label": cells.words(name, "/kinerja/bagian/1/"),
        "budget_1": cells.money(Decimal("9142760925"), "/kinerja/bagian/1/"),
        "budget_2": cells.money(Decimal("1250.5")),
        "ratio_1": cells.percent(Decimal("133.335"))._replace(printed="133%"),
    }
    empty = {column.key: cells.EMPTY for column in columns}
    made = [Row(empty | full), Row({"label": cells.words("=1+1")})]
    made += [Row(empty | full) for _ in range(rows - 2)]
    made.append(Row({"budget_1": cells.money(Decimal(5))}, kind="total", span="Jumlah"))
    return Sheet(
        "T-C.24", "Anggaran & Realisasi", ("Renstra",), columns, made, 2, paper="f4",
        notes=("Catatan kecil",), footer=[("Predikat kinerja", "Tinggi")],
        signatures=(
            Signature(("Bekasi, 2 Maret 2026", "KEPALA,"), "Usep", "Pembina", "196906201995031906"),
        ),
    )  # fmt: skip
