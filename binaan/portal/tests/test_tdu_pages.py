"""The check of TDU cards without JavaScript, what phones keep of it, and what strangers do not learn."""

import json

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

from binaan.kit.models import SigningKey
from binaan.portal import doors, shell
from binaan.vendors.actions import cards as acting
from binaan.vendors.tests.card_cases import CASES, GOOD, KEY
from binaan.vendors.tests.conftest import street  # noqa: F401

pytestmark = pytest.mark.once
PAGE = "/cek-tdu/"


@pytest.fixture
def signed(street, settings, tmp_path, clock):  # noqa: F811
    settings.HOME = tmp_path
    return acting.sign_card(street.permit(), by=street.head)


@pytest.mark.parametrize("why", ["ok", "altered", "unknown_key"])
def test_a_code_is_answered_by_the_server_where_there_is_no_script(db, stranger, clock, why):
    case = next(case for case in CASES if case.want == why)
    SigningKey.objects.create(kid=KEY.kid, purpose="tdu", public=KEY.public)
    clock(case.at)
    shown = stranger.post(PAGE, {"kode": case.token}).content.decode()
    assert f'class="tdu-answer {why}"' in shown
    assert ("S.W.A." in shown) == (why == "ok")


def test_a_number_is_looked_up_and_tells_no_name(signed, stranger, clock):
    answer = stranger.get(reverse("portal_tdu_number"), {"nomor": signed.number}).json()
    assert answer["why"] == "wrong_hour"  # it is noon
    assert ["Pemegang", "A.S."] in answer["facts"]
    assert "Suryani" not in json.dumps(answer)
    type(signed).objects.update(state="dicabut")
    shown = stranger.post(PAGE, {"kode": signed.number.lower()}).content.decode()
    assert "Dicabut" in shown
    assert "Suryani" not in shown


def test_whoever_guesses_numbers_is_stopped(street, stranger, clock):  # noqa: F811
    guess = {"nomor": "TDU/3275/2026/1"}
    for _one in range(doors.MISSES[0]):
        assert stranger.get(reverse("portal_tdu_number"), guess).json()["why"] is None
    assert stranger.get(reverse("portal_tdu_number"), guess).status_code == 429


def test_a_phone_keeps_keys_and_serials_and_nothing_of_anybody(signed, stranger, clock):
    type(signed).objects.update(state="dicabut")
    kept = stranger.get(reverse("portal_tdu_list")).json()
    assert set(kept) == {"made", "keys", "revoked"}
    assert list(kept["keys"]) == [signed.key_id]
    assert kept["revoked"] == [signed.serial]


def test_the_worker_names_files_that_are_there(db, stranger):
    answer = stranger.get(reverse("portal_tdu_worker"))
    assert answer["Content-Type"].startswith("text/javascript")
    first = answer.content.decode().splitlines()[0]
    kept = json.loads(first.removeprefix("const KEPT = ").removesuffix(";"))
    assert (kept["page"], kept["edition"]) == (PAGE, shell.edition())
    assert PAGE in reverse("portal_tdu_worker")  # else its scope does not reach the page
    ours = [one for one in kept["files"] if "/vendor/" not in one]
    missing = [one for one in ours if not finders.find(one.removeprefix(settings.STATIC_URL))]
    assert missing == []


def test_all_the_page_asks_for_is_kept(db, stranger):
    page = stranger.get(PAGE).content.decode()
    asked = {part.split('"')[0] for part in page.split(f'"{settings.STATIC_URL}')[1:]}
    kept = {one.removeprefix(settings.STATIC_URL) for one in shell.addresses()}
    assert asked <= kept
    assert GOOD not in page
