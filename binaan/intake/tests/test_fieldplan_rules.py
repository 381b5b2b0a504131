"""Villages shared out, and whether a campaign will end in time."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binaan.intake.rules import fieldplan as rules

pytestmark = pytest.mark.once

START, END = date(2026, 11, 1), date(2026, 11, 30)


def test_the_largest_village_goes_first_and_each_goes_whole():
    villages = {"a": 10, "b": 40, "c": 30, "d": 25}
    assert rules.shared_out(villages, {"budi": 0, "sari": 0}) == {
        "b": "budi", "c": "sari", "d": "sari", "a": "budi",
    }  # fmt: skip
    assert rules.shared_out(villages, {}) == {}


def test_who_has_work_already_gets_less():
    assert rules.shared_out({"a": 10}, {"budi": 5, "sari": 0}) == {"a": "sari"}


@given(st.dictionaries(st.text(max_size=3), st.integers(1, 50), max_size=20), st.integers(1, 6))
@settings(max_examples=30)
def test_nobody_gets_more_than_a_village_above_another(villages, count):
    persons = {str(number): 0 for number in range(count)}
    given_out = rules.shared_out(villages, persons)
    assert set(given_out) == set(villages)
    for village, person in given_out.items():
        persons[person] += villages[village]
    assert max(persons.values()) - min(persons.values()) <= max(villages.values(), default=0)


def stands(done: int, *, wanted=300, refused=0, today=date(2026, 11, 10), each_day=10):
    """`done` finished, `each_day` of them on each of the last days."""
    days = [today - timedelta(days=number // each_day) for number in range(done)]
    return rules.progress(
        wanted=wanted, done=days, refused=refused, starts=START, ends=END, today=today
    )


def test_in_time_and_when_it_ends_at_this_pace():
    found = stands(100)
    assert (found.expected, found.pace, found.behind) == (100, 10, False)
    assert found.ends == date(2026, 11, 30)
    assert (found.left, round(found.share, 2)) == (200, 0.33)


@pytest.mark.parametrize(
    ("done", "refused", "behind"), [(79, 0, True), (80, 0, False), (70, 10, False), (0, 0, True)]
)
def test_behind_is_below_four_fifths_of_what_was_due(done, refused, behind):
    assert stands(done, refused=refused).behind is behind


def test_without_pace_there_is_no_end_and_what_is_finished_is_not_behind():
    assert stands(0).ends is None
    finished = stands(300, each_day=300, today=date(2026, 12, 24))
    assert (finished.behind, finished.left, finished.ends) == (False, 0, None)


def test_before_it_begins_nothing_is_due():
    found = stands(0, today=date(2026, 10, 20))
    assert (found.expected, found.behind) == (0, False)
