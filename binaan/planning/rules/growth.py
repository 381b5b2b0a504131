"""Rata-rata pertumbuhan: the mean of year-on-year percentages, and which pairs made it.

Source: T-C.24 of Permendagri 86/2017, the usual reading; docs/rules/capaian.md §6.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

NOT_KNOWN = "salah satu tahunnya kosong"
NO_BASE = "tahun sebelumnya 0"
NEGATIVE_BASE = "tahun sebelumnya kurang dari 0"


class Pair(NamedTuple):
    """Two consecutive years; `rate` in percent, None when skipped for the reason `why`."""

    earlier: int
    later: int
    rate: Decimal | None
    why: str = ""


class Growth(NamedTuple):
    """`value` in percent, None when no pair could be used."""

    value: Decimal | None
    pairs: tuple[Pair, ...]

    @property
    def used(self) -> tuple[Pair, ...]:
        return tuple(pair for pair in self.pairs if pair.rate is not None)

    @property
    def skipped(self) -> tuple[Pair, ...]:
        return tuple(pair for pair in self.pairs if pair.rate is None)

    @property
    def said(self) -> str:
        """Which pairs were used: "2015/2014, 2016/2015"; "" for none."""
        return ", ".join(f"{pair.later}/{pair.earlier}" for pair in self.used)


def average(series: Sequence[Decimal | None], *, first_year: int = 1) -> Growth:
    """Values of consecutive years, the earliest first; None where a year is blank."""
    years = range(first_year, first_year + len(series) - 1)
    pairs = tuple(
        _pair(year, before, after)
        for year, before, after in zip(years, series, series[1:], strict=False)
    )
    rates = [pair.rate for pair in pairs if pair.rate is not None]
    return Growth(sum(rates, Decimal(0)) / len(rates) if rates else None, pairs)


def _pair(year: int, before: Decimal | None, after: Decimal | None) -> Pair:
    if before is None or after is None:
        return Pair(year, year + 1, None, NOT_KNOWN)
    if before <= 0:
        return Pair(year, year + 1, None, NEGATIVE_BASE if before else NO_BASE)
    return Pair(year, year + 1, (after - before) / before * 100)
