"""A finding of the street recorded without signal: once, with photo and position, never too hard."""

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from binaan.api.queries.officer_day import ANYWHERE, findings
from binaan.api.tests.test_phone_data import PNG
from binaan.vendors.models import Finding
from binaan.vendors.tests.conftest import Street
from tests.remembered import remembered


@pytest.fixture
def street(db, clock, settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    return remembered("street", Street)


def tell(phone, number="", photo=None, **said):
    now = timezone.now().isoformat()
    usual = {"offence": "lokasi_terlarang", "step": "persuasi", "note": "Sudah diajak bicara"}
    told = {"id": number or str(uuid4()), "kind": "finding", "about": ANYWHERE, "at": now,
            "now": now, "day": "2026-03-02", "said": usual | said}  # fmt: skip
    given = {"act": json.dumps(told)} | ({"photo": photo} if photo else {})
    answer = phone.post(reverse("phone_act"), given)
    return answer.status_code, answer.json()["words"]


def test_a_finding_with_photo_and_position_counts_once(street, phone):
    paired, number = phone(street.staff), str(uuid4())
    said = {"location": str(street.location().pk), "position": {"lat": -6.24, "lon": 107.0}}
    for _twice in range(2):
        photo = SimpleUploadedFile("foto.png", PNG)
        assert tell(paired, number, photo, **said)[0] == 200
    one = Finding.objects.get()
    assert (str(one.client_id), one.location, one.lat) == (number, street.location(), -6.24)
    assert one.photo.size == len(PNG)


def test_a_known_vendor_is_warned_rung_by_rung(street, phone):
    paired = phone(street.staff)
    who = f"P-{street.vendors['Ani'].number:05d}"
    status, words = tell(paired, who=who, step="peringatan_2")
    assert (status, "Paling jauh sekarang" in words) == (422, True)
    assert tell(paired, who=who)[0] == 200
    assert tell(paired, who=who, step="peringatan_1")[0] == 200
    assert (
        list(Finding.objects.order_by("seen_at", "pk").values_list("vendor", flat=True))
        == [street.vendors["Ani"].pk] * 2
    )


@pytest.mark.parametrize(
    "said",
    [{"who": "P-99999"}, {}, {"location": "x"}, {"location": "0192a7c8-0000-7000-8000-00000000abcd"},
     {"offence": "lain"}, {"step": "tembak"}, {"who": 5}],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_placed_is_told_in_words(street, phone, said):
    status, words = tell(phone(street.staff), **said)
    assert (status, bool(words), Finding.objects.exists()) == (422, True, False)


def test_a_phone_knows_the_locations_of_its_officer_only(street):
    (here,) = findings(street.staff)
    where = next(one for one in here["acts"][0]["fields"] if one["name"] == "location")
    assert str(street.location().pk) in {key for key, _label in where["options"]}
    (elsewhere,) = findings(street.user("enumerator"))
    where = next(one for one in elsewhere["acts"][0]["fields"] if one["name"] == "location")
    assert where["options"] == []
