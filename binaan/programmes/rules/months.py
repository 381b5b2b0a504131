"""A month as a calendar draws it: whole weeks from Monday."""

import re
from calendar import Calendar
from datetime import date

FIRST_YEAR, LAST_YEAR = 2000, 2100
WRITTEN = re.compile(r"(\d{4})-(\d{2})")


def weeks(first: date) -> list[list[date]]:
    """The weeks that hold the month of a day, with the days of its neighbours."""
    return Calendar().monthdatescalendar(first.year, first.month)


def month_of(text: str, today: date) -> date:
    """The first day of "2026-04"; of this month where the text is no month."""
    said = WRITTEN.fullmatch(text or "")
    if said and FIRST_YEAR <= int(said[1]) <= LAST_YEAR and 1 <= int(said[2]) <= 12:
        return date(int(said[1]), int(said[2]), 1)
    return today.replace(day=1)


def beside(first: date, months: int) -> date:
    """The first day of the month so many later, or earlier."""
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
