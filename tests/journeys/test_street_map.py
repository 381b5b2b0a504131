"""Maps of street vendors in a browser: everybody's at a telephone, the staff's at a desk."""

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import expect

from binaan.vendors.actions import objections
from binaan.vendors.models import Location, Standing
from binaan.vendors.tests.conftest import TODAY, street  # noqa: F401
from tests.depth import some

BUDGET = 300 * 1000
HERE = {"latitude": -6.2451, "longitude": 107.0101}
pytestmark = pytest.mark.skipif(
    not finders.find("vendor/maplibre-gl.mjs"), reason="berkas peta belum diambil (./run)"
)


def test_a_stranger_finds_the_nearest_location_and_opens_the_map(street, visitor):  # noqa: F811
    Location.objects.filter(code="B-001").update(lat=-6.9)
    visit = visitor(
        viewport={"width": 360, "height": 800}, geolocation=HERE, permissions=["geolocation"]
    )
    page, asked = visit.page, []
    page.on("request", lambda request: asked.append(request.url))
    assert visit.weigh("/peta-pkl/") <= BUDGET
    assert not [one for one in asked if "maplibre" in one or "titik" in one]
    assert visit.faults(360) == []

    page.get_by_role("button", name="Terdekat dari saya").click()
    near = page.locator("#daftar-dekat li")
    expect(near.first).to_contain_text("Alun-alun")
    expect(near.first).to_contain_text("0 km")
    expect(near.last).to_contain_text("Jalan Pasar")
    assert not [one for one in asked if "6.245" in one or "107.01" in one]  # sent to nobody

    page.get_by_role("button", name="Buka peta").click()
    page.locator("#peta[data-ready]").wait_for(timeout=30_000)
    assert visit.faults(360) == []
    page.get_by_role("button", name="Tutup peta").click()
    expect(page.locator("#bingkai")).to_be_hidden()


def test_an_officer_sees_where_vendors_stood_in_another_month(street, visitor):  # noqa: F811
    Standing.objects.filter(location=None).update(since="2026-01-06")
    visit = visitor(street.staff, street, viewport={"width": 1280, "height": 900})
    page = visit.page
    page.goto("/pkl/peta/")
    page.locator("#peta[data-ready]").wait_for(timeout=30_000)
    expect(page.locator("#keadaan")).to_contain_text("5 PKL")
    page.get_by_label("Bidang usaha").select_option("kerajinan")
    expect(page.locator("#keadaan")).to_contain_text("1 PKL")
    assert "bidang=kerajinan" in page.url
    page.get_by_label("Geser waktu").press("Home")
    expect(page.locator("#keadaan")).to_contain_text("31 Januari 2026")
    assert visit.faults(1280) == []
    assert visit.too_wide(360) == []


def test_the_desks_of_street_trade_are_fit_for_everybody(street, visitor):  # noqa: F811
    permit, here = street.permit("Ani"), Location.objects.get(code="A-001")
    against = objections.Against(permit=permit)
    objections.receive(against, text="Keberatan", by_whom="Ani", on=TODAY, by=street.staff)
    visit = visitor(street.head, street)
    paths = (
        f"/pkl/{permit.vendor_id}/ubah/", f"/pkl/lokasi/{here.pk}/", f"/pkl/tdu/{permit.pk}/",
        *some([], ["/pkl/daftar/", "/pkl/keberatan/"]),
    )  # fmt: skip
    assert [fault for path in paths for fault in visit.look(path)] == []
