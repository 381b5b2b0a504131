"""Growth, quarters, deviation, progress by weight, forecast."""

from decimal import Decimal

import pytest

from binaan.planning.rules import execution, growth, quarters
from binaan.planning.rules.execution import Forecast, Weighted, forecast, weighted_physical

pytestmark = pytest.mark.once


def numbers(*values):
    return [None if one is None else Decimal(one) for one in values]


def test_growth_tells_which_pairs_it_used_and_why_not_the_others():
    found = growth.average(numbers(100, 110, 0, 50, None, 20), first_year=2018)
    assert found.value == (Decimal(10) - 100) / 2
    assert found.said == "2019/2018, 2020/2019"
    assert [(pair.later, pair.why) for pair in found.skipped] == [
        (2021, growth.NO_BASE),
        (2022, growth.NOT_KNOWN),
        (2023, growth.NOT_KNOWN),
    ]


def test_growth_has_no_meaning_on_a_negative_base():
    found = growth.average(numbers(-5, 10))
    assert found.value is None
    assert found.skipped[0].why == growth.NEGATIVE_BASE


@pytest.mark.parametrize("series", [(), (5,), (None, None)])
def test_growth_of_less_than_two_years_is_nothing(series):
    assert growth.average(numbers(*series)).value is None


def test_a_year_without_any_quarter_known_is_nothing():
    assert quarters.year_actual("cumulative", numbers(None, None, None, None)) is None
    assert quarters.year_actual("cumulative", numbers(0, None, None, None)) == 0


def test_what_was_reached_by_a_quarter():
    values = numbers(20, None, 10, 25)
    assert [quarters.reached_by("cumulative", values, q) for q in (1, 2, 3, 4)] == [20, 20, 30, 55]
    assert [quarters.reached_by("last", values, q) for q in (1, 2, 3, 4)] == [20, 20, 10, 25]


def test_running_totals_may_have_gaps():
    months = numbers(2, 5, None, None, None, None, 21, None, None, 30, 31, 40)
    assert quarters.from_running_months(months) == numbers(5, None, 16, 19)


def test_months_apart_are_added():
    months = numbers(1, 2, 3, None, None, None, 4, None, 5, 6, 7, 8)
    assert quarters.from_months(months) == numbers(6, None, 9, 21)
    with pytest.raises(ValueError, match="dua belas"):
        quarters.from_months(months[:3])


def test_each_deviation_says_which_sign_is_behind():
    assert execution.deviation("poin", Decimal(42), Decimal(50))[0] == -8
    value, said = execution.deviation("rak", Decimal(42), Decimal(50))
    assert (value, "lebih dari 0 berarti tertinggal" in said) == (16, True)
    assert execution.deviation_of_plan(Decimal(42), Decimal(0)) is None
    assert execution.deviation_points(None, Decimal(50)) is None


def test_progress_is_weighed_by_the_ceiling_and_silence_is_not_zero():
    rows = [(Decimal(300), Decimal(50)), (Decimal(100), Decimal(100)), (Decimal(100), None)]
    assert weighted_physical(rows) == Weighted(Decimal("62.5"), 2, 1, Decimal(20))
    assert weighted_physical([]) == Weighted(None, 0, 0, None)
    assert weighted_physical([(Decimal(100), None)]) == Weighted(None, 0, 1, Decimal(100))


def test_a_share_of_nothing_is_nothing():
    assert execution.share(Decimal(5), Decimal(20)) == 25
    assert execution.share(Decimal(5), Decimal(0)) is None
    assert execution.share(None, Decimal(20)) is None


@pytest.mark.parametrize(
    ("kind", "reached", "more", "expected"),
    [
        ("cumulative", "30", {"months": 9}, Forecast(Decimal(40), execution.BY_PACE)),
        ("cumulative", "30", {"months": 9, "planned": "60", "planned_year": "100"},
         Forecast(Decimal(50), execution.BY_PLAN)),
        ("cumulative", "30", {"months": 9, "planned": "0", "planned_year": "100"},
         Forecast(Decimal(40), execution.BY_PACE)),
        ("cumulative", None, {"months": 9}, Forecast(None, execution.BY_PACE)),
        ("last", "65", {"months": 9}, Forecast(Decimal(65), execution.STAYS)),
        ("position", None, {"months": 9}, Forecast(None, execution.STAYS)),
    ],
)  # fmt: skip
def test_a_forecast_says_how_it_was_made(kind, reached, more, expected):
    asked = {
        key: Decimal(value) if isinstance(value, str) else value for key, value in more.items()
    }
    assert forecast(kind, None if reached is None else Decimal(reached), **asked) == expected


def test_before_the_year_began_there_is_no_pace():
    with pytest.raises(ValueError, match="1 sampai 12"):
        forecast("cumulative", Decimal(0), months=0)
