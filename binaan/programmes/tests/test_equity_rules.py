"""Equity: the test values of data/ikm/equity-continuity-metrics.csv to the last digit, and the edges."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binaan.programmes.rules import equity

pytestmark = pytest.mark.once


def test_eq1_coverage_of_the_published_case():
    assert round(equity.share(420, 3444), 4) == Decimal("0.1220")


def test_eq4_and_eq5_of_the_published_case():
    members, others = equity.share(300, 600), equity.share(120, 2400)
    assert (members, others) == (Decimal("0.5"), Decimal("0.05"))
    assert equity.parity(120, 2400, 300, 600) == Decimal("0.1")
    assert equity.gap(members, others) == Decimal("0.45")


def test_eq6_of_the_published_case():
    assert round(equity.representation(210, 420, 2160, 3444), 3) == Decimal("0.797")


@pytest.mark.parametrize(
    ("services", "expected"),
    [((1, 1, 1, 1), "0"), ((0, 0, 0, 4), "0.75"), ((0, 1, 2, 3), "0.416667")],
)
def test_eq7_of_the_published_cases(services, expected):
    assert round(equity.gini(Counter(services)), 6) == Decimal(expected)


def test_eq10_is_one_of_23_when_23_kecamatan_share_evenly():
    assert round(equity.concentration([7] * 23), 4) == Decimal("0.0435")
    assert equity.concentration([5, 0]) == 1


def test_a_rate_of_nothing_is_unknown_never_zero():
    assert equity.share(0, 0) is None
    assert equity.share(None, 5) is None
    assert equity.share(0, 5) == 0
    assert equity.parity(5, 10, 0, 10) is None, "EQ2 is 0"
    assert equity.parity(5, 10, 0, 0) is None
    assert equity.parity(0, 0, 5, 10) is None
    assert equity.gini({0: 9}) is None
    assert equity.gini({}) is None
    assert equity.top_share({0: 3}) is None
    assert equity.concentration([0, 0]) is None
    assert equity.representation(0, 0, 3, 9) is None
    assert equity.gap(None, Decimal(1)) is None


def test_eq8_counts_a_tenth_rounded_up():
    assert equity.top_share({0: 8, 1: 1, 3: 1}) == Decimal("0.75")
    assert equity.top_share({1: 9, 3: 2}) == Decimal("0.4"), "two of eleven"


def test_eq11_and_eq12_compare_like_eq4():
    assert equity.money_parity(50, 100, 100, 50) == Decimal("0.25")
    passing = equity.pass_parity(20, 100, 25, 100)
    assert passing == equity.FOUR_FIFTHS
    assert equity.by_four_fifths(passing) is True
    assert equity.by_four_fifths(equity.pass_parity(19, 100, 25, 100)) is False
    assert equity.by_four_fifths(None) is None


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=1, max_size=12))
def test_gini_is_the_sum_over_all_pairs(services):
    total = sum(services)
    pairs = sum(abs(one - other) for one in services for other in services)
    if not total:
        assert equity.gini(Counter(services)) is None
        return
    exact = Fraction(pairs, 2 * len(services) * total)
    assert equity.gini(Counter(services)) == Decimal(exact.numerator) / Decimal(exact.denominator)
