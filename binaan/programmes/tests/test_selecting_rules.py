"""Properties of the rule of selection: order, quotas beside brute force, draw, reasons."""

import itertools
import random
from datetime import date, timedelta
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binaan.kit.drawing import drawn
from binaan.programmes.rules import quotas as quota_rules
from binaan.programmes.rules import ranking
from binaan.programmes.rules.quotas import Quota, fill
from binaan.programmes.rules.ranking import FAIR, SCORE, Applicant, Weights, ranked
from binaan.programmes.rules.selecting import CHOSEN, select
from tests.depth import some

pytestmark = pytest.mark.once
AT = date(2026, 3, 2)
MARKS = ("bukan_anggota", "perempuan", "muda")
few = settings(max_examples=some(30, 600), deadline=None, derandomize=True)

days = st.none() | st.integers(0, 4000).map(lambda back: AT - timedelta(days=back))
parts = st.sampled_from((0.0, 0.5, 1.0))
scores = st.sampled_from((0.0, 20.0, 33.33, 50.0, 100.0))
marks = st.frozensets(st.sampled_from(MARKS))


@st.composite
def people(draw, most=9):
    """Applicants with numbers of their own."""
    found = []
    for number in range(1, draw(st.integers(0, most)) + 1):
        last = draw(days)
        found.append(
            Applicant(number, 0 if last is None else 1, last, draw(scores), draw(scores),
                      draw(marks), draw(parts), draw(parts), draw(parts))
        )  # fmt: skip
    return found


limits = st.builds(
    lambda mark, least, more: Quota(mark, least, None if more is None else least + more),
    st.sampled_from(MARKS), st.integers(0, 4), st.none() | st.integers(0, 3),
)  # fmt: skip
weights = st.builds(Weights, *(st.sampled_from((0.0, 1e-7, 15.0, 30.0)) for _ in range(5)))


@few
@given(
    people(), st.sampled_from((FAIR, SCORE)), weights, st.sampled_from(("7", "x", "")), st.randoms()
)
def test_a_served_firm_never_stands_above_an_equal_one_never_served(
    firms, rule, weight, seed, shuffle
):
    twins = [one._replace(number=one.number + 50, last=None, services=0) for one in firms]
    both = [*firms, *twins]
    shuffle.shuffle(both)
    order = ranked(both, rule=rule, seed=seed, at=AT, weights=weight)
    place = {one.applicant.number: one.rank for one in order}
    assert all(place[one.number + 50] < place[one.number] for one in firms if one.last)


@few
@given(people(), st.sampled_from((FAIR, SCORE)), st.lists(limits, max_size=3), st.randoms())
def test_the_order_of_input_changes_nothing(firms, rule, quotas, shuffle):
    asked = {"seats": 4, "rule": rule, "seed": "7", "at": AT, "quotas": quotas}
    first = select(firms, **asked)
    shuffle.shuffle(firms)
    assert select(firms, **asked) == first


def short(quotas, chosen) -> int:
    """By how many seats a set misses the quotas in all."""
    missed = 0
    for one in quotas:
        count = sum(one.mark in marks for marks in chosen)
        missed += max(one.least - count, 0)
        missed += max(count - one.most, 0) if one.most is not None else 0
    return missed


@settings(few, max_examples=some(60, 3000))
@given(st.lists(marks, max_size=8), st.integers(0, 6), st.lists(limits, max_size=3))
def test_quotas_are_met_whenever_they_can_be_and_it_says_so_when_not(kinds, seats, quotas):
    filled = fill(kinds, seats, quotas)
    every = list(itertools.combinations(range(len(kinds)), min(seats, len(kinds))))
    missed = {one: short(quotas, [kinds[at] for at in one]) for one in every}
    least = min(missed.values())
    assert tuple(filled.chosen) in missed
    assert missed[tuple(filled.chosen)] == least == sum(one.short for one in filled.unmet)
    if not least:
        assert tuple(filled.chosen) == min(one for one in every if not missed[one])
    assert all(one.there == sum(one.quota.mark in kind for kind in kinds) for one in filled.unmet)


def test_of_equal_ways_to_miss_the_quota_named_first_is_spared():
    kinds = [frozenset({"perempuan"}), frozenset({"muda"}), frozenset()]
    women, young = Quota("perempuan", 1), Quota("muda", 1)
    for first, second in ((women, young), (young, women)):
        filled = fill(kinds, 1, [first, second])
        assert [one.quota for one in filled.unmet] == [second]
        assert filled.chosen == [kinds.index(frozenset({first.mark}))]


def test_a_quota_whose_least_is_above_its_most_is_refused():
    with pytest.raises(ValueError, match="melebihi"):
        fill([frozenset()], 1, [Quota("muda", 3, 1)])


def test_the_draw_can_be_repeated_with_any_sha256():
    assert drawn("benih", 42) == sha256(b"benih:42").hexdigest()[:16]
    firms = [Applicant(number, 0, None, 50, 50) for number in range(1, 30)]
    random.Random(3).shuffle(firms)
    order = [one.applicant.number for one in ranked(firms, rule=FAIR, seed="x", at=AT)]
    assert order == sorted(range(1, 30), key=lambda number: drawn("x", number))
    assert order != [one.applicant.number for one in ranked(firms, rule=FAIR, seed="y", at=AT)]


def test_longest_unserved_then_need_then_fit():
    firms = [
        Applicant(1, 2, date(2025, 1, 1), 90, 90), Applicant(2, 1, date(2023, 1, 1), 10, 10),
        Applicant(3, 0, None, 10, 90), Applicant(4, 0, None, 20, 10), Applicant(5, 0, None, 20, 30),
    ]  # fmt: skip
    order = ranked(firms, rule=FAIR, seed="1", at=AT)
    assert [one.applicant.number for one in order] == [5, 4, 3, 2, 1]
    said = [ranking.before(one, other, FAIR) for one, other in itertools.pairwise(order)]
    assert said == ["lebih sesuai", "kebutuhan lebih tinggi", "belum pernah dilayani",
                    "lebih lama tidak dilayani"]  # fmt: skip


def test_an_unknown_rule_is_refused():
    with pytest.raises(ValueError, match="tidak dikenal"):
        ranked([], rule="kenalan", seed="1", at=AT)


def test_everybody_is_told_why():
    firms = [
        Applicant(1, 0, None, 50, 50), Applicant(2, 0, None, 40, 50),
        Applicant(3, 3, date(2025, 5, 6), 10, 10, frozenset({"muda"})),
    ]  # fmt: skip
    found = select(firms, seats=2, rule=FAIR, seed="1", at=AT, quotas=[Quota("muda", 1)])
    assert [one.reason for one in found.said] == [
        "Urutan 1; belum pernah dilayani.",
        "Urutan 2; kursinya dipakai untuk memenuhi kuota.",
        "Urutan 3; terpilih karena kuota.",
    ]
    assert [(one.outcome == CHOSEN, one.line) for one in found.said] == [
        (True, 1), (False, 1), (True, 2),
    ]  # fmt: skip


def test_an_owner_has_one_seat_and_the_rest_of_his_businesses_wait():
    firms = [Applicant(number, 0, None, 100 - number, 50, owner=owner)
             for number, owner in enumerate(("a", "a", "b", "", "", "b"), start=1)]  # fmt: skip
    found = select(firms, seats=5, rule=FAIR, seed="1", at=AT)
    taken = [one.ranked.applicant.number for one in found.said if one.outcome == CHOSEN]
    assert taken == [1, 3, 4, 5]
    assert (
        found.said[1].reason == "Urutan 2; satu pemilik satu kursi: U-000001 miliknya lebih atas."
    )
    assert [one.line for one in found.said if one.outcome != CHOSEN] == [1, 2]


@few
@given(people(), st.lists(limits, max_size=2), st.lists(st.sampled_from("ab "), min_size=9))
def test_no_owner_ever_has_two_seats(firms, quotas, owners):
    owned = [one._replace(owner=key.strip()) for one, key in zip(firms, owners, strict=False)]
    found = select(owned, seats=6, rule=FAIR, seed="7", at=AT, quotas=quotas)
    seated = [one.ranked.applicant.owner for one in found.said if one.outcome == CHOSEN]
    known = [one for one in seated if one]
    assert len(known) == len(set(known))
    alone = {one.owner or f"{one.number}" for one in owned}
    assert len(seated) == min(6, len(alone)), "no seat stays empty while an owner has none"


def test_many_kinds_are_seated_without_asking_anew_for_each():
    """Twenty-three kecamatan, each with its seats: the programme is asked seldom enough."""
    random_ = random.Random(1)
    kinds = [
        frozenset({f"kecamatan:{random_.randrange(23)}", *random_.sample(MARKS, 1)})
        for _ in range(3000)
    ]
    quotas = [Quota(f"kecamatan:{one}", 3) for one in range(23)] + [Quota("perempuan", 30, 50)]
    filled = quota_rules.fill(kinds, 80, quotas)
    assert not filled.unmet
    assert short(quotas, [kinds[at] for at in filled.chosen]) == 0
