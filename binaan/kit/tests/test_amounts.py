"""Amounts of money as they stand in real cells."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binaan.kit.amounts import parse_amount
from binaan.kit.numbers import id_number, rupiah

EXACT = [
    ("2500000", 2_500_000),
    ("2.500.000", 2_500_000),
    ("Rp. 2.500.000,-", 2_500_000),
    ("Rp2.500.000,00", 2_500_000),
    ("Rp.2.500.000.-", 2_500_000),
    ("Rp 2 500 000", 2_500_000),
    ("2,500,000", 2_500_000),
    ("2.500.000.00", 2_500_000),
    ("Rp2.500.000", 2_500_000),
    ("2500000.0", 2_500_000),
    ("2.5E+06", 2_500_000),
    ("IDR 500000", 500_000),
    ("500.000 rupiah", 500_000),
    ("2,5 jt", 2_500_000),
    ("2.5 juta", 2_500_000),
    ("RP.2,5JT", 2_500_000),
    ("Rp 10 jt,-", 10_000_000),
    ("10 jutaan", 10_000_000),
    ("5 juta-an", 5_000_000),
    ("500rb", 500_000),
    ("500 ribu", 500_000),
    ("0,5 rb", 500),
    ("1 juta 500 ribu", 1_500_000),
    ("1,2 M", 1_200_000_000),
    ("1.2 miliar", 1_200_000_000),
    ("1.2 Milyar", 1_200_000_000),
    ("3 mlr", 3_000_000_000),
    ("1.250,5 jt", 1_250_500_000),
    ("1,846 triliun", 1_846_000_000_000),
    ("±10 jt", 10_000_000),
    ("+/- 10 jt", 10_000_000),
    ("sekitar 10 jt", 10_000_000),
    ("1.846", 1846),
    ("0", 0),
    ("0,-", 0),
    ("Rp 0", 0),
    (2_500_000, 2_500_000),
    (1846.5, Decimal("1846.5")),
    (0, 0),
]
RANGES = [
    ("5-10 juta", 5_000_000, 10_000_000),
    ("5 – 10 jt", 5_000_000, 10_000_000),
    ("5 jt s/d 10 jt", 5_000_000, 10_000_000),
    ("5 s.d. 10 juta", 5_000_000, 10_000_000),
    ("5 sd 10 juta", 5_000_000, 10_000_000),
    ("5 juta sampai dengan 10 juta", 5_000_000, 10_000_000),
    ("Rp 5.000.000,- s/d Rp 10.000.000,-", 5_000_000, 10_000_000),
    ("500rb-1jt", 500_000, 1_000_000),
    ("500.000 - 1 juta", 500_000, 1_000_000),
    ("0-500 ribu", 0, 500_000),
    ("1.5 - 2 M", 1_500_000_000, 2_000_000_000),
    ("> 5 juta", 5_000_000, None),
    ("di atas 5 juta", 5_000_000, None),
    ("< 5 juta", None, 5_000_000),
    ("di bawah 10 jt", None, 10_000_000),
]
NOTHING = ["", "-", " – ", "n/a", "N/A", "tidak ada data", "Rp -", "Rp. -", "Rp.", None]
UNCLEAR = [
    "1.846 Triliun", "1.500 jt", "1.500 - 2 juta", "250", "12.5", "Rp 500", "3-4", "500 - 1 juta",
    "2,500", "2.500.000/bln", "Rp 750.000,- per bulan", 250,
]  # fmt: skip
UNREADABLE = [
    "-5000", "(5.000)", "Rp -5.000", "-5 jt", "abc", "lima juta", "25.00.000", "2.500.00", "2.500.000 x 12",
    "5 juta orang", "1e99", "²", "5 ribu 1 juta", -3, float("nan"), float("inf"), True,
]  # fmt: skip


@pytest.mark.parametrize("text, value", EXACT)
def test_an_amount_is_read_as_it_is_meant(text, value):
    assert parse_amount(text) == (value, value, None)


@pytest.mark.parametrize("text, low, high", RANGES)
def test_a_range_keeps_both_bounds(text, low, high):
    assert parse_amount(text) == (low, high, "number_range")


@pytest.mark.parametrize("text", NOTHING)
def test_a_cell_that_says_nothing_gives_nothing(text):
    assert parse_amount(text) == (None, None, None)


@pytest.mark.parametrize("text", UNCLEAR)
def test_a_doubtful_unit_waits_for_a_person(text):
    assert parse_amount(text) == (None, None, "money_unit_unclear")


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_is_no_amount_is_called_unreadable(text):
    assert parse_amount(text) == (None, None, "number_unreadable")


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader_and_no_amount_is_below_zero(text):
    amount = parse_amount(text)
    assert amount.low is None or amount.low >= 0
    assert amount.code in (None, "number_range", "money_unit_unclear", "number_unreadable")


@given(st.text("0123456789.,- rpjtmk/sd><", max_size=16))
def test_bounds_never_cross(text):
    amount = parse_amount(text)
    assert amount.low is None or amount.high is None or amount.low <= amount.high


@given(st.integers(1000, 10**15))
def test_what_we_write_we_read_back(value):
    assert parse_amount(rupiah(value)).low == value
    assert parse_amount(id_number(value)).low == value
