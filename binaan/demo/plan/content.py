"""How the indicators of the demo office are measured, what was typed, and what money left.

Invented, like the plan itself (renstra-2025-2029.csv). Indicators are named as the plan names them.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

TITLE = "Renstra 2025-2029"
YEAR = 2026
CLOSED = (1, 2)  # quarters of the year that were closed
OPEN = 3  # the quarter that waits

EFFECTIVE = {
    "renstra": date(2025, 8, 20),
    "renja": date(2025, 9, 15),
    "dpa": date(2026, 1, 5),
    "pk": date(2026, 1, 30),
}
DECREES = {
    "renstra": "Peraturan Bupati Bekasi Nomor 900/CONTOH Tahun 2025",
    "renja": "Peraturan Bupati Bekasi Nomor 901/CONTOH Tahun 2025",
    "dpa": "DPA/A.1/3.31.0.00.0.00.01/CONTOH/2026",
    "pk": "PK/CONTOH/2026",
}
REGENT = ("H. Rahmat Sudrajat, S.E. (contoh)", "Bupati Bekasi")

GROWN = {
    "measure": "registry.grown",
    "per": {"measure": "registry.guided", "part": [["size_pp7", "mikro"]], "at": "start"},
    "factor": 100,
}
RUNNING = {
    "measure": "registry.running",
    "per": {"measure": "registry.guided", "at": "end"},
    "factor": 100,
}


class Measured(NamedTuple):
    """An indicator that cites the register. `quarters`: its targets at the end of each quarter."""

    citation: dict
    kind: str
    formula: str
    division: str
    quarters: tuple[str, str, str, str]
    base: str
    is_iku: bool = False


MEASURED = {
    "Jumlah IKM binaan": Measured(
        {"measure": "registry.guided"}, "position",
        "Banyaknya usaha binaan dinas yang masih ada pada akhir periode.",
        "kimia-agro-hasil-hutan", ("3690", "3700", "3710", "3720"), "3684", is_iku=True,
    ),
    "Persentase IKM binaan yang masih berjalan": Measured(
        RUNNING, "position", "Usaha binaan yang terakhir dilihat berjalan ÷ usaha binaan × 100.",
        "", ("75", "75,5", "75,5", "76"), "75,05", is_iku=True,
    ),
    "Persentase IKM binaan yang naik dari mikro menjadi kecil": Measured(
        GROWN, "last",
        "Usaha binaan yang sejak awal tahun naik dari mikro menjadi kecil ÷ usaha binaan mikro "
        "pada awal tahun × 100.",
        "kimia-agro-hasil-hutan", ("0,3", "0,6", "1", "1,3"), "1,1", is_iku=True,
    ),
    "Jumlah usaha kecil di antara IKM binaan": Measured(
        {"measure": "registry.guided", "part": [["size_pp7", "kecil"]]}, "position",
        "Banyaknya usaha binaan yang menurut PP 7/2021 berukuran kecil pada akhir periode.",
        "", ("50", "60", "68", "75"), "11",
    ),
    "Jumlah tenaga kerja IKM binaan": Measured(
        {"measure": "registry.workers"}, "position",
        "Jumlah tenaga kerja usaha yang ada pada akhir periode, sejauh diketahui.",
        "", ("15600", "15650", "15700", "15750"), "15603",
    ),
}  # fmt: skip

# Indicators whose quarters add up: all outputs below; their targets are dealt over the quarters.
TYPED_NOTE = "Laporan triwulan {roman} 2026 (contoh)"
PACE = (Decimal("0.20"), Decimal("0.30"), Decimal("0.25"), Decimal("0.25"))
REACHED = (Decimal("1"), Decimal("0.9"), Decimal("0.8"), Decimal("0"))  # of each quarter's target

OBSTACLE = "Pengadaan jasa konsultansi baru selesai pada akhir triwulan (contoh)."
FOLLOW_UP = "Percepatan dokumen pengadaan dan jadwal mingguan dengan pejabat pengadaan (contoh)."

# Share of a sub kegiatan's ceiling that is drawn in each month; the twelve make a whole.
MONTHS = tuple(
    Decimal(one) for one in ("0.04 0.06 0.08 0.08 0.09 0.10 0.08 0.09 0.09 0.10 0.10 0.09".split())
)
PAID_UNTIL = 10
PAID_SHARE = Decimal("0.93")  # of what the plan would draw: every year something stays behind
LATE_CLOSED = (date(2026, 6, 24), 3)  # seen on paper only after the quarter had been closed
