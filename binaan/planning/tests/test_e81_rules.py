"""E.81: its computed columns for both kinds, the yearly variant, and the averages below it."""

from decimal import Decimal

import pytest

from binaan.planning.rules import e81
from binaan.planning.rules.e81 import Asked, Mean, Rated, averages, evaluated

pytestmark = pytest.mark.once


def row(end, until, year, quarters, **more):
    numbers = [None if one is None else Decimal(one) for one in (end, until, year, *quarters)]
    return Asked(numbers[0], numbers[1], numbers[2], tuple(numbers[3:]), **more)


def test_what_adds_up_is_added_and_divided_by_the_end_of_the_renstra():
    found = evaluated(row(400, 100, 80, (10, 20, 15, 5)))
    assert (found.year, found.until, found.rate.value) == (50, 150, Decimal("37.5"))
    assert found.year_rate.value == Decimal("62.5")


def test_percents_are_never_added():
    found = evaluated(row(80, 62, 70, (60, 62, None, 65), kind="last"))
    assert (found.year, found.until, found.rate.value) == (65, 65, Decimal("81.25"))


def test_a_position_without_any_quarter_stays_where_last_year_left_it():
    found = evaluated(row(80, 62, 70, (None, None, None, None), kind="position"))
    assert (found.year, found.until, found.rate.value) == (None, 62, Decimal("77.5"))
    assert found.year_rate.value is None


def test_a_cumulative_row_without_last_year_counts_this_one_alone():
    assert evaluated(row(400, None, 80, (10, None, None, None))).until == 10
    assert evaluated(row(400, None, 80, (None, None, None, None))).until is None


def test_the_rate_follows_the_polarity():
    found = evaluated(row(10, None, 10, (12,), kind="last", polarity="lower", lower="2T"))
    assert found.rate.value == found.year_rate.value == 80


ROWS = [
    Rated("A", "program", Decimal(130), Decimal(90)),
    Rated("A", "program", Decimal(50), None),
    Rated("B", "program", Decimal(60), Decimal(110)),
    Rated("C", "program", None, None),
    Rated("A1", "kegiatan", Decimal(10), Decimal(20)),
]


def test_a_programme_is_the_mean_of_its_indicators_and_counts_once():
    found = averages(ROWS, cap=None)
    assert found.k == Mean(Decimal(75), 2, 1, 0)  # (130 + 50) / 2 = 90, and 60
    assert found.rp == Mean(Decimal(100), 2, 1, 0)


def test_a_cap_cuts_each_rate_inside_the_average_only():
    found = averages(ROWS, cap=Decimal(100))
    assert found.k == Mean(Decimal("67.5"), 2, 1, 1)  # (100 + 50) / 2 = 75, and 60
    assert found.rp == Mean(Decimal(95), 2, 1, 1)
    assert ROWS[0].k == 130


def test_the_office_chooses_the_rows():
    found = averages(ROWS, over="kegiatan", cap=None)
    assert (found.k.value, found.rp.value, found.k.rows) == (10, 20, 1)
    empty = averages(ROWS, over="subkegiatan", cap=None)
    assert empty.k == Mean(None, 0, 0, 0)
    with pytest.raises(ValueError, match="program, kegiatan, subkegiatan"):
        averages(ROWS, over="sasaran", cap=None)


def test_column_13_keeps_to_its_kind():
    assert e81.column_13(Decimal(100), Decimal(50), cumulative=True) == 150
    assert e81.column_13(Decimal(62), None, cumulative=False) == 62
