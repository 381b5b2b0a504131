"""Continuity: the test values of data/ikm/equity-continuity-metrics.csv (CT1-CT9), and the edges."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from binaan.programmes.rules import lasting
from binaan.programmes.rules.lasting import Waited

pytestmark = pytest.mark.once
SEEN = [Waited(5, True), Waited(10, True), Waited(20, False), Waited(30, True)]


def test_ct2_median_of_the_published_case():
    assert lasting.median_wait(SEEN) == 10


def test_who_was_never_followed_up_is_not_left_out():
    assert lasting.median_wait([Waited(5, True), Waited(40, False), Waited(40, False)]) is None
    assert lasting.median_wait([]) is None
    given = [Waited(5, True), *[Waited(10, False)] * 3, Waited(20, True), Waited(30, True)]
    assert lasting.median_wait(given) == 20, "5/6, then 1/2 of the two still waited for"
    # Censored at the very day of a contact: still at risk that day.
    assert lasting.median_wait([Waited(10, True), Waited(10, False)]) == 10


def test_ct1_keeps_everybody_in_the_denominator():
    assert lasting.within(SEEN, 30) == Decimal("0.75")
    assert lasting.within(SEEN, 9) == Decimal("0.25")
    assert lasting.within([], 30) is None


def test_ct3_counts_participants_only():
    assert lasting.only_once({0: 90, 1: 3, 2: 1}) == Decimal("0.75")
    assert lasting.only_once({0: 90}) is None


def test_ct4_of_the_published_case_and_its_mean():
    assert lasting.continuity({(3, 4): 1}) == Decimal("0.75")
    assert lasting.continuity({(3, 4): 1, (1, 4): 1, (0, 0): 5}) == Decimal("0.5")
    assert lasting.continuity({(0, 0): 5}) is None


def test_ct5_counts_services_at_most_180_days_apart():
    first = date(2025, 1, 1)
    days = [first + timedelta(days=one) for one in (0, 180, 361, 400, 500)]
    assert lasting.longest_chain(days) == 3, "361 is 181 days after 180"
    assert lasting.longest_chain(reversed(days[:2])) == 2
    assert lasting.longest_chain([]) == 0
    assert lasting.median([1, 2, 4, 9]) == 3
    assert lasting.median([3, 1, 2]) == 2
    assert lasting.median([]) is None


def test_ct6_ct7_ct8_divide_by_those_measured():
    assert lasting.retained(3, 4) == Decimal("0.75")
    assert lasting.grown([(0, 1), (1, 1), (None, 2), (1, None), (1, 0), (0, 2)]) == Decimal("0.5")
    assert lasting.grown([(None, 1)]) is None
    assert lasting.up_to_date(0, 0) is None


@pytest.mark.parametrize(
    ("before", "after", "most", "gain"),
    [(40, 70, 100, "0.5"), (100, 100, 100, None), (60, 50, 100, "-0.25"), (10, 20, 20, "1")],
)
def test_ct9_n_gain(before, after, most, gain):
    assert lasting.n_gain(before, after, most) == (None if gain is None else Decimal(gain))


@pytest.mark.parametrize(
    ("gain", "band"),
    [(None, ""), ("0.29", "rendah"), ("0.3", "sedang"), ("0.7", "sedang"), ("0.71", "tinggi")],
)
def test_bands_of_hake(gain, band):
    assert lasting.band(None if gain is None else Decimal(gain)) == band
