"""The directory as people use it: filters in the address, pages, columns, views they keep."""

import html
import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from binaan.registry.models import Business, Identifier, Owner
from binaan.registry.tests.factory import FIRST, START, Register
from binaan.web.models import SavedView

pytestmark = pytest.mark.once

NIK = "3216064507850011"


@pytest.fixture
def register(db):
    made = Register()
    made.tahu = made.business("Tahu Sari", owner="Siti", group="pangan")
    made.mebel = made.business("Mebel <b>Karya</b>", owner="Wawan", place="32.16.07.2001")
    made.kota = made.business("Bakso Kota", place="32.75.01.1001", office="diskopukm")
    owner = Owner.objects.get(roles__business=made.tahu)
    Identifier.objects.create(
        owner=owner, kind="nik", value=NIK, valid_from=FIRST, known_from=START
    )
    Owner.objects.filter(pk=owner.pk).update(phone="+6281312347799")
    return made


@pytest.fixture
def client_of_head(head, sign_in):
    return sign_in(head)


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def links(page: str) -> list[str]:
    return [html.unescape(found) for found in re.findall(r'href="([^"]*)"', page)]


def test_the_list_shows_my_businesses_only_and_escapes_their_names(client_of_head):
    page = text(client_of_head.get("/direktori/"))
    assert "Tahu Sari" in page
    assert "Mebel &lt;b&gt;Karya" in page
    assert "Bakso Kota" not in page
    assert "2 usaha" in page


def test_a_filter_stands_in_the_address_and_its_chip_lets_go_of_it(client_of_head):
    page = text(client_of_head.get("/direktori/?kelompok=pangan&urut=terbaru"))
    assert "Tahu Sari" in page
    assert "Mebel" not in page
    assert "?urut=terbaru" in links(page)


def test_htmx_gets_the_rows_alone_and_history_the_whole_page(client_of_head):
    part = text(client_of_head.get("/direktori/", headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert part.lstrip().startswith("<section")
    whole = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in text(client_of_head.get("/direktori/", headers=whole))


def test_what_was_not_understood_is_said(client_of_head):
    page = text(client_of_head.get("/direktori/?kelompok=apa&lengkap=7&sesudah=%00x&area=1"))
    assert "tidak dikenal" in page
    assert "tidak terbaca" in page
    assert "Tahu Sari" in page


@pytest.mark.parametrize(
    ("query", "words"),
    [("q=zzzz", "Tidak ditemukan"), ("kelompok=kayu_furnitur", "Tidak ada yang cocok"),
     ("q=zzzz&kelompok=pangan", "Lepaskan satu saringan")],
)  # fmt: skip
def test_an_empty_answer_says_what_to_do(client_of_head, query, words):
    assert words in text(client_of_head.get(f"/direktori/?{query}"))


def test_somebody_without_businesses_reads_where_they_come_from(register, sign_in):
    user = register.user("section_head", place="32.75.01", office="disperin")
    assert "Belum ada usaha" in text(sign_in(user).get("/direktori/"))


def test_chosen_columns_are_shown_and_personal_ones_masked(client_of_head):
    page = text(client_of_head.get("/direktori/?kolom=nik&kolom=telepon&kolom=kelompok"))
    assert NIK not in page
    assert "321606••••••0011" in page
    assert "0813 •••• 7799" in page
    assert "Makanan dan minuman" in page
    assert 'data-label="Nomor"' not in page


@pytest.mark.parametrize("order", ["", "&urut=terbaru"])
def test_pages_lead_there_and_back_without_losing_anybody(register, head, sign_in, order):
    for number in range(60):
        register.business(f"Usaha {number:02}")
    client, url, seen = sign_in(head), f"/direktori/?tanpa=nib{order}", []
    for _page in range(3):
        page = text(client.get(url))
        seen.append(re.findall(r'name="usaha" value="([^"]+)"', page))
        following = [link for link in links(page) if "sesudah=" in link]
        url = f"/direktori/{following[0]}" if following else ""
    assert [len(keys) for keys in seen] == [25, 25, 12]
    assert len({key for keys in seen for key in keys}) == 62
    back = next(link for link in links(page) if "sebelum=" in link)
    page = text(client.get(f"/direktori/{back}"))
    assert re.findall(r'name="usaha" value="([^"]+)"', page) == seen[1]


def test_the_number_is_fetched_apart_or_asked_for_without_scripts(register, head, sign_in):
    for number in range(30):
        register.business(f"Usaha {number:02}")
    client = sign_in(head)
    assert "/direktori/jumlah/" in text(client.get("/direktori/"))
    assert text(client.get("/direktori/jumlah/")) == "32 usaha"
    assert "32 usaha" in text(client.get("/direktori/?hitung=1"))


def test_filters_and_columns_are_forms_that_lead_back(client_of_head):
    page = text(client_of_head.get("/direktori/saring/?kelompok=pangan&urut=terbaru&q=tahu"))
    assert 'name="urut" value="terbaru"' in page
    assert 'name="q" value="tahu"' in page
    assert re.search(r'value="pangan" checked', page)
    assert "Kota Bekasi" not in page
    page = text(client_of_head.get("/direktori/kolom/?kelompok=pangan&kolom=nib"))
    assert 'name="kelompok" value="pangan"' in page
    assert re.search(r'value="nib" checked', page)


def test_a_list_asks_the_store_a_fixed_number_of_questions(
    register, head, sign_in, django_assert_max_num_queries
):
    client = sign_in(head)
    client.get("/direktori/")
    with django_assert_max_num_queries(7):
        client.get("/direktori/")
    for number in range(24):
        register.business(f"Usaha {number:02}")
    with django_assert_max_num_queries(7):
        client.get("/direktori/")


# --- views people keep


def keep(client, name="Pangan", query="kelompok=pangan&urut=terbaru"):
    return client.post(
        reverse("business_view_save"), {"nama": name, "tampilan": query}, follow=True
    )


def test_a_view_keeps_filters_order_and_columns(client_of_head, head):
    page = text(keep(client_of_head, query="kelompok=pangan&urut=terbaru&kolom=nib&asing=1"))
    assert "disimpan" in page
    view = SavedView.objects.get()
    assert (view.user, view.office, view.query) == (
        head, None, "kelompok=pangan&urut=terbaru&kolom=nib",
    )  # fmt: skip
    assert f"/direktori/?{view.query}" in links(text(client_of_head.get("/direktori/tampilan/")))


@pytest.mark.parametrize(
    ("name", "query", "words"),
    [("", "q=a", "Beri nama"), ("x" * 81, "q=a", "Beri nama"),
     ("Satu", f"q={NIK}", "nomor pribadi")],
)  # fmt: skip
def test_a_view_without_a_name_or_with_a_personal_number_is_not_kept(
    client_of_head, name, query, words
):
    assert words in text(keep(client_of_head, name, query))
    assert not SavedView.objects.exists()


def test_two_views_of_one_name_are_refused(client_of_head):
    keep(client_of_head)
    assert "sudah menyimpan" in text(keep(client_of_head))
    assert SavedView.objects.count() == 1


def test_a_view_is_shared_with_my_office_and_no_other(register, client_of_head, head, sign_in):
    keep(client_of_head)
    view = SavedView.objects.get()
    change = reverse("business_view_change", args=[view.pk])
    page = text(client_of_head.post(change, {"nama": "P", "kantor": "diskopukm"}, follow=True))
    assert "hanya dapat dibagikan" in page
    client_of_head.post(change, {"nama": "Pangan kita", "kantor": "disperin"})
    colleague = register.user("section_staff", office="disperin")
    page = text(sign_in(colleague).get("/direktori/tampilan/"))
    assert "Pangan kita" in page
    assert change not in page
    stranger = register.user("section_staff", place="32.75", office="diskopukm")
    assert "Pangan kita" not in text(sign_in(stranger).get("/direktori/tampilan/"))


def test_nobody_changes_or_removes_the_view_of_another(register, client_of_head, sign_in):
    keep(client_of_head)
    view = SavedView.objects.get()
    SavedView.objects.update(office=register.offices["disperin"])
    client = sign_in(register.user("section_staff", office="disperin"))
    for name in ("business_view_change", "business_view_remove"):
        assert client.post(reverse(name, args=[view.pk]), {"nama": "X"}).status_code == 404
    view.refresh_from_db()
    assert view.name == "Pangan"


def test_a_view_goes_when_its_maker_removes_it(client_of_head):
    keep(client_of_head)
    url = reverse("business_view_remove", args=[SavedView.objects.get().pk])
    assert "dihapus" in text(client_of_head.post(url, follow=True))
    assert not SavedView.objects.exists()


def test_a_shared_view_shows_each_reader_what_he_may_see(register, sign_in):
    city = register.user("section_head", place="32.75", office="diskopukm")
    page = text(sign_in(city).get("/direktori/?wilayah=32.16&kelompok=pangan"))
    assert "tidak dikenal" in page
    assert "Tahu Sari" not in page


def test_the_newest_first_is_by_the_moment_of_recording(register, client_of_head):
    Business.objects.filter(pk=register.tahu.pk).update(known_from=datetime(2026, 1, 1, tzinfo=UTC))
    page = text(client_of_head.get("/direktori/?urut=terbaru"))
    assert page.index("Tahu Sari") < page.index("Mebel")
