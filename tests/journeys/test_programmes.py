"""An activity from its plan to a sealed list, and on a phone its day, its follow-up, its owners."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from binaan.kit.dates import today
from binaan.programmes.actions import following, staying
from binaan.programmes.models import Activity, FollowUp, Nomination, Participation, Selection
from binaan.programmes.tests.conftest import AT, Fair
from binaan.programmes.tests.taking import SECOND, Chosen

PLANNED = {
    "title": "Pelatihan label pangan", "topic": "label", "seats": "4", "quota_free": "2",
    "quota_places": "Cibitung 1",
}  # fmt: skip
SESSION = {"begins": "09:00", "ends": "12:00", "subject": "Isi label"}


@pytest.fixture
def fair(db) -> Fair:
    """The dozen, and nothing planned for them yet but one activity."""
    return Fair()


@pytest.fixture
def chosen(db) -> Chosen:
    """Six of the dozen are invited, their activity is under way, one path is open."""
    world = Chosen()
    staff, first = world.user("section_staff"), world.invited()[0]
    world.run()
    staying.open_after(first, last_session=SECOND, by=staff)
    following.assign(FollowUp.objects.all(), officer=staff, by=staff)
    return world


def fill(page, said: dict) -> None:
    for name, value in said.items():
        page.locator(f"[name={name}]").fill(value)


def press(page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def follow(page, name: str) -> None:
    page.locator("main").get_by_role("link", name=name).first.click()


def planned(page) -> None:
    """A newcomer plans an activity with one session and opens it."""
    page.goto(reverse("programme_landing"))
    follow(page, "Kegiatan baru")
    fill(page, PLANNED)
    page.get_by_label("Makanan dan minuman").check()
    press(page, "Simpan sebagai draf")
    follow(page, "Tambah sesi")
    fill(page, {"on": (today() + timedelta(days=9)).isoformat(), **SESSION})
    press(page, "Simpan")
    for step in ("Buka pendaftaran", "Tutup pendaftaran, mulai seleksi"):
        follow(page, step)
        press(page, step)
    expect(page.get_by_text("Sekarang pilih pesertanya")).to_be_visible()


def declared(page, address: str) -> None:
    """Says that nothing ties one to the candidates."""
    page.goto(address)
    follow(page, "Nyatakan sekarang")
    page.get_by_label(re.compile("Saya tidak mempunyai hubungan")).check()
    press(page, "Nyatakan")


def test_an_activity_is_planned_and_its_list_is_set_with_a_receipt(fair, visitor):
    visit = visitor(fair.user("section_staff"), fair)
    page = visit.page
    planned(page)
    found = visit.faults(1280)
    follow(page, "Pilih peserta")
    fill(page.locator("form.filter"), {"seed": "7", "at": AT.isoformat()})
    press(page, "Hitung")
    expect(page.get_by_text("usaha memenuhi syarat")).to_be_visible()
    found += visit.faults(360)
    press(page, "Simpan sebagai usulan")
    address = page.url
    declared(page, address)
    page.locator("table").get_by_role("link").first.click()
    page.get_by_label("Alasan pengecualian").fill("Pemiliknya sedang sakit.")
    press(page, "Keluarkan dari daftar")
    expect(page.get_by_text("Pemiliknya sedang sakit.")).to_be_visible()

    page = visitor(fair.user("section_head"), fair).page
    declared(page, address)
    follow(page, "Tetapkan daftar")
    press(page, "Tetapkan")
    follow(page, "Tanda terima")
    expect(page.get_by_text("Segel cocok")).to_be_visible()
    rows = page.locator("table tbody tr")
    expect(rows).to_have_count(Selection.objects.get(set_at__isnull=False).eligible)
    visit.page.goto(page.url)
    assert found + visit.faults(1280) == []


def test_on_a_phone_presence_is_called_and_a_follow_up_recorded(chosen, visitor):
    visit = visitor(chosen.user("section_staff"), chosen, viewport={"width": 360, "height": 800})
    page = visit.page
    page.goto(reverse("participant_list", args=[chosen.activity.pk]))
    found = visit.faults(360)
    follow(page, "Materi 6")
    follow(page, "Tandai semua hadir")
    found += visit.faults(360)
    page.locator("table select").last.select_option("tidak")
    press(page, "Simpan kehadiran")
    expect(page.get_by_text("Kehadiran 6 peserta dicatat.")).to_be_visible()
    assert Participation.objects.filter(state="berjalan").count() == 5

    page.goto(reverse("follow_up_list"))
    page.locator("table").get_by_role("link").first.click()
    found += visit.faults(360)
    page.get_by_label("Kunjungan", exact=True).check()
    page.get_by_label("Hasil", exact=True).fill("Label baru sudah dipakai.")
    press(page, "Catat hasilnya")
    expect(page.get_by_text("Tindak lanjut tercatat.")).to_be_visible()
    assert found == []


def test_an_owner_signs_up_and_reads_the_card_without_an_account(fair, visitor):
    open_one = fair.add_activity(state="dibuka", title="Pelatihan foto produk")
    owner = visitor(viewport={"width": 360, "height": 800}, java_script_enabled=True)
    page = owner.page
    page.goto(reverse("portal_nominate", args=[Activity.objects.get(pk=open_one.pk).token]))
    found = owner.faults(360)
    fill(page, {"name": "Eka", "business_name": "Emping Eka", "village": "Tambun"})
    press(page, "Daftarkan usaha saya")
    expect(page.get_by_role("heading", level=1)).to_have_text("Diterima, sedang diperiksa")
    assert Nomination.objects.get().activity_id == open_one.pk

    desk = visitor(fair.user("section_staff"), fair).page
    desk.goto(reverse("card_detail", args=[fair.dozen["Abon Atikah"].pk]))
    press(desk, "Buat tautan")
    page.goto(desk.locator("code.address").inner_text())
    press(page, "Buka kartu saya")
    expect(page.get_by_role("heading", level=1)).to_have_text("Abon Atikah")
    assert found + owner.faults(360) == []
