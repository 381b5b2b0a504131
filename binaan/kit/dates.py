"""Dates as Indonesians write them, and the office's today."""

from datetime import date, datetime

from django.utils import timezone

from binaan.kit.day_names import DAYS, MONTHS, long_day, short_day
from binaan.kit.romans import ROMANS

QUARTERS = ROMANS[:4]
NOTHING = "–"


def today() -> date:
    """The date in the office's time zone (Asia/Jakarta unless the settings say otherwise)."""
    return timezone.localdate()


def long_date(value: date | datetime | None) -> str:
    """31 Desember 2026; an instant is told in the office's time zone, nothing is a dash."""
    day = _day(value)
    return long_day(day) if day else NOTHING


def short_date(value: date | datetime | None) -> str:
    """31 Des 2026."""
    day = _day(value)
    return short_day(day) if day else NOTHING


def day_date(value: date | datetime | None) -> str:
    """Sabtu, 21 November 2026."""
    day = _day(value)
    return f"{DAYS[day.weekday()]}, {long_date(day)}" if day else NOTHING


def day_span(first: date | datetime | None, last: date | datetime | None) -> str:
    """23 s.d. 24 November 2026; 30 November s.d. 2 Desember 2026; one day where they are the same."""
    begin, end = _day(first) or _day(last), _day(last) or _day(first)
    if begin is None or end is None or begin == end:
        return long_date(begin)
    if begin.year != end.year:
        return f"{long_day(begin)} s.d. {long_day(end)}"
    month = "" if begin.month == end.month else f" {MONTHS[begin.month - 1]}"
    return f"{begin.day}{month} s.d. {long_day(end)}"


def month_year(value: date | datetime | None) -> str:
    """Juni 2026."""
    day = _day(value)
    return f"{MONTHS[day.month - 1]} {day.year}" if day else NOTHING


def moment(value: datetime | None) -> str:
    """21 Nov 2026 pukul 14.05, in the office's time zone."""
    if value is None:
        return NOTHING
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{short_date(local.date())} pukul {local:%H.%M}"


def quarter(value: date | datetime | None) -> str:
    """Triwulan IV."""
    day = _day(value)
    return f"Triwulan {QUARTERS[(day.month - 1) // 3]}" if day else NOTHING


def _day(value: date | datetime | None) -> date | None:
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value
