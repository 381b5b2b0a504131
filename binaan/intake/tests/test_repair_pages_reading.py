"""Personal words in the repair box: masked, or whole for who may read them, says why, and is written down."""

import json
import re
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from binaan.access.models import Assignment, AuditEvent
from binaan.access.permissions import Permission
from binaan.access.roles import ROLES as HELD
from binaan.access.roles import Role
from binaan.intake.models import Problem
from binaan.intake.tests.lists import batch_of
from binaan.intake.tests.test_repair_pages import BOX, do, first, signed_in, text
from binaan.intake.views import revealing

pytestmark = pytest.mark.once  # on PostgreSQL the walk of tests/test_walks.py opens each page

NIK, SALES, SECOND = "32160645078500", "187,5 jt an", "45 lumayan"
ROWS = [
    {"name": "Tahu Sari", "owner_name": "Ibu Sari", "district": "Tambun Selatan",
     "village": "Setiadarma", "nik": NIK, "sales": SALES, "phone": "0813-5550-1234"},
    {"name": "Roti Ani", "owner_name": "Ibu Ani", "district": "Cibitung",
     "village": "Wanasari", "nik": "", "sales": SECOND, "phone": ""},
]  # fmt: skip
BUTTON, LINE = "Tampilkan isian pribadi", "Isian pribadi tampak utuh sampai pukul"
REASON = "Mencocokkan dengan kuitansi"


def begins(lists):
    return lists.listed(ROWS)


@pytest.fixture
def listed(begun):
    return batch_of(begun)


@pytest.fixture
def staff(lists, listed):
    return signed_in(lists.staff)


def reveal(client, **data):
    return client.post(reverse("repair_reveal"), {"reason": REASON, "next": BOX} | data)


def readings(by=None) -> list[AuditEvent]:
    """Readings in pages; the command that brought the list in notes its own."""
    found = AuditEvent.objects.filter(verb="personal.read").select_related("payload").order_by("id")
    return [
        one for one in found
        if "import_list" not in one.payload.content["why"] and by in (None, one.by)
    ]  # fmt: skip


def rows_page(problem) -> str:
    return reverse("repair_rows", args=[problem.pk])


def test_personal_words_are_masked_until_they_are_asked_for_with_a_reason(staff, lists):
    page = text(staff.get(BOX))
    assert SALES not in page
    assert NIK not in page
    assert BUTTON in page
    assert "Memperbaiki daftar" in page
    assert readings(lists.staff.username) == []
    assert reveal(staff).url == BOX
    page = text(staff.get(BOX))
    assert SALES in page
    assert NIK in page
    assert LINE in page
    assert BUTTON not in page


@pytest.mark.parametrize("reason", ["", "    ", "abcd", "x" * 201])
def test_without_a_reason_of_five_to_two_hundred_letters_nothing_is_shown(staff, reason):
    answer = reveal(staff, reason=reason)
    assert answer.status_code == 422
    assert BUTTON in text(answer)
    assert SALES not in text(staff.get(BOX))


def test_every_page_so_shown_is_one_event_that_holds_no_value(staff, lists, listed):
    reveal(staff)
    assert readings() == []
    answer = staff.get(BOX)
    assert "no-store" in answer["Cache-Control"]
    event = readings(lists.staff.username)[0]
    assert event.subject == f"intake.Batch:{listed.pk}"
    assert (event.place_code, event.office_key) == ("32.16", "disperin")
    content = event.payload.content
    assert content == {
        "lists": {str(listed.pk): str(listed.version)}, "fields": ["nik", "sales"], "values": 3,
        "why": REASON,
    }  # fmt: skip
    assert not any(value in json.dumps(content) for value in (NIK, SALES, "187"))
    staff.get(rows_page(first(value=SALES)))
    events = readings(lists.staff.username)
    assert len(events) == 2
    assert events[1].payload.content["fields"] == ["nik", "phone", "sales"]


def test_a_page_of_several_lists_names_them_all(staff, lists, listed):
    other = batch_of(lists.listed([ROWS[1] | {"name": "Kue Oji"}], source="Daftar lain"))
    reveal(staff)
    staff.get(BOX)
    event = readings(lists.staff.username)[-1]
    assert set(event.payload.content["lists"]) == {str(listed.pk), str(other.pk)}
    assert (event.subject, event.place_code, event.office_key) == ("", "32.16", "disperin")


def test_a_page_that_shows_nothing_in_full_is_no_reading(staff, lists):
    reveal(staff)
    for query in ("?jenis=tidak-ada", "?bagian=wilayah", "?bagian=petugas", "?bagian=riwayat"):
        staff.get(BOX + query)
    assert readings(lists.staff.username) == []


def test_the_rows_and_the_answers_of_a_group_show_the_words_too(staff):
    problem = first(value=SALES)
    for seen in (False, True):
        page = text(staff.get(rows_page(problem)))
        assert (SALES in page) == seen
        assert ("0813-5550-1234" in page) == seen
        reveal(staff)


def test_a_suggestion_follows_the_same_rule(staff):
    problem = first(value=SALES)
    Problem.objects.filter(pk=problem.pk).update(suggestion="187500000")
    for address in (BOX, rows_page(problem)):
        page = text(staff.get(address))
        assert "187500000" not in page
        assert "Rp •••" in page
    reveal(staff)
    assert "187500000?" in text(staff.get(BOX))
    assert "Jadikan 187500000" in text(staff.get(rows_page(problem)))


def test_it_ends_by_a_press_with_the_time_and_with_signing_out(staff, lists, monkeypatch):
    reveal(staff)
    assert staff.post(reverse("repair_mask"), {"next": f"{BOX}?jenis=x"}).url == f"{BOX}?jenis=x"
    assert SALES not in text(staff.get(BOX))
    reveal(staff)
    late = timezone.now() + timedelta(minutes=30)
    with monkeypatch.context() as later:
        later.setattr(revealing, "timezone", SimpleNamespace(now=lambda: late))
        assert SALES not in text(staff.get(BOX))
    assert SALES in text(staff.get(BOX))
    staff.post(reverse("account_logout"))
    staff.force_login(lists.staff, backend="django.contrib.auth.backends.ModelBackend")
    assert SALES not in text(staff.get(BOX))


@pytest.mark.parametrize("back", ["https://lain.example/", "//lain.example", "javascript:x", ""])
def test_it_leads_back_to_this_house_only(staff, back):
    assert reveal(staff, next=back).url == BOX


@pytest.fixture
def repairer(lists, monkeypatch):
    """Somebody who may repair in the whole district and read nobody."""
    may = frozenset({Permission.LIST_REPAIR, Permission.LIST_VIEW})
    monkeypatch.setitem(HELD, "repairer", Role("Juru perbaikan", may))
    return lists.register.user("repairer", office="disperin")


def flagged(client):
    """As if personal words had been asked for."""
    session = client.session
    session[revealing.KEPT] = {"why": REASON, "until": timezone.now().timestamp() + 900}
    session.save()
    return client


def test_somebody_without_the_right_sees_no_button_and_a_kept_flag_shows_nothing(repairer, listed):
    client = signed_in(repairer)
    assert reveal(client).status_code == 403
    assert BUTTON not in text(client.get(BOX))
    flagged(client)
    for address in (BOX, rows_page(first(value=SALES))):
        page = text(client.get(address))
        assert "Rp •••" in page
        assert not any(word in page for word in (SALES, NIK, BUTTON, LINE))
    assert readings(repairer.username) == []


def test_words_are_whole_only_where_the_reader_may_read(lists, listed, repairer):
    """He repairs everywhere and reads in Tambun Selatan; words that also stand elsewhere stay masked."""
    both = [row | {"sales": "tak tentu", "nik": "", "phone": ""} for row in ROWS]
    lists.listed(both, source="Daftar lain")
    Assignment.objects.create(
        user=repairer, role="kecamatan_operator", place_id="32.16.06",
        office=lists.register.offices["disperin"], valid_from=date(2020, 1, 1),
    )  # fmt: skip
    client = signed_in(repairer)
    assert BUTTON not in text(client.get(rows_page(first(value=SECOND))))
    assert BUTTON in text(client.get(BOX))
    reveal(client)
    page = text(client.get(BOX))
    assert SALES in page
    assert SECOND not in page
    assert "tak tentu" not in page
    assert SECOND not in text(client.get(rows_page(first(value=SECOND))))
    page = text(client.get(rows_page(first(value="tak tentu"))))
    assert page.count("tak tentu") == 1
    alone = f"?baris={first(value='tak tentu').pk}"
    assert page.count("Rp •••") == 2
    assert "tak tentu" in text(client.get(rows_page(first(value="tak tentu")) + alone))


def test_a_value_refused_is_not_repeated_while_personal_words_are_masked(staff):
    problem = first(code="nik_length")
    typed = "3216999999999999"
    page = text(do(staff, problem, answer="value", value=typed))
    assert typed not in page
    assert "Ketik lagi" in page
    reveal(staff)
    assert f'value="{typed}"' in text(do(staff, problem, answer="value", value=typed))


def test_the_time_it_ends_is_told(staff):
    reveal(staff)
    assert re.search(r"sampai pukul <span class=\"num\">\d\d\.\d\d<", text(staff.get(BOX)))
