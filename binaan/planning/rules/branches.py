"""Levels of the tree, where a code fits, and dividing a ceiling over months. See docs/rules/pohon-rencana.md."""

import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal

from binaan.places.rules import nomenclature
from binaan.planning.rules.papers import LEVELS

FREE = ("tujuan", "sasaran")
LEAF = LEVELS[-1]
MONTHS = range(1, 13)
MILLION = 1_000_000  # some tables print money in juta

# Units seen in plans; another one may be typed.
UNITS = (
    "Persen", "Nilai", "Indeks", "Poin", "Rasio", "Orang", "Orang/Bulan", "Pelaku usaha",
    "Usaha mikro", "Unit usaha", "Unit", "Koperasi", "UMKM", "IKM", "Kelompok", "Sentra", "Produk",
    "Sertifikat", "Dokumen", "Laporan", "Kegiatan", "Kali", "Paket", "Bulan", "Tahun", "Rupiah",
    "Juta rupiah", "Miliar rupiah", "Stel", "Box", "Lembar", "Buku/Eksemplar",
)  # fmt: skip


def level_below(level: str) -> str:
    """The level one step down, "" below a sub kegiatan; below nothing stands a tujuan."""
    if not level:
        return LEVELS[0]
    after = LEVELS.index(level) + 1
    return LEVELS[after] if after < len(LEVELS) else ""


def level_above(level: str) -> str:
    """The level one step up, "" above a tujuan."""
    before = LEVELS.index(level) - 1
    return LEVELS[before] if before >= 0 else ""


def code_fits(level: str, code: str, era: str) -> bool:
    """Whether a code has the shape of its level in its era; tujuan and sasaran have none.

    An era before the nomenclature of 2019 had other shapes: any code passes.
    """
    if level in FREE:
        return code == ""
    if era not in nomenclature.BY_KEY:
        return True
    return nomenclature.level_of(code, era) == level


def code_lies_below(code: str, above: str) -> bool:
    """Whether a code continues the one above it: 2.17.03.2.01 below 2.17.03."""
    return not above or code.startswith(f"{above}.")


def spread_evenly(ceiling: Decimal) -> dict[int, Decimal]:
    """A ceiling in twelve months: whole rupiah, the rest in December."""
    part = ceiling // 12
    return {month: part for month in MONTHS if month < 12} | {12: ceiling - 11 * part}


def missing(ceiling: Decimal | None, months: Iterable[Decimal | None]) -> Decimal:
    """What twelve months leave over of the ceiling (below zero: they exceed it)."""
    return (ceiling or Decimal(0)) - sum((one for one in months if one is not None), Decimal(0))


def quarters_add_up(kind: str, year: Decimal | None, quarters: dict[int, Decimal | None]) -> bool:
    """Cumulative: they sum to the year's target; else the fourth is the year's. Unsaid ones pass."""
    known = [value for value in quarters.values() if value is not None]
    if year is None or not known:
        return True
    if kind == "cumulative":
        return len(known) < 4 or sum(known) == year
    return quarters.get(4) is None or quarters[4] == year


def fingerprint(values: object) -> str:
    """What a form was opened on: 16 hex digits that differ once any of it has changed."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def same_money(now: Decimal | None, printed: Decimal | None, text: str) -> bool:
    """Printed in full or in juta; a dash, or nothing, is no other figure than none."""
    if printed is None:
        return now is None and not text.strip("- ")
    return now is not None and now in (printed, printed * MILLION)
