"""The dates and periods a trend asks for: ends of quarters or years, the last one as asked."""

from datetime import date, timedelta
from typing import NamedTuple

from binaan.kit.dates import QUARTERS
from binaan.kit.day_names import SHORT_MONTHS
from binaan.kit.measuring.periods import Period, parse_period

QUARTER, YEAR = "triwulan", "tahun"
COUNT = {QUARTER: 8, YEAR: 5}


class Step(NamedTuple):
    """A point in time: `at` for a stock, `period` for a flow; `label` as short as an axis needs."""

    label: str
    at: date | None = None
    period: Period | None = None


def stock_steps(at: date, pace: str, count: int = 0) -> list[Step]:
    """The ends of the quarters (years) before the date, and the date itself last."""
    count = count or COUNT[pace]
    days = [at]
    while len(days) < count:
        days.append(_end_before(days[-1], pace))
    return [Step(_day_label(day, pace), at=day) for day in reversed(days)]


def flow_steps(last: date, pace: str, count: int = 0) -> list[Step]:
    """The whole quarters (years) up to the one that holds the date."""
    count = count or COUNT[pace]
    days = [last]
    while len(days) < count:
        days.append(_end_before(days[-1], pace))
    texts = [_period_text(day, pace) for day in reversed(days)]
    return [
        Step(_period_label(period, pace), period=period)
        for period in (parse_period(text) for text in texts)
    ]


def _end_before(day: date, pace: str) -> date:
    month = 1 if pace == YEAR else day.month - (day.month - 1) % 3
    return date(day.year, month, 1) - timedelta(days=1)


def _period_text(day: date, pace: str) -> str:
    return f"{day.year}" if pace == YEAR else f"{day.year}-Q{(day.month + 2) // 3}"


def _day_label(day: date, pace: str) -> str:
    ends = (day + timedelta(days=1)).day == 1
    if pace == YEAR and ends and day.month == 12:
        return f"{day.year}"
    if pace == QUARTER and ends and day.month % 3 == 0:
        return f"{QUARTERS[day.month // 3 - 1]}/{day.year % 100:02}"
    return f"{day.day} {SHORT_MONTHS[day.month - 1]}" if pace == YEAR else f"{day.day}/{day.month}"


def _period_label(period: Period, pace: str) -> str:
    first = period.first
    if pace == YEAR:
        return f"{first.year}"
    return f"{QUARTERS[(first.month - 1) // 3]}/{first.year % 100:02}"
