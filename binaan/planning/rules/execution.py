"""Money and work under way: deviation, progress by weight, where the present pace leads.

Source: practice of RFK and anggaran kas, docs/rules/capaian.md §8.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from binaan.planning.rules.quarters import CUMULATIVE

POINTS, OF_PLAN = "poin", "rak"
SIGNS = {
    POINTS: "Realisasi dikurangi rencana, dalam poin persen; kurang dari 0 berarti tertinggal.",
    OF_PLAN: "(Rencana − realisasi) ÷ rencana × 100; lebih dari 0 berarti tertinggal.",
}
BY_PLAN = "realisasi sampai kini ÷ rencana sampai kini × rencana setahun"
BY_PACE = "realisasi sampai kini ÷ bulan yang lewat × 12"
STAYS = "nilai terakhir dianggap bertahan sampai akhir tahun"


def deviation_points(actual: Decimal | None, target: Decimal | None) -> Decimal | None:
    """Realised less planned, both in percent; negative is behind."""
    return None if actual is None or target is None else actual - target


def deviation_of_plan(actual: Decimal | None, target: Decimal | None) -> Decimal | None:
    """(RAK - realised) / RAK x 100; positive is behind. None where nothing was planned."""
    if actual is None or not target:
        return None
    return (target - actual) / target * 100


def deviation(
    way: str, actual: Decimal | None, target: Decimal | None
) -> tuple[Decimal | None, str]:
    """The deviation the office chose (planning.deviation), and what its sign means."""
    rule = deviation_of_plan if way == OF_PLAN else deviation_points
    return rule(actual, target), SIGNS[OF_PLAN if way == OF_PLAN else POINTS]


def share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """Percent of a ceiling, or of a quarter's cash plan, that was realised; None of nothing."""
    return part / whole * 100 if part is not None and whole else None


class Weighted(NamedTuple):
    """Physical progress by weight of the ceiling. `unreported`: percent of all ceilings without a report."""

    value: Decimal | None
    rows: int
    left_out: int
    unreported: Decimal | None


def weighted_physical(rows: Iterable[tuple[Decimal, Decimal | None]]) -> Weighted:
    """Rows of (ceiling, physical percent or None). Not reported is left out, never taken as 0."""
    everything = list(rows)
    told = [(ceiling, percent) for ceiling, percent in everything if percent is not None]
    total = sum((ceiling for ceiling, _percent in everything), Decimal(0))
    known = sum((ceiling for ceiling, _percent in told), Decimal(0))
    worth = sum((ceiling * percent for ceiling, percent in told), Decimal(0))
    return Weighted(
        worth / known if known else None,
        len(told),
        len(everything) - len(told),
        (total - known) / total * 100 if total else None,
    )


class Forecast(NamedTuple):
    """Where the present pace leads by the year's end; `basis` says how, in Bahasa."""

    value: Decimal | None
    basis: str


def forecast(
    kind: str,
    reached: Decimal | None,
    *,
    months: int,
    planned: Decimal | None = None,
    planned_year: Decimal | None = None,
) -> Forecast:
    """`months`: how many have passed (1-12). `planned`: until now, `planned_year`: of the year.

    Money is cumulative.
    """
    if kind != CUMULATIVE:
        return Forecast(reached, STAYS)
    if planned and planned_year is not None:
        return Forecast(reached / planned * planned_year if reached is not None else None, BY_PLAN)
    if not 1 <= months <= 12:
        raise ValueError("Bulan yang lewat: 1 sampai 12.")
    return Forecast(reached / months * 12 if reached is not None else None, BY_PACE)
