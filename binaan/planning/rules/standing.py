"""How an indicator stands in a quarter against what was to be reached by then.

Targets of a cumulative indicator are those of each quarter and add up to the year's; of another kind
a quarter's target is what shall be the case at its end (docs/rules/pohon-rencana.md). Quarter 0: the year.
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from binaan.planning.rules.quarters import CUMULATIVE, reached_by, year_actual
from binaan.planning.rules.rates import USUAL, Choices, Rate, achievement

Figures = Mapping[int, Decimal | None]  # by quarter; 0 is the year's
QUARTERS = (1, 2, 3, 4)


class Judged(NamedTuple):
    """What an indicator is judged by. `lower`: its own formula, "" for the office's choice."""

    kind: str
    polarity: str
    lower: str = ""


class Standing(NamedTuple):
    """`value` and `target` of the quarter itself; `reached` and `due` up to its end; `year` the year's
    target. `rate` compares the pair that `against` names: "quarter" or "year"; `due_rate` compares
    `reached` with `due`."""

    value: Decimal | None
    target: Decimal | None
    reached: Decimal | None
    due: Decimal | None
    year: Decimal | None
    rate: Rate
    against: str
    due_rate: Rate


def standing(
    judged: Judged, values: Figures, targets: Figures, quarter: int, choices: Choices = USUAL
) -> Standing:
    """Where a quarter has no target of its own, what was reached is compared with the year's."""
    reached, due = so_far(judged.kind, values, quarter), due_by(judged.kind, targets, quarter)
    value, target = values.get(quarter), targets.get(quarter)
    own = target is not None and quarter != 0
    pair = (value, target) if own else (reached, targets.get(0))
    rate = partial(
        achievement, polarity=judged.polarity, lower=judged.lower, choices=choices
    )  # fmt: skip
    against = "quarter" if own else "year"
    return Standing(
        value, target, reached, due, targets.get(0), rate(*pair), against, rate(reached, due)
    )


def so_far(kind: str, values: Figures, quarter: int) -> Decimal | None:
    """What was reached by the end of a quarter; for the year what its quarters make, else its own."""
    known = [values.get(one) for one in QUARTERS]
    if quarter == 0:
        of_quarters = year_actual(kind, known)
        return of_quarters if of_quarters is not None else values.get(0)
    return reached_by(kind, known, quarter)


def due_by(kind: str, targets: Figures, quarter: int) -> Decimal | None:
    """What was to be reached by the end of a quarter; None where the plan does not say."""
    if quarter == 0:
        return targets.get(0)
    asked = [targets.get(one) for one in range(1, quarter + 1)]
    if kind != CUMULATIVE:
        due = asked[-1]
    else:
        known = [one for one in asked if one is not None]
        due = sum(known, Decimal(0)) if len(known) == len(asked) else None
    return targets.get(0) if due is None and quarter == 4 else due
