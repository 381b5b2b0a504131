"""Pages about businesses that may be one."""

import pytest
from django.urls import reverse

from binaan.registry.tests.pairs import NEAR, entered, pair

pytestmark = pytest.mark.django_db


def operator(world):
    return world.client(world.operator_of("32.16.06"))


def shown(client, name, *arguments, query="", status=200):
    answer = client.get(reverse(name, args=arguments) + query)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.fixture
def sari(world):
    """The business of the world, written once more by another hand."""
    again = entered(
        world, "Kripik Ibu Sari", "Sari Wulandri", phone="+6281312347721", address="Jl. Mawar 3",
        **NEAR,
    )  # fmt: skip
    return pair(world.business(), again)


def test_two_records_stand_side_by_side_with_what_differs(world, sari):
    text = shown(operator(world), "identity_next")
    for words in ("Keripik Bu Sari", "jarak 40 m", "sedang", "telepon dipakai 3 orang"):
        assert words in text
    assert '<mark class="differs">Kripik</mark>' in text
    assert "0813 •••• 7721" in text
    assert "+6281312347721" not in text
    assert "3216064507850003" not in text
