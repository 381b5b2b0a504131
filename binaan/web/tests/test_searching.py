"""The box in the header: what it offers to whom, and where a number leads."""

import pytest
from django.urls import reverse

from binaan.registry.models import Business, Identifier
from tests.world import LISTED

pytestmark = pytest.mark.once

NIB = "9120001234567"


def offered(client, text: str) -> str:
    answer = client.get(reverse("search_suggest"), {"q": text}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.content.decode()


def led(client, text: str) -> str:
    answer = client.get(reverse("search_suggest"), {"q": text})
    assert answer.status_code == 302
    return answer.url


def page_of(name: str) -> str:
    return reverse("business_detail", args=[Business.objects.get(name=name).pk])


@pytest.fixture
def head(world):
    return world.client(world.user("section_head"))


def with_nib(world, *names: str) -> None:
    for number, name in enumerate(names):
        owner = world.business(name).roles.get().owner
        Identifier.objects.create(
            owner=owner, kind="nib", value=NIB[: len(NIB) - number], valid_from=LISTED,
            known_from=owner.known_from,
        )  # fmt: skip


def test_a_suggestion_says_which_business_whose_and_where(world, head):
    shown = offered(head, "keripik")
    business = world.business("Keripik Bu Sari")
    for words in (business.name, business.short_number, "Sari Wulandari", "Jatimulya", "Berjalan"):
        assert words in shown
    assert page_of("Keripik Bu Sari") in shown
    assert f"{reverse('business_list')}?q=keripik" in shown


def test_nothing_personal_stands_in_a_suggestion(head):
    shown = offered(head, "sari wulandari")
    assert "Sari Wulandari" in shown
    for personal in ("3216064507850003", "81312347721", "187654321"):
        assert personal not in shown


def test_what_is_not_mine_is_not_suggested(world):
    operator = world.client(world.operator_of("32.16.07"))
    assert "Mebel Jati Mulia" in offered(operator, "mebel")
    assert "Keripik Bu Sari" not in offered(operator, "keripik")
    assert "Katering Margahayu" not in offered(operator, "katering")


def test_one_letter_asks_for_nothing(head):
    assert offered(head, "k").strip() == offered(head, "").strip() == ""


def test_who_finds_nothing_may_still_go_to_the_directory(head):
    shown = offered(head, "zzzz tidak ada")
    assert "Belum ada yang cocok" in shown
    assert "Cari di direktori" in shown


def test_it_says_when_the_plain_search_answered(head, settings, tmp_path):
    settings.HOME = tmp_path
    assert "Indeks pencarian belum ada" in offered(head, "keripik")


def test_words_typed_come_back_as_words(head):
    shown = offered(head, "<script>alert(1)</script>")
    assert "<script>" not in shown


def test_a_number_opens_its_business(world, head):
    business = world.business("Tahu Pak Darma")
    with_nib(world, "Tahu Pak Darma")
    assert led(head, business.short_number) == page_of("Tahu Pak Darma")
    assert led(head, f" u-{business.number} ") == page_of("Tahu Pak Darma")
    assert led(head, NIB) == page_of("Tahu Pak Darma")


@pytest.mark.parametrize("text", ["U-999999", "9120009999999", "keripik", "912000", "P-000001", ""])
def test_anything_else_leads_to_the_directory(head, text):
    assert led(head, text).startswith(f"{reverse('business_list')}?q=")


def test_a_nib_with_two_businesses_leads_to_the_directory(world, head):
    with_nib(world, "Tahu Pak Darma")
    owner = world.business("Tahu Pak Darma").roles.get().owner
    world.business("Keripik Bu Sari").roles.update(owner=owner)
    assert led(head, NIB).startswith(reverse("business_list"))


def test_a_number_of_another_place_opens_nothing(world):
    other = world.business("Katering Margahayu")
    with_nib(world, "Katering Margahayu")
    operator = world.client(world.operator_of("32.16.07"))
    for number in (other.short_number, NIB):
        assert led(operator, number).startswith(reverse("business_list"))


def test_who_sees_no_business_has_no_box(world):
    reader = world.client(world.user("upper_reader"))
    assert "data-suggest" not in reader.get(reverse("figure_list")).content.decode()
    assert reader.get(reverse("search_suggest"), {"q": "keripik"}).status_code == 403
    assert world.client(world.stranger).get(reverse("search_suggest")).status_code == 302


def test_without_scripts_the_box_leads_to_the_directory(world, head):
    shown = head.get(reverse("figure_list")).content.decode()
    assert f'role="search" action="{reverse("business_list")}" method="get"' in shown
    assert 'role="combobox"' not in shown
