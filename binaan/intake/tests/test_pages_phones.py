"""Pages of phones and of what they send, as the people of an office see them."""

import base64
import json
import zlib

import pytest
from django.urls import reverse

from binaan.access.models import AuditEvent
from binaan.intake.actions.devices import make_device
from binaan.intake.models import Device, Submission
from binaan.intake.queries import devices
from binaan.intake.rules import tokens
from binaan.intake.tests.fieldforms import DEFINITION, a_form, send, told

WHOLE = [
    entry | ({"private": True} if entry["name"] in ("nik", "pemilik") else {})
    for entry in DEFINITION
]
NIK = "3216064101900007"
PNG = b"\x89PNG\r\n\x1a\n0000000000"


@pytest.fixture
def field(world, settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    a_form(world.place("32.16"), world.offices["disperin"], kind="", definition=WHOLE)
    world.sender = world.user("enumerator")
    xml = told("uuid:a", nama_usaha="Warung Sri", nik=NIK, pemilik="Sri Asih", desa="32.16.06.2004",
               foto="1.png", dok=["nib", "halal"])  # fmt: skip
    world.one = send(xml, world.sender, **{"1_png": PNG}).submission
    return world


def test_a_phone_is_made_its_password_shown_once_and_taken_back(world):
    browser = world.client(world.user("enumerator"))
    assert b"Belum ada ponsel" in browser.get(reverse("device_list")).content
    made = browser.post(reverse("device_add"), {"label": "HP hitam"})
    token = made.context["made"].token
    assert token in made.content.decode()
    assert "no-store" in made["Cache-Control"] or "no-cache" in made["Cache-Control"]
    assert token not in browser.get(reverse("device_list")).content.decode()
    device = Device.objects.get()
    assert device.secret == tokens.digest(token.upper())
    assert browser.post(reverse("device_revoke", args=[device.pk])).status_code == 302
    assert devices.knocking(device.user.username, token) is None
    assert b"Dicabut" in browser.get(reverse("device_list")).content
    verbs = AuditEvent.objects.values_list("verb", flat=True)
    assert {"device.made", "device.revoked"} <= set(verbs)


@pytest.mark.once
def test_the_qr_holds_what_collect_reads():
    told = tokens.collect_settings(address="https://a/openrosa", username="u", token="t", title="B")
    read = json.loads(zlib.decompress(base64.b64decode(told)))
    assert read["general"]["server_url"] == "https://a/openrosa"
    assert (read["general"]["username"], read["general"]["password"]) == ("u", "t")
    assert len({tokens.new_token() for _at in range(50)}) == 50
    assert len(tokens.new_token().replace("-", "")) * 5 == 100


def test_whoever_manages_sees_phones_of_his_people_only(world):
    here, there = world.user("enumerator"), world.user("enumerator", place="32.75")
    mine, other = (make_device(label="HP", by=one).device for one in (here, there))
    staff = world.user("section_staff")
    assert list(devices.of_others(staff)) == [mine]
    browser = world.client(staff)
    assert browser.post(reverse("device_revoke", args=[mine.pk])).status_code == 302
    assert browser.post(reverse("device_revoke", args=[other.pk])).status_code == 404
    assert not devices.of_others(here).exists()


def test_the_list_shows_what_came_from_my_villages(field):
    staff = field.client(field.user("section_staff"))
    shown = staff.get(reverse("submission_list"), {"formulir": "pendataan", "cari": "enumerator"})
    assert "Pendataan usaha" in shown.content.decode()
    assert len(shown.context["part"].rows) == 1
    assert not staff.get(reverse("submission_list"), {"cari": "orang lain"}).context["part"].rows
    far = field.client(field.user("section_staff", place="32.75"))
    assert not far.get(reverse("submission_list")).context["part"].rows
    assert far.get(reverse("submission_detail", args=[field.one.pk])).status_code == 404


def test_personal_answers_are_masked_until_somebody_says_why(field):
    staff = field.client(field.user("section_staff"))
    address = reverse("submission_detail", args=[field.one.pk])
    shown = staff.get(address).content.decode()
    assert "Warung Sri" in shown
    assert "32.16.06.2004" not in shown  # a place has a name
    assert NIK not in shown
    assert "Sri Asih" not in shown
    whole = reverse("submission_reveal", args=[field.one.pk])
    assert staff.post(whole, {"reason": "x"}).status_code == 422
    read = staff.post(whole, {"reason": "memeriksa isian"})
    assert NIK in read.content.decode()
    assert "&lt;data id=" in read.content.decode()
    assert AuditEvent.objects.filter(verb="personal.read").count() == 1


def test_a_photo_opens_within_reach_and_its_reading_is_noted(field):
    photo = field.one.attachments.get()
    address = reverse("submission_file", args=[field.one.pk, photo.pk])
    opened = field.client(field.user("section_staff")).get(address)
    assert b"".join(opened.streaming_content) == PNG
    assert opened["Content-Type"] == "image/png"
    assert AuditEvent.objects.filter(verb="personal.read").count() == 1
    assert field.client(field.user("section_staff", place="32.75")).get(address).status_code == 404
    assert field.client(field.user("auditor")).get(address).status_code == 403


def test_what_cannot_be_read_has_a_page_too(field):
    broken = send(b"<data", field.sender).submission
    kept = send(told("uuid:b", form="asing", nama_usaha="Rahasia"), field.sender).submission
    staff = field.client(field.user("section_staff"))
    for one, words in ((broken, "terpotong"), (kept, "tidak dikenal")):
        shown = staff.get(reverse("submission_detail", args=[one.pk])).content.decode()
        assert words in shown
        assert "Rahasia" not in shown
    assert Submission.objects.count() == 3
