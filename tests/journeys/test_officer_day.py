"""An officer's day on a phone of 360 px, with the network cut in the middle of it."""

import pytest
from django.urls import reverse

from binaan.access.models import AuditEvent
from binaan.api.tests.office import FieldOffice
from binaan.kit.dates import today
from binaan.programmes.models import Attendance, CaseStep, FollowUp
from tests.browser import violations
from tests.journeys.phone import SMALL, paired, picture

SAID = "Resep baru dipakai"


@pytest.fixture
def field_office(db):
    return FieldOffice()


def open_act(page, who: str, words: str):
    """The part of the page where this is written down."""
    rows = page.get_by_role("listitem").filter(has=page.get_by_text(who, exact=True))
    row = rows.filter(has_text=words).first
    row.get_by_text(words, exact=True).click()
    return row.locator("details[open] form")


def scanned(phone, token: str) -> None:
    """While there is a network: sent at once."""
    phone.page.get_by_label("Kode undangan").fill(f"{phone.home}/program/hadir/{token}/")
    phone.page.get_by_role("button", name="Catat kode").click()
    phone.says("1 catatan sudah diterima kantor")  # that all is sent it said before, too
    phone.says("Semua catatan sudah terkirim")


def without_a_network(page, world, name: str, guest: str) -> None:
    page.get_by_text(f"Daftar peserta {world.activity.title}").click()
    row = page.get_by_role("listitem").filter(has_text=guest)
    row.get_by_role("button", name="Hadir").click()
    page.get_by_text("1 catatan belum terkirim").wait_for()
    done = open_act(page, name, "Catat hasil")
    done.get_by_label("Cara").select_option("kunjungan")
    done.get_by_label("Hasil").fill(SAID)
    done.get_by_label("Foto").set_input_files(picture(3))
    done.get_by_role("button", name="Catat").click()
    page.get_by_text("2 catatan belum terkirim").wait_for()
    step = open_act(page, name, "Hasil: Coba kemasan baru")
    step.get_by_label("Hasil").fill("Tidak bocor lagi")
    step.get_by_role("button", name="Catat").click()
    page.get_by_text("3 catatan belum terkirim").wait_for()


def test_a_day_with_the_network_cut_in_the_middle(
    field_office, line, phone, client, settings, tmp_path
):
    settings.FILES_DIR = tmp_path / "files"
    world, page = field_office, paired(phone, client, field_office.staff).page
    first, guest = world.joined()[:2]
    phone.goto(reverse("phone_day"))
    phone.says("Kemasan bocor")
    scanned(phone, first.token)
    line.cut()
    page.reload()
    without_a_network(page, world, first.business.name, guest.business.name)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]
    phone.again()
    phone.goto(reverse("phone_day"))
    phone.says("3 catatan belum terkirim")
    line.breaks, line.up = [1, 2], True
    phone.sends("Semua catatan sudah terkirim")
    follow_up = FollowUp.objects.get(outcome=SAID)
    assert (follow_up.done_on, bool(follow_up.evidence)) == (today(), True)
    assert CaseStep.objects.get(pk=world.step.pk).result == "Tidak bocor lagi"
    ways = Attendance.objects.filter(session=world.session).values_list("participation", "way")
    assert dict(ways) == {first.pk: "qr", guest.pk: "nama"}
    assert AuditEvent.objects.filter(verb="follow_up.done").count() == 1
    assert phone.problems == []
