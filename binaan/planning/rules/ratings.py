"""Scales of grades, each as its source prints it: docs/rules/capaian.md §5.

A grade begins at its limit: `since` when the limit is inside, `above` when it is not.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from binaan.planning.rules.rates import rounded


class Grade(NamedTuple):
    """`code`: the letters or the key, "" where the scale has only labels. `limit` None: all below.
    `tone`: good, warning, bad or "" (how a page colours it, always beside the words).
    """

    label: str
    limit: Decimal | None
    inside: bool = True
    code: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Scale:
    """`grades` from the top. `places`: decimals the value is rounded to first, None for none.
    `greatest`: above it a value is no value of this scale."""

    key: str
    name: str
    source: str
    note: str
    grades: tuple[Grade, ...]
    places: int | None = None
    least: Decimal | None = None
    greatest: Decimal | None = None


def since(limit: int, label: str, tone: str = "", code: str = "") -> Grade:
    return Grade(label, Decimal(limit), True, code, tone)


def above(limit: int, label: str, tone: str = "", code: str = "") -> Grade:
    return Grade(label, Decimal(limit), False, code, tone)


def below(label: str, tone: str = "", code: str = "") -> Grade:
    return Grade(label, None, True, code, tone)


GOOD, WARNING, BAD = "good", "warning", "bad"
RENJA_E81, AKIP = "RENJA_E81", "AKIP_88_2021"
EFFICIENCY = "EFISIENSI_BANJARNEGARA"

SCALES = {
    scale.key: scale
    for scale in (
        Scale(
            RENJA_E81, "Skala nilai peringkat kinerja (Formulir E.81)",
            "Permendagri 54/2010 Lampiran VII dan Permendagri 86/2017",
            "Menurut batas bawah: 90,99 adalah Tinggi; di atas 100 Sangat Tinggi.",
            (
                since(91, "Sangat Tinggi", GOOD),
                since(76, "Tinggi", GOOD),
                since(66, "Sedang", WARNING),
                since(51, "Rendah", BAD),
                below("Sangat Rendah", BAD),
            ),
        ),
        Scale(
            AKIP, "Predikat AKIP", "PermenPANRB 88/2021",
            "Dibulatkan dua desimal dahulu; 90,00 adalah A dan 90,01 AA.",
            (
                above(90, "Sangat Memuaskan", GOOD, "AA"),
                above(80, "Memuaskan", GOOD, "A"),
                above(70, "Sangat Baik", GOOD, "BB"),
                above(60, "Baik", GOOD, "B"),
                above(50, "Cukup (Memadai)", WARNING, "CC"),
                above(30, "Kurang", BAD, "C"),
                below("Sangat Kurang", BAD, "D"),
            ),
            places=2, least=Decimal(0), greatest=Decimal(100),
        ),
        Scale(
            "CAPAIAN_MADIUN", "Kategori capaian (Kabupaten Madiun)", "Praktik daerah", "",
            (
                since(100, "Sangat Berhasil", GOOD),
                since(75, "Berhasil", GOOD),
                since(55, "Cukup Berhasil", WARNING),
                below("Kurang Berhasil", BAD),
            ),
        ),
        Scale(
            "CAPAIAN_BANJARNEGARA", "Warna capaian (Kabupaten Banjarnegara)", "Praktik daerah",
            "70 dan 90 termasuk kuning.",
            (above(90, "hijau", GOOD), since(70, "kuning", WARNING), below("merah", BAD)),
        ),
        Scale(
            EFFICIENCY, "Efisiensi (Kabupaten Banjarnegara)", "Praktik daerah",
            "Selisih capaian dan serapan dalam poin; −5 sampai 5 termasuk cukup efisien.",
            (
                above(5, "efisien", GOOD, "efisien"),
                since(-5, "cukup efisien", WARNING, "cukup_efisien"),
                below("tidak efisien", BAD, "tidak_efisien"),
            ),
        ),
    )
}  # fmt: skip

# What an office may choose for the rates of its reports (parameter planning.rating_scale).
OF_RATES = (RENJA_E81, "CAPAIAN_MADIUN", "CAPAIAN_BANJARNEGARA")


def scale(key: str) -> Scale:
    """Raises ValueError that lists the scales there are."""
    if key not in SCALES:
        raise ValueError(f"Skala {key!r} tidak dikenal; ada: {', '.join(SCALES)}.")
    return SCALES[key]


def rated(key: str, value: Decimal | None) -> Grade | None:
    """The grade of a value; None when there is no value, or it is none of this scale."""
    chosen = scale(key)
    if value is None:
        return None
    if chosen.places is not None:
        value = rounded(value, chosen.places)
    if chosen.least is not None and value < chosen.least:
        return None
    if chosen.greatest is not None and value > chosen.greatest:
        return None
    return next(grade for grade in chosen.grades if _reaches(grade, value))


def _reaches(grade: Grade, value: Decimal) -> bool:
    if grade.limit is None:
        return True
    return value >= grade.limit if grade.inside else value > grade.limit
