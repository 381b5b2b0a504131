"""Numbers as people here read them."""

from decimal import Decimal

import pytest

from binaan.kit.numbers import id_number, percent, rupiah, rupiah_short


@pytest.mark.parametrize(
    "value, places, text",
    [
        (0, None, "0"),
        (999, None, "999"),
        (1234567, None, "1.234.567"),
        (-1234, None, "−1.234"),
        (Decimal("2.50"), None, "2,5"),
        (Decimal("2.50"), 2, "2,50"),
        (Decimal("2.345"), 2, "2,35"),
        (Decimal("-0.004"), 2, "0,00"),
        (1e6, None, "1.000.000"),
        (Decimal("1E+6"), None, "1.000.000"),
        (None, None, "–"),
    ],
)
def test_a_number_groups_with_dots(value, places, text):
    assert id_number(value, places) == text


@pytest.mark.parametrize(
    "value, text",
    [
        (Decimal("1234567"), "Rp 1.234.567"),
        (Decimal("1234567.89"), "Rp 1.234.567,89"),
        (Decimal("1234567.5"), "Rp 1.234.567,50"),
        (Decimal("1234567.00"), "Rp 1.234.567"),
        (0, "Rp 0"),
        (None, "–"),
    ],
)
def test_rupiah_shows_sen_only_where_there_are_some(value, text):
    assert rupiah(value) == text


@pytest.mark.parametrize(
    "value, text",
    [
        (750, "Rp 750"),
        (9_500_000, "Rp 9,5 jt"),
        (1_200_000_000, "Rp 1,2 M"),
        (1_846_000_000_000, "Rp 1,8 T"),
        (None, "–"),
    ],
)
def test_rupiah_can_be_short(value, text):
    assert rupiah_short(value) == text


@pytest.mark.parametrize(
    "share, text", [(Decimal("0.7689"), "76,9 %"), (0.8, "80 %"), (1, "100 %"), (None, "–")]
)
def test_a_share_of_one_becomes_percent(share, text):
    assert percent(share) == text
