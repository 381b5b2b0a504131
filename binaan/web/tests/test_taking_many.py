"""Ticking many businesses on the list: asked once more, taken, printed, guided."""

import re
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse

from binaan.access.models import AuditEvent
from binaan.kit import jobs
from binaan.kit.models import Job
from binaan.registry.models import Business, Guidance
from binaan.web.models import Download
from binaan.web.taking import guiding, paper
from tests import secrets
from tests.world import FIRMS

pytestmark = pytest.mark.once  # on PostgreSQL the walk of tests/test_walks.py opens each page

HERE = {firm.name for firm in FIRMS if firm.place.startswith("32.16")}
WHY = "SK Kepala Dinas nomor 12"
CITY = "Katering Margahayu"


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def staff(world):
    return world.client(world.user("section_staff"))


def text(response, status=200) -> str:
    assert response.status_code == status
    return unescape(response.content.decode())


def ids(world, *names) -> list[str]:
    return [str(world.business(name).pk) for name in names]


SHEET = {"format": "xlsx", "plain": ["nomor", "wilayah"]}


# A sheet --------------------------------------------------------------------------------------


def test_the_page_says_how_many_and_which_before_anything_is_written(world, staff):
    page = text(staff.get(f"{reverse('directory_download')}?wilayah=32.16.06"))
    assert "Unduh 2 usaha" in page
    assert "Keripik Bu Sari" in page
    assert "Tambun Selatan" in page
    assert not Download.objects.exists()


def test_ticked_businesses_become_a_sheet_that_can_be_fetched(world, staff):
    address = reverse("directory_download")
    ticked = {"usaha": ids(world, "Keripik Bu Sari", "Roti Wanajaya")}
    page = text(staff.post(address, ticked))
    assert "Unduh 2 usaha" in page
    assert re.findall(r'name="usaha" value="([^"]+)"', page) == ticked["usaha"]
    page = text(staff.post(address, ticked | SHEET | {"lanjut": uuid4().hex}, follow=True))
    assert "Siap diambil" in page
    link = re.search(r'href="([^"]+/berkas/)"', page)[1]
    answer = staff.get(link)
    assert len(b"".join(answer.streaming_content)) > 5_000
    assert Download.objects.get().rows == 2


def test_all_that_match_beats_what_is_ticked(world, staff):
    address = f"{reverse('directory_download')}?wilayah=32.16.07"
    said = {"usaha": ids(world, "Keripik Bu Sari"), "semua": "1", "lanjut": "x"}
    staff.post(address, said | SHEET)
    made = Download.objects.get()
    assert (made.rows, made.query, made.chosen) == (2, "wilayah=32.16.07", "")


@pytest.mark.parametrize("name", ["directory_download", "directory_print", "directory_guide"])
@pytest.mark.parametrize("ticked", [[], ["bukan-nomor"]])
def test_nothing_ticked_leads_back_with_a_sentence(world, staff, name, ticked):
    answer = staff.post(f"{reverse(name)}?wilayah=32.16.06", {"usaha": ticked})
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('business_list')}?wilayah=32.16.06"
    assert "Belum ada usaha yang dicentang" in text(staff.get(answer["Location"]))


def test_what_is_out_of_reach_or_stale_is_counted_and_never_named(world, staff):
    ticked = {"usaha": [*ids(world, CITY, "Keripik Bu Sari"), str(uuid4())]}
    page = text(staff.post(reverse("directory_download"), ticked))
    assert "2 usaha yang dicentang tidak dapat diunduh" in page
    assert CITY not in page
    only = text(staff.post(reverse("directory_download"), {"usaha": ids(world, CITY)}))
    assert "Tidak ada usaha dalam pilihan ini" in only
    assert "Susun lembar" not in only


def test_personal_values_in_full_need_a_reason_and_a_column(world, staff):
    address, ticked = reverse("directory_download"), {"semua": "1", "lanjut": "x"}
    page = text(staff.post(address, ticked | SHEET | {"personal": "on"}), 422)
    assert "Centang dahulu kolom data pribadinya" in page
    page = text(staff.post(address, ticked | SHEET | {"personal": "on", "private": ["nik"]}), 422)
    assert "Tuliskan untuk apa" in page
    assert not Download.objects.exists()


def test_who_may_not_read_persons_is_not_offered_to(world):
    planner = world.client(world.user("planner"))
    assert "secara utuh" not in text(planner.get(reverse("directory_download")))
    said = {"semua": "1", "lanjut": "x", "personal": "on", "private": ["nik"], "reason": WHY}
    planner.post(reverse("directory_download"), said | SHEET)
    assert Download.objects.get().personal is False


# Paper ----------------------------------------------------------------------------------------


def test_paper_says_who_what_and_when_and_shows_nobody_of_elsewhere(clock, world, staff):
    page = text(staff.get(f"{reverse('directory_print')}?kolom=nomor,nik,telepon"))
    printed = AuditEvent.objects.select_related("payload").get(verb="directory.printed")
    assert "Dinas Perindustrian Kabupaten Bekasi" in page
    assert "Dicetak 2 Mar 2026 pukul 12.00" in page
    assert f"kode {printed.payload.content['mark']}; data pribadi disamarkan" in page
    assert all(name in page for name in HERE)
    assert CITY not in page
    assert "0813 •••• 7721" in page
    assert not secrets.found_in(page)
    assert printed.payload.content["rows"] == 4
    assert (printed.place_code, printed.office_key) == ("32.16", "disperin")


def test_paper_of_ticked_ones_leaves_out_who_is_out_of_reach(world, staff):
    ticked = {"usaha": ids(world, CITY, "Roti Wanajaya")}
    page = text(staff.post(reverse("directory_print"), ticked))
    assert "Roti Wanajaya" in page
    assert CITY not in page
    assert "1 usaha tidak dapat dicetak" in page


def test_a_long_list_is_not_printed_but_shown_the_way(world, staff, monkeypatch):
    monkeypatch.setattr(paper, "MOST", 3)
    page = text(staff.get(f"{reverse('directory_print')}?urut=terbaru"))
    assert "paling banyak 3 usaha" in page
    assert f"{reverse('directory_download')}?urut=terbaru" in page
    assert not AuditEvent.objects.filter(verb="directory.printed").exists()


def test_many_columns_lie_across_and_may_be_stood_upright(world, staff):
    wide = "kolom=nomor,pemilik,wilayah,alamat,kelompok,produk,keadaan"
    assert 'class="paper across"' in text(staff.get(f"{reverse('directory_print')}?{wide}"))
    upright = staff.get(f"{reverse('directory_print')}?{wide}&kertas=tegak")
    assert 'class="paper upright"' in text(upright)


# Guidance -------------------------------------------------------------------------------------


@pytest.fixture
def free(world):
    """The city's office no longer knows; nobody guides the businesses of the regency."""
    Guidance.objects.all().delete()
    return world


def order(world, **said) -> dict:
    office = str(world.offices["disperin"].pk)
    return {
        "what": "mulai",
        "office": office,
        "on": "2025-01-15",
        "reason": WHY,
        "lanjut": "1",
    } | said


def test_many_are_guided_after_being_asked_once_more(free, staff):
    address = f"{reverse('directory_guide')}?wilayah=32.16.06"
    page = text(staff.post(address, {"semua": "1"}))
    assert "Catat pembinaan 2 usaha" in page
    assert not Guidance.objects.exists()
    page = text(staff.post(address, order(free, semua="1"), follow=True))
    assert "2 usaha mulai dibina." in page
    assert Guidance.objects.filter(office__key="disperin").count() == 2
    again = text(staff.post(address, order(free, semua="1"), follow=True))
    assert "0 usaha mulai dibina. 2 dilewati: sudah dibina" in again


def test_guidance_of_a_neighbours_business_does_not_begin(free, staff):
    ticked = ids(free, CITY, "Keripik Bu Sari")
    page = text(staff.post(reverse("directory_guide"), {"usaha": ticked}))
    assert "1 usaha yang dicentang tidak dapat diubah" in page
    page = text(staff.post(reverse("directory_guide"), order(free, usaha=ticked), follow=True))
    assert "1 dilewati: di luar wilayah tugas Anda" in page
    assert Guidance.objects.get().business.name == "Keripik Bu Sari"


def test_an_office_i_do_not_work_for_is_not_offered(free, staff):
    other = str(free.offices["diskopukm"].pk)
    answer = staff.post(reverse("directory_guide"), order(free, semua="1", office=other))
    assert answer.status_code == 422
    assert not Guidance.objects.exists()


@pytest.mark.parametrize("role", ["planner", "office_head", "auditor"])
def test_who_may_not_edit_guides_nobody(free, role):
    client = free.client(free.user(role))
    assert client.post(reverse("directory_guide"), order(free, semua="1")).status_code == 403
    assert not Guidance.objects.exists()


@pytest.fixture
def parts(monkeypatch):
    """Two businesses are one part."""
    monkeypatch.setattr(guiding, "MANY", 2)


def test_very_many_are_left_to_the_worker_and_counted(parts, free, staff):
    answer = staff.post(reverse("directory_guide"), order(free, semua="1"))
    job = Job.objects.get(kind=guiding.KIND)
    assert answer["Location"] == reverse("guide_detail", args=[job.pk])
    assert not Guidance.objects.exists()
    assert jobs.run(jobs.take(only=job)).state == "done"
    assert "4 usaha mulai dibina." in text(staff.get(answer["Location"]))
    assert AuditEvent.objects.filter(verb="guidance.many_started").count() == 2
    other = free.client(free.user("section_head"))
    assert other.get(answer["Location"]).status_code == 404


def test_a_killed_worker_goes_on_behind_the_last_part(parts, free, staff, monkeypatch):
    staff.post(reverse("directory_guide"), order(free, semua="1"))
    job = Job.objects.get(kind=guiding.KIND)
    beats = []

    def beat(done, total, message):
        beats.append(done)
        if done:
            raise jobs.Gone(job.pk)

    with pytest.raises(jobs.Gone):
        guiding.work(job, beat)
    assert Guidance.objects.count() == 2
    job.refresh_from_db()
    guiding.work(job, lambda *_: None)
    job.refresh_from_db()
    assert Guidance.objects.count() == 4
    assert guiding.many_of(job) == (4, {})


def test_more_than_one_job_should_hold_is_a_sentence(free, staff, monkeypatch):
    monkeypatch.setattr(guiding, "MOST", 3)
    page = text(staff.post(reverse("directory_guide"), order(free, semua="1")), 422)
    assert "paling banyak 3 usaha" in page
    assert not Job.objects.exists()


def test_guidance_of_many_ends(world, staff):
    page = text(
        staff.post(reverse("directory_guide"), order(world, semua="1", what="akhiri"), follow=True)
    )
    assert "4 usaha tidak lagi dibina." in page
    assert Guidance.objects.filter(known_until=None, valid_until="2025-01-15").count() == 4
    assert Business.objects.present().count() == 5
