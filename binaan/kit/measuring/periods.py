"""Periods and dates as people write them: 2025, 2025-Q3, 2025-07-01..2025-09-30; 2024-12-31."""

import calendar
import re
from datetime import date, datetime, time
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone

from binaan.kit.dates import QUARTERS, long_date

YEAR = re.compile(r"([12][0-9]{3})\Z")
QUARTER = re.compile(r"([12][0-9]{3})-Q([1-4])\Z", re.IGNORECASE)
DAY = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}")  # a trend looks years around it
BAD_PERIOD = (
    "Periode {text!r} tidak terbaca. Tulis tahun (2025), triwulan (2025-Q3) atau dua tanggal "
    "(2025-07-01..2025-09-30)."
)


class Period(NamedTuple):
    """From `first` to `last`, both days inside; `text` as it was asked."""

    first: date
    last: date
    text: str

    def __str__(self):
        return self.text

    @property
    def label(self) -> str:
        """As people say it: "Tahun 2025", "Triwulan III 2025", else both dates."""
        if YEAR.match(self.text):
            return f"Tahun {self.text}"
        if QUARTER.match(self.text):
            return f"Triwulan {QUARTERS[(self.first.month - 1) // 3]} {self.first.year}"
        return f"{long_date(self.first)} sampai {long_date(self.last)}"


def parse_period(text: str) -> Period:
    """Read a period. Raises ValidationError with what to write instead."""
    text = text.strip()
    if found := YEAR.match(text):
        year = int(found[1])
        return Period(date(year, 1, 1), date(year, 12, 31), text)
    if found := QUARTER.match(text):
        year, month = int(found[1]), int(found[2]) * 3
        last = calendar.monthrange(year, month)[1]
        return Period(date(year, month - 2, 1), date(year, month, last), text.upper())
    first, dots, last_text = text.partition("..")
    if not dots:
        raise ValidationError(BAD_PERIOD.format(text=text))
    begin, end = parse_day(first), parse_day(last_text)
    if end < begin:
        raise ValidationError("Akhir periode mendahului awalnya; tukar kedua tanggalnya.")
    return Period(begin, end, f"{begin}..{end}")


def between(first: date, last: date) -> Period:
    """The period of two dates, both inside."""
    return Period(first, last, f"{first}..{last}")


def parse_day(text: str) -> date:
    """Read a date. Raises ValidationError with what to write instead."""
    text = text.strip()
    try:
        if not DAY.fullmatch(text):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        message = f"Tanggal {text!r} tidak terbaca. Tulis seperti 2024-12-31."
        raise ValidationError(message) from None


def end_of(day: date) -> datetime:
    """The last moment of a day in the office's time zone: what "as known on that day" means."""
    return timezone.make_aware(datetime.combine(day, time.max))
