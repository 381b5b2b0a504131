"""Steps of an activity, its sessions, warnings, experts, months, amounts in words: no store."""

from datetime import date, time
from decimal import Decimal

import pytest

from binaan.programmes.choices import ActivityState
from binaan.programmes.rules import activities, clashes, months
from binaan.programmes.rules.activities import STEPS, Meeting, Standing, hindrances, onward
from binaan.programmes.rules.clashes import Away, Slot
from binaan.programmes.rules.experts import Able, Need, Skill, proposed
from binaan.programmes.rules.spelling import spelled

pytestmark = pytest.mark.once
MONDAY = date(2026, 4, 6)
NINE, NOON, THREE = time(9), time(12), time(15)
READY = Standing("pelatihan", "draf", MONDAY, MONDAY, 1, listed=True)


@pytest.mark.parametrize(
    ("state", "kind", "keys"),
    [
        ("draf", "pelatihan", ["buka", "batal"]),
        ("dibuka", "pelatihan", ["seleksi", "batal"]),
        ("dibuka", "sosialisasi", ["mulai", "batal"]),
        ("seleksi", "pelatihan", ["mulai", "batal"]),
        ("berjalan", "pelatihan", ["tutup", "batal"]),
        ("selesai", "pelatihan", []),
        ("batal", "pelatihan", []),
    ],
)
def test_each_state_leads_on_as_declared(state, kind, keys):
    assert [one.key for one in onward(READY._replace(state=state, kind=kind))] == keys


def test_every_state_is_reached_and_every_way_ends():
    assert {one.now for one in STEPS.values()} | {"draf"} == set(ActivityState)
    assert {one for step in STEPS.values() for one in step.origins} == set(ActivityState) - {
        "selesai", "batal",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("key", "standing", "word"),
    [
        ("buka", READY._replace(sessions=0, first=None), "Belum ada sesi"),
        ("buka", READY._replace(faults=("Kuota melebihi.",)), "Kuota melebihi"),
        ("mulai", READY._replace(state="seleksi", listed=False), "belum ditetapkan"),
        ("mulai", READY._replace(state="seleksi", first=date(2026, 4, 7)), "baru 7 April 2026"),
        ("tutup", READY._replace(state="berjalan", unsettled=2), "2 peserta belum jelas"),
        ("tutup", READY._replace(state="berjalan", last=date(2026, 4, 9)), "baru 9 April 2026"),
        ("batal", READY._replace(state="berjalan", served=3), "3 usaha sudah mengikuti"),
        ("batal", READY, "alasan"),
        ("tutup", READY, "tidak tersedia"),
    ],
)
def test_a_step_is_refused_in_words(key, standing, word):
    assert word in " ".join(hindrances(STEPS[key], standing, on=MONDAY))


@pytest.mark.parametrize(
    ("key", "standing", "why"),
    [
        ("buka", READY, ""), ("seleksi", READY._replace(state="dibuka"), ""),
        ("mulai", READY._replace(state="seleksi"), ""),
        ("mulai", READY._replace(state="dibuka", kind="konsultasi", listed=False), ""),
        ("tutup", READY._replace(state="berjalan"), ""),
        ("batal", READY._replace(state="dibuka"), "Dana dialihkan."),
    ],
)  # fmt: skip
def test_nothing_hinders_what_is_ready(key, standing, why):
    assert hindrances(STEPS[key], standing, on=MONDAY, why=why) == []


def test_a_session_holds_its_hours_and_no_other_session_beside_it():
    one = Meeting(MONDAY, NINE, NOON, Decimal(1), Decimal(2))
    assert activities.wrong_meeting(one, [one._replace(begins=NOON, ends=THREE)]) == {}
    assert "begins" in activities.wrong_meeting(one, [one])
    assert "practice_hours" in activities.wrong_meeting(one._replace(theory=Decimal("1.1")), [])
    assert "ends" in activities.wrong_meeting(one._replace(ends=NINE), [])
    assert "theory_hours" in activities.wrong_meeting(one._replace(theory=Decimal(-1)), [])
    assert activities.practice_share([one, one._replace(theory=Decimal(2))]) == 57
    assert activities.practice_share([one._replace(theory=Decimal(0), practice=Decimal(0))]) is None


HERE = Slot("a", "Kemasan", MONDAY, NINE, NOON, "Aula Dinas", "32.16.06", "rina", "Rina", 1)


@pytest.mark.parametrize(
    ("slot", "others", "away", "kinds"),
    [
        (HERE, [], {}, []),
        (HERE._replace(on=date(2026, 8, 17)), [], {}, ["libur"]),
        (HERE._replace(on=date(2026, 4, 11)), [], {}, ["akhir_pekan"]),
        (HERE, [HERE._replace(activity="b", venue="AULA  dinas", expert=None, kecamatan="x")], {},
         ["tempat"]),
        (HERE, [HERE._replace(activity="b", venue="Lain", kecamatan="x")], {}, ["narasumber"]),
        (HERE, [HERE._replace(activity="b", venue="Lain", expert=None)], {}, ["kecamatan"]),
        (HERE, [HERE._replace(activity="b", begins=NOON, ends=THREE, kecamatan="x")], {}, []),
        (HERE, [HERE._replace(key=2)], {}, []),
        (HERE, [HERE._replace(activity="b", on=date(2026, 4, 7))], {}, []),
        (HERE, [], {"rina": Away(((MONDAY, MONDAY),))}, ["berhalangan"]),
        (HERE, [], {"rina": Away(until=date(2026, 4, 5))}, ["berhalangan"]),
        (HERE._replace(venue="", expert=None, kecamatan=""), [HERE._replace(activity="b", venue="")],
         {"rina": Away(until=date(2026, 4, 5))}, []),
    ],
)  # fmt: skip
def test_what_stands_in_the_way_is_named(slot, others, away, kinds):
    assert [one.kind for one in clashes.clashes(slot, others, away)] == kinds


def test_the_order_of_other_sessions_changes_no_warning():
    others = [HERE._replace(activity="b", title="B"), HERE._replace(activity="c", title="A")]
    assert clashes.clashes(HERE, others, {}) == clashes.clashes(HERE, others[::-1], {})


NEED = Need("pangan", "kemasan makanan", (MONDAY,))
RINA = Able(1, "Rina", (Skill("pangan", "desain kemasan", 10),), "BNSP")
ANY = Able(2, "Anyar", (Skill("", "kemasan", 2),))
WOOD = Able(3, "Kayu", (Skill("kayu_furnitur", "kemasan kayu", 30),), "BNSP")
AWAY = RINA._replace(key=4, name="Berhalangan", away=Away(((MONDAY, MONDAY),)))
BUSY = RINA._replace(key=5, name="Sibuk", teaching=frozenset({MONDAY}))


def test_who_fits_and_is_free_stands_first_with_reasons():
    found = proposed([AWAY, ANY, BUSY, WOOD, RINA], NEED)
    assert [one.expert.name for one in found] == ["Rina", "Anyar", "Berhalangan", "Sibuk"]
    assert (found[0].points, found[1].points) == (80, 37)
    assert "kelompok produknya sama" in found[0].reasons
    assert found[2].against == ("berhalangan 6 April 2026",)
    assert found[3].against == ("sudah mengajar 6 April 2026",)
    assert proposed([RINA, AWAY, WOOD, BUSY, ANY], NEED) == found


def test_a_month_is_whole_weeks_and_an_odd_one_is_this_month():
    weeks = months.weeks(date(2026, 2, 1))
    assert weeks[0][0] == date(2026, 1, 26)
    assert weeks[-1][-1] == date(2026, 3, 1)
    assert months.month_of("2026-13", MONDAY) == months.month_of("x", MONDAY) == date(2026, 4, 1)
    assert months.beside(date(2026, 1, 1), -1) == date(2025, 12, 1)
    assert months.beside(date(2026, 12, 1), 1) == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "nol"), (11, "sebelas"), (12, "dua belas"), (100, "seratus"), (1000, "seribu"),
        (150_000, "seratus lima puluh ribu"), (21_999, "dua puluh satu ribu sembilan ratus "
         "sembilan puluh sembilan"), (1_001_000, "satu juta seribu"),
        (3_000_000_000, "tiga miliar"), (Decimal("99.50"), "seratus"),
    ],
)  # fmt: skip
def test_an_amount_is_spelled(amount, words):
    assert spelled(amount) == f"{words} rupiah"


def test_the_road_shows_what_is_behind_and_skips_what_a_kind_does_not_need():
    road = activities.way("pelatihan", "seleksi")
    assert [mark for _label, mark in road] == ["done", "done", "now", "", ""]
    assert "Seleksi" not in dict(activities.way("sosialisasi", "berjalan"))
    assert activities.way("pelatihan", "batal") == []
