"""The desk of participants: invited, answered, marked by code and by name, tested, ended, papers."""

from datetime import time
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from binaan.access.models import AuditEvent
from binaan.kit.dates import long_date, today
from binaan.kit.typesetting import NoFonts
from binaan.programmes.models import Attendance, Handover, Service
from binaan.programmes.queries import invitations
from binaan.programmes.sheets import letters
from binaan.programmes.tests.taking import INVITED, Chosen
from tests.remembered import remembered

pytestmark = pytest.mark.once


@pytest.fixture
def chosen(db) -> Chosen:
    return remembered("chosen", Chosen)


@pytest.fixture
def staff(chosen):
    return chosen.user("section_staff")


@pytest.fixture
def client(chosen, staff):
    return chosen.client(staff)


def text(answer, status: int = 200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def at(name: str, *args) -> str:
    return reverse(f"participant_{name}", args=args)


def test_who_is_chosen_is_invited_at_a_press_and_answers_are_written_down(chosen, client):
    chosen.activity.starts_on = chosen.activity.ends_on = today()
    chosen.activity.save()
    here = at("list", chosen.activity.pk)
    assert "Undang 6 usaha" in text(client.get(here))
    assert "6 usaha yang terpilih" in text(client.get(at("invite", chosen.activity.pk)))
    assert client.post(at("invite", chosen.activity.pk)).url == here
    shown = text(client.get(here))
    one = chosen.joined()[0]
    assert f"{one.business}" in shown
    assert "Isi kursi kosong" not in shown
    refused = client.post(at("answer", one.pk), {"comes": "tidak", "why": ""})
    assert "alasan tidak dapat hadir" in text(refused, 422)
    client.post(at("answer", one.pk), {"comes": "tidak", "why": "Sakit"})
    shown = text(client.get(at("detail", one.pk)))
    assert "Sakit" in shown
    assert "+62" not in shown
    assert "1 kursi sudah dilepas" in text(client.get(at("refill", chosen.activity.pk)))
    client.post(at("refill", chosen.activity.pk))
    assert "dari daftar tunggu no." in text(client.get(here))


def test_a_code_at_the_door_and_a_name_that_is_called_mark_who_is_there(chosen, client):
    rows = chosen.invited()
    chosen.run()
    session = chosen.activity.sessions.create(
        on=today(), begins=time(9), ends=time(12), subject="Hari ini"
    )
    door = at("attend", session.pk)
    client.post(at("scanned", session.pk), {"code": f"https://b.contoh/undangan/{rows[0].token}/"})
    assert Attendance.objects.get().way == "qr"
    shown = text(client.get(door))
    assert f"{rows[0].business} hadir." in shown
    wrong = client.post(at("scanned", session.pk), {"code": "bukan-kode"}, follow=True)
    assert "Kode ini bukan undangan" in text(wrong)
    scan = at("scan", rows[1].token)
    assert "Catat hadir" in text(client.get(scan))
    client.post(scan, {"sesi": str(session.pk)})
    said = {f"p_{rows[2].pk}": "sebagian", f"m_{rows[2].pk}": "60", f"p_{rows[0].pk}": "hadir"}
    assert client.post(door, said).url == at("list", chosen.activity.pk)
    assert Service.objects.filter(activity=chosen.activity).count() == 3
    refused = client.post(door, {f"p_{rows[3].pk}": "sebagian"})
    assert "antara 1 dan 179 menit" in text(refused, 422)


def test_tests_and_goods_are_written_down_for_who_was_there(chosen, staff, client):
    one, *_others = chosen.invited()
    chosen.run()
    first, _second = chosen.activity.sessions.order_by("on")
    client.post(at("attend", first.pk), {f"p_{one.pk}": "hadir"})
    tests = at("tests", chosen.activity.pk)
    assert f"pre_{one.pk}" in text(client.get(tests))
    client.post(tests, {f"pre_{one.pk}": "40", f"post_{one.pk}": "77,8", f"liked_{one.pk}": "4"})
    assert "0,63" in text(client.get(at("detail", one.pk)))
    goods = {"number": "BAST/9", "on": today().isoformat(), "given_by": "Budi", "received_by": "Ani",
             "label_1": "Mesin", "volume_1": "1", "unit_1": "unit", "price_1": "2.500.000"}  # fmt: skip
    there = at("handover", one.pk)
    assert "BAST/001/" in text(client.get(there))
    assert "Lengkapi nama" in text(client.post(there, goods | {"label_2": "Plastik"}), 422)
    client.post(there, goods)
    assert Handover.objects.get().items.get().price == 2_500_000
    assert "Rp 2.500.000" in text(client.get(at("detail", one.pk)))
    client.post(at("end", chosen.activity.pk))
    assert {row.state for row in chosen.joined()} == {"putus", "mangkir"}


def test_papers_say_who_what_when_and_are_noted(chosen, staff, client):
    rows = chosen.invited()
    data = invitations.letter(staff, rows[0], "https://b.contoh/")
    assert data["link"] == f"https://b.contoh/undangan/{rows[0].token}/"
    assert data["answer_by"] == long_date(rows[0].answer_by)
    try:
        answer = client.get(at("letters", chosen.activity.pk))
    except NoFonts:
        pytest.skip("no fonts here")
    assert answer.content.startswith(b"%PDF-")
    assert "no-store" in answer["Cache-Control"]
    assert AuditEvent.objects.filter(verb="participation.letters").count() == 1
    assert rows[0].messages.get().channel == "surat"
    given = invitations.next_number(staff, chosen.activity, INVITED)
    row = Handover.objects.create(
        activity=chosen.activity, business=rows[0].business, place=rows[0].place, number=given,
        office=chosen.offices["disperin"], on=INVITED, given_by="Budi", received_by="Ani",
        by="staf", at=rows[0].made_at,
    )  # fmt: skip
    row.items.create(label="Mesin", volume=1, unit="unit", price=2_500_000)
    assert letters.handover(staff, row, on=INVITED).startswith(b"%PDF-")
    assert client.get(at("handover_paper", row.pk)).status_code == 200
    assert AuditEvent.objects.filter(verb="aid.paper").count() == 1


def test_who_stands_elsewhere_finds_nothing_and_who_only_looks_changes_nothing(chosen, staff):
    rows = chosen.invited()
    near = chosen.client(chosen.operator_of("32.16.06"))
    inside = [one for one in rows if one.place_id.startswith("32.16.06")]
    outside = [one for one in rows if not one.place_id.startswith("32.16.06")]
    shown = text(near.get(at("list", chosen.activity.pk)))
    assert all(one.business.name in shown for one in inside)
    assert not any(one.business.name in shown for one in outside)
    assert near.get(at("detail", outside[0].pk)).status_code == 404
    assert near.get(at("scan", outside[0].token)).status_code == 404
    assert near.post(at("invite", chosen.activity.pk)).status_code == 403
    far = chosen.client(chosen.user("section_staff", place="32.75"))
    assert far.get(at("list", chosen.activity.pk)).status_code == 404
    reader = chosen.client(chosen.user("auditor"))
    assert reader.get(at("detail", inside[0].pk)).status_code == 200
    assert reader.post(at("answer", inside[0].pk), {"comes": "ya"}).status_code == 403


def test_messages_are_sent_from_the_desk(chosen, client, settings, tmp_path):
    settings.HOME = tmp_path
    chosen.invited()
    there = at("send", chosen.activity.pk)
    assert "WhatsApp" in text(client.get(there))
    client.post(there, {"channel": "wa"})
    again = client.post(there, {"channel": "wa"}, follow=True)
    assert "Tidak ada undangan yang belum dikirimi pesan" in text(again)


def test_the_list_asks_the_store_no_more_for_more_participants(
    chosen, client, django_assert_max_num_queries
):
    chosen.invited()
    client.get(at("list", chosen.activity.pk))
    with django_assert_max_num_queries(45):
        client.get(at("list", chosen.activity.pk))


def picture(name: str, *, camera: bool = False) -> SimpleUploadedFile:
    """A photo of a few pixels; from a camera it says where it was taken."""
    written, exif = BytesIO(), Image.Exif()
    if camera:
        exif[0x8825] = {1: "S", 2: (6.0, 15.0, 0.0)}
    Image.new("RGB", (8, 8), "red").save(written, "JPEG", exif=exif)
    return SimpleUploadedFile(name, written.getvalue())


def test_a_photo_of_the_product_and_the_signed_bast_are_kept_and_their_opening_noted(
    chosen, client, settings, tmp_path
):
    settings.FILES_DIR = tmp_path / "files"
    one = next(row for row in chosen.invited() if row.place_id.startswith("32.16.06"))
    chosen.run()
    photo, add = at("photo", one.pk), at("photo_add", one.pk)
    early = client.post(add, {"document": picture("a.jpg")}, follow=True)
    assert "belum tercatat hadir" in text(early)
    assert client.get(photo).status_code == 404
    first, _second = chosen.activity.sessions.order_by("on")
    client.post(at("attend", first.pk), {f"p_{one.pk}": "hadir"})
    refused = client.post(add, {"document": SimpleUploadedFile("a.jpg", b"MZ")}, follow=True)
    assert "bukan foto" in text(refused)
    client.post(add, {"document": picture("a.jpg", camera=True)})
    sent = client.get(photo)
    kept = Image.open(BytesIO(b"".join(sent.streaming_content)))
    assert (sent["Content-Type"], dict(kept.getexif())) == ("image/jpeg", {})
    row = Handover.objects.create(
        activity=chosen.activity, business=one.business, place=one.place, number="9", on=INVITED,
        office=chosen.offices["disperin"], given_by="B", received_by="A", by="s", at=one.made_at,
    )  # fmt: skip
    signed = at("signed", row.pk)
    assert client.get(signed).status_code == 404
    wrong = {"document": SimpleUploadedFile("bast.pdf", b"<html>")}
    assert "bukan PDF" in text(client.post(at("signed_add", row.pk), wrong, follow=True))
    client.post(at("signed_add", row.pk), {"document": SimpleUploadedFile("bast.pdf", b"%PDF-1.7")})
    assert b"".join(client.get(signed).streaming_content) == b"%PDF-1.7"
    shown = text(client.get(at("detail", one.pk)))
    assert photo in shown
    assert signed in shown
    for verb in ("participation.photo_read", "aid.signed", "aid.signed_read"):
        assert AuditEvent.objects.filter(verb=verb).count() == 1
    reader, far = chosen.client(chosen.user("auditor")), chosen.operator_of("32.16.07")
    assert b"".join(reader.get(signed).streaming_content) == b"%PDF-1.7"
    assert reader.post(at("signed_add", row.pk), wrong).status_code == 403
    assert chosen.client(far).get(signed).status_code == 404
