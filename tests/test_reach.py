"""Whoever stands elsewhere finds nothing: no name of a neighbour on any page, list or export."""

from html import unescape

import pytest
from django.urls import reverse

from tests import walk
from tests.test_commands import run
from tests.test_personal_data import filled  # noqa: F401 - a fixture
from tests.world import FIRMS

LISTED = ("Dodol Mak Iyem", "Iyem Rohayati", "Sablon Pak Oji", "Oji Fahroji", "Tanpa Usaha")


def named(*, within: str) -> set[str]:
    """Businesses and owners at or below a place, entered by hand or by the list."""
    found = {
        name for firm in FIRMS if firm.place.startswith(within) for name in (firm.name, firm.owner)
    }
    return found | (set(LISTED) if "32.16.07".startswith(within) else set())


ELSEWHERE = [
    ("section_head", "32.75", named(within="32.16")),
    ("section_staff", "32.16", named(within="32.75")),
    ("kecamatan_operator", "32.16.06", named(within="32.16.07") | named(within="32.75")),
    ("kecamatan_operator", "32.16.07", named(within="32.16.06") | named(within="32.75")),
    ("enumerator", "32.16.07", named(within="32.16.06") | named(within="32.75")),
    ("upper_reader", "32", named(within="32")),
]


# Each address once more on PostgreSQL, by who sees most of them and by who sees least.
TWICE = {("section_head", "32.75"), ("upper_reader", "32")}
WALKS = [
    pytest.param(*one, marks=[] if one[:2] in TWICE else [pytest.mark.once]) for one in ELSEWHERE
]


@pytest.mark.parametrize(("role", "place", "foreign"), WALKS)
def test_no_page_names_somebody_beyond_my_reach(role, place, foreign, filled):  # noqa: F811
    client = filled.client(filled.user(role, place=place))
    seen = {}
    for address in walk.targets():
        response = client.get(address)
        body = b"".join(response) if response.streaming else response.content
        text = unescape(body.decode("utf-8", errors="replace"))
        if found := [name for name in foreign if name in text]:
            seen[address] = found
    assert seen == {}


PAGES = (
    "business_detail", "business_correct", "business_close", "business_verify", "business_guide",
    "business_photo_add",
)  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_a_neighbours_business_does_not_exist_for_me(page, world):
    client = world.client(world.user("section_head", place="32.75"))
    address = reverse(page, args=[world.business().pk])
    before = world.business()
    assert client.get(address).status_code == 404
    assert client.post(address, {"reason": "Bukan urusan saya"}).status_code == 404
    assert world.business().__dict__.items() >= {"name": before.name, "status": "running"}.items()


def test_a_figure_counts_only_what_its_reader_reaches(world):
    counted = {
        (role, place): _count(world, world.user(role, place=place))
        for role, place in (
            ("section_head", "32.16"),
            ("section_head", "32.75"),
            ("kecamatan_operator", "32.16.07"),
        )
    }
    assert counted == {
        ("section_head", "32.16"): '"value": 4',
        ("section_head", "32.75"): '"value": 1',
        ("kecamatan_operator", "32.16.07"): '"value": 2',
    }


def _count(world, user) -> str:
    _code, out, _err = run(
        "measure", "registry.businesses", "--place", "32", "--at", "2025-01-01",
        "--as", user.username, "--json",
    )  # fmt: skip
    return next(part for part in out.split(", ") if part.startswith('"value"'))
