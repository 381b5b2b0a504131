"""A share judged from a sample: how sure one may be of it."""

from math import sqrt
from typing import NamedTuple

Z95 = 1.959963984540054  # two-sided, 95 %


class Interval(NamedTuple):
    """Shares from 0 to 1."""

    low: float
    high: float


def wilson(wrong: int, checked: int, z: float = Z95) -> Interval:
    """The interval of Wilson (1927): also right for few checks and for none found wrong.

    Raises ValueError for counts that cannot be.
    """
    if checked < 0 or not 0 <= wrong <= max(checked, 0):
        raise ValueError("Wrong ones are some of those checked.")
    if checked == 0:
        return Interval(0.0, 1.0)
    share, square = wrong / checked, z * z
    middle = (share + square / (2 * checked)) / (1 + square / checked)
    spread = share * (1 - share) / checked + square / (4 * checked * checked)
    half = z * sqrt(spread) / (1 + square / checked)
    # At the ends the formula is exact; rounding would say 0,0000…1.
    low = 0.0 if wrong == 0 else max(middle - half, 0.0)
    return Interval(low, 1.0 if wrong == checked else min(middle + half, 1.0))
