"""What is asked of a measure and what it answers; kit.measures speaks of them to other rooms."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from binaan.kit.measuring.periods import Period


@dataclass(frozen=True)
class Asked:
    """What is asked of a measure. `place` and `office` are objects of the rooms below.

    A stock takes `at`, and `known` (None: as known now); a flow takes `period`. `parts` narrows to
    rows of dimensions, each (key of the dimension, key of the row). `exact`: counted in the store
    itself, never in the copy.
    """

    place: Any = None
    at: date | None = None
    known: datetime | None = None
    period: Period | None = None
    office: Any = None
    parts: tuple[tuple[str, str], ...] = ()
    exact: bool = False

    def but(self, **changes) -> "Asked":
        return replace(self, **changes)


class Figure(NamedTuple):
    """A number and how many records stand behind it.

    `value`: None when nothing is known, or when `hidden` (too few records for who asks).
    `unknown`: records counted whose summed column is not known (always 0 for a count).
    """

    value: int | Decimal | None
    evidence: int | None
    unknown: int = 0
    hidden: bool = False


class Row(NamedTuple):
    """A figure for one value of a dimension; `key` is "" where the dimension is not known."""

    key: str
    label: str
    value: int | Decimal | None
    evidence: int | None
    hidden: bool = False


class Dimension(NamedTuple):
    """A way to divide a figure so that its rows add up.

    `row(asked)`: an expression giving the key of the row a record falls into, as text, never null.
    `labels(asked, keys)`: the label of each key, in the order people read them.
    """

    key: str
    label: str
    row: Callable[[Asked], Any]
    labels: Callable[[Asked, list[str]], dict[str, str]]


class Shown(NamedTuple):
    """A column of the counted records that the evidence shows beside the name."""

    path: str
    label: str
