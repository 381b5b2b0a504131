"""How far back a filter of the directory looks."""

from datetime import date

from binaan.registry.selecting.filters import a_year_before


def test_a_year_before_a_leap_day_is_the_28th():
    assert a_year_before(date(2024, 2, 29)) == date(2023, 2, 28)
    assert a_year_before(date(2026, 3, 2)) == date(2025, 3, 2)
