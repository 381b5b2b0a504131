"""The shells of the phone's page: empty, installable, whole offline, and one path with its own CSP."""

import json
import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

from binaan.api import shells
from binaan.intake.models import Device
from binaan.intake.queries.devices import knocking

MODULES = sorted((settings.BASE_DIR / "binaan/api/static/api").glob("*.mjs"))
NAMES = re.compile(r"""(?:from|import)\(? ?"(\.{1,2}/[^"]+)\"""")


@pytest.mark.once
@pytest.mark.parametrize("address", shells.PAGES)
def test_a_shell_asks_nothing_and_says_nothing_about_anybody(client, address):
    """No `db` fixture: a query would fail."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "csrfmiddlewaretoken" not in answer.content.decode()


@pytest.mark.once
def test_only_the_page_that_fills_in_may_evaluate(client):
    loose = [one for one in shells.PAGES if "unsafe" in client.get(one)["Content-Security-Policy"]]
    assert loose == [reverse("phone_fill")]
    policy = client.get(reverse("phone_fill"))["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-eval';" in policy + ";"


@pytest.mark.once
def test_the_worker_keeps_every_part_a_part_names(client):
    kept = set(shells.addresses())
    for module in MODULES:
        if module.name == "pair.mjs":  # works while signed in, with a network
            continue
        assert {one for one in kept if module.stem in one}, module.name
        for named in NAMES.findall(module.read_text("utf-8")):
            path = (module.parent / named).resolve()
            tail = (
                "/".join(path.parts[path.parts.index("static") + 1 :]) if path.exists() else named
            )
            tail = tail.removeprefix("../")
            assert any(one.endswith(tail) for one in kept), (module.name, named)
    said = client.get(reverse("phone_worker"))
    assert said["Content-Type"] == "text/javascript"
    assert json.loads(re.search(r"PARTS = (\[.*\]);", said.content.decode())[1]) == sorted(
        kept, key=shells.addresses().index
    )


@pytest.mark.once
def test_the_page_can_be_installed(client):
    told = client.get(reverse("phone_manifest")).json()
    assert (told["start_url"], told["scope"]) == ("/lapangan/", "/lapangan/")
    assert all(finders.find(one["src"].removeprefix("/static/")) for one in told["icons"])


def test_a_phone_is_paired_once_by_who_may_send(client, world):
    client.force_login(world.user("enumerator"))
    page = client.post(reverse("phone_pair"), {"label": "Ponsel kuning"})
    token = re.search(r'data-token="([^"]+)"', page.content.decode())[1]
    device = Device.objects.get()
    assert knocking(world.user("enumerator").username, token) == device
    assert token not in device.secret
    assert "no-store" in page["Cache-Control"]
    client.force_login(world.user("auditor"))
    assert client.post(reverse("phone_pair"), {"label": "x"}).status_code == 403
