"""What phones are told and what they tell: receipts, acts of the day that count once, a wrong clock."""

import base64
import gzip
import json
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from django.utils import timezone

from binaan.access.models import Assignment, User
from binaan.api.phones import credentials
from binaan.api.queries.ground import ground
from binaan.api.tests.office import LAST, FieldOffice
from binaan.intake.actions.devices import revoke_device
from binaan.intake.models import ClientAct, Submission
from binaan.intake.tests.fieldforms import a_form, send, told
from binaan.kit import signing
from binaan.kit.dates import today
from binaan.places.models import Outline
from binaan.programmes.models import Attendance, CaseStep, FollowUp
from binaan.programmes.rules.links import hashed
from tests.remembered import remembered

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)


@pytest.fixture
def office(db, settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    return remembered("field_office", FieldOffice)


def tell(phone, kind, about, photo=None, off=timedelta(0), **said):
    """Send one act as a phone does, `off` its clock's error; answers (status, words)."""
    now = timezone.now() + off
    number = said.pop("number", None) or str(uuid4())
    told_ = {"id": number, "kind": kind, "about": str(about), "said": said,
             "at": said.pop("at", None) or now.isoformat(), "now": now.isoformat(),
             "day": timezone.localdate(now).isoformat()}  # fmt: skip
    given = {"act": json.dumps(told_)} | ({"photo": photo} if photo else {})
    answer = phone.post(reverse("phone_act"), given)
    return answer.status_code, answer.json()["words"]


def visit(office) -> FollowUp:
    return office.path.follow_ups.get(kind="kunjungan_30")


def done(office, **more):
    said = {"on": (LAST + timedelta(days=40)).isoformat(), "way": "kunjungan", "outcome": "Naik"}
    return {"kind": "follow_up.done", "about": visit(office).pk} | said | more


def test_a_stranger_a_revoked_phone_and_who_may_not_send_are_told_so(office, phone, client):
    for said in ("", "Basic ", "Basic ???", "Bearer x", "Basic " + "eDp5"):
        answer = client.get(reverse("phone_data"), headers={"Authorization": said})
        assert (answer.status_code, "realm" in answer["WWW-Authenticate"]) == (401, True)
    paired = phone(office.staff)
    assert paired.get(reverse("phone_data")).status_code == 200
    revoke_device(paired.device, by=office.staff)
    assert paired.get(reverse("phone_data")).status_code == 401
    assert "tidak dikenal" in paired.get(reverse("phone_data")).json()["words"]


@pytest.mark.once
def test_a_name_may_hold_any_letter_and_a_password_a_colon(rf):
    said = base64.b64encode("siti.ñ:a:b".encode()).decode()
    assert credentials(rf.get("/", headers={"Authorization": f"basic {said}"})) == ("siti.ñ", "a:b")


def test_a_phone_holds_its_officers_tasks_and_no_number_of_anybody(office, phone):
    said = phone(office.staff).get(reverse("phone_data")).json()
    kinds = {one["group"] for one in said["day"]}
    people = said["sessions"][0]["people"]
    assert kinds == {"follow_up", "case", "finding"}
    assert hashed(office.joined()[0].token) in {one["code"] for one in people}
    text = json.dumps(said)
    for owner in (one.owner for one in office.joined() if one.owner):
        assert not owner.phone or owner.phone not in text
    other = phone(office.user("enumerator")).get(reverse("phone_data")).json()
    assert ([one["group"] for one in other["day"]], other["sessions"]) == (["finding"], [])


def outlined(code: str) -> None:
    ring = [[107.0, -6.3], [107.1, -6.3], [107.1, -6.2], [107.0, -6.2], [107.0, -6.3]]
    shape = json.dumps({"type": "Polygon", "coordinates": [ring]})
    box = {"min_lon": 107.0, "min_lat": -6.3, "max_lon": 107.1, "max_lat": -6.2}
    Outline.objects.create(place_id=code, geometry=shape, source="uji", **box)


def test_a_phone_holds_the_outlines_of_its_work_once(office, phone):
    outlined("32.16.06.1001")
    outlined("32.75.01.1002")
    asked = phone(office.staff)
    first = asked.get(reverse("phone_ground"))
    names = [one["properties"]["code"] for one in first.json()["features"]]
    assert names == ["32.16.06.1001"]
    again = asked.get(reverse("phone_ground"), {"tag": first["ETag"].strip('"')})
    assert (again.status_code, again.content) == (204, b"")


def test_outlines_of_two_places_are_one_drawing(office):
    outlined("32.16.06.1001")
    outlined("32.75.01.1002")
    Assignment.objects.create(
        user=office.staff, role="enumerator", place_id="32.75", valid_from=today(),
        office=office.staff.assignments.first().office,
    )  # fmt: skip
    made = ground(User.objects.get(pk=office.staff.pk))
    drawn = json.loads(gzip.decompress(made.body))["features"]
    assert [one["properties"]["code"] for one in drawn] == ["32.16.06.1001", "32.75.01.1002"]


def test_an_act_counts_once_however_often_it_arrives(office, phone):
    paired, number = phone(office.staff), str(uuid4())
    at = timezone.now().isoformat()
    first = tell(paired, **done(office, number=number, at=at))
    assert first[0] == 200
    assert tell(paired, **done(office, number=number, at=at)) == first
    assert tell(paired, **done(office, number=number, at=at, outcome="Lain"))[0] == 422
    assert visit(office).outcome == "Naik"
    assert ClientAct.objects.get().device == paired.device


def test_what_the_office_cannot_take_is_refused_in_words_and_may_be_told_anew(office, phone):
    paired, number = phone(office.staff), str(uuid4())
    status, words = tell(paired, **done(office, number=number, outcome=" "))
    assert (status, words) == (422, "Tuliskan hasil tindak lanjut.")
    assert not ClientAct.objects.exists()
    assert tell(paired, **done(office, number=number))[0] == 200
    assert tell(phone(office.user("enumerator")), **done(office))[0] == 422
    for broken in ("", "[]", '{"id": 1}', '{"id":"x","kind":"visit.done"}'):
        assert paired.post(reverse("phone_act"), {"act": broken}).status_code == 422


def test_a_day_a_wrong_clock_wrote_is_put_right_and_a_chosen_one_stays(office, phone):
    paired, ahead = phone(office.staff), timedelta(days=400)
    written = timezone.localdate(timezone.now() + ahead).isoformat()
    assert tell(paired, off=ahead, **done(office, on=written))[0] == 200
    assert visit(office).done_on == today()
    step = {"kind": "case.step_done", "about": office.step.pk, "result": "Rapat"}
    tell(paired, off=ahead, on=(today() - timedelta(days=2)).isoformat(), **step)
    assert CaseStep.objects.get(pk=office.step.pk).done_on == today() - timedelta(days=2)


def test_a_step_with_a_photo_an_agreement_and_an_attempt(office, phone):
    paired, on = phone(office.staff), today().isoformat()
    photo = SimpleUploadedFile("foto.png", PNG)
    assert tell(paired, "case.step_done", office.step.pk, photo, on=on, result="Rapat")[0] == 200
    assert CaseStep.objects.get(pk=office.step.pk).evidence.size == len(PNG)
    assert tell(paired, "case.agreed", office.case.pk, action="Lagi", due=on)[0] == 200
    assert tell(paired, "case.agreed", office.case.pk, action="Lagi", due="x")[0] == 422
    assert tell(paired, "follow_up.failed", visit(office).pk, on=on, note="Tutup")[0] == 200
    assert visit(office).attempts == 1
    paper = SimpleUploadedFile("foto.png", b"MZ" * 40)
    assert tell(paired, photo=paper, **done(office))[0] == 422


def test_what_broke_off_on_the_way_is_not_taken_for_the_whole(office, phone):
    paired, now = phone(office.staff), timezone.now().isoformat()
    act = {"id": str(uuid4()), "kind": "case.step_done", "about": str(office.step.pk), "at": now,
           "now": now, "day": "", "said": {"on": today().isoformat(), "result": "Rapat"}}  # fmt: skip
    photo = SimpleUploadedFile("foto.png", PNG + b"\0" * 5000)
    body = encode_multipart(BOUNDARY, {"act": json.dumps(act), "photo": photo})
    for kept in (200, len(body) - 3000, len(body) - 3):
        given = {"wsgi.input": BytesIO(body[:kept]), "CONTENT_LENGTH": str(len(body))}
        answer = paired.generic("POST", reverse("phone_act"), b"", MULTIPART_CONTENT, **given)
        assert (answer.status_code, ClientAct.objects.count()) == (400, 0)
    answer = paired.generic("POST", reverse("phone_act"), body, MULTIPART_CONTENT)
    assert answer.status_code == 200
    assert CaseStep.objects.get(pk=office.step.pk).evidence.size == len(PNG) + 5000


def test_presence_by_code_or_name(office, phone):
    paired, row = phone(office.staff), office.joined()[1]
    for _twice in range(2):
        said = tell(paired, "presence", office.session.pk, row=str(row.pk), way="qr")
        assert said == (200, f"{row.business} hadir.")
    assert Attendance.objects.get(session=office.session).way == "qr"
    assert tell(paired, "presence", office.session.pk, row=str(uuid4()))[0] == 422
    assert tell(paired, "presence", office.session.pk, row="x")[0] == 422


def test_a_receipt_comes_when_all_of_it_is_here_and_is_signed(office, phone):
    a_form(office.place("32.16"), office.offices["disperin"])
    paired = phone(office.staff)

    def asked(user_phone=paired):
        return user_phone.get(reverse("phone_receipt"), {"id": "uuid:a"}).json()

    assert asked() == {"complete": False, "missing": None}
    xml = told("uuid:a", nama_usaha="Warung Sri", foto="1.jpg")
    send(xml, office.staff)
    assert asked() == {"complete": False, "missing": ["1.jpg"]}
    send(xml, office.staff, **{"1_jpg": b"foto"})
    said = asked()
    read = signing.verify(said["receipt"], signing.public_keys("kiriman"))
    assert (said["complete"], read["id"], read["n"]) == (True, "uuid:a", 1)
    assert read["sha"] == Submission.objects.get().file_id
    assert asked(phone(office.user("enumerator"))) == {"complete": False, "missing": None}


def test_what_was_sent_back_comes_to_its_sender_only(office, phone):
    a_form(office.place("32.16"), office.offices["disperin"])
    xml = told("uuid:a", nama_usaha="Warung Sri", foto="1.jpg")
    send(xml, office.staff, **{"1_jpg": b"foto"})
    Submission.objects.update(state="returned")
    paired = phone(office.staff)
    back = paired.get(reverse("phone_data")).json()["returned"][0]
    assert b"".join(paired.get(back["xml"])) == xml
    assert b"".join(paired.get(back["files"][0]["url"])) == b"foto"
    assert phone(office.user("enumerator")).get(back["xml"]).status_code == 404
