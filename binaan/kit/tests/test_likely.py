"""What an amount that waits was probably meant to be; every suggestion can be read back."""

import pytest

from binaan.kit.amounts import parse_amount, split_period
from binaan.kit.likely import likely_amount, number_in_words

LIKELY = [
    ("2,5", "Rp 2.500.000"),
    ("7.5", "Rp 7.500.000"),
    ("15", "Rp 15.000.000"),
    ("Rp 5", "Rp 5.000.000"),
    ("3-4", "3-4 juta"),
    ("3,5 - 4", "3,5 - 4 juta"),
    ("1.846 Triliun", "Rp 1.846.000.000.000"),
    ("1.250 M", "Rp 1.250.000.000"),
    ("dua juta", "Rp 2.000.000"),
    ("Dua juta lima ratus ribu rupiah", "Rp 2.500.000"),
    ("dua setengah juta", "Rp 2.500.000"),
    ("tujuh puluh lima juta", "Rp 75.000.000"),
    ("dua belas juta", "Rp 12.000.000"),
    ("sejuta", "Rp 1.000.000"),
    ("seratus lima puluh ribu", "Rp 150.000"),
    ("2.500.000 x 12", "Rp 30.000.000"),
    ("3 jt x 12 bln", "Rp 36.000.000"),
]
UNSURE = [
    "250", "Rp 500", "1.500 jt", "2,500", "12,345", "1.500 - 2 juta", "dua", "lima ratus", "banyak",
    "lima puluh enam", "juta dua", "satu dua juta", "dua ribu juta", "0", "", "-5", "25.00.000",
    "setengah", "tidak tentu", "3 x 4 x 5", "x 12", "200-300",
]  # fmt: skip


@pytest.mark.parametrize("text, suggestion", LIKELY)
def test_the_likeliest_amount_is_suggested_and_can_be_read_back(text, suggestion):
    assert parse_amount(text).code in ("money_unit_unclear", "number_unreadable")
    assert likely_amount(text) == suggestion
    assert parse_amount(suggestion).code in (None, "number_range")


@pytest.mark.parametrize("text", UNSURE)
def test_nothing_is_suggested_where_two_readings_are_near(text):
    assert likely_amount(text) is None


@pytest.mark.parametrize(
    "text, bare, times",
    [
        ("Rp 3 jt/bln", "3 jt", 12),
        ("3 jt per bulan", "3 jt", 12),
        ("2.500.000 sebulan", "2.500.000", 12),
        ("3 jt perbulan", "3 jt", 12),
        ("36 jt / thn.", "36 jt", 1),
        ("36 juta setahun", "36 juta", 1),
        ("9 jt/triwulan", "9 jt", 4),
        ("50.000/hari", "50.000", 0),
        ("300rb per minggu", "300rb", 0),
        ("5-10 juta/bulan", "5-10 juta", 12),
        ("2,5 jt", "2,5 jt", None),
    ],
)
def test_the_period_a_cell_names_is_told_apart_from_its_amount(text, bare, times):
    assert split_period(text) == (bare, times)


def test_words_that_are_no_number_are_none():
    assert number_in_words("dua ratus lima puluh") == 250
    assert number_in_words("jalan dua") is None
