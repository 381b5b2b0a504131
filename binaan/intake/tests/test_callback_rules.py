"""Who is drawn to be asked again, what counts as differing, what two tellings disagree about."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binaan.intake.rules import callbacks, disputes, questioned
from binaan.intake.rules.callbacks import Asked, Outcome

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("interviews", "share", "drawn"),
    [(0, 5, 0), (1, 5, 1), (2, 5, 2), (30, 5, 2), (41, 5, 3), (100, 10, 10), (10, 0, 0)],
)
def test_a_share_of_each_ones_interviews_two_at_least(interviews, share, drawn):
    assert callbacks.how_many(interviews, share) == drawn


@given(st.permutations([f"uuid:{number}" for number in range(40)]), st.integers(1, 39))
@settings(max_examples=30)
def test_more_interviews_only_add_and_their_order_changes_nothing(order, first):
    early = callbacks.draw({"a": order[:first]}, seed=3, share=10)
    assert early == callbacks.draw({"a": sorted(order[:first])}, seed=3, share=10)
    assert len(early) == callbacks.how_many(first, 10)
    assert len(set(early)) == len(early)


@pytest.mark.parametrize(
    ("kind", "was", "now", "same"),
    [
        ("text", "Keripik  Pisang", "keripik pisang", True),
        ("text", "keripik", "kue", False),
        ("integer", "10", "11", True),  # within a tenth of the larger
        ("integer", "10", "12", False),
        ("decimal", "0", "0", True),
        ("decimal", "5000000", "5jt", False),
        ("select_multiple", "wa pasar", "pasar wa", True),
        ("select_multiple", "wa pasar", "pasar", False),
        ("select_one", "aktif", "tutup", False),
    ],
)
def test_what_agrees(kind, was, now, same):
    assert callbacks.agrees(Asked(kind, was, now)) is same


def test_the_share_that_differs_is_that_of_the_page():
    same, other = Asked("text", "a", "a"), Asked("text", "a", "b")
    calls = [Outcome("budi", (same,) * 6) for _call in range(8)]
    calls.append(Outcome("budi", (same, same, *(other,) * 4)))
    found = callbacks.differing(calls)["budi"]
    assert (found.reached, found.never, found.asked, found.differ) == (9, 0, 54, 4)
    assert [round(share, 3) for share in (found.share, found.low, found.high)] == [
        0.074, 0.029, 0.176,
    ]  # fmt: skip


def test_who_says_nobody_came_differs_in_everything_and_is_told_apart():
    asked = (Asked("text", "a", ""), Asked("text", "b", ""))
    found = callbacks.differing([Outcome("joko", asked, never=True), Outcome("sari", asked)])
    assert (found["joko"].never, found["joko"].differ, found["joko"].asked) == (1, 2, 2)
    assert (found["sari"].asked, found["sari"].share) == (0, None)


def test_the_last_correction_counts_and_the_raw_stays():
    raw = {"nama": "Sri", "nib": "12", "dok": [{"dok/jenis": "nib"}]}
    made = [
        disputes.Correction("nama", "Sri H"),
        disputes.Correction("nama", "Sri Hartati"),
        disputes.Correction("nib", ""),
    ]
    now = disputes.corrected(raw, made)
    assert now == {"nama": "Sri Hartati", "dok": [{"dok/jenis": "nib"}]}
    assert raw["nama"] == "Sri"


def test_disagreements_are_of_what_both_say():
    kinds = {"nama": "text", "tk": "integer", "kanal": "select_multiple", "foto": "image",
             "catatan": "text", "omzet": "decimal"}  # fmt: skip
    one = {"nama": "Warung Sri", "tk": "3", "kanal": "a b", "foto": "1.jpg", "omzet": "100"}
    other = {"nama": "warung  sri", "tk": "4", "kanal": "b a", "foto": "2.jpg", "catatan": "x",
             "omzet": "105"}  # fmt: skip
    assert disputes.disagreements(one, other, kinds) == {"tk": ["3", "4"], "omzet": ["100", "105"]}


@pytest.mark.parametrize(
    ("kind", "said", "words"),
    [
        ("date", "2026-11-03", "3 Nov 2026"), ("date", "kemarin", "kemarin"), ("time", "16:00", "16.00"),
        ("geopoint", "-6.265359 107.02699 21 8.5", "-6.26536, 107.02699 (ketelitian 8 m)"),
        ("geopoint", "-6.2 107 0 0", "-6.20000, 107.00000"), ("geopoint", "0 0 0 0", "0 0 0 0"),
        ("integer", "2310", "2.310"), ("text", "2026-11-03", "2026-11-03"),
    ],
)  # fmt: skip
def test_answers_are_written_as_people_here_write_them(kind, said, words):
    assert questioned.Question("g/tanya", kind, "Tanya", False, False, {}).words(said) == words


def test_a_telephone_call_asks_what_the_person_knows():
    named = [questioned.Question(f"g/{name}", "select_one", name, False, True, {"a": "A"})
             for name in ("kbli_edisi", "bentuk_usaha", "cara_posisi", "formalitas")]  # fmt: skip
    assert [one.name for one in questioned.asked_again(named)] == ["bentuk_usaha", "formalitas"]
