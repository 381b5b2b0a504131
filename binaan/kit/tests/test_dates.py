"""Dates as people here write them, in the office's time zone."""

from datetime import UTC, date, datetime

import pytest

from binaan.kit import dates

NEW_YEARS_EVE = date(2026, 12, 31)
LATE_IN_LONDON = datetime(2026, 12, 31, 18, 5, tzinfo=UTC)  # 01.05 on 1 January in Jakarta


@pytest.mark.parametrize(
    "write, value, text",
    [
        (dates.long_date, NEW_YEARS_EVE, "31 Desember 2026"),
        (dates.short_date, NEW_YEARS_EVE, "31 Des 2026"),
        (dates.short_date, date(2026, 8, 1), "1 Agu 2026"),
        (dates.day_date, date(2026, 11, 21), "Sabtu, 21 November 2026"),
        (dates.month_year, date(2026, 5, 2), "Mei 2026"),
        (dates.quarter, date(2026, 9, 30), "Triwulan III"),
        (dates.long_date, LATE_IN_LONDON, "1 Januari 2027"),
        (dates.moment, LATE_IN_LONDON, "1 Jan 2027 pukul 01.05"),
        (dates.long_date, None, "–"),
        (dates.quarter, None, "–"),
    ],
)
def test_a_date_is_written_in_indonesian(write, value, text):
    assert write(value) == text


@pytest.mark.parametrize(
    "first, last, text",
    [
        (date(2026, 11, 23), date(2026, 11, 24), "23 s.d. 24 November 2026"),
        (date(2026, 11, 30), date(2026, 12, 2), "30 November s.d. 2 Desember 2026"),
        (NEW_YEARS_EVE, date(2027, 1, 2), "31 Desember 2026 s.d. 2 Januari 2027"),
        (NEW_YEARS_EVE, NEW_YEARS_EVE, "31 Desember 2026"),
        (NEW_YEARS_EVE, None, "31 Desember 2026"),
        (None, None, "–"),
    ],
)
def test_days_from_until_are_written_as_short_as_they_can_be(first, last, text):
    assert dates.day_span(first, last) == text


def test_today_is_the_offices_day_not_the_servers(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATE_IN_LONDON)
    assert dates.today() == date(2027, 1, 1)
