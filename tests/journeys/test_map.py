"""The map in a browser: points, colours, an area drawn by hand and by keyboard, and nothing from elsewhere."""

import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from playwright.sync_api import expect

from binaan.kit import snapshot
from binaan.kit.mapping import archives, basemap
from binaan.registry.models import Business
from tests.depth import some

SPOTS = {
    "Keripik Bu Sari": (107.02, -6.22),
    "Tahu Pak Darma": (107.03, -6.23),
    "Mebel Jati Mulia": (107.15, -6.34),
}
pytestmark = pytest.mark.skipif(
    not finders.find("vendor/maplibre-gl.mjs"), reason="berkas peta belum diambil (./run)"
)


@pytest.fixture
def mapped(world, monkeypatch):
    """Three businesses with a position, and the base map of ours, coarse but in a deep run."""
    monkeypatch.setattr(basemap, "DEEPEST", some(5, basemap.DEEPEST))
    snapshot.forget()
    for name, (lon, lat) in SPOTS.items():
        Business.objects.filter(name=name).update(lon=lon, lat=lat)
    target = settings.HOME / "peta" / archives.OWN
    basemap.refresh(settings.BASE_DIR / "node_modules", target, print)
    return world


def opened(visitor, world, path: str = "/direktori/peta/"):
    visit = visitor(world.user("section_head"), world, viewport={"width": 1280, "height": 900})
    visit.page.goto(path)
    visit.page.locator("#peta[data-ready]").wait_for(timeout=30_000)
    return visit


def test_an_area_drawn_on_the_map_changes_map_and_list(mapped, visitor):
    visit = opened(visitor, mapped)
    page, beside = visit.page, visit.page.locator("#sisi")
    expect(beside).to_contain_text("3 usaha di layar ini")
    expect(page.get_by_text("1 usaha belum punya titik")).to_be_visible()
    assert visit.faults(1280) == []

    page.set_viewport_size({"width": 1280, "height": 1300})
    page.get_by_role("button", name="Perkecil").click()
    page.wait_for_timeout(800)
    page.get_by_role("button", name="Gambar bidang").click()
    box = page.locator("#peta").bounding_box()
    # The two in the north-west stand in the upper left half of what is shown.
    for x, y in ((0.1, 0.1), (0.7, 0.1), (0.1, 0.8)):
        page.mouse.click(box["x"] + box["width"] * x, box["y"] + box["height"] * y)
        page.wait_for_timeout(400)
    expect(page.locator("#petunjuk")).to_contain_text("3 sudut")
    page.get_by_role("button", name="Selesai").click()

    expect(page).to_have_url(re.compile("area="))
    expect(beside).to_contain_text("2 usaha di layar ini", timeout=30_000)
    expect(beside).not_to_contain_text("Mebel")
    page.get_by_role("link", name="Daftar", exact=True).click()
    expect(page.get_by_role("link", name="Keripik Bu Sari").first).to_be_visible()
    expect(page.get_by_role("link", name="Mebel Jati Mulia")).to_have_count(0)


def test_an_area_is_drawn_by_keyboard_and_let_go_by_its_chip(mapped, visitor):
    visit = opened(visitor, mapped)
    page, keyboard = visit.page, visit.page.keyboard
    page.get_by_role("button", name="Gambar bidang").focus()
    keyboard.press("Enter")
    for step in ("ArrowRight", "ArrowDown", "ArrowLeft"):
        keyboard.press("Enter")
        keyboard.press(step)
        page.wait_for_timeout(700)
    expect(page.locator("#petunjuk")).to_contain_text("3 sudut")
    keyboard.press("Escape")
    expect(page.locator("#petunjuk")).to_be_hidden()
    page.get_by_role("button", name="Pakai batas layar ini").click()
    expect(page).to_have_url(re.compile("area="))
    page.get_by_role("link", name=re.compile("Bidang: 4 sudut")).click()
    expect(page).not_to_have_url(re.compile("area="))


def test_colours_have_a_legend_and_a_table_and_the_phone_has_them_too(mapped, visitor):
    visit = opened(visitor, mapped, "/direktori/peta/?angka=registry.businesses")
    expect(visit.page.locator(".legend")).to_contain_text("usaha")
    expect(visit.page.get_by_role("link", name="Rumus dan bukti angka ini")).to_be_visible()
    assert visit.faults(360) == []
    assert visit.too_wide(320) == []


def test_without_a_script_the_counts_stand_in_a_table(mapped, visitor):
    visit = visitor(mapped.user("section_head"), mapped, java_script_enabled=False)
    visit.page.goto("/direktori/peta/")
    expect(visit.page.get_by_text("Peta memerlukan JavaScript")).to_be_visible()
    expect(visit.page.get_by_role("row", name=re.compile("Cibitung"))).to_contain_text("2")
