"""Vendors register for an event day themselves; who is wrong learns nothing, who is right sees why."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from binaan.portal import doors
from binaan.registry.models import Owner
from binaan.vendors.actions import events as acting
from binaan.vendors.models import SlotRequest
from binaan.vendors.tests.conftest import street  # noqa: F401
from binaan.vendors.tests.test_events import CLOSED, plan

pytestmark = pytest.mark.once
PHONE = "0812-9000-1111"


@pytest.fixture
def event(street, clock):  # noqa: F811
    Owner.objects.filter(name="Ani Suryani").update(phone="+6281290001111")
    street.permit("Budi", number="TDU/3275/2026/000777")
    return plan(street)


def page(event) -> str:
    return reverse("portal_event", args=[event.token])


@pytest.mark.parametrize(
    ("number", "name", "right"),
    [
        (PHONE, "ibu ani", True),
        (PHONE, "Warung Ani", True),
        (PHONE, "Budi", False),
        ("tdu/3275/2026/000777", "Budi Hartono", True),
        ("TDU/3275/2026/000777", "Ani", False),
        ("TDU/3275/2026/000777", " ", False),
        ("081299999999", "Ani", False),
        ("", "Ani", False),
    ],
)
def test_number_and_name_must_both_be_right(event, stranger, number, name, right):
    answer = stranger.post(page(event), {"number": number, "name": name})
    assert answer.status_code == (302 if right else 422)
    assert SlotRequest.objects.exists() == right
    assert "Suryani" not in answer.content.decode()


def test_a_vendor_comes_back_to_the_same_request_sees_the_pitch_and_gives_it_back(
    street, event, stranger, client, clock  # noqa: F811
):  # fmt: skip
    given = {"number": PHONE, "name": "Ani"}
    assert "Benih" not in stranger.get(page(event)).content.decode()[:200]
    proof = stranger.post(page(event), given).url
    assert stranger.post(page(event), given).url == proof
    assert "Menunggu undian" in stranger.get(proof).content.decode()
    clock(CLOSED)
    acting.draw(event, by=street.staff)
    shown = stranger.get(proof).content.decode()
    assert '<svg viewBox="0 0 ' in shown  # a code that grows to what an officer can scan
    assert "<svg" in shown
    assert "001" in shown
    assert "Anda masuk sebagai petugas" not in shown
    client.force_login(street.staff)
    assert "Anda masuk sebagai petugas" in client.get(proof).content.decode()
    told = stranger.get(page(event)).content.decode()
    assert "kurang dari 5" in told
    assert stranger.post(proof).status_code == 302
    assert "Batal" in stranger.get(proof).content.decode()
    assert stranger.post(proof).status_code == 422


def test_whose_turn_it_is_not_is_told_when_and_a_closed_page_takes_nobody(
    street, event, stranger, clock  # noqa: F811
):  # fmt: skip
    later = plan(street, datetime(2026, 3, 15, tzinfo=ZoneInfo("Asia/Jakarta")).date())
    stranger.post(page(event), {"number": PHONE, "name": "Ani"})
    clock(CLOSED)
    acting.draw(event, by=street.staff)
    refused = stranger.post(page(later), {"number": PHONE, "name": "Ani"}).content.decode()
    assert "Giliran yang lain" in refused
    late = stranger.post(page(event), {"number": "TDU/3275/2026/000777", "name": "Budi"})
    assert "tidak dibuka" in late.content.decode()


def test_who_tries_out_numbers_is_stopped(event, stranger, monkeypatch):
    monkeypatch.setattr(doors, "MISSES", (2, 60))
    for _guess in range(2):
        stranger.post(page(event), {"number": "0812345", "name": "Ani"})
    assert stranger.post(page(event), {"number": PHONE, "name": "Ani"}).status_code == 429
    assert stranger.get(reverse("portal_event", args=["x" * 22])).status_code == 429
