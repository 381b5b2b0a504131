"""Declared ways: what makes one broken, how far a term reaches, how it is walked."""

from datetime import date

import pytest

from binaan.kit.workflow import (
    Broken,
    after,
    faults_of,
    lacking,
    months_after,
    read,
    told,
)  # fmt: skip

pytestmark = pytest.mark.once

STATES = (
    ("masuk", "Masuk", ""),
    ("cek", "Diperiksa", ""),
    ("jadi", "Jadi", "hasil"),
    ("mati", "Berhenti", "gagal"),
)
STEPS = (
    ("", "buka", "masuk", "nama", "", ""), ("masuk", "kirim", "cek", "nama catatan?", "Berkas", "5 hari kerja"),
    ("cek", "kembali", "masuk", "", "", "60 hari"), ("cek", "lulus", "jadi", "", "Foto?", "sesudah 1 bulan"),
    ("*", "henti", "mati", "", "", ""),
)  # fmt: skip


def way(states=STATES, steps=STEPS, fields=("nama", "catatan")):
    return read(
        [
            {"workflow": "a", "state": key, "label": label, "end": end, "meaning": ""}
            for key, label, end in states
        ],
        [
            {"workflow": "a", "was": was, "event": event, "now": now, "label": event, "actor": "staf",
             "permission": "boleh", "asks": asks, "document": paper, "fee": "", "within": within,
             "effect": "", "note": "", "source": "D"}
            for was, event, now, asks, paper, within in steps
        ],
        fields,
    )["a"]  # fmt: skip


def step(event, found=None):
    return next(one for one in (found or way()).steps if one.event == event)


@pytest.mark.parametrize(
    ("states", "steps", "says"),
    [
        ((*STATES, ("sepi", "Sepi", "")), STEPS, "sepi is never reached"),
        (STATES, (*STEPS[:3],), "cek leads to no end"),
        (STATES, (*STEPS, ("cek", "buntu", "nanti", "", "", "")), "unknown state nanti"),
        (STATES, (*STEPS, ("cek", "lulus", "mati", "", "", "")), "cek:lulus stands twice"),
        (STATES, (*STEPS, ("cek", "tanya", "jadi", "umur", "", "")), "asks for the unknown umur"),
        (STATES, (*STEPS, ("cek", "lama", "jadi", "", "", "5 tahun")), "no readable term: 5 tahun"),
        (STATES, STEPS[1:], "0 first steps"),
    ],
)
def test_a_way_that_cannot_be_walked_is_not_read(states, steps, says):
    with pytest.raises(Broken, match=says):
        way(states, steps)


def test_a_dead_end_that_is_called_an_end_is_none():
    assert faults_of(way(), ("nama", "catatan")) == []


def test_the_star_stands_for_every_state_under_way():
    assert sorted(one.was for one in way().steps if one.event == "henti") == ["cek", "masuk"]


@pytest.mark.parametrize(
    ("term", "day", "last"),
    [
        ("60 hari", date(2026, 1, 1), date(2026, 3, 2)),
        ("3 bulan", date(2026, 11, 30), date(2027, 2, 28)),
        ("1 bulan", date(2028, 1, 31), date(2028, 2, 29)),
        ("5 hari kerja", date(2026, 6, 5), date(2026, 6, 12)),  # Friday
    ],
)
def test_a_term_ends_on_its_last_day(term, day, last):
    assert after(term, day) == last


def test_months_are_counted_back_as_well():
    assert months_after(date(2026, 8, 31), -6) == date(2026, 2, 28)
    assert months_after(date(2026, 3, 15), -15) == date(2024, 12, 15)


def test_what_is_due_is_the_nearest_term_and_not_before_is_none():
    assert way().due("masuk", date(2026, 6, 5)) == date(2026, 6, 12)
    assert way().due("cek", date(2026, 1, 1)) == date(2026, 3, 2)
    assert way().due("jadi", date(2026, 1, 1)) is None


def test_a_step_that_may_not_come_early_names_the_day():
    early = step("lulus")
    assert early.too_early(since=date(2026, 1, 5), on=date(2026, 2, 5)) == date(2026, 2, 5)
    assert early.too_early(since=date(2026, 1, 5), on=date(2026, 2, 6)) is None
    assert step("kirim").too_early(since=date(2026, 1, 5), on=date(2026, 1, 5)) is None


def test_what_is_lacking_is_named_and_what_may_stay_empty_is_not():
    assert lacking(step("kirim"), {}, document=False) == ["nama", "document"]
    assert lacking(step("kirim"), {"nama": "Sari"}, document=True) == []
    assert lacking(step("lulus"), {}, document=False) == []


def test_the_ways_together_take_every_step_and_each_ends():
    taken = {(one.was, one.event) for path in way().ways() for one in path}
    assert taken == {(one.was, one.event) for one in way().steps}
    assert all(way().states[path[-1].now].end for path in way().ways())


def test_the_trail_is_told_what_was_filled_in_and_never_the_value():
    said = told(step("kirim"), on=date(2026, 1, 5), filled={"nama": "Sari Wulandari"}, file="ab")
    assert said == {
        "event": "kirim", "was": "masuk", "now": "cek", "on": "2026-01-05", "filled": ["nama"],
        "file": "ab",
    }  # fmt: skip
