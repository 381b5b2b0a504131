"""Two numbers beside each other, and what may be asked several times over for one page."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from binaan.kit import measures, snapshot
from binaan.kit.measures import Asked, Figure, Measure

LIVE_RECORDS = 30_000  # counted many times over on the store itself without keeping anybody waiting


class Side(NamedTuple):
    """A number on one of two dates. `blank`: nothing was ever listed there by that date."""

    value: int | Decimal | None
    evidence: int | None = None
    hidden: bool = False
    blank: bool = False


class Change(NamedTuple):
    """From the second number to the first; `share` of the second."""

    value: int | Decimal | None
    share: Decimal | None


def change(first: Side | None, second: Side | None) -> Change:
    """Nothing when either number is unknown, hidden or blank: it is not 0."""
    if first is None or second is None or first.value is None or second.value is None:
        return Change(None, None)
    if first.blank or second.blank:
        return Change(None, None)
    value = first.value - second.value
    return Change(value, Decimal(value) / Decimal(second.value) if second.value else None)


def from_copy(measure: Measure, asked: Asked) -> snapshot.Copy | None:
    """The copy that answers this question; None where the store itself does."""
    copied = getattr(measure, "from_copy", False) and asked.known is None
    return snapshot.current() if copied and snapshot.answers() else None


def is_cheap(measure: Measure, asked: Asked, figure: Figure, live: int = LIVE_RECORDS) -> bool:
    """Whether the same may be asked several times over for one page."""
    return from_copy(measure, asked) is not None or (figure.evidence or 0) <= live


def moved_between(asked: Asked, other: Asked) -> Asked:
    """The days after the earlier date up to the later one."""
    first, last = sorted((asked.at, other.at))
    period = measures.between(date.fromordinal(first.toordinal() + 1), last)
    return asked.but(at=None, known=None, period=period)
