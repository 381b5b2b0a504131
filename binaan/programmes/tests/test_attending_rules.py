"""How much somebody was there, how it ends for him, what an invitation says."""

from datetime import time
from decimal import Decimal

import pytest

from binaan.programmes.rules import attending, inviting
from binaan.programmes.rules.attending import Mark
from binaan.programmes.rules.tokens import fresh

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("mark", "minutes"),
    [
        (Mark("hadir"), 360),
        (Mark("hadir", 5), 360),
        (Mark("tidak", 90), 0),
        (Mark("sebagian", 90), 90),
    ],
)
def test_minutes_follow_from_what_is_said(mark, minutes):
    assert attending.minutes(mark, attending.length(time(9), time(15))) == minutes


@pytest.mark.parametrize("said", [None, 0, 360, 400, -5])
def test_a_part_is_some_of_the_session_and_not_all_of_it(said):
    with pytest.raises(ValueError, match="antara 1 dan 359"):
        attending.minutes(Mark("sebagian", said), 360)


@pytest.mark.parametrize(
    ("there", "lengths", "share"),
    [([360, 0], [360, 240], "60.00"), ([120], [360], "33.33"), ([], [360], "0.00"), ([], [], "0")],
)
def test_the_share_counts_minutes_not_sessions(there, lengths, share):
    assert attending.share(there, lengths) == Decimal(share)


@pytest.mark.parametrize(
    ("kind", "present", "tested", "ending"),
    [
        ("pelatihan", "80", True, "lulus_sesi"),
        ("pelatihan", "79.99", True, "putus"),
        ("pelatihan", "100", False, "berjalan"),
        ("konsultasi", "100", False, "lulus_sesi"),
        ("sosialisasi", "0", False, "putus"),
    ],
)
def test_who_was_there_long_enough_and_tested_has_passed(kind, present, tested, ending):
    assert attending.ending(kind, Decimal(present), Decimal(80), tested=tested) == ending


@pytest.mark.parametrize(
    ("before", "after", "gain"),
    [("40", "85", "0.75"), ("50", "40", "-0.20"), (None, "80", None), ("100", "100", None)],
)
def test_the_gain_is_told_of_what_was_still_to_be_gained(before, after, gain):
    said = [None if one is None else Decimal(one) for one in (before, after)]
    assert attending.gain(*said, Decimal(100)) == (None if gain is None else Decimal(gain))


def test_a_message_says_who_what_when_where_and_how_to_answer():
    link = "https://binaan.contoh" + inviting.answer_path("rahasia")
    said = inviting.Said("Dewi", "Donat Dewi", "Disperin", "Pelatihan kemasan", "6 April 2026",
                         "Aula", "24 Maret 2026", link)  # fmt: skip
    for words in (inviting.whatsapp(said), inviting.sms(said)):
        for one in ("Disperin", "Pelatihan kemasan", "6 April 2026", "24 Maret 2026", link):
            assert one in words
    assert "Dewi" in inviting.whatsapp(said)
    assert "Dewi" not in inviting.sms(said)


def test_no_two_words_behind_a_code_are_the_same_and_all_fit_an_address():
    made = {fresh() for _one in range(200)}
    assert len(made) == 200
    assert all(len(one) == 22 and one.replace("-", "").replace("_", "").isalnum() for one in made)
