import json
from datetime import datetime, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from binaan.vendors.rules import cards, hours
from binaan.vendors.tests.card_cases import CASES, DAY, KEYS, NIGHT, PLACE, REVOKED, signed

pytestmark = pytest.mark.once


def answer(case, **changes):
    asked = {"at": case.at, "position": case.position, "accuracy": case.accuracy} | changes
    return cards.verdict(case.token, keys=KEYS, revoked=REVOKED, **asked)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_check_answers_in_one_word(case):
    assert answer(case).why == case.want


def test_every_answer_has_its_case():
    assert {case.want for case in CASES} == set(cards.Why)


def test_the_time_of_a_card_without_zone_is_its_own():
    assert answer(CASES[0], at=datetime(2026, 11, 16, 13, 59)).valid  # noqa: DTZ001


def test_a_card_carries_no_nik_no_name_and_no_telephone():
    said = json.dumps(cards.payload(DAY))
    assert "S.W.A." in said
    assert set(cards.payload(DAY)) == set("vsnitklpdhazo")


def test_nothing_of_a_forged_card_is_believed():
    assert [answer(case).statement for case in CASES if case.want == "altered"].count(None) == len(
        [case for case in CASES if case.want == "altered"]
    )


def test_the_statement_is_read_as_it_was_made():
    assert cards.statement(cards.payload(NIGHT)) == NIGHT


def test_the_code_on_the_card_stays_small_enough_to_scan():
    """Longest names and numbers there are, and the address of the page: docs/rules/kartu-pkl.md."""
    long = DAY._replace(number="X" * 30, trade="Y" * 48, place="Z" * 40, code="K" * 20)
    address = "https://pelayanan.contohkabupaten.go.id/cek-tdu/#"
    assert len(address + signed(long)) <= 624  # QR version 19, level M


@pytest.mark.parametrize(
    ("name", "want"),
    [
        ("Siti Wulan Ayu", "S.W.A."),
        ("H. Abdul Rahman Wahid Hasan", "H.A.R."),
        ("d'Masiv", "D.M."),
        ("Éa", "É."),
        ("", ""),
        ("3 Putra", "P."),
    ],
)
def test_of_a_name_only_initials_stand_on_the_card(name, want):
    assert cards.initials(name) == want


@pytest.mark.parametrize(
    ("trade", "goods", "want"),
    [
        ("Kuliner", "", "Kuliner"),
        ("Kuliner", " nasi goreng ", "Kuliner: nasi goreng"),
        ("Kuliner", "a" * 60, "Kuliner: " + "a" * 38 + "…"),
    ],
)
def test_the_trade_is_said_shortly(trade, goods, want):
    assert cards.described(trade, goods) == want


def test_the_radius_reaches_the_farthest_corner():
    lat, lon = PLACE
    outline = {
        "type": "Polygon",
        "coordinates": [[[lon, lat + 0.002], [lon, lat - 0.001], [lon, lat]]],
    }
    assert cards.radius_of(PLACE, 50, outline) == 223
    assert cards.radius_of(PLACE, 300, outline) == 300
    assert cards.radius_of(PLACE, 50, None) == 50


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])  # the first letters load
@given(
    st.dictionaries(
        st.sampled_from("vsnitklpdhazo"), st.none() | st.integers() | st.text(max_size=9)
    )
)
def test_a_statement_of_any_shape_is_read_or_altered(said):
    try:
        cards.statement(cards.payload(DAY) | said)
    except cards.signatures.Altered:
        return


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("sen,sel", "sen sel"),
        ("Sel; SEN", "sen sel"),
        ("Senin Minggu", "sen min"),
        ("min,min", "min"),
        ("", ""),
    ],
)
def test_days_are_read_as_people_write_them(text, want):
    assert hours.read_days(text) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("16:00-22:00", (time(16), time(22))),
        ("16.00 – 22.30", (time(16), time(22, 30))),
        ("7:00-24:00", (time(7), time(0))),
    ],
)
def test_hours_are_read_as_people_write_them(text, want):
    assert hours.read_hours(text) == want


@pytest.mark.parametrize(
    "text", ["", "16-22", "25:00-26:00", "16:00", "24:30-25:00", "07:00-09:60"]
)
def test_hours_that_are_none_are_refused_in_words(text):
    with pytest.raises(ValueError, match="tulis misalnya 16:00-22:00"):
        hours.read_hours(text)


def test_a_day_that_is_none_is_named():
    with pytest.raises(ValueError, match="'xyz' bukan nama hari"):
        hours.read_days("sen,xyz")


@pytest.mark.parametrize(
    ("days", "begins", "ends", "want"),
    [
        ("sen sel", time(16), time(22), "Sen, Sel · 16.00-22.00"),
        ("", time(16), time(0), "Setiap hari · 16.00-24.00"),
        ("min", None, None, "Min · 24 jam"),
        ("min", time(5), time(5), "Min · 24 jam"),
    ],
)
def test_days_and_hours_are_told(days, begins, ends, want):
    assert hours.told(days, begins, ends) == want
