"""Codes of the programme nomenclature: segments, levels, eras, the generic penunjang.

Permendagri 90/2019 (Klasifikasi, Kodefikasi, dan Nomenklatur Perencanaan Pembangunan dan Keuangan
Daerah) and the decrees that renewed its attachment. docs/rules/nomenklatur.md tells it in prose.
"""

import re
from dataclasses import dataclass
from datetime import date

URUSAN, BIDANG, PROGRAM, KEGIATAN, SUBKEGIATAN = (
    "urusan", "bidang", "program", "kegiatan", "subkegiatan",
)  # fmt: skip
LEVELS = (URUSAN, BIDANG, PROGRAM, KEGIATAN, SUBKEGIATAN)

# The level of government in a kegiatan: 1 provinsi, 2 kabupaten/kota.
PROVINCE, REGENCY = "1", "2"

GENERIC = "X.XX"  # stands for the bidang of whatever office plans
GENERIC_PROGRAM = f"{GENERIC}.01"

_BIDANG = r"(?:[1-8]\.\d{2}|X\.XX)"
SHAPES = {
    URUSAN: re.compile(r"[1-8]"),
    BIDANG: re.compile(_BIDANG),
    PROGRAM: re.compile(rf"{_BIDANG}\.\d{{2}}"),
    KEGIATAN: re.compile(rf"{_BIDANG}\.\d{{2}}\.[12]\.\d{{2}}"),
}
# Two digits until FY 2023, four from Kepmendagri 900.1.15.5-1317/2023 on.
SUBKEGIATAN_SHAPES = {
    2: re.compile(rf"{_BIDANG}\.\d{{2}}\.[12]\.\d{{2}}\.\d{{2}}"),
    4: re.compile(rf"{_BIDANG}\.\d{{2}}\.[12]\.\d{{2}}\.\d{{4}}"),
}


@dataclass(frozen=True)
class Era:
    """An edition of the nomenclature. `last_year` None: still in use. `digits` of a sub kegiatan."""

    key: str
    regulation: str
    dated: date
    first_year: int
    last_year: int | None
    digits: int
    note: str
    renewed_by: str = ""

    @property
    def years(self) -> str:
        if self.last_year is None:
            return f"TA {self.first_year} dan seterusnya"
        if self.first_year == self.last_year:
            return f"TA {self.first_year}"
        return f"TA {self.first_year}–{self.last_year}"

    @property
    def label(self) -> str:
        return f"{self.regulation} ({self.years})"


ERAS = (
    Era(
        "E1", "Permendagri 90/2019", date(2019, 10, 18), 2021, 2021, 2,
        "Rancangan pertama TA 2021: urusan, program, kegiatan, sub kegiatan.",
    ),
    Era(
        "E2", "Kepmendagri 050-3708/2020", date(2020, 10, 5), 2021, 2023, 2,
        "Program penunjang ditulis ulang; sejak 050-5889/2021 kinerja, indikator dan satuan sub"
        " kegiatan tetap.",
        "Kepmendagri 050-5889/2021 (27-12-2021)",
    ),
    Era(
        "E3", "Kepmendagri 900.1.15.5-1317/2023", date(2023, 6, 23), 2024, None, 4,
        "Sub kegiatan empat angka; banyak yang berganti nama atau nomor.",
        "900.1.15.5-3406/2024 (27-08-2024), 900.1-2850/2025 (31-07-2025),"
        " 900.1-861/2026 (07-05-2026)",
    ),
)  # fmt: skip
BY_KEY = {era.key: era for era in ERAS}


def era_of_year(year: int) -> str:
    """The era a budget of that fiscal year is written in; "" before there was this nomenclature."""
    fitting = [
        era for era in ERAS
        if era.first_year <= year and (era.last_year is None or year <= era.last_year)
    ]  # fmt: skip
    return fitting[-1].key if fitting else ""


def level_of(code: str, era: str = "") -> str:
    """The level a code is written for; "" where it fits none (in that era, if one is named)."""
    for level, shape in SHAPES.items():
        if shape.fullmatch(code):
            return level
    sizes = [BY_KEY[era].digits] if era in BY_KEY else list(SUBKEGIATAN_SHAPES)
    return SUBKEGIATAN if any(SUBKEGIATAN_SHAPES[size].fullmatch(code) for size in sizes) else ""


def parent_of(code: str) -> str:
    """The code one level up; "" above an urusan, and above the generic bidang."""
    parts = code.split(".")
    if len(parts) <= 1 or code == GENERIC:
        return ""
    return ".".join(parts[:-2] if len(parts) == 5 else parts[:-1])


def bidang_of(code: str) -> str:
    """ "2.17.03.2.01" -> "2.17"; "" for an urusan."""
    parts = code.split(".")
    return ".".join(parts[:2]) if len(parts) > 1 else ""


def sort_key(code: str) -> tuple[tuple[int, str], ...]:
    """Segment by segment as numbers: 2.9 before 2.10; letters ("X") behind all digits."""
    return tuple((int(part), part) if part.isdigit() else (10**6, part) for part in code.split("."))


def for_bidang(code: str, lead: str) -> str:
    """A generic code as the office of that lead bidang writes it: X.XX.01 -> 2.17.01.

    An office that handles several bidang has one penunjang, under its lead bidang.
    """
    return f"{lead}{code[len(GENERIC) :]}" if code.startswith(GENERIC) else code


def generic_of(code: str) -> str:
    """The row a code of the penunjang comes from: 2.17.01.2.05 -> X.XX.01.2.05; others unchanged."""
    parts = code.split(".")
    if len(parts) >= 3 and parts[2] == "01" and code != GENERIC:
        return ".".join([GENERIC, *parts[2:]])
    return code


def four_digits(code: str) -> str:
    """The twin a two-digit sub kegiatan may have from FY 2024 on; only a proposal to a person."""
    if not SUBKEGIATAN_SHAPES[2].fullmatch(code):
        return ""
    head, _dot, number = code.rpartition(".")
    return f"{head}.00{number}"
