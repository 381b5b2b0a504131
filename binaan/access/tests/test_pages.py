"""Each page once, and each refusal; the actions behind them have tests of their own."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from binaan.access import actions, parameters
from binaan.access.models import Decree, Office, OfficeParameter, Official, User
from binaan.access.urls import urlpatterns

pytestmark = pytest.mark.once  # on PostgreSQL the walk of tests/test_walks.py opens each page

VIEWS = [(route.name, route.callback) for route in urlpatterns]
GUARDED = [(name, view) for name, view in VIEWS if hasattr(view, "requires")]
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nstartxref\n9\n%%EOF\n"


@pytest.fixture
def rina(town, client):
    user = town.user("rina", "administrator", "32.16")
    client.force_login(user)
    return user


@pytest.fixture
def limit():
    yield parameters.declare("uji.batas", "Batas uji", 10, kind="number")
    parameters.DECLARED.pop("uji.batas")


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(("name", "view"), VIEWS, ids=[name for name, _ in VIEWS])
def test_every_view_asks_for_a_permission_or_says_why_not(name, view):
    assert any(
        getattr(view, mark, "") for mark in ("requires", "signed_in_because", "public_because")
    )


@pytest.mark.parametrize(("name", "view"), GUARDED, ids=[name for name, _ in GUARDED])
def test_guards_come_first(db, rf, name, view):
    request = rf.post("/")
    request.user = AnonymousUser()
    # A page that takes no POST may say so before it asks who is there.
    assert view(request).status_code == 302
    request.user = User.objects.create(username="tanpa-tugas", name="Tanpa Tugas")
    with pytest.raises(PermissionDenied):
        view(request)


def test_my_account_tells_my_tasks_and_who_signed_in(client, rina):
    page = text(client.get(reverse("account_profile")))
    assert "Administrator" in page
    assert "Mengelola pengguna dan penugasan" in page


def test_people_are_listed_and_narrowed(client, rina, town):
    town.user("siti", "section_head", "32.16", town.disperin)
    town.user("wahyu", "kecamatan_operator", "32.16.06")
    town.user("maya", "section_head", "32.75")
    url = reverse("user_list")
    assert "Wahyu" in text(client.get(url))
    assert "Maya" not in text(client.get(url))  # the next regency's
    for asked, shown, hidden in (
        ({"q": "sit"}, "Siti", "Wahyu"),
        ({"role": "section_head"}, "Siti", "Wahyu"),
        ({"place": "32.16.06"}, "Wahyu", "Siti"),
        ({"office": town.disperin.pk}, "Siti", "Wahyu"),
    ):
        page = text(client.get(url, asked))
        assert shown in page
        assert hidden not in page


def test_an_ended_task_does_not_find_its_person(client, rina, town):
    siti = town.user("siti", "section_head")
    actions.end_assignment(assignment=siti.assignments.get(), by=rina)
    assert "Siti" not in text(client.get(reverse("user_list"), {"role": "section_head"}))


def test_people_are_listed_page_by_page(client, rina, town):
    for number in range(60):
        town.user(f"orang{number:02}", "enumerator")
    first = client.get(reverse("user_list"))
    second = client.get(reverse("user_list") + first.context["rows"].next)
    back = client.get(reverse("user_list") + second.context["rows"].previous)
    names = [[row.username for row in page.context["rows"].rows] for page in (first, second, back)]
    assert len(names[0]) == 50
    assert len(set(names[0] + names[1])) == 61
    assert names[2] == names[0]
    assert not second.context["rows"].next


def test_a_list_of_people_costs_the_same_however_many(
    client, rina, town, django_assert_max_num_queries
):
    for number in range(20):
        town.user(f"orang{number:02}", "enumerator", "32.16.06", town.disperin)
    with django_assert_max_num_queries(12):
        client.get(reverse("user_list"))


def test_adding_somebody_shows_the_password_once(client, rina, town):
    form = {
        "name": "Wahyu", "username": "wahyu", "role": "enumerator", "place": "Tambun Selatan",
        "office": town.disperin.pk, "valid_from": "2026-01-01",
    }  # fmt: skip
    answer = client.post(reverse("user_add"), form)
    password = answer.context["password"]
    assert password in text(answer)
    assert "no-store" in answer.headers["Cache-Control"]
    assert User.objects.get(username="wahyu").check_password(password)


def test_a_refused_addition_says_why_and_keeps_what_was_typed(client, rina, town):
    form = {
        "name": "Wahyu", "username": "rina", "role": "enumerator", "place": "32.75",
        "valid_from": "2026-01-01",
    }  # fmt: skip
    page = text(client.post(reverse("user_add"), form))
    assert "Tidak ada wilayah Anda" in page
    page = text(client.post(reverse("user_add"), form | {"place": "32.16"}))
    assert "Nama pengguna ini sudah dipakai." in page
    assert 'value="Wahyu"' in page
    assert User.objects.count() == 1


def test_a_name_of_several_places_lists_their_codes(client, town):
    client.force_login(town.user("wati", "administrator", "32"))
    page = text(client.post(reverse("user_add"), {"place": "Mekarsari"}))
    assert "32.16.06.2001" in page
    assert "32.75.01.1001" in page


def test_the_place_box_suggests_only_my_places(client, rina):
    url = reverse("place_options")
    asked = {"izin": "user_manage", "isian": "place"}
    assert "Cibitung" in text(client.get(url, asked | {"place": "cibi"}))
    assert "<option" not in text(client.get(url, asked | {"place": "32.75"}))
    assert "<option" not in text(client.get(url, {"izin": "apa", "place": "cibi"}))


def test_a_person_of_the_next_regency_is_not_there(client, rina, town):
    maya = town.user("maya", "planner", "32.75")
    for name in ("user_detail", "user_edit", "user_reset_password", "assignment_add"):
        assert client.get(reverse(name, args=[maya.pk])).status_code == 404
    task = maya.assignments.get()
    assert client.get(reverse("assignment_end", args=[task.pk])).status_code == 404
    assert client.post(reverse("user_active", args=[maya.pk])).status_code == 404


def test_a_persons_page_offers_what_may_be_done(client, rina, town):
    siti = town.user("siti", "planner")
    page = text(client.get(reverse("user_detail", args=[siti.pk])))
    assert "Setel ulang kata sandi" in page
    own = text(client.get(reverse("user_detail", args=[rina.pk])))
    assert "Setel ulang kata sandi" not in own
    assert "administrator lain" in own


def test_a_person_is_corrected_assigned_ended_and_locked_by_pages(client, rina, town):
    siti = town.user("siti", "planner")
    client.post(reverse("user_edit", args=[siti.pk]), {"name": "Siti A.", "email": ""})
    client.post(
        reverse("assignment_add", args=[siti.pk]),
        {"role": "enumerator", "place": "32.16.07", "valid_from": "2026-01-01"},
    )
    first = siti.assignments.get(role="planner")
    client.post(reverse("assignment_end", args=[first.pk]), {"on": ""})
    client.post(reverse("user_active", args=[siti.pk]), {"active": "0"})
    siti.refresh_from_db()
    assert (siti.name, siti.is_active) == ("Siti A.", False)
    assert [held.role for held in siti.assignments.open()] == ["enumerator"]


def test_my_own_account_is_not_mine_to_lock_and_the_page_says_so(client, rina):
    url = reverse("user_active", args=[rina.pk])
    page = text(client.post(url, {"active": "0"}, follow=True))
    assert "mintalah administrator lain" in page
    assert User.objects.get(pk=rina.pk).is_active


def test_a_reset_password_is_shown_once(client, rina, town):
    siti = town.user("siti", "planner")
    url = reverse("user_reset_password", args=[siti.pk])
    assert "Siti" in text(client.get(url))
    answer = client.post(url)
    assert answer.context["password"] in text(answer)


def test_offices_bidang_and_officials_are_kept_by_pages(client, rina, town):
    form = {"name": "Dinas Perdagangan", "key": "disdag", "place": "32.16"}
    client.post(reverse("office_add"), form)
    office = Office.objects.get(key="disdag")
    changed = {"name": "Dinas Dagang", "place": "32.16"}
    client.post(reverse("office_edit", args=[office.pk]), changed)
    client.post(reverse("division_add", args=[office.pk]), {"name": "Bidang A", "key": "a"})
    official = {
        "name": "Ir. Budi", "position": "Kepala Dinas", "nip": "19680512 199003 1 005",
        "appointment": "plt", "valid_from": "2026-01-01",
    }  # fmt: skip
    client.post(reverse("official_add", args=[office.pk]), official)
    page = text(client.get(reverse("office_detail", args=[office.pk])))
    for said in ("Dinas Dagang", "Bidang A", "Plt. Kepala Dinas", "196805121990031005"):
        assert said in page
    held = Official.objects.get()
    client.post(reverse("official_end", args=[held.pk]), {"on": "2026-02-01"})
    held.refresh_from_db()
    assert held.valid_until == date(2026, 2, 1)
    assert "Dinas Dagang" in text(client.get(reverse("office_list")))


def test_an_office_of_the_next_regency_is_not_there(client, rina, town):
    for name in ("office_detail", "office_edit", "division_add", "official_add"):
        assert client.get(reverse(name, args=[town.diskop.pk])).status_code == 404
    held = actions.appoint(
        office=town.diskop, name="A", position="B", valid_from=date(2026, 1, 1), by="uji"
    )
    assert client.get(reverse("official_end", args=[held.pk])).status_code == 404


def decree(town, **changes):
    form = {"number": "1/2026", "title": "Sentra", "signed_on": "2026-01-02"}
    return form | {"office": town.disperin.pk} | changes


def test_a_decree_is_noted_found_and_its_file_comes_back(client, rina, town, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    upload = SimpleUploadedFile("sk.pdf", PDF)
    client.post(reverse("decree_add"), decree(town, upload=upload))
    made = Decree.objects.get()
    assert "Sentra" in text(client.get(reverse("decree_list"), {"q": "sentra 1/2026"}))
    assert "Sentra" not in text(client.get(reverse("decree_list"), {"q": "lain"}))
    answer = client.get(reverse("decree_file", args=[made.pk]))
    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"<html>bukan</html>", "bukan PDF"),
        (b"%PDF-1.4 putus di tengah", "bukan PDF"),
        (b"", "kosong"),
        (b"%PDF-1.4" + b"0" * (10 * 1024 * 1024) + PDF, "lebih besar dari 10 MB"),
    ],
    ids=["html", "cut off", "empty", "too large"],
)
def test_a_file_that_is_no_pdf_is_refused(client, rina, town, content, told):
    upload = SimpleUploadedFile("sk.pdf", content)
    assert told in text(client.post(reverse("decree_add"), decree(town, upload=upload)))
    assert not Decree.objects.exists()


def test_a_decree_of_another_office_is_not_there(client, rina, town):
    made = actions.add_decree(
        number="9", title="Rahasia", signed_on=date(2026, 1, 1), office=town.diskop, by="uji"
    )
    assert "Rahasia" not in text(client.get(reverse("decree_list")))
    assert client.get(reverse("decree_file", args=[made.pk])).status_code == 404


def test_a_parameter_is_decided_by_page_and_shown_with_its_reason(client, rina, town, limit):
    assert "Belum dipastikan" in text(client.get(reverse("parameter_list")))
    url = reverse("parameter_detail", args=["uji.batas"])
    form = {
        "office": town.disperin.pk, "value": "12,5", "valid_from": "2026-01-01",
        "note": "SK Bupati",
    }  # fmt: skip
    client.post(url, form)
    assert OfficeParameter.objects.get().value == "12.5"
    assert "SK Bupati" in text(client.get(url))
    assert "Tulis angka" in text(client.post(url, form | {"value": "banyak"}))
    assert "di luar wewenang" in text(client.post(url, form | {"office": ""}))
    assert OfficeParameter.objects.count() == 1


def test_a_parameter_nobody_declared_is_not_there(client, rina):
    assert client.get(reverse("parameter_detail", args=["x"])).status_code == 404


def test_a_key_typed_by_hand_into_the_address_is_harmless(client, rina):
    for url in ("audit_list", "user_list", "decree_list"):
        assert client.get(reverse(url), {"after": "bukan-kunci"}).status_code == 200
        assert client.get(reverse(url), {"before": "9" * 40}).status_code == 200
