"""How long a TDU counts, and by when it is decided."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from binaan.vendors.rules import permits
from binaan.vendors.rules.schedule import Schedule

pytestmark = pytest.mark.once
MARCH = date(2026, 3, 2)
EVENING = Schedule("", time(16), time(22))


@pytest.mark.parametrize(
    ("issued", "last"),
    [
        (date(2026, 3, 11), date(2028, 3, 11)),
        (date(2024, 2, 29), date(2026, 2, 28)),
        (date(2022, 2, 28), date(2024, 2, 28)),
    ],
)
def test_two_calendar_years_and_the_last_day_counts(issued, last):
    assert permits.expires(issued) == last
    assert permits.counts(issued, last, None, on=last)
    assert not permits.counts(issued, last, None, on=date.fromordinal(last.toordinal() + 1))
    assert permits.counts(issued, last, date(2099, 1, 1), on=issued)
    assert not permits.counts(issued, last, issued, on=issued)  # revoked that very day


def test_the_example_of_the_rule_page():
    assert permits.due("diajukan", MARCH, MARCH, 7) == date(2026, 3, 4)
    assert permits.decided_by(MARCH, 7) == date(2026, 3, 11)
    assert permits.due("layak", date(2026, 3, 9), MARCH, 7) == date(2026, 3, 11)
    assert permits.due("kurang", MARCH, MARCH, 7) == date(2026, 3, 16)
    assert permits.due("terbit", MARCH, MARCH, 7) is None
    last = date(2028, 3, 11)
    assert permits.state_on("terbit", last, on=date(2028, 1, 10)) == "terbit"
    assert permits.state_on("terbit", last, on=date(2028, 1, 11)) == "akan_habis"
    assert permits.renewed_until(last) == date(2030, 3, 11)
    assert permits.renewal_by(last, 1) == date(2028, 2, 11)


@pytest.mark.parametrize("state", ["terbit", "akan_habis", "peringatan_2", "relokasi"])
def test_over_it_is_over_whatever_it_was_called(state):
    assert permits.state_on(state, MARCH, on=MARCH) != "habis"
    assert permits.state_on(state, MARCH, on=date(2026, 3, 3)) == "habis"


def test_the_calendar_writes_both_steps_on_their_own_days():
    taken = permits.clock_steps("terbit", MARCH, on=date(2026, 9, 1))
    assert [(one.now, day) for one, day in taken] == [
        ("akan_habis", date(2026, 1, 1)), ("habis", date(2026, 3, 3)),
    ]  # fmt: skip
    assert permits.clock_steps("dicabut", MARCH, on=date(2026, 9, 1)) == []
    assert permits.clock_steps("terbit", None, on=date(2026, 9, 1)) == []


@pytest.mark.parametrize(
    ("spot", "asked", "count"),
    [
        (permits.Spot("A", True, False, 1, hours=EVENING), EVENING, 0),
        (permits.Spot("A", True, False, 0, hours=EVENING), EVENING, 1),
        (permits.Spot("A", False, True, 0), EVENING, 2),
        (permits.Spot("A", False, False, 1), EVENING, 1),
        (permits.Spot("A", True, False, 1, True), EVENING, 1),
        (permits.Spot("A", True, False, 1, hours=EVENING), Schedule("", time(16), time(22, 15)), 1),
        (permits.Spot("A", True, False, 1, hours=EVENING), Schedule(), 1),
    ],
)
def test_what_forbids_a_place_is_all_told_at_once(spot, asked, count):
    assert len(permits.hindrances(spot, asked)) == count


def test_empty_for_a_month():
    assert not permits.abandoned_long_enough(date(2026, 2, 3), on=MARCH)
    assert permits.abandoned_long_enough(date(2026, 2, 2), on=MARCH)
    assert permits.abandoned_long_enough(date(2026, 1, 31), on=date(2026, 2, 28))


@pytest.mark.parametrize(
    ("states", "standing"),
    [
        ([], "belum"), (["dibatalkan"], "belum"), (["ditolak"], "belum"), (["kurang"], "diajukan"),
        (["habis", "layak"], "habis"), (["habis", "peringatan_1"], "berlaku"),
        (["dicabut"], "habis"),
    ],
)  # fmt: skip
def test_what_a_vendors_tdus_come_to(states, standing):
    assert permits.standing(states) == standing


def test_numbers_and_terms_of_objections():
    assert permits.number("32.75", 2026, 123) == "TDU/3275/2026/000123"
    assert permits.registration("32.75", 2026, 1) == "PTDU/3275/2026/000001"
    assert permits.objection_due(MARCH, 10) == date(2026, 3, 16)
    assert not permits.objection_late(MARCH, date(2026, 3, 16), 10)
    assert permits.objection_late(MARCH, date(2026, 3, 17), 10)
    assert permits.local("32.16", "32.75") is False
    assert permits.local("", "32.75") is None
    assert [permits.next_warning(one) for one in ("terbit", "peringatan_3", "habis")] == [
        1,
        4,
        None,
    ]


clock = some.sampled_from([time(hour) for hour in (0, 4, 16, 22)])
hours = some.builds(Schedule, some.sampled_from(["", "sen", "sab min"]), clock, clock)


@given(hours, hours)
@settings(max_examples=20, deadline=None)
def test_a_time_lies_within_itself_and_within_all_day_every_day(one, other):
    assert one.within(one)
    assert one.within(Schedule())
    if one.within(other) and other.within(Schedule("sen")):
        assert one.within(Schedule("sen"))


def test_over_midnight_the_morning_belongs_to_the_evening_before():
    night = Schedule("sab", time(22), time(4))
    assert Schedule("sab", time(23), time(3)).within(night)
    assert Schedule("min", time(1), time(3)).within(night)
    assert not Schedule("sab", time(1), time(3)).within(night)
    assert Schedule("", time(16), time(17)).or_else(night).days == "sab"
    assert Schedule("min").or_else(night) == Schedule("min", time(22), time(4))
