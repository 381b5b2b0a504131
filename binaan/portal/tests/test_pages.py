"""Public pages: what a stranger may do with a token, and what he does not learn without one."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from binaan.portal import doors
from binaan.programmes.actions import cards as acting
from binaan.programmes.actions import nominating
from binaan.programmes.models import Nomination, Participation
from tests import system

pytestmark = pytest.mark.once
TOKEN = "t" * 22
GIVEN = {"name": "Dewi", "business_name": "Donat Dewi", "village": "Tambun", "wish": "ingin"}


@pytest.fixture
def opened(fair):
    fair.open = fair.add_activity(state="dibuka", token=TOKEN)
    return fair


def invite(world, name: str = "Donat Dewi") -> Participation:
    firm = world.firm(name)
    return Participation.objects.create(
        activity=world.activity, business=firm, state="diundang", token="p" * 22, place=firm.place,
        office=world.activity.office, made_at=timezone.now(), invited_at=timezone.now(),
    )  # fmt: skip


def test_an_owner_puts_himself_forward_and_comes_back_with_the_proof(opened, stranger):
    page = reverse("portal_nominate", args=[TOKEN])
    shown = stranger.get(page)
    assert "Pelatihan kemasan makanan" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert "noindex" in shown["X-Robots-Tag"]
    assert shown["Referrer-Policy"] == "same-origin"  # with none, browsers post without an origin
    assert stranger.post(page, {"name": "Dewi"}).status_code == 422
    proof = stranger.post(page, GIVEN).url
    told = stranger.get(proof).content.decode()
    assert "sedang diperiksa" in told
    assert "Dewi" not in told
    key = Nomination.objects.get().pk
    assert stranger.get(reverse("portal_proof", args=[f"{key}~forged"])).status_code == 404


def test_a_paper_code_leads_to_its_activity_and_is_used_up(opened, stranger):
    staff = opened.user("section_staff")
    code = nominating.print_codes(opened.open, count=1, by=staff)[0]
    led = stranger.post(reverse("portal_code"), {"code": code.lower()}).url
    assert led == f"{reverse('portal_nominate', args=[TOKEN])}?kode={code}"
    stranger.post(led, GIVEN | {"code": code})
    assert Nomination.objects.get().channel == "kertas"
    again = stranger.post(reverse("portal_code"), {"code": code})
    assert again.status_code == 422


@pytest.mark.parametrize("state", ["draf", "seleksi"])
def test_a_draft_is_not_told_of_and_a_closed_one_takes_nobody(opened, stranger, state):
    opened.open.state = state
    opened.open.save()
    page = reverse("portal_nominate", args=[TOKEN])
    assert stranger.get(page).status_code == (404 if state == "draf" else 200)
    stranger.post(page, GIVEN)
    assert not Nomination.objects.exists()


def test_an_invitation_is_answered_with_a_reason_and_changed(opened, stranger, client):
    row = invite(opened)
    page = reverse("portal_invitation", args=[row.token])
    scan = reverse("participant_scan", args=[row.token])
    shown = stranger.get(page).content.decode()
    assert ("Donat Dewi" in shown, scan in shown) == (True, False)
    client.force_login(opened.user("section_staff"))  # an officer's telephone at the letter's code
    assert scan in client.get(page).content.decode()
    assert stranger.post(page, {"comes": "0"}).status_code == 422
    for said, state in (
        ({"comes": "0", "reason": "Tempatnya jauh"}, "menolak"), ({"comes": "1"}, "terkonfirmasi"),
    ):  # fmt: skip
        assert stranger.post(page, said).status_code == 302
        row.refresh_from_db()
        assert row.state == state


def test_a_card_is_opened_by_one_browser_once(opened, stranger, client):
    firm = opened.firm("Bakso Bambang")
    _row, token = acting.link(firm, by=opened.user("section_staff"))
    page = reverse("portal_card_open", args=[token])
    looked = stranger.get(page).content.decode()
    assert "Bakso" not in looked
    assert stranger.post(page).url == reverse("portal_card")
    card = stranger.get(reverse("portal_card")).content.decode()
    assert "Bakso Bambang" in card
    assert "Yang belum lengkap" in card
    assert not re.search(r"\+?62\d{8}|08\d{8}", card)
    assert client.post(page).status_code == 404
    assert client.get(reverse("portal_card")).status_code == 404
    stranger.post(reverse("portal_card"))
    assert stranger.get(reverse("portal_card")).status_code == 404


def test_who_guesses_is_stopped(opened, stranger, monkeypatch):
    monkeypatch.setattr(doors, "MISSES", (2, 60))
    for _guess in range(2):
        assert stranger.get(reverse("portal_invitation", args=["x" * 22])).status_code == 404
    stopped = stranger.get(reverse("portal_nominate", args=[TOKEN]))
    assert stopped.status_code == 429
    assert "Sebentar dulu" in stopped.content.decode()


def test_who_writes_too_often_is_stopped(opened, stranger, monkeypatch):
    monkeypatch.setattr(doors, "WRITES", (1, 60))
    page = reverse("portal_nominate", args=[TOKEN])
    assert [stranger.post(page, GIVEN).status_code for _ in range(2)] == [302, 429]
    assert Nomination.objects.count() == 1


def test_every_page_of_this_room_is_behind_an_open_door():
    mine = [one for one in system.addresses() if one.name.startswith("portal_")]
    assert len(mine) >= 8
    assert all(one.view.public_because for one in mine)
