"""Searching from the header of any page: by keyboard, by thumb, and with axe looking."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.journeys.conftest import SECOND

REMEMBERS = """(panel) => new MutationObserver(() => {
  panel.dataset.was = (panel.dataset.was ?? "") + panel.textContent;
}).observe(panel, { childList: true })"""


@pytest.fixture
def at_figures(world, visitor):
    """The section head on a page that has nothing to do with searching."""

    def come(**options):
        visit = visitor(world.user("section_head"), world, **options)
        visit.page.goto("/angka/")
        return visit

    return come


def test_a_business_is_found_and_opened_by_keyboard_alone(world, at_figures):
    visit = at_figures()
    page = visit.page
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name="Cari usaha")
    expect(box).to_be_focused()
    page.keyboard.type("keripik")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("[role=status]").first).to_contain_text("1 usaha")
    assert visit.faults(1280) == []
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", "usul-1")
    assert visit.faults(1280) == []
    page.keyboard.press("ArrowUp")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("keripik")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Keripik Bu Sari")


def test_a_whole_number_opens_its_business_and_words_the_directory(world, at_figures):
    page = at_figures().page
    box = page.locator("#cari")
    box.fill(world.business("Mebel Jati Mulia").short_number)
    box.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mebel Jati Mulia")
    page.locator("#cari").fill("tahu")
    page.locator("#cari").press("Enter")
    expect(page).to_have_url(re.compile(r"/direktori/\?q=tahu"))


def test_a_late_answer_and_a_click_elsewhere_leave_nothing_open(at_figures):
    visit = at_figures()
    page = visit.page
    waiting = []
    page.route("**/cari/?q=keripik", lambda route: waiting.append(route))
    box, panel = page.locator("#cari"), page.locator(".suggest")
    box.press_sequentially("keripik")
    page.wait_for_timeout(SECOND // 2)
    box.fill("tahu")
    panel.evaluate(REMEMBERS)
    waiting[0].continue_()
    expect(page.get_by_role("option").first).to_contain_text("Tahu Pak Darma")
    assert "Keripik" not in panel.get_attribute("data-was")
    page.mouse.click(1240, 700)
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.locator("#cari").focus()
    expect(page.get_by_role("option").first).to_contain_text("Tahu Pak Darma")


def test_on_a_phone_the_suggestions_take_the_width_and_the_thumb(at_figures):
    visit = at_figures(viewport={"width": 360, "height": 740}, has_touch=True)
    page = visit.page
    page.locator("#cari").tap()
    page.locator("#cari").press_sequentially("mebel")
    row = page.get_by_role("option").first
    expect(row).to_contain_text("Mebel Jati Mulia")
    panel = page.locator(".suggest").bounding_box()
    assert (panel["x"], panel["width"]) == (0, 360)
    assert row.bounding_box()["height"] >= 48
    assert visit.faults(360) + visit.too_wide(320) == []
    row.tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mebel Jati Mulia")


def test_without_scripts_the_box_still_finds(world, visitor):
    visit = visitor(world.user("section_head"), world, java_script_enabled=False)
    visit.page.goto("/angka/")
    visit.page.locator("#cari").fill("tahu")
    visit.page.locator("#cari").press("Enter")
    expect(visit.page).to_have_url(re.compile(re.escape(reverse("business_list")) + r"\?q=tahu"))
