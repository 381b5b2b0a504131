"""Desk, figures, evidence, reconciliation and directory as each person sees them."""

import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from binaan.access.models import AuditEvent
from binaan.kit import measures
from binaan.kit.dates import today
from binaan.kit.measures import Asked
from binaan.registry.models import Identifier, Owner
from binaan.registry.tests.factory import FIRST, Register
from binaan.web.views.desk import greeting

pytestmark = pytest.mark.once

LATER = datetime(2025, 1, 20, 3, tzinfo=UTC)


@pytest.fixture
def register(db):
    """Six businesses: two kecamatan, one closed in 2024, one in the city; a list with rows held."""
    made = Register()
    made.business("Tahu Sari", owner="Siti Aminah", workers=3, group="pangan",
                  status="running", status_on=FIRST)  # fmt: skip
    made.business("Keripik Jaya", owner="Dedi", workers=None, group="pangan")
    made.business("Mebel Karya", owner="Wawan", place="32.16.07.2001", workers=5)
    closed = made.business("Sepatu Lama", owner="Ujang", place="32.16.07.2001", workers=2)
    made.condition(closed, since=date(2024, 5, 1), known=LATER, status="closed")
    made.business("Batik Baru", since=date(2024, 12, 31), known=LATER, workers=1)
    made.business("Bakso Kota", place="32.75.01.1001", office="diskopukm", owner="Yanti")
    made.batch(held=2)
    return made


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("hour", "words"),
    [(0, "Selamat pagi"), (10, "Selamat pagi"), (11, "Selamat siang"), (15, "Selamat sore"),
     (18, "Selamat malam"), (23, "Selamat malam")],
)  # fmt: skip
def test_the_desk_greets_by_the_time_of_day(hour, words):
    assert greeting(hour) == words


def test_the_desk_shows_my_office_s_figures_each_opening_its_evidence(head, sign_in):
    client = sign_in(head)
    page = text(client.get(reverse("desk")))
    assert "Rina Kartika" in page
    for key in ("guided", "running", "workers", "rows_waiting"):
        assert f"/angka/registry.{key}/bukti/?wilayah=32.16" in page
    assert "kantor=disperin" in page
    assert "sejak 31 Des 2020" in page
    assert "Masalah daftar menunggu perbaikan" in page
    assert "Usaha belum diverifikasi" in page


def test_the_desk_of_an_enumerator_has_nothing_waiting_and_says_where_to_go(register, sign_in):
    page = text(sign_in(register.user("enumerator", place="32.16.06")).get("/"))
    assert "Tidak ada yang menunggu" in page
    assert reverse("business_list") in page
    assert "Usaha ada" in page


def test_the_desk_of_somebody_without_a_task_says_so(register, sign_in):
    page = text(sign_in(register.user()).get("/"))
    assert "Anda belum ditugaskan" in page
    assert "usaha" not in page.split("<main")[1].split("Anda belum")[0].lower()


def test_a_stranger_is_sent_to_the_door(register, client):
    for name in ("desk", "business_list", "figure_list", "reconciliation"):
        assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize(
    "path",
    ["/direktori/", "/angka/", "/angka/registry.businesses/", "/rekonsiliasi/",
     "/angka/registry.businesses/bukti/", "/angka/registry.businesses/unduh/"],
)  # fmt: skip
def test_somebody_without_a_task_gets_no_page(register, sign_in, path):
    assert sign_in(register.user()).get(path).status_code == 403


def test_an_unknown_figure_is_not_found(head, sign_in):
    assert sign_in(head).get("/angka/registry.nothing/").status_code == 404


def test_the_figure_list_shows_every_measure_with_its_formula(head, sign_in):
    page = text(sign_in(head).get("/angka/"))
    for measure in measures.all_measures():
        assert measure.label in page
        assert measure.formula.split(".")[0] in page


def test_a_figure_has_formula_date_source_and_rows_that_open(head, sign_in):
    page = text(sign_in(head).get("/angka/registry.businesses/?per=2020-12-31"))
    assert "Keadaan 31 Desember 2020, sebagaimana diketahui saat ini" in page
    assert "Register usaha" in page
    assert "Tambun Selatan" in page
    assert "menurut=place&amp;baris=32.16.06" in page


def test_a_figure_as_known_earlier_leaves_out_what_came_later(head, sign_in):
    client = sign_in(head)
    now = text(client.get("/angka/registry.businesses/?per=2024-12-31"))
    then = text(client.get("/angka/registry.businesses/?per=2024-12-31&diketahui=2024-01-01"))
    assert "Sebagaimana" in then
    assert "akhir 1 Januari 2024" in then
    assert "saat ini" in now


def test_wrong_filters_are_said_beside_the_field(head, sign_in):
    client = sign_in(head)
    assert "tidak terbaca" in text(client.get("/angka/registry.closed/?periode=2025-Q9"))
    assert "tidak dikenal" in text(client.get("/angka/registry.businesses/?wilayah=99"))
    assert "Belum dapat dihitung" in text(client.get("/angka/registry.businesses/?per=kemarin"))


def test_htmx_gets_only_the_answer(head, sign_in):
    client = sign_in(head)
    part = text(client.get("/angka/registry.businesses/", headers={"HX-Request": "true"}))
    assert part.lstrip().startswith('<div id="hasil"')
    part = text(client.get("/direktori/", headers={"HX-Request": "true"}))
    assert part.lstrip().startswith('<section class="stack" id="hasil"')


def test_evidence_lists_the_businesses_behind_one_row(head, sign_in):
    client = sign_in(head)
    where = "/angka/registry.workers/bukti/?per=2020-12-31&menurut=place&baris=32.16.06"
    page = text(client.get(where))
    assert "Tahu Sari" in page
    assert "Siti Aminah" in page
    assert "Setiadarma, Tambun Selatan" in page
    assert "Keripik Jaya" not in page  # its workers are not known, so it adds nothing
    assert "Mebel Karya" not in page
    assert "Bakso Kota" not in page


def test_evidence_can_be_searched_by_business_and_owner(head, sign_in):
    client = sign_in(head)
    where = "/angka/registry.businesses/bukti/"
    assert "Mebel Karya" in text(client.get(where, {"q": "mebel"}))
    by_owner = text(client.get(where, {"q": "Ibu Siti"}))
    assert "Tahu Sari" in by_owner
    assert "Mebel Karya" not in by_owner
    assert "Tidak ada rekaman" in text(client.get(where, {"q": "zzz"}))


def test_evidence_of_rows_waiting_says_list_and_line(head, sign_in):
    page = text(sign_in(head).get("/angka/registry.rows_waiting/bukti/"))
    assert "Daftar" in page
    assert 'data-label="Baris">2<' in page


def test_rows_of_lists_are_not_for_those_who_see_no_lists(register, sign_in):
    client = sign_in(register.user("enumerator"))
    assert client.get("/angka/registry.rows_waiting/bukti/").status_code == 403


def test_a_reader_from_above_sees_figures_and_no_names(register, sign_in):
    client = sign_in(register.user("upper_reader", place="32"))
    page = text(client.get("/angka/registry.businesses/"))
    assert "/bukti/" not in page
    assert client.get("/angka/registry.businesses/bukti/").status_code == 403
    assert client.get("/direktori/").status_code == 403
    small = text(client.get("/angka/registry.businesses/?wilayah=32.75"))
    assert "disembunyikan" in small
    assert text(client.get("/rekonsiliasi/"))


def test_each_sees_only_her_own_area_in_the_directory(register, sign_in):
    page = text(sign_in(register.user("section_head", place="32.16.07")).get("/direktori/"))
    assert "Mebel Karya" in page
    assert "Tahu Sari" not in page
    page = text(sign_in(register.user("section_staff", place="32.75", office="diskopukm"))
                .get("/direktori/"))  # fmt: skip
    assert "Bakso Kota" in page
    assert "Mebel Karya" not in page


def test_the_directory_finds_names_however_they_are_written(head, sign_in):
    client = sign_in(head)
    assert "Tahu Sari" in text(client.get("/direktori/", {"q": "CV. Tahu  SARI"}))
    assert "Tahu Sari" in text(client.get("/direktori/", {"q": "Hj. siti"}))
    assert "Tidak ditemukan" in text(client.get("/direktori/", {"q": "Bakso"}))
    assert "Tidak ditemukan" in text(client.get("/direktori/", {"q": "%"}))


def test_the_directory_turns_pages_there_and_back(register, head, sign_in):
    for n in range(60):
        register.business(f"Usaha {n:02}")
    client = sign_in(head)
    first = client.get("/direktori/")
    second = client.get("/direktori/", {"sesudah": first.context["part"].next})
    third = client.get("/direktori/", {"sesudah": second.context["part"].next})
    back = client.get("/direktori/", {"sebelum": second.context["part"].previous})
    names = [row.name for page in (first, second, third) for row in page.context["table"].lines]
    assert names == sorted(names)
    assert len(names) == len(set(names)) == 65
    assert [row.name for row in back.context["table"].lines] == names[:25]
    assert text(client.get("/direktori/", {"sesudah": "rusak"}))


def test_an_empty_directory_says_how_it_fills(register, sign_in):
    user = register.user("section_staff", place="32.75.01", office="disperin")
    assert "Belum ada usaha" in text(sign_in(user).get("/direktori/"))


def test_an_export_carries_who_took_it_and_leaves_a_trace(head, sign_in):
    client = sign_in(head)
    response = client.get("/angka/registry.businesses/unduh/?per=2020-12-31")
    sheet = response.content.decode("utf-8-sig")
    assert "Tambun Selatan,2" in sheet
    assert "Jumlah,4" in sheet
    assert f"Diekspor oleh {head.username}" in sheet
    event = AuditEvent.objects.get(verb="figure.exported")
    assert (event.by, event.subject, event.place_code) == (
        head.username, "registry.businesses", "32.16",
    )  # fmt: skip


def test_only_those_who_may_export_get_the_sheet(register, sign_in):
    client = sign_in(register.user("kecamatan_operator", place="32.16.06"))
    assert client.get("/angka/registry.businesses/unduh/").status_code == 403
    assert "Unduh" not in text(client.get("/angka/registry.businesses/"))


def test_the_reconciliation_adds_up_from_published_to_today(head, sign_in):
    response = sign_in(head).get("/rekonsiliasi/")
    page = text(response)
    assert "1.400 atau 300" in page
    assert "tidak dapat diketahui" in page
    for item in response.context["compared"]:
        total = 0
        for term in item["terms"]:
            if term["sign"] == "=":
                assert total == (term["value"] or 0), (item["published"].key, term["label"])
            else:
                total += -term["value"] if term["sign"] == "−" else term["value"]
    first = response.context["compared"][0]
    assert [(t["sign"], t["label"], t["value"]) for t in first["terms"]] == [
        ("", "Angka terbit", 3444),
        ("±", "Beda register pada tanggal yang sama", -3440),
        ("=", "Register pada tanggal itu", 4),
        ("+", "Baru tercatat", 1),
        ("−", "Tutup", 1),
        ("=", "Register hari ini", 4),
    ]
    assert all(t["url"] for t in first["terms"][2:])


def test_the_published_figures_are_for_those_who_see_the_whole(register, sign_in):
    page = text(sign_in(register.user("section_head", place="32.16.06")).get("/rekonsiliasi/"))
    assert "Wilayah tugas Anda hanya sebagian" in page
    assert "3.444" not in page
    staff = register.user("section_staff", place="32.75", office="diskopukm")
    page = text(sign_in(staff).get("/rekonsiliasi/"))
    assert "2.086" in page
    assert "3.444" not in page


def test_pages_show_no_personal_numbers(register, head, sign_in):
    owner = Owner.objects.get(name="Siti Aminah")
    Owner.objects.filter(pk=owner.pk).update(phone="+6281312347721")
    Identifier.objects.create(
        owner=owner, kind="nik", value="3216064507850003", valid_from=FIRST, known_from=LATER
    )
    client = sign_in(head)
    for path in ("/", "/direktori/", "/angka/registry.businesses/bukti/", "/rekonsiliasi/"):
        page = text(client.get(path))
        assert "3216064507850003" not in page
        assert "81312347721" not in page


@pytest.mark.parametrize("path", ["/direktori/", "/angka/registry.businesses/bukti/"])
def test_a_list_page_asks_the_same_number_of_questions_however_long(
    register, head, sign_in, django_assert_max_num_queries, path
):
    client = sign_in(head)
    for n in range(40):
        register.business(f"Usaha {n:02}", owner=f"Orang {n}")
    with django_assert_max_num_queries(20):
        client.get(path)


def test_what_waits_to_be_verified_is_what_its_link_opens(head, sign_in):
    client = sign_in(head)
    tasks = {task["title"]: task for task in client.get("/").context["tasks"]}
    task = tasks["Usaha belum diverifikasi"]
    assert task["count"] == len(client.get(task["url"]).context["lines"]) == 4  # not the closed one


def test_every_link_of_the_desk_opens(head, sign_in):
    client = sign_in(head)
    page = text(client.get("/")).split("<main")[1]
    for href in set(re.findall(r'href="(/(?:angka|direktori)[^"]*)"', page)):
        assert client.get(href.replace("&amp;", "&")).status_code == 200, href


def test_figures_on_the_desk_equal_the_measures(register, head, sign_in):
    cards = sign_in(head).get("/").context["cards"]
    asked = Asked(place=register.place("32.16"), at=today(), office=register.offices["disperin"])
    guided = measures.get("registry.guided").value(head, asked).value
    assert cards[0]["value"] == str(guided) == "4"
