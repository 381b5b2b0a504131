"""Risk, sample, draw and weights of a supervision plan."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binaan.kit.drawing import drawn
from binaan.programmes.choices import Risk
from binaan.programmes.rules import supervision as rules

pytestmark = pytest.mark.once

QUIET = rules.Facts("kayu_furnitur", "mikro", nib=True, certified=False, lapsed=False,
                    unseen=False, aided=False)  # fmt: skip
TENTH = Decimal("0.1")


@pytest.mark.parametrize(
    ("changed", "level"),
    [
        ({}, Risk.LOW),
        ({"unseen": True}, Risk.LOW),
        ({"group": "pangan"}, Risk.MIDDLE),
        ({"group": "pangan", "certified": True}, Risk.LOW),
        ({"unseen": True, "nib": False, "size": "kecil"}, Risk.MIDDLE),
        ({"group": "pangan", "unseen": True, "nib": False}, Risk.HIGH),
        ({"lapsed": True, "aided": True, "nib": False}, Risk.HIGH),
    ],
)
def test_marks_add_up_to_a_risk(changed, level):
    found, why = rules.risk(QUIET._replace(**changed))
    assert found == level
    assert why


@pytest.mark.parametrize(
    ("population", "visits"), [(0, 0), (1, 1), (50, 34), (1000, 88), (1_000_000, 97)]
)
def test_the_sample_is_cochrans_with_finite_population(population, visits):
    assert rules.sample_size(population, TENTH) == visits


def test_all_of_high_risk_and_a_sample_of_the_others():
    people = {Risk.HIGH: 40, Risk.MIDDLE: 1000, Risk.LOW: 0}
    assert rules.wanted(people, margin=TENTH, most=None) == {3: 40, 2: 88, 1: 0}
    assert rules.wanted(people, margin=TENTH, most=60) == {3: 30, 2: 30, 1: 0}
    many = {Risk.HIGH: 998, Risk.MIDDLE: 1385, Risk.LOW: 403}
    assert rules.wanted(many, margin=TENTH, most=60) == {3: 51, 2: 5, 1: 4}
    assert rules.wanted(people, margin=TENTH, most=10) == {3: 5, 2: 5, 1: 0}


@given(
    st.tuples(*[st.integers(0, 400)] * 3), st.integers(3, 300),
)  # fmt: skip
@settings(max_examples=30)
def test_never_more_visits_than_asked_for_and_none_without_businesses(people, most):
    population = dict(zip(Risk, people, strict=True))
    found = rules.wanted(population, margin=TENTH, most=most)
    free = rules.wanted(population, margin=TENTH, most=None)
    assert sum(found.values()) == min(most, sum(free.values()))
    for level, visits in found.items():
        assert 0 <= visits <= population[level]
        assert (visits == 0) == (population[level] == 0)


def people(count: int) -> list[rules.Judged]:
    return [
        rules.Judged(UUID(int=number), number, Risk(1 + number % 3), "") for number in range(count)
    ]


@given(st.permutations(range(30)), st.text(min_size=1, max_size=8))
@settings(max_examples=20)
def test_the_draw_repeats_and_the_order_of_the_list_changes_nothing(order, seed):
    listed, visits = people(30), {3: 2, 2: 3, 1: 4}
    found = rules.draw(listed, seed=seed, visits=visits)
    assert found == rules.draw([listed[at] for at in order], seed=seed, visits=visits)
    assert [one.risk for one in found] == [3, 3, 2, 2, 2, 1, 1, 1, 1]
    assert len({one.business for one in found}) == 9
    low = sorted(one.number for one in listed if one.risk == 1)
    lot = sorted(low, key=lambda number: drawn(seed, number))
    assert [one.number for one in found if one.risk == 1] == lot[:4]


def test_weights_add_up_to_the_population():
    assert rules.weight(1000, 88) == Decimal("11.3636")
    assert rules.weight(40, 40) == 1
    assert rules.weight(0, 0) == 0


def test_high_risk_is_seen_first():
    first, last = date(2026, 7, 1), date(2026, 9, 29)
    days = [rules.due(first, last, level) for level in (3, 2, 1)]
    assert days == [date(2026, 7, 31), date(2026, 8, 30), last]
