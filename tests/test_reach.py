"""Whoever stands elsewhere finds nothing; the pages themselves are walked in test_walks.py."""

import pytest
from django.urls import reverse

from tests.test_commands import run

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
