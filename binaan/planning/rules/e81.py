"""Form E.81 of Permendagri 86/2017: columns 12 to 14, the yearly variant, the averages.

See docs/rules/capaian.md §3 and §4.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from binaan.planning.rules.quarters import CUMULATIVE, year_actual
from binaan.planning.rules.rates import HIGHER, USUAL, Choices, Rate, achievement, capped

ANNEX, YEARLY = "lampiran", "tahunan"  # planning.e81_variant
OVER = ("program", "kegiatan", "subkegiatan")  # planning.e81_average_over


def column_12(quarters: Sequence[Decimal | None], kind: str = CUMULATIVE) -> Decimal | None:
    """Realisation of the evaluated year from columns 8 to 11."""
    return year_actual(kind, quarters)


def column_13(
    until_last_year: Decimal | None, this_year: Decimal | None, *, cumulative: bool
) -> Decimal | None:
    """Realisation of the Renstra until this year: 6 + 12, or the last value there is."""
    if not cumulative:
        return this_year if this_year is not None else until_last_year
    return year_actual(CUMULATIVE, [until_last_year, this_year])


def column_14(
    until_this_year: Decimal | None,
    end_target: Decimal | None,
    *,
    polarity: str = HIGHER,
    lower: str = "",
    choices: Choices = USUAL,
) -> Rate:
    """Rate of the Renstra in percent: 13 / 5 x 100, by polarity."""
    return achievement(until_this_year, end_target, polarity=polarity, lower=lower, choices=choices)


@dataclass(frozen=True)
class Asked:
    """What a row of the form holds before it is evaluated: an indicator's K, or a node's Rp.

    `end_target`: column 5; `until_last_year`: 6; `year_target`: 7; `quarters`: 8-11. Rp is
    cumulative and higher is better, as the defaults say.
    """

    end_target: Decimal | None
    until_last_year: Decimal | None
    year_target: Decimal | None
    quarters: tuple[Decimal | None, ...]
    kind: str = CUMULATIVE
    polarity: str = HIGHER
    lower: str = ""


class Evaluated(NamedTuple):
    """`year`: column 12; `until`: 13; `rate`: 14; `year_rate`: 12 / 7, printed by the yearly variant."""

    year: Decimal | None
    until: Decimal | None
    rate: Rate
    year_rate: Rate


def evaluated(row: Asked, choices: Choices = USUAL) -> Evaluated:
    """The computed columns of one row."""
    rate = partial(achievement, polarity=row.polarity, lower=row.lower, choices=choices)
    year = column_12(row.quarters, row.kind)
    until = column_13(row.until_last_year, year, cumulative=row.kind == CUMULATIVE)
    return Evaluated(year, until, rate(until, row.end_target), rate(year, row.year_target))


class Rated(NamedTuple):
    """A row's rates in percent; `node`: what it belongs to, so that a node is counted once."""

    node: Hashable
    level: str
    k: Decimal | None
    rp: Decimal | None = None


class Mean(NamedTuple):
    """`rows`: nodes averaged; `left_out`: nodes without any rate; `cut`: rates above the cap."""

    value: Decimal | None
    rows: int
    left_out: int
    cut: int


class Averages(NamedTuple):
    k: Mean
    rp: Mean
    over: str
    cap: Decimal | None


def averages(rows: Iterable[Rated], *, over: str = "program", cap: Decimal | None) -> Averages:
    """Rata-rata capaian over the nodes of a level; a node is the mean of its own rows.

    Raises ValueError for a level the form has no rows of.
    """
    if over not in OVER:
        raise ValueError(f"Rata-rata atas {over!r} tidak dikenal; pilih {', '.join(OVER)}.")
    chosen = [row for row in rows if row.level == over]
    return Averages(
        mean([(row.node, row.k) for row in chosen], cap=cap),
        mean([(row.node, row.rp) for row in chosen], cap=cap),
        over,
        cap,
    )


def mean(rates: Iterable[tuple[Hashable, Decimal | None]], *, cap: Decimal | None) -> Mean:
    """The mean of nodes, each the mean of its rates. Without any rate a node is left out, not 0."""
    by_node: dict[Hashable, list[Decimal]] = {}
    cut = 0
    for node, rate in rates:
        own = by_node.setdefault(node, [])
        if rate is not None:
            cut += cap is not None and rate > cap
            own.append(capped(rate, cap))
    means = [sum(own, Decimal(0)) / len(own) for own in by_node.values() if own]
    value = sum(means, Decimal(0)) / len(means) if means else None
    return Mean(value, len(means), len(by_node) - len(means), cut)
