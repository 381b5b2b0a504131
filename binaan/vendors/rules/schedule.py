"""A weekly time of trade as one thing: whether it is open, and whether it lies within another.

Source: docs/rules/pkl.md §3; days and hours as in rules/hours.
"""

from collections.abc import Iterator
from datetime import datetime, time
from typing import NamedTuple

from binaan.vendors.rules import hours


class Schedule(NamedTuple):
    """`days` as of rules/hours, "" every day; `begins`, `ends` None: round the clock."""

    days: str = ""
    begins: time | None = None
    ends: time | None = None

    @property
    def unlimited(self) -> bool:
        return not self.days and (self.begins is None or self.ends is None)

    def open_at(self, at: datetime) -> bool:
        """Whether trade is allowed at a moment, told in the zone of the office."""
        begins, ends = self.begins or time(0), self.ends or time(0)
        day, inside = hours.trading_day(at, begins, ends)
        return inside and (not self.days or hours.DAYS[day.weekday()] in self.days.split())

    def within(self, other: "Schedule") -> bool:
        """Whether all of this time lies in the other; every quarter of an hour is looked at."""
        return other.unlimited or all(other.open_at(at) for at in _quarters() if self.open_at(at))

    def or_else(self, other: "Schedule") -> "Schedule":
        """What is not said here is as there: a pitch without hours of its own has the location's."""
        mine = self if self.begins is not None and self.ends is not None else other
        return Schedule(self.days or other.days, mine.begins, mine.ends)

    def told(self) -> str:
        return hours.told(self.days, self.begins, self.ends)


def _quarters() -> Iterator[datetime]:
    """A week in quarters of an hour, from a Monday."""
    return (
        datetime(2024, 1, day, hour, minute)  # noqa: DTZ001 - no zone: any week serves
        for day in range(1, 8) for hour in range(24) for minute in (0, 15, 30, 45)
    )  # fmt: skip
