"""Numbers of certificates, how long they last, how they stand on a day."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from binaan.kit.papers import PDF, WEBP, paper_of
from binaan.programmes.rules.certificates import (
    FOODS,
    PACKAGING,
    Standing,
    commitment_differs,
    expiry,
    kind_of,
    meaning,
    read_number,
    renewal_opens,
    standing,
    unfit,
)  # fmt: skip
from binaan.programmes.rules.facilitation import KINDS

pytestmark = pytest.mark.once

PIRT = KINDS["spp_irt"]
NUMBER = "206321601000130"


@pytest.mark.parametrize(
    ("kind", "text", "value", "right"),
    [
        ("spp_irt", "P-IRT No. 206.3216.01.0001-30", NUMBER, True),
        ("spp_irt", "20632160100013", "20632160100013", False),  # 14 digits
        ("spp_irt", "9" + NUMBER[1:], "9" + NUMBER[1:], False),  # no such packaging
        ("spp_irt", "216" + NUMBER[3:], "216" + NUMBER[3:], False),  # no such food
        ("halal_sd", "id 3211 0000 1234 56789", "ID32110000123456789", True),
        ("halal_reg", "ID" + "1" * 16, "ID" + "1" * 16, False),
        ("nib", "NIB: 1234567890123", "1234567890123", True),
        ("nib", "123456789012", "123456789012", False),
        ("merek", "  IDM 000 123 ", "IDM 000 123", True),
        ("merek", "   ", "", False),
    ],
)
def test_a_number_is_kept_plain_and_refused_where_it_cannot_be_one(kind, text, value, right):
    read = read_number(KINDS[kind], text)
    assert (read.value, read.wrong == "") == (value, right)


@settings(max_examples=30, deadline=None)
@given(
    packaging=some.sampled_from(sorted(PACKAGING)), food=some.sampled_from(sorted(FOODS)),
    rest=some.text("0123456789", min_size=12, max_size=12),
)  # fmt: skip
def test_the_parts_of_a_pirt_number_are_the_number(packaging, food, rest):
    number = packaging + food + rest
    assert read_number(PIRT, number) == (number, "")
    parts = meaning(PIRT, number)
    assert "".join(part.digits for part in parts) == number
    assert [parts[0].meaning, parts[1].meaning] == [PACKAGING[packaging], FOODS[food]]
    assert parts[-1].meaning == str(2000 + int(number[-2:]))


def test_only_pirt_numbers_say_something():
    assert meaning(KINDS["merek"], NUMBER) == []


@pytest.mark.parametrize(
    ("kind", "issued", "said", "last"),
    [
        ("spp_irt", date(2026, 3, 2), None, date(2031, 3, 2)),
        ("merek", date(2016, 2, 29), None, date(2026, 2, 28)),
        ("spp_irt", date(2026, 3, 2), date(2031, 2, 1), date(2031, 2, 1)),
        ("halal_sd", date(2026, 3, 2), None, None),
    ],
)
def test_a_certificate_lasts_as_it_says_or_as_long_as_its_kind(kind, issued, said, last):
    assert expiry(KINDS[kind], issued, said) == last


def test_the_year_in_a_pirt_number_is_the_year_it_ends():
    assert unfit(PIRT, NUMBER, issued=date(2025, 1, 2), expires=date(2030, 1, 2)) == ""
    assert "2030" in unfit(PIRT, NUMBER, issued=date(2026, 1, 2), expires=date(2031, 1, 2))
    assert unfit(KINDS["merek"], "1", issued=date(2026, 1, 2), expires=date(2025, 1, 2))


def test_a_number_for_another_food_or_packaging_is_noticed():
    assert commitment_differs(NUMBER, food="06", packaging="2") == ""
    assert "06" in commitment_differs(NUMBER, food="11", packaging="2")
    assert "kemasan 2" in commitment_differs(NUMBER, food="06", packaging="1")


@pytest.mark.parametrize(
    ("on", "stands"),
    [
        (date(2026, 2, 27), Standing.VALID), (date(2026, 2, 28), Standing.RENEW),
        (date(2026, 8, 31), Standing.RENEW), (date(2026, 9, 1), Standing.LAPSED),
    ],
)  # fmt: skip
def test_renewal_opens_six_months_before_and_the_last_day_still_counts(on, stands):
    last = date(2026, 8, 31)
    assert renewal_opens(PIRT, last) == date(2026, 2, 28)
    assert standing(PIRT, expires=last, revoked=None, renewed=False, on=on) is stands
    assert standing(PIRT, expires=last, revoked=None, renewed=True, on=on) is Standing.RENEWED
    revoked = standing(PIRT, expires=last, revoked=date(2026, 1, 1), renewed=True, on=on)
    assert revoked is Standing.REVOKED


def test_what_never_lapses_always_stands_and_an_unknown_kind_bears_its_key():
    for key in ("halal_sd", "dari_versi_lain"):
        kind = kind_of(key)
        assert standing(kind, expires=None, revoked=None, renewed=False, on=date(2099, 1, 1)) == (
            Standing.VALID
        )
    assert kind_of("dari_versi_lain").label == "dari_versi_lain"


@pytest.mark.parametrize(
    ("head", "paper"),
    [(b"%PDF-1.7\n", PDF), (b"RIFF\0\0\0\0WEBPVP8 ", WEBP), (b"<html>", None), (b"", None)],
)
def test_a_paper_is_known_by_its_first_bytes(head, paper):
    assert paper_of(head) is paper
