"""The plan of a campaign: villages shared out among persons, and whether it will end in time.

Source: docs/rules/pengumpulan.md §8; our own definition [D].
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import ceil
from typing import NamedTuple

BEHIND_BELOW = 0.8
PACE_DAYS = 7


def shared_out(villages: Mapping[str, int], persons: Mapping[str, int]) -> dict[str, str]:
    """village → person: whole villages, the largest first, each to whoever has the fewest so far.

    `villages`: targets by village; `persons`: what each already has. Equal ones in the order given.
    """
    if not persons:
        return {}
    has = dict(persons)
    given = {}
    for village in sorted(villages, key=lambda one: -villages[one]):
        person = min(has, key=lambda one: has[one])
        given[village] = person
        has[person] += villages[village]
    return given


class Progress(NamedTuple):
    """`expected`: by today; `pace` a day in the last 7; `ends`: at that pace, None unknown."""

    wanted: int
    done: int
    refused: int
    expected: int
    pace: float
    ends: date | None
    behind: bool

    @property
    def left(self) -> int:
        """Those nobody has dealt with."""
        return max(self.wanted - self.done - self.refused, 0)

    @property
    def share(self) -> float | None:
        """Done of all, 0 to 1; more where more came than was asked; None of nothing."""
        return self.done / self.wanted if self.wanted else None


def progress(
    *, wanted: int, done: Sequence[date], refused: int, starts: date, ends: date, today: date
) -> Progress:
    """How a campaign stands. `done`: the day of each finished target; `refused`: dealt with, not done."""
    days = (ends - starts).days + 1
    passed = min(max((today - starts).days + 1, 0), days)
    expected = ceil(wanted * passed / days)
    lately = min(max(passed, 1), PACE_DAYS)
    since = today - timedelta(days=lately - 1)
    pace = sum(since <= day <= today for day in done) / lately
    dealt_with = len(done) + refused
    left = max(wanted - dealt_with, 0)
    finished = today + timedelta(days=ceil(left / pace)) if left and pace else None
    behind = passed > 0 and left > 0 and dealt_with < BEHIND_BELOW * expected
    return Progress(wanted, len(done), refused, expected, pace, finished, behind)
