"""What a phone sends: kept whole, noted once, whatever the order, and never lost."""

import pytest
from django.core.exceptions import PermissionDenied

from binaan.access.models import AuditEvent
from binaan.intake import fieldwork
from binaan.intake.models import Attachment, Submission, SubmissionState
from binaan.intake.tests.fieldforms import a_form, send, told
from binaan.kit.files import path_of


@pytest.fixture
def field(world, settings, tmp_path, clock, monkeypatch):
    """The small world with one open form of disperin, and an enumerator of Tambun Selatan."""
    monkeypatch.setitem(fieldwork.TAKERS, "usaha", fieldwork.Taker("registry", "usaha", "", {}))
    settings.FILES_DIR = tmp_path / "files"
    world.form = a_form(world.place("32.16"), world.offices["disperin"])
    world.sender = world.user("enumerator")
    return world


def states():
    return list(Submission.objects.order_by("received_at", "pk").values_list("state", flat=True))


def test_an_instance_is_kept_as_it_came_and_read(field):
    xml = told("uuid:a", nama_usaha="Warung Sri", desa="32.16.06.2004", titik="-6.25 107.05 0 4.5",
               omzet="2.5E8", dok=["nib"])  # fmt: skip
    received = send(xml, field.sender)
    one = received.submission
    one.refresh_from_db()
    assert received.new
    assert path_of(one.file_id).read_bytes() == xml
    assert one.answers["g/omzet"] == "250000000"
    assert one.answers["dok"] == [{"dok/jenis": "nib"}]
    assert (one.state, one.place_id, one.lat, one.accuracy) == (
        "ready",
        "32.16.06.2004",
        -6.25,
        4.5,
    )
    assert (str(one.told_on), one.begun_at.isoformat()) == (
        "2026-03-02",
        "2026-03-02T02:00:00+00:00",
    )
    assert AuditEvent.objects.filter(verb="submission.received").count() == 1


def test_parts_come_in_any_order_and_the_last_one_completes_it(field):
    xml = told("uuid:a", nama_usaha="Warung Sri", foto="1.jpg")
    first = send(xml, field.sender)
    assert (first.submission.state, first.missing) == ("partial", ("1.jpg",))
    stray = send(xml, field.sender, lain_jpg=b"lain")
    assert (stray.submission.state, stray.missing) == ("partial", ("1.jpg",))
    last = send(xml, field.sender, **{"1_jpg": b"foto"})
    assert (last.submission.state, last.missing, last.new) == ("ready", (), False)
    assert Submission.objects.get().copies == 0
    assert set(Attachment.objects.values_list("name", flat=True)) == {"1.jpg", "lain.jpg"}


def test_the_same_instance_again_changes_nothing(field):
    xml = told("uuid:a", nama_usaha="Warung Sri", foto="1.jpg")
    send(xml, field.sender, **{"1_jpg": b"foto"})
    again = send(xml, field.sender, **{"1_jpg": b"foto"})
    rewritten = send(xml.replace(b"Warung Sri", b" Warung Sri\n"), field.sender)
    assert not again.new
    assert not rewritten.new
    one = Submission.objects.get()
    assert (one.copies, one.attachments.count(), one.state) == (2, 1, "ready")
    assert AuditEvent.objects.filter(verb="submission.received").count() == 1


def test_other_answers_under_the_same_sign_are_kept_beside_and_wait_for_a_person(field):
    send(told("uuid:a", nama_usaha="Warung Sri"), field.sender)
    for _again in range(2):
        other = send(told("uuid:a", nama_usaha="Warung Ratna"), field.sender).submission
    assert states() == ["ready", "review"]
    assert "sudah dipakai kiriman lain" in Submission.objects.get(pk=other.pk).trouble


def test_another_photo_under_the_same_name_is_kept_beside(field):
    xml = told("uuid:a", nama_usaha="Warung Sri", foto="1.jpg")
    send(xml, field.sender, **{"1_jpg": b"foto"})
    send(xml, field.sender, **{"1_jpg": b"foto lain"})
    names = sorted(Attachment.objects.values_list("name", flat=True))
    assert len(names) == 2
    assert names[0] == "1.jpg"
    assert names[1].endswith("-1.jpg")


def test_an_edited_answer_takes_the_place_of_the_one_it_names(field):
    send(told("uuid:a", nama_usaha="Warung Sri"), field.sender)
    send(told("uuid:b", deprecated="uuid:a", nama_usaha="Warung Ratna"), field.sender)
    assert states() == ["replaced", "ready"]
    stranger = field.user("enumerator", place="32.16.07")
    send(told("uuid:c", deprecated="uuid:b", nama_usaha="Warung Orang"), stranger)
    assert states() == ["replaced", "ready", "ready"]


def test_what_was_returned_comes_back_under_the_same_sign(field):
    send(told("uuid:a", nama_usaha="Warung Sri"), field.sender)
    Submission.objects.update(state=SubmissionState.RETURNED)
    send(told("uuid:a", nama_usaha="Warung Sri Asih"), field.sender)
    assert states() == ["replaced", "ready"]


@pytest.mark.parametrize(
    ("xml", "state", "words"),
    [
        (b"<data id='pendataan'><a>", "broken", "terpotong"),
        (told("u", form="asing"), "kept", "tidak dikenal di sini"),
        (told("u", version="1999"), "review", "belum pernah diunggah"),
    ],
)
def test_what_is_not_understood_is_kept_and_says_why(field, xml, state, words):
    for _again in range(2):
        received = send(xml, field.sender, **{"1_jpg": b"foto"})
    one = Submission.objects.get()
    assert (one.state, one.copies, received.new) == (state, 1, False)
    assert words in one.trouble
    assert path_of(one.file_id).read_bytes() == xml
    assert one.office == field.offices["disperin"]


def test_answers_to_an_old_edition_are_read_by_its_own_definition(field):
    newer = [{"path": "g/omzet", "name": "omzet", "type": "text", "label": "Omzet"}]
    a_form(field.place("32.16"), field.offices["disperin"], version="2026020101", definition=newer)
    send(told("uuid:a", omzet="2.5E8"), field.sender)
    send(told("uuid:b", version="2026020101", omzet="2.5E8"), field.sender)
    said = [one.answers["g/omzet"] for one in Submission.objects.order_by("instance_id")]
    assert said == ["250000000", "2.5E8"]


@pytest.mark.parametrize("day", ["1970-01-01", "2031-05-05"])
def test_a_wrong_clock_does_not_date_an_answer(field, day):
    one = send(told("uuid:a", nama_usaha="Warung", day=day), field.sender).submission
    assert str(one.told_on) == "2026-03-02"
    assert one.begun_at.year == int(day[:4])


def test_who_does_not_work_where_the_form_belongs_is_kept_for_a_person(field):
    other = field.user("enumerator", place="32.75")
    assert send(told("u", nama_usaha="W"), other).submission.state == "review"


def test_who_may_not_send_is_refused_and_nothing_is_noted(field):
    with pytest.raises(PermissionDenied):
        send(told("u"), field.user("auditor"))
    assert not Submission.objects.exists()


def test_a_record_chosen_on_the_phone_is_known(field):
    chosen = field.business()
    one = send(told("u", usaha=str(chosen.pk), nama_usaha=chosen.name), field.sender).submission
    assert one.record_id == chosen.pk


def test_it_is_called_as_its_engine_says_else_as_its_business(field):
    """Some engines do not work out the name a form asks for."""
    xml = told("uuid:a", nama_usaha="Warung Sri")
    called = xml.replace(
        b"<instanceID>uuid:a", b"<instanceName>Sri, Tambun</instanceName><instanceID>uuid:b"
    )
    assert send(xml, field.sender).submission.name == "Warung Sri"
    assert send(called, field.sender).submission.name == "Sri, Tambun"
    assert send(told("uuid:c", pemilik="Sri"), field.sender).submission.name == ""
