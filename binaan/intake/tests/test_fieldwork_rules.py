"""Marks on interviews: each with a planted case among good ones, and the cases that are none."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binaan.intake.rules import fieldwork as rules

pytestmark = pytest.mark.once

JAKARTA = ZoneInfo("Asia/Jakarta")
NINE = datetime(2026, 11, 2, 9, 0, tzinfo=JAKARTA)
PLACE = rules.Point(-6.2500, 107.0000)
NEAR = rules.Point(-6.2505, 107.0005)  # 78 m
FAR = rules.Point(-6.2600, 107.0000)  # 1,112 m
QUESTIONS = [f"tanya_{number}" for number in range(12)]


def interview(number: int, by: str = "budi", **said) -> rules.Interview:
    """A good interview of twenty minutes; the first at nine, another each half hour, days of ten."""
    begun = NINE + timedelta(days=number // 10, minutes=30 * (number % 10))
    usual = {
        "begun": begun,
        "ended": begun + timedelta(minutes=18 + number % 5),
        "received": begun + timedelta(days=20),
        "point": NEAR,
        "accuracy": 8.0,
        "target": PLACE,
        "exact": True,
        "answers": {path: str((number * 7 + at * at) % 5) for at, path in enumerate(QUESTIONS)},
        "figures": {"omzet": 1_000_000.0 * (1 + number % 7)},
    }
    return rules.Interview(f"{by}-{number:03}", by, **(usual | said))


def good(count: int = 20, by: str = "budi") -> list[rules.Interview]:
    return [interview(number, by) for number in range(count)]


def marked(interviews, kind, **limits):
    found = rules.looked_at(interviews, JAKARTA, rules.Limits(**limits))
    return [one.id for one in interviews if kind in {mark.kind for mark in found.marks[one.id]}]


def test_good_work_bears_no_mark():
    found = rules.looked_at(good() + good(by="sari"), JAKARTA)
    assert not [marks for marks in found.marks.values() if marks]
    assert set().union(*found.judged.values()) == set(rules.LABELS)


def test_one_that_took_a_moment_is_too_fast():
    planted = interview(20, ended=interview(20).begun + timedelta(minutes=3))
    everyone = [*good(), planted]
    assert marked(everyone, rules.SHORT) == [planted.id]
    words = rules.looked_at(everyone, JAKARTA).marks[planted.id][0].words
    assert words == "3 menit; biasanya 20 menit"


def test_many_fast_ones_of_one_person_do_not_become_the_measure():
    fast = [
        interview(number, "joko", ended=interview(number).begun + timedelta(minutes=3))
        for number in range(60)
    ]
    honest = good(20) + good(20, "sari")
    assert rules.usual_minutes(fast + honest) == 20
    assert marked(fast + honest, rules.SHORT) == [one.id for one in fast]


def test_a_form_left_open_over_night_and_too_few_times_say_nothing():
    open_for_long = interview(20, ended=interview(20).begun + timedelta(hours=14))
    assert open_for_long.minutes is None
    few = [interview(1, ended=interview(1).begun + timedelta(minutes=1)), *good(8)[2:]]
    assert marked(few, rules.SHORT) == []


@pytest.mark.parametrize(
    ("said", "far"),
    [
        ({"point": FAR}, True),
        ({"point": FAR, "accuracy": 2000.0}, False),  # the phone did not know better
        ({"point": FAR, "exact": False}, False),  # a village is larger than a house
        ({"point": rules.Point(-6.31, 107.0), "exact": False}, True),  # 6.7 km
        ({"point": None}, False),
        ({"target": None, "point": FAR}, False),
    ],
)
def test_far_from_who_was_to_be_visited(said, far):
    planted = interview(20, **said)
    assert (planted.id in marked([*good(), planted], rules.FAR)) is far


def repeated(numbers, by="budi", change=0):
    """Interviews that say the same but for the first `change` answers."""
    same = dict.fromkeys(QUESTIONS, "ya")
    return [
        interview(number, by, answers=same | {path: str(number) for path in QUESTIONS[:change]})
        for number in numbers
    ]


def test_three_in_a_row_with_the_same_answers_are_marked_all():
    planted = repeated([20, 21, 22], change=1)  # 11 of 12 equal
    assert marked(good() + planted, rules.SAME) == [one.id for one in planted]


@pytest.mark.parametrize(
    "planted",
    [
        repeated([20, 21]),  # two are chance
        [*repeated([20, 22]), interview(21), interview(23)],  # not in a row
        repeated([20, 21, 22], change=2),  # 10 of 12
        repeated([20], "a") + repeated([21], "b") + repeated([22], "c"),  # of three persons
        [one._replace(answers={"a": "ya"}) for one in repeated([20, 21, 22])],  # one question
    ],
)
def test_what_is_no_row_of_equal_answers(planted):
    assert marked(good() + planted, rules.SAME) == []


@pytest.mark.parametrize(
    ("hour", "night"), [(4, True), (5, False), (9, False), (20, False), (21, True), (0, True)]
)
def test_night_is_by_the_offices_clock(hour, night):
    begun = datetime(2026, 11, 5, hour, 30, tzinfo=JAKARTA).astimezone(UTC)
    planted = interview(20, begun=begun, ended=begun + timedelta(minutes=20))
    assert (marked([*good(), planted], rules.NIGHT) == [planted.id]) is night


def test_an_office_may_choose_another_night():
    assert marked(good(3), rules.NIGHT, night_from=9, night_until=10) == ["budi-000", "budi-001"]


@pytest.mark.parametrize(
    "said",
    [
        {"ended": NINE - timedelta(days=2)},
        {"received": NINE - timedelta(days=1)},
    ],
)
def test_a_wrong_clock_is_told_and_judges_nothing_else(said):
    planted = interview(0, **({"begun": NINE.replace(hour=2)} | said))
    everyone = [*good()[1:], planted]
    found = rules.looked_at(everyone, JAKARTA)
    assert [mark.kind for mark in found.marks[planted.id]] == [rules.CLOCK]
    assert not found.judged[planted.id] & {rules.SHORT, rules.NIGHT}


def test_a_figure_unlike_all_others_is_an_outlier():
    planted = interview(20, figures={"omzet": 4_000_000_000.0})
    assert marked([*good(), planted], rules.OUTLIER) == [planted.id]
    found = rules.looked_at([*good(), planted], JAKARTA, labels={"omzet": "Omzet"})
    mark = found.marks[planted.id][0]
    assert (mark.words, mark.path) == ("Omzet jauh di atas yang lain", "omzet")


def test_one_among_many_equal_figures_is_judged_among_the_others():
    zeros = [interview(number, figures={"pekerja": 0.0}) for number in range(30)]
    some = [interview(30 + n, figures={"pekerja": 1.0 + n % 3}) for n in range(12)]
    planted = interview(50, figures={"pekerja": 5000.0})
    assert marked([*zeros, *some, planted], rules.OUTLIER) == [planted.id]
    lonely = interview(50, figures={"pekerja": 3.0})
    assert marked([*zeros, lonely], rules.OUTLIER) == []


@given(st.lists(st.floats(-1e9, 1e9), max_size=30), st.floats(0.5, 100))
@settings(max_examples=30)
def test_robust_z_has_the_order_of_the_values(values, factor):
    found = rules.robust_z(values)
    assert len(found) == len(values)
    said = sorted((value, z) for value, z in zip(values, found, strict=True) if z is not None)
    assert [z for _value, z in said] == sorted(z for _value, z in said)


def test_the_person_with_the_most_marks_comes_first():
    fast = [
        interview(number, "joko", ended=interview(number).begun + timedelta(minutes=2), point=None)
        for number in range(6)
    ]
    everyone = good() + good(20, "sari") + fast
    listed = rules.persons(everyone, rules.looked_at(everyone, JAKARTA))
    first = listed[0]
    assert (first.by, first.interviews, first.minutes, first.without_position) == ("joko", 6, 2, 6)
    shares = {share.kind: share for share in first.shares}
    assert shares[rules.SHORT] == rules.Share(rules.SHORT, 6, 6, look=True)
    assert (shares[rules.FAR].judged, shares[rules.FAR].share) == (0, None)
    assert first.worth_a_look
    assert [one.worth_a_look for one in listed[1:]] == [False, False]


def test_few_interviews_are_counted_but_not_called_worth_a_look():
    fast = [
        interview(number, "joko", ended=interview(number).begun + timedelta(minutes=2))
        for number in range(4)
    ]
    everyone = good() + fast
    joko = rules.persons(everyone, rules.looked_at(everyone, JAKARTA))[0]
    assert (joko.by, joko.marked, joko.worth_a_look) == ("joko", 4, False)
