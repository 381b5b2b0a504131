"""The repair box in a browser: groups of identical words, answers, taking back, who sees what."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from binaan.intake import answers
from binaan.intake.actions.repairing import INCLUDED
from binaan.intake.deciding import HOLDING
from binaan.intake.models import Problem, RememberedRepair, Repair
from binaan.intake.problems import CATALOGUE
from binaan.intake.queries import repair_pages
from binaan.intake.sight import Sight
from binaan.intake.tests.lists import batch_of
from binaan.registry.models import Business

pytestmark = pytest.mark.once  # on PostgreSQL the walk of tests/test_walks.py opens each page

BOX = "/pendataan/perbaikan/"
NIK = "32160645078500"
ROWS = [
    {"name": "Tahu Sari", "owner_name": "Ibu Sari", "village": "Setiadarmo",
     "district": "Tambun Selatan", "nik": NIK},
    {"name": "Roti Ani", "owner_name": "Ibu Ani", "village": "Setiadarmo",
     "district": "Tambun Selatan", "nik": ""},
    {"name": "Kue Oji", "owner_name": "Pak Oji", "village": "Setiadarmo",
     "district": "Tambun Selatan", "nik": ""},
    {"name": "Mebel Udin", "owner_name": "Pak Udin", "village": "Wanasaro",
     "district": "Cibitung", "nik": ""},
    {"name": "", "owner_name": "Bu Rokayah", "village": "Wanasari", "district": "Cibitung",
     "nik": ""},
]  # fmt: skip


def begins(lists):
    """One list with three rows alike, one in another kecamatan, one that waits whole."""
    return lists.listed(ROWS)


@pytest.fixture
def listed(begun):
    return batch_of(begun)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def staff(lists, listed):
    return signed_in(lists.staff)


@pytest.fixture
def operator(lists, listed):
    """The operator of Tambun Selatan."""
    return lists.register.user("kecamatan_operator", place="32.16.06", office="disperin")


def text(response) -> str:
    return unescape(response.content.decode())


def first(**about) -> Problem:
    return Problem.objects.filter(**about).order_by("pk").first()


def do(client, problem, query="", **data):
    return client.post(reverse("repair_do", args=[problem.pk]) + query, data)


def states(**about) -> list[str]:
    found = Problem.objects.filter(**about).order_by("pk")
    return list(found.values_list("state", flat=True))


def places() -> dict[str, str]:
    return dict(Business.objects.present().values_list("name", "place_id"))


def test_identical_words_stand_together_with_their_number_and_what_was_meant(staff):
    page = text(staff.get(f"{BOX}?jenis=place_unknown"))
    assert "3 baris dengan isian sama" in page
    assert "Perbaiki 3 baris" in page
    assert page.count("data-repair ") == 2
    assert "Setiadarma, Tambun Selatan" in page


def test_one_press_repairs_all_alike_and_one_press_takes_it_back(staff):
    problem = first(value="Setiadarmo")
    answer = do(staff, problem, "?jenis=place_unknown", answer="suggestion")
    repair = Repair.objects.get()
    assert answer.url == f"{BOX}?jenis=place_unknown&baru={repair.pk}"
    page = text(staff.get(answer.url))
    assert "Desa/kelurahan diperbaiki, 3 masalah selesai" in page
    assert "Urungkan" in page
    assert {places()[name] for name in ("Tahu Sari", "Roti Ani", "Kue Oji")} == {"32.16.06.2001"}
    staff.post(reverse("repair_undo", args=[repair.pk]))
    assert set(states(value="Setiadarmo")) == {"open"}
    assert places()["Tahu Sari"] == "32.16.06"
    assert "diurungkan" in text(staff.get(f"{BOX}?bagian=riwayat"))


def test_a_value_that_is_still_wrong_is_told_beside_the_form_and_changes_nothing(staff):
    answer = do(staff, first(value="Setiadarmo"), answer="value", value="Antah Berantah")
    page = text(answer)
    assert answer.status_code == 422
    assert "Nama tempat ini tidak dikenal" in page
    assert 'value="Antah Berantah"' in page
    assert set(states(value="Setiadarmo")) == {"open"}
    assert not Repair.objects.exists()


def test_a_typed_value_is_given_to_the_rows_ticked_only(staff):
    some = Problem.objects.filter(value="Setiadarmo").order_by("pk")[:2]
    do(staff, some[0], answer="value", value="Setiadarma", baris=[one.pk for one in some])
    assert states(value="Setiadarmo") == ["repaired", "repaired", "open"]


def test_one_row_of_a_group_is_answered_alone(staff):
    group = Problem.objects.filter(value="Setiadarmo").order_by("pk")
    query = f"?baris={group[1].pk}"
    page = text(staff.get(reverse("repair_rows", args=[group[0].pk]) + query))
    assert "Roti Ani" in page
    assert "Kue Oji" not in page
    do(staff, group[0], query, answer="accept")
    assert states(value="Setiadarmo") == ["open", "accepted", "open"]


def test_a_row_that_waits_whole_shows_its_words_and_goes_in_with_its_name(staff):
    problem = first(code="name_missing")
    page = text(staff.get(f"{BOX}?jenis=name_missing"))
    assert "Isi barisnya" in page
    assert "Bu Rokayah" in page
    do(staff, problem, answer="value", value="Kue Rokayah")
    assert places()["Kue Rokayah"] == "32.16.07.2001"


def test_setting_aside_asks_for_a_reason(staff):
    problem = first(value="Wanasaro")
    refused = do(staff, problem, answer="set_aside", reason=" ")
    assert refused.status_code == 422
    assert "Tuliskan alasan menyisihkan." in text(refused)
    do(staff, problem, answer="set_aside", reason="Sudah pindah sebelum didata")
    assert states(value="Wanasaro") == ["set_aside"]
    assert "Sudah pindah sebelum didata" in text(staff.get(f"{BOX}?bagian=riwayat"))


def test_asking_the_sender_gives_a_text_with_cells_and_without_any_value(staff, listed):
    answer = do(staff, first(code="nik_length"), answer="ask")
    page = text(staff.get(answer.url))
    assert states(code="nik_length") == ["asked"]
    assert "Yth. Bapak/Ibu" in page
    assert "NIK harus 16 angka" in page
    assert f"CSV!{first(code='nik_length').column}2" in page
    for secret in (NIK, "Ibu Sari", "Tahu Sari"):
        assert secret not in page
    assert "sudah ditanyakan" in text(staff.get(f"{BOX}?jenis=nik_length"))


def test_personal_words_are_masked_and_never_remembered(staff):
    problem = first(code="nik_length")
    pages = [f"{BOX}?jenis=nik_length", reverse("repair_rows", args=[problem.pk])]
    for page in pages:
        shown = text(staff.get(page))
        assert NIK not in shown
        assert "Ingat untuk daftar ini" not in shown
    do(staff, problem, answer="value", value="3216064507850003")
    assert states(code="nik_length") == ["repaired"]
    for page in (BOX, f"{BOX}?bagian=riwayat", f"{BOX}?baru={Repair.objects.get().pk}"):
        assert "3216064507850003" not in text(staff.get(page))


def test_a_number_of_a_person_in_another_column_is_masked_too(lists):
    nik = "3216064507850003"
    lists.listed([{"name": "Tahu Sari", "village": "Setiadarma", "nib": nik}])
    client = signed_in(lists.staff)
    problem = first(field="nib")
    assert problem.value == nik
    for page in (BOX, reverse("repair_rows", args=[problem.pk])):
        shown = text(client.get(page))
        assert nik not in shown
        assert "Ingat untuk daftar ini" not in shown


def test_the_second_of_two_clicks_is_told_that_it_is_done(lists, staff):
    problem = first(value="Wanasaro")
    colleague = signed_in(lists.register.user("section_staff", office="disperin"))
    do(staff, problem, answer="accept")
    answer = colleague.post(
        reverse("repair_do", args=[problem.pk]), {"answer": "accept"}, follow=True
    )
    assert "Masalah ini sudah dijawab" in text(answer)
    assert Repair.objects.count() == 1
    repair = Repair.objects.get()
    for expected in ("Dibatalkan.", "sudah dibatalkan oleh"):
        answer = colleague.post(reverse("repair_undo", args=[repair.pk]), follow=True)
        assert expected in text(answer)


@pytest.mark.parametrize("given", ["accept", "include", "hapus", ""])
def test_an_answer_that_does_not_fit_the_problem_is_refused(staff, given):
    assert do(staff, first(code="name_missing"), answer=given).status_code == 422
    assert states(code="name_missing") == ["open"]


def test_an_operator_sees_and_answers_only_the_own_kecamatan(operator):
    client = signed_in(operator)
    page = text(client.get(BOX))
    assert "Setiadarmo" in page
    for other in ("Wanasaro", "Rokayah", "Mebel Udin"):
        assert other not in page
    other = first(value="Wanasaro")
    assert client.get(reverse("repair_rows", args=[other.pk])).status_code == 404
    assert do(client, other, answer="accept").status_code == 404
    assert states(value="Wanasaro") == ["open"]
    do(client, first(value="Setiadarmo"), answer="suggestion")
    assert "diperbaiki, 3 masalah selesai" in text(client.get(f"{BOX}?bagian=riwayat"))


def test_another_district_finds_nothing(lists, listed):
    client = signed_in(
        lists.register.user("section_head", place="32.75", office="diskopukm")
    )  # fmt: skip
    assert "Semua sudah beres" in text(client.get(BOX))
    problem = first(value="Wanasaro")
    assert client.get(reverse("repair_rows", args=[problem.pk])).status_code == 404
    assert do(client, problem, answer="accept").status_code == 404
    for name in ("repair_ask", "errand_add", "errand_deadline"):
        address = reverse(name, args=[listed.pk])
        assert client.post(address, {"due": ""}).status_code == 404


@pytest.mark.parametrize("role", ["auditor", "planner", "enumerator"])
def test_who_may_not_repair_is_refused(lists, listed, role):
    client = signed_in(lists.register.user(role, office="disperin"))
    assert client.get(BOX).status_code == 403
    assert do(client, first(value="Wanasaro"), answer="accept").status_code == 403
    assert states(value="Wanasaro") == ["open"]


@pytest.mark.parametrize(
    "query",
    ["hal=x", "hal=0", "hal=99999", "hal=٣", "daftar=x", "wilayah=99", "petugas=x", "jenis=x",
     "bagian=x", "bagian=riwayat&sesudah=x", "baru=x", "wilayah=%00"],
)  # fmt: skip
def test_a_strange_address_shows_the_box_all_the_same(staff, query):
    assert staff.get(f"{BOX}?{query}").status_code == 200


def test_groups_are_paged(lists, staff, monkeypatch):
    monkeypatch.setattr(repair_pages, "GROUPS", 2)
    seen, number = [], 1
    while True:
        found, more = repair_pages.groups(
            lists.staff, repair_pages.Asked(), page=number, sight=Sight(lists.staff)
        )
        seen += [group.sample for group in found]
        if not more:
            break
        number += 1
    assert len(seen) == len(set(seen)) == 4
    assert "hal=2" in text(staff.get(BOX))


def test_a_repair_is_remembered_when_asked_and_forgotten_when_stopped(staff):
    do(staff, first(value="Setiadarmo"), answer="suggestion", remember="on")
    page = text(staff.get(reverse("remembered_list")))
    assert "setiadarmo" in page.lower()
    assert "Hentikan" in page
    taught = RememberedRepair.objects.get()
    staff.post(reverse("remembered_stop", args=[taught.pk]))
    taught.refresh_from_db()
    assert taught.stopped_at
    assert "dihentikan" in text(staff.get(reverse("remembered_list")))


def test_the_desk_and_the_menu_lead_to_the_box(staff, operator, listed):
    page = text(staff.get("/"))
    assert f"{BOX}?daftar={listed.pk}" in page
    assert "Masalah daftar menunggu perbaikan" in page
    assert "Masalah daftar menunggu perbaikan" in text(signed_in(operator).get("/"))
    everything = Problem.objects.count()
    assert f'<span class="count num">{everything}<' in page


def test_words_that_mean_another_thing_in_every_row_are_answered_row_by_row():
    own = {code for code in CATALOGUE if not answers.answers(code).alike}
    assert own >= {code for code in CATALOGUE if code.startswith(("nik_", "nib_", "npwp_"))}
    assert own >= {
        "name_missing", "phone_unreadable", "formula_uncalculated", "money_period_unclear",
        "date_future", "place_missing", "position_outside", "identifier_conflict",
    }  # fmt: skip


def test_a_formula_without_its_result_is_answered_row_by_row(lists):
    lists.listed([{"name": f"Kue {n}", "village": "Setiadarma", "sales": "x"} for n in "ab"])
    Problem.objects.update(code="formula_uncalculated", value="=B2*12", suggestion=None)
    page = text(signed_in(lists.staff).get(BOX))
    assert "Isi nilainya per baris" in page
    assert "Masuk tanpa nilai ini" in page
    assert "Ingat untuk daftar ini" not in page


def test_every_kind_of_problem_has_its_answers():
    assert answers.ANSWERS.keys() == CATALOGUE.keys()
    for code in CATALOGUE:
        fits = answers.answers(code)
        assert bool(fits.accept) == (code not in HOLDING), code
        assert bool(fits.include) == (code in INCLUDED), code


def test_of_a_large_group_a_part_goes_in_and_the_page_says_so_before(staff, lists, monkeypatch):
    monkeypatch.setattr(repair_pages, "MOST_AT_ONCE", 2)
    monkeypatch.setattr("binaan.intake.actions.answering.MOST_AT_ONCE", 2)
    shown = text(staff.get(BOX))
    assert "Sekali jawab paling banyak 2 baris masuk; sisanya tetap menunggu" in shown
    first = Problem.objects.filter(value="Setiadarmo").earliest("ordinal")
    assert "sisanya tetap menunggu" in text(staff.get(f"{BOX}{first.pk}/"))
    staff.post(f"{BOX}{first.pk}/jawab/", {"answer": "value", "value": "Setiadarma"})
    states = Problem.objects.filter(value="Setiadarmo").order_by("ordinal")
    assert list(states.values_list("state", flat=True)) == ["repaired", "repaired", "open"]
    staff.post(f"{BOX}{states[2].pk}/jawab/", {"answer": "set_aside", "reason": "Ganda"})
    assert states.filter(state="set_aside").count() == 1


def test_a_tick_that_is_no_row_does_not_answer_the_whole_group(staff):
    first = Problem.objects.filter(value="Setiadarmo").earliest("ordinal")
    for tick in ("x", "", "9" * 30, "-1"):
        staff.post(f"{BOX}{first.pk}/jawab/", {"answer": "accept", "baris": tick})
    assert not Repair.objects.exists()
