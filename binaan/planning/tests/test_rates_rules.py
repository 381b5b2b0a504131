"""Rates: each polarity, what has none and why, and what an office may choose."""

from decimal import Decimal

import pytest

from binaan.planning.rules import rates
from binaan.planning.rules.rates import HIGHER, LOWER, ZERO, Choices, achievement

pytestmark = pytest.mark.once

OFFICE_TR = Choices(lower="TR")
FULL = Choices(zero_target="100")


def number(text):
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("polarity", "lower", "actual", "target", "choices", "value"),
    [
        (HIGHER, "", "8", "10", rates.USUAL, "80"),
        (LOWER, "", "8", "10", rates.USUAL, "120"),
        (LOWER, "", "8", "10", OFFICE_TR, "125"),
        (LOWER, "2T", "8", "10", OFFICE_TR, "120"),  # the indicator's own formula counts
        (LOWER, "TR", "8", "10", rates.USUAL, "125"),
        (LOWER, "2T", "0", "10", rates.USUAL, "200"),
        (ZERO, "", "0", "0", rates.USUAL, "100"),
        (ZERO, "", "3", "0", rates.USUAL, "0"),
        (ZERO, "", "3", "0", FULL, "0"),
        (ZERO, "", "3", "2", rates.USUAL, "50"),  # a target above zero: lower is better
        (HIGHER, "", "0", "0", FULL, "100"),
        (LOWER, "TR", "0", "0", FULL, "100"),
        (HIGHER, "", "-5", "10", rates.USUAL, "-50"),
    ],
)
def test_the_rate_follows_polarity_formula_and_choice(
    polarity, lower, actual, target, choices, value
):
    found = achievement(
        number(actual), number(target), polarity=polarity, lower=lower, choices=choices
    )
    assert (found.value, found.why) == (Decimal(value), "")


@pytest.mark.parametrize(
    ("polarity", "lower", "actual", "target", "why"),
    [
        (HIGHER, "", "5", None, rates.NO_TARGET),
        (HIGHER, "", None, "5", rates.NO_ACTUAL),
        (HIGHER, "", None, None, rates.NO_TARGET),
        (HIGHER, "", "5", "0", rates.TARGET_ZERO),
        (HIGHER, "", "0", "0", rates.TARGET_ZERO),
        (LOWER, "2T", "5", "0", rates.TARGET_ZERO),
        (HIGHER, "", "5", "-1", rates.TARGET_NEGATIVE),
        (LOWER, "TR", "0", "5", rates.ACTUAL_ZERO),
        (ZERO, "", None, "0", rates.NO_ACTUAL),
    ],
)
def test_without_a_rate_it_says_why(polarity, lower, actual, target, why):
    found = achievement(number(actual), number(target), polarity=polarity, lower=lower)
    assert (found.value, found.why) == (None, why)


def test_only_both_being_zero_is_the_offices_choice():
    assert achievement(Decimal(5), Decimal(0), choices=FULL).value is None
    assert achievement(None, Decimal(0), choices=FULL).value is None


def test_the_formula_is_told_in_words():
    assert (
        "target ÷ realisasi"
        in achievement(Decimal(1), Decimal(2), polarity=LOWER, lower="TR").formula
    )
    assert achievement(None, None, polarity=ZERO).formula.startswith("100 bila realisasi 0")


def test_a_word_nobody_knows_is_no_choice():
    with pytest.raises(ValueError, match="tulis 2T atau TR"):
        rates.choices(lower="3T", zero_target="kosong", cap=None)
    with pytest.raises(ValueError, match="tulis kosong atau 100"):
        rates.choices(lower="2T", zero_target="0", cap=None)


@pytest.mark.parametrize(("cap", "kept"), [("100", "100"), ("0", None), (None, None)])
def test_a_cap_of_nothing_is_no_cap(cap, kept):
    chosen = rates.choices(lower="2T", zero_target="kosong", cap=number(cap))
    assert chosen.cap == number(kept)
    assert rates.capped(Decimal(130), chosen.cap) == (100 if kept else 130)


def test_a_high_rate_begins_at_the_limit():
    assert rates.is_high(Decimal(120), Decimal(120))
    assert not rates.is_high(Decimal("119.99"), Decimal(120))
    assert not rates.is_high(None, Decimal(120))


@pytest.mark.parametrize(
    ("value", "printed"), [("92.855", "92.86"), ("92.8549", "92.85"), ("-2.005", "-2.01")]
)
def test_a_table_rounds_half_up(value, printed):
    assert rates.rounded(Decimal(value)) == Decimal(printed)
