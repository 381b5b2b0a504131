"""From months to quarters and from quarters to a year, by the kind of indicator.

Source: wp-sipd and practice, docs/rules/capaian.md §2. Unknown is None and never counts as 0.
"""

from collections.abc import Sequence
from decimal import Decimal

CUMULATIVE, LAST, POSITION = "cumulative", "last", "position"

Values = Sequence[Decimal | None]


def year_actual(kind: str, quarters: Values) -> Decimal | None:
    """Cumulative: the sum of what is known; else the last value known. None when nothing is."""
    known = [value for value in quarters if value is not None]
    if not known:
        return None
    return sum(known, Decimal(0)) if kind == CUMULATIVE else known[-1]


def reached_by(kind: str, quarters: Values, quarter: int) -> Decimal | None:
    """What was reached up to the end of a quarter (1-4)."""
    return year_actual(kind, quarters[:quarter])


def from_running_months(months: Values) -> list[Decimal | None]:
    """Four quarters from twelve running totals: at the quarter's last known month, less before."""
    before = Decimal(0)
    found: list[Decimal | None] = []
    for part in _quarters(months):
        known = [value for value in part if value is not None]
        found.append(known[-1] - before if known else None)
        before = known[-1] if known else before
    return found


def from_months(months: Values) -> list[Decimal | None]:
    """Four quarters from twelve months entered apart: their sum; None where no month is known."""
    return [year_actual(CUMULATIVE, part) for part in _quarters(months)]


def _quarters(months: Values) -> list[Values]:
    if len(months) != 12:
        raise ValueError("Tulis dua belas bulan; yang belum diketahui dikosongkan.")
    return [months[first : first + 3] for first in range(0, 12, 3)]
