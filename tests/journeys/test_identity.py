"""Deciding whether businesses are one: by keyboard, by thumb, without scripts, axe looking."""

import re
import uuid
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from binaan.registry.models import Business, Merge, Owner, Pair, Role
from binaan.registry.tests.pairs import REASONS, copies, entered, pair
from tests.depth import some
from tests.world import LISTED

MANY = some(20, 200)
NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
# Most answers merge nothing, as in an office; the letters and the figures do the same.
PRESSED = ("3", "b", "4", "R", "3", "2", "b", "1", "4", "3")
NEXT = """(before) => document.querySelector("[data-key='u']")
  && document.querySelector("form.answers")?.getAttribute("action") !== before"""


@pytest.fixture
def piled(world):
    """Pairs put straight into the store, 200 in a deep run: a morning's; nothing is said of them."""
    made = [Business(number=10_000 + n, name=f"Warung {n // 2}", name_key=f"warung {n // 2}",
                     place_id="32.16.06.2004", first_as_of=LISTED, known_from=NOON)
            for n in range(2 * MANY)]  # fmt: skip
    owners = [Owner(number=one.number, name=f"Pemilik {n // 2}", name_key="", known_from=NOON)
              for n, one in enumerate(made)]  # fmt: skip
    Business.objects.bulk_create(made)
    Owner.objects.bulk_create(owners)
    Role.objects.bulk_create(
        Role(owner=owner, business=one, valid_from=LISTED, known_from=NOON)
        for owner, one in zip(owners, made, strict=True)
    )
    return Pair.objects.bulk_create(
        Pair(left=made[n], right=made[n + 1], owner_p=0.9, business_p=0.9 - n / 10_000, facts="1-1",
             reasons=REASONS, found_at=NOON)
        for n in range(0, 2 * MANY, 2)
    )  # fmt: skip


def stay(page):
    """Leaving lets go of a pair beside whatever follows; the store of the tests takes one at a time."""
    page.evaluate("document.querySelector('[data-held]')?.removeAttribute('data-held')")


def test_a_pile_of_pairs_is_decided_by_keyboard(world, visitor, piled):
    user = world.operator_of("32.16.06")
    page = visitor(user, world).page
    page.goto(reverse("identity_next"))
    for turn in range(MANY):
        seen = page.locator("form.answers").get_attribute("action")
        page.keyboard.press(PRESSED[turn % len(PRESSED)])
        page.wait_for_function(NEXT, arg=seen)
    expect(page.get_by_role("heading", name="Tidak ada yang menunggu putusan")).to_be_visible()
    page.keyboard.press("u")
    expect(page.get_by_text("Putusan diurungkan")).to_be_visible()
    stay(page)
    assert Pair.objects.waiting().count() == 1
    assert not Pair.objects.exclude(state="open").exclude(decided_by=user.username).exists()
    assert Merge.objects.filter(businesses=True, undone_at=None).count() == MANY // 10


def test_arrows_go_on_and_back_and_a_note_is_typed_in_peace(world, visitor):
    first, second = copies(world, 2)
    page = visitor(world.operator_of("32.16.06"), world).page
    page.goto(reverse("identity_next"))
    heading = page.locator(".page-head-text")
    expect(heading).to_contain_text(first.left.name)
    page.keyboard.press("ArrowRight")
    expect(heading).to_contain_text(second.left.name)
    page.keyboard.press("ArrowLeft")
    expect(heading).to_contain_text(first.left.name)
    page.locator("summary", has_text="Tambah catatan").click()
    note = page.get_by_role("textbox", name="Catatan")
    note.fill("bersebelahan 3 rumah")
    note.press("b")
    expect(heading).to_contain_text(first.left.name)
    page.get_by_role("button", name="Berbeda").click()
    expect(heading).to_contain_text(second.left.name)
    stay(page)
    first.refresh_from_db()
    assert (first.state, first.note) == ("different", "bersebelahan 3 rumahb")


def test_leaving_the_page_lets_somebody_else_have_the_pair(world, visitor):
    (only,) = copies(world, 1)
    first = visitor(world.operator_of("32.16.06"), world).page
    first.goto(reverse("identity_next"))
    second = visitor(world.user("section_head"), world).page
    second.goto(reverse("identity_next"))
    expect(second.get_by_text("Semua pasangan sedang diperiksa")).to_be_visible()
    first.evaluate("dispatchEvent(new Event('pagehide'))")
    stay(first)
    for _try in range(20):
        second.wait_for_timeout(200)  # the store of the tests takes one at a time
        second.reload()
        if second.locator("form.answers").count():
            break
    expect(second.locator("form.answers")).to_have_attribute("action", re.compile(str(only.pk)))
    stay(second)


def test_without_scripts_a_pair_is_answered_and_taken_back(world, visitor):
    (one,) = copies(world, 1)
    page = visitor(world.operator_of("32.16.06"), world, java_script_enabled=False).page
    page.goto("/")
    page.get_by_role("link", name="Usaha mungkin ganda").click()
    page.get_by_role("button", name="Sama satu usaha").click()
    expect(page.get_by_text("digabung menjadi satu usaha")).to_be_visible()
    page.get_by_role("button", name="Urungkan").click()
    expect(page.get_by_text("Putusan diurungkan")).to_be_visible()
    assert Pair.objects.get(pk=one.pk).state == "open"


@pytest.mark.slow
def test_the_pages_are_fit_for_everybody(world, visitor):
    first, second, third, _open = copies(world, 4)
    one, two, last = (entered(world, f"Tahu {n}", f"Darma {n}") for n in range(3))
    group = uuid.uuid4()
    grouped = pair(one, two, group=group)
    pair(two, last, group=group)
    head = world.user("section_head")
    visit = visitor(head, world)
    for one, given in ((first, "same"), (second, "different"), (third, "unsure")):
        answer = reverse("identity_answer", args=[one.pk])
        world.client(head).post(answer, {"jawab": given, "facts": "1-1"})
    merge = Merge.objects.get()
    Merge.objects.update(sampled=True, automatic=True)
    paths = [
        reverse("identity_next") + f"?baru={first.pk}", reverse("identity_pair", args=[grouped.pk]),
        reverse("identity_pair", args=[second.pk]), reverse("identity_pair", args=[third.pk]),
        reverse("identity_list"), reverse("identity_merge_list"),
        *some((), (reverse("identity_list") + "?bagian=pasti",
                   reverse("identity_list") + "?bagian=ragu")),
        reverse("identity_merge", args=[merge.pk]), reverse("identity_unmerge", args=[merge.pk]),
        reverse("identity_progress"), reverse("identity_sample"), reverse("identity_lists"),
        reverse("business_detail", args=[merge.left_id]),
        reverse("owner_detail", args=[merge.into_owner_id]),
    ]  # fmt: skip
    found = []
    for path in paths:
        found += visit.look(path)
        stay(visit.page)
    assert found == []
