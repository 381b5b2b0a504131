"""Periods and dates as people write them."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from binaan.kit.measuring.periods import end_of, parse_day, parse_period


@pytest.mark.parametrize(
    ("text", "first", "last", "label"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31), "Tahun 2025"),
        (" 2025 ", date(2025, 1, 1), date(2025, 12, 31), "Tahun 2025"),
        ("2025-Q1", date(2025, 1, 1), date(2025, 3, 31), "Triwulan I 2025"),
        ("2024-q1", date(2024, 1, 1), date(2024, 3, 31), "Triwulan I 2024"),
        ("2025-Q4", date(2025, 10, 1), date(2025, 12, 31), "Triwulan IV 2025"),
        (
            "2024-02-28..2024-02-29",
            date(2024, 2, 28),
            date(2024, 2, 29),
            "28 Februari 2024 sampai 29 Februari 2024",
        ),
        (
            "2024-02-29..2024-02-29",
            date(2024, 2, 29),
            date(2024, 2, 29),
            "29 Februari 2024 sampai 29 Februari 2024",
        ),
    ],
)
def test_a_period_holds_both_its_ends(text, first, last, label):
    period = parse_period(text)
    assert (period.first, period.last, period.label) == (first, last, label)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "tidak terbaca"),
        ("25", "tidak terbaca"),
        ("2025-Q5", "tidak terbaca"),
        ("2025-13", "tidak terbaca"),
        ("TW III 2025", "2025-Q3"),
        ("2025-01-01..kemarin", "Tulis seperti 2024-12-31"),
        ("2025-02-01..2025-01-01", "mendahului"),
    ],
)
def test_what_cannot_be_read_says_what_to_write(text, sentence):
    with pytest.raises(ValidationError) as refused:
        parse_period(text)
    assert sentence in refused.value.messages[0]


@pytest.mark.parametrize(
    "text", ["31-12-2024", "2024-02-30", "20241231", "2024-W01-1", "", "0001-01-01", "9999-12-31"]
)
def test_a_date_is_written_one_way(text):
    with pytest.raises(ValidationError):
        parse_day(text)


def test_the_end_of_a_day_is_the_office_s():
    assert end_of(date(2021, 1, 15)) == datetime(2021, 1, 15, 16, 59, 59, 999999, tzinfo=UTC)
