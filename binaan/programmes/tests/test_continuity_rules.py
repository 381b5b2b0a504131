"""What is due after an activity, what is in time, which contacts count; the order of a round."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binaan.programmes.choices import ActivityKind, FollowUpKind, Stage
from binaan.programmes.rules import continuity
from binaan.programmes.rules.routing import Point, nearest_next

pytestmark = pytest.mark.once

LAST = date(2026, 3, 2)
DUES = {"kunjungan_30": date(2026, 4, 1), "kunjungan_90": date(2026, 5, 31)}


def test_four_things_are_due_counted_from_the_last_session():
    found = continuity.schedule(LAST, continuity.Days(7, 30, 90, 180))
    assert [(one.kind, (one.on - LAST).days) for one in found] == [
        (FollowUpKind.PLAN, 7), (FollowUpKind.MONTH, 30), (FollowUpKind.QUARTER, 90),
        (FollowUpKind.HALF_YEAR, 180),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("now", "kind", "then"),
    [
        (None, ActivityKind.TRAINING, Stage.TRAINING),
        (Stage.TRAINING, ActivityKind.COACHING, Stage.COACHING),
        (Stage.MENTORING, ActivityKind.TRAINING, Stage.MENTORING),
        (Stage.COACHING, ActivityKind.MENTORING, Stage.MENTORING),
        (Stage.COACHING, ActivityKind.SOCIALISATION, None),
        (None, ActivityKind.MONITORING, None),
    ],
)
def test_a_later_service_moves_on_and_none_moves_back(now, kind, then):
    assert continuity.stage_after(now, kind) == then


@pytest.mark.parametrize(
    ("on", "said"),
    [(0, "hari_ini"), (-1, "lewat"), (7, "minggu"), (8, "nanti")],
)
def test_where_a_follow_up_stands(on, said):
    assert continuity.bucket(LAST + timedelta(days=on), LAST) == said


def test_in_time_is_until_the_day_first_due():
    assert continuity.in_time(LAST, LAST)
    assert not continuity.in_time(LAST, LAST + timedelta(days=1))
    assert not continuity.in_time(LAST, None)
    assert (continuity.days_late(LAST, LAST), continuity.days_late(LAST, date(2026, 3, 5))) == (
        0,
        3,
    )


@given(st.lists(st.integers(0, 60), max_size=12))
@settings(max_examples=30)
def test_contacts_that_count_are_more_than_seven_days_apart(days):
    when = [LAST + timedelta(days=one) for one in days]
    counted = continuity.contacts(when, 7)
    assert counted <= len(set(days))
    assert (counted == 0) == (not days)
    assert continuity.contacts([*when, *when], 7) == counted
    assert continuity.contacts(when[::-1], 7) == counted


def test_contacts_of_one_week_count_once():
    assert continuity.contacts([LAST, LAST + timedelta(days=7), LAST + timedelta(days=8)], 7) == 2


@pytest.mark.parametrize(
    ("kind", "on", "fits"),
    [
        ("kunjungan_30", date(2026, 3, 5), True),
        ("kunjungan_30", date(2026, 3, 1), False),
        ("kunjungan_90", date(2026, 4, 1), False),
        ("kunjungan_90", date(2026, 4, 2), True),
        ("ukur_180", date(2026, 5, 31), False),
        ("lain", date(2026, 3, 2), True),
    ],
)
def test_a_visit_belongs_to_its_own_part_of_the_time(kind, on, fits):
    early = continuity.too_early(kind, on, served_on=LAST, dues=DUES)
    assert (early is None) is fits


def test_a_contact_near_another_stage_repeats_it():
    done = {"kunjungan_30": date(2026, 4, 1)}
    assert continuity.same_contact(date(2026, 4, 8), done, 7) == "kunjungan_30"
    assert continuity.same_contact(date(2026, 4, 9), done, 7) == ""


def test_contact_is_lost_after_three_attempts():
    assert [continuity.is_lost(tries, 3) for tries in (1, 2, 3)] == [False, False, True]


def test_the_round_goes_to_the_nearest_next_and_leaves_unknown_places_to_the_end():
    stops = [Point(-6.30, 107.20), None, Point(-6.30, 107.02), Point(-6.30, 107.10)]
    legs = nearest_next(stops, Point(-6.30, 107.00))
    assert [one.stop for one in legs] == [2, 3, 0, 1]
    assert legs[-1].km is None
    assert legs[0].km == pytest.approx(2.21, abs=0.01)
    assert [one.stop for one in nearest_next(stops, None)] == [0, 3, 2, 1]
    assert nearest_next([], None) == []
