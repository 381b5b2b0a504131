"""Efficiency of what was reached for the money: points with a label, and the formula of PMK 62/2023.

See docs/rules/capaian.md §7. Both say little alone: a low target looks efficient too.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from binaan.planning.rules.ratings import EFFICIENCY, Grade, rated

LIMIT = Decimal(20)  # E counts from -20 to 20


class Points(NamedTuple):
    """Percent reached less percent absorbed."""

    value: Decimal
    grade: Grade


def points(reached: Decimal | None, absorbed: Decimal | None) -> Points | None:
    """None when either percentage is unknown."""
    if reached is None or absorbed is None:
        return None
    value = reached - absorbed
    grade = rated(EFFICIENCY, value)
    assert grade is not None
    return Points(value, grade)


class Output(NamedTuple):
    """PAK ceiling and RAK realised in rupiah; CK the output reached as a share of 1."""

    ceiling: Decimal | None
    reached: Decimal | None
    realised: Decimal | None


class Pmk(NamedTuple):
    """`e` in percent as computed, `ne` from `e` cut to -20..20; `left_out`: rows not fully known."""

    e: Decimal
    ne: Decimal
    left_out: int


def pmk(outputs: Iterable[Output]) -> Pmk | None:
    """E and NE over all outputs; None when nothing should have been spent for what was reached."""
    rows = list(outputs)
    known = [
        (row.ceiling * row.reached, row.realised)
        for row in rows
        if row.ceiling is not None and row.reached is not None and row.realised is not None
    ]
    due = sum((worth for worth, _realised in known), Decimal(0))
    if due <= 0:
        return None
    spent = sum((realised for _worth, realised in known), Decimal(0))
    e = (due - spent) / due * 100
    cut = max(min(e, LIMIT), -LIMIT)
    return Pmk(e, 50 + cut / LIMIT * 50, len(rows) - len(known))
