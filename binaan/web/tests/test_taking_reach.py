"""What is taken or changed is what was meant, and what the right at hand reaches; no more, no less."""

import re
from datetime import date
from html import unescape
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from binaan.access.models import Assignment, AuditEvent, User
from binaan.access.permissions import Permission
from binaan.kit import snapshot
from binaan.kit.models import Job
from binaan.registry.models import Guidance
from binaan.registry.snapshot import making
from binaan.web.models import Download
from binaan.web.taking import choosing, guiding, paper
from binaan.web.tests.taking import everything, lines, take, ticked

pytestmark = pytest.mark.once

NAMES = ("directory_download", "directory_print", "directory_guide")
ACTS = dict(zip(NAMES, ("diunduh", "dicetak", "diubah"), strict=True))
MANY = "&".join(f"lengkap={number}" for number in range(60))
UNREAD = {
    "wilayah=99.99": "Wilayah: “99.99” tidak dikenal",
    "wilayah=32.16.06&kelompok=entah": "“entah” tidak dikenal",
    "wilayah=32.16.06,99.99": "“99.99” tidak dikenal",
    "area=1,2;3": "Bidang di peta tidak terbaca",
    f"q={'a' * 201}": "Kata pencarian dipotong",
    MANY: "tidak dipakai",
}
SHEET = {"format": "xlsx", "plain": ["nomor"]}


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def staff(world):
    return world.user("section_staff")


@pytest.fixture
def narrow(world, staff):
    """Staff of one kecamatan, who also plans for the whole regency: sees more than he may change."""
    Assignment.objects.filter(user=staff).update(place_id="32.16.06")
    Assignment.objects.create(
        user=staff, role="planner", place_id="32.16", office=world.offices["disperin"],
        valid_from=date(2020, 1, 1),
    )  # fmt: skip
    return User.objects.get(pk=staff.pk)


@pytest.fixture
def copy(world):
    """The copy of this world, made as the worker makes it."""
    snapshot.forget()
    making.make()
    yield world
    snapshot.forget()


def text(response, status=200) -> str:
    assert response.status_code == status
    return unescape(response.content.decode())


def order(world, **said) -> dict:
    return {
        "what": guiding.START, "office": world.offices["disperin"].pk, "on": "2026-03-01",
        "reason": "SK Kepala Dinas nomor 12", **said,
    }  # fmt: skip


# A filter nobody can read -----------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("query", UNREAD)
def test_a_filter_that_cannot_be_read_stops_everything(world, staff, name, query):
    client, before = world.client(staff), Guidance.objects.count()
    address = f"{reverse(name)}?{query}"
    every = {"semua": "1", "lanjut": uuid4().hex} | SHEET | order(world)
    for answer in (client.get(address), client.post(address, every)):
        page = text(answer, 422)
        assert UNREAD[query] in page
        assert f"tidak ada usaha yang {ACTS[name]}" in page
        assert f'href="{reverse("business_list")}?' in page
    assert Guidance.objects.count() == before
    assert not Download.objects.exists()
    assert not Job.objects.exists()
    assert not AuditEvent.objects.filter(verb="directory.printed").exists()


def test_the_way_back_leads_to_what_was_understood(world, staff):
    said = world.client(staff).get(f"{reverse('directory_guide')}?wilayah=32.16.06&kelompok=entah")
    links = re.findall(r'href="([^"]+)"', text(said, 422))
    assert f"{reverse('business_list')}?wilayah=32.16.06" in links
    assert f"{reverse('business_list')}?wilayah=32.16.06&kelompok=entah" in links


@pytest.mark.parametrize("query", ["urut=entah", "kolom=entah", "wilayah=32.16.06&kolom=entah"])
def test_an_unknown_order_or_column_lets_nobody_in_and_stops_nothing(world, staff, query):
    client = world.client(staff)
    assert "tidak dikenal" in text(client.get(f"{reverse('directory_download')}?{query}"))
    assert "tidak dikenal" in text(client.get(f"{reverse('directory_print')}?{query}"))


def test_what_is_ticked_does_not_hang_on_the_filters(world, staff):
    said = {"usaha": [str(world.business("Keripik Bu Sari").pk)]}
    page = text(world.client(staff).post(f"{reverse('directory_guide')}?wilayah=99.99", said))
    assert "Catat pembinaan 1 usaha" in page


def test_what_is_called_beside_the_pages_refuses_too(world, staff):
    wider = everything(staff, "wilayah=99.99")
    told = guiding.Order("mulai", world.offices["disperin"], date(2026, 3, 1), "Kunjungan")
    for act in (
        lambda: take(staff, wider),
        lambda: paper.prepare(wider, by=staff),
        lambda: guiding.guide(wider, told, by=staff),
    ):
        with pytest.raises(ValidationError, match="tidak dikenal"):
            act()


# The right at hand ------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["", "wilayah=32.16", "q=keripik", "urut=terbaru"])
@pytest.mark.parametrize("made", ["langsung", "salinan"])
def test_all_that_match_are_those_the_action_reaches(world, narrow, query, made, request):
    if made == "salinan":
        request.getfixturevalue("copy")
    choice = everything(narrow, query)
    seen = choosing.summary(narrow, choice, Permission.EXPORT)
    told = choosing.summary(narrow, choice, Permission.BUSINESS_EDIT)
    mine = list(choice.ids(narrow, Permission.BUSINESS_EDIT))
    assert mine == choosing.allowed(narrow, Permission.BUSINESS_EDIT, mine)
    assert (told.count, told.exact) == (len(mine), True)
    assert [one.pk for one in told.named] == mine
    assert told.count <= seen.count


def test_the_page_names_and_counts_whom_it_would_change(world, narrow):
    client = world.client(narrow)
    assert "Unduh 4 usaha" in text(client.get(reverse("directory_download")))
    page = text(client.get(reverse("directory_guide")))
    assert "Catat pembinaan 2 usaha" in page
    assert "Roti Wanajaya" not in page


def test_more_than_the_register_counts_is_said_so(world, narrow, monkeypatch):
    monkeypatch.setattr("binaan.registry.selecting.asking.MOST_COUNTED", 1)
    told = choosing.summary(narrow, everything(narrow), Permission.BUSINESS_EDIT)
    assert told.words == "lebih dari 1 usaha"


# What the copy says -----------------------------------------------------------------------------


def test_columns_of_the_copy_carry_its_moment(clock, copy, staff):
    said = "Saringan dan kolom Ukuran menurut salinan pukul 12.00."
    made = take(staff, everything(staff, "wilayah=32.16.06"), columns=["nomor", "ukuran", "nik"])
    assert lines(made)[1][0].endswith(f". {said}")
    query = "wilayah=32.16.06&kolom=nomor,ukuran"
    assert said in text(copy.client(staff).get(f"{reverse('directory_print')}?{query}"))


def test_without_the_copy_or_its_columns_nothing_is_said_of_it(copy, staff):
    one = ticked(staff, copy.business("Keripik Bu Sari"))
    assert "salinan" not in lines(take(staff, one, columns=["nomor"]))[1][0]
    told = lines(take(staff, one, columns=["lengkap"]))[1][0]
    assert ". Kolom Kelengkapan (%) menurut salinan" in told


def test_while_the_register_answers_nothing_is_said_of_the_copy(world, staff):
    made = take(staff, everything(staff, "wilayah=32.16.06"), columns=["ukuran"])
    assert "salinan" not in lines(made)[1][0]
