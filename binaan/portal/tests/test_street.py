"""The public map of street trade: what everybody sees, what nobody does, and how heavy it is."""

import gzip
import re
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from binaan.portal.queries import street as queries
from binaan.registry.models import Owner
from binaan.vendors.models import Location, Vendor
from binaan.vendors.tests.conftest import Trader, street  # noqa: F401

pytestmark = pytest.mark.once
BUDGET = 300 * 1000
PAGE = "/peta-pkl/"


@pytest.fixture
def town(street, clock):  # noqa: F811
    """Ani and Budi at the square, the others elsewhere; a telephone in the register."""
    Owner.objects.filter(name="Ani Suryani").update(phone="+6281290001111")
    return street


def text(stranger, address: str = PAGE) -> str:
    answer = stranger.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_stranger_reads_where_when_what_and_where_it_is_forbidden(town, stranger):
    page = text(stranger)
    for words in ("Alun-alun", "Setiap hari · 16.00-22.00", "Dilarang berjualan", "Kuliner"):
        assert words in page
    assert "Taman Kota" not in page  # only proposed
    place = Location.objects.get(code="A-001")
    one = text(stranger, reverse("portal_street_location", args=[place.pk]))
    assert "A-001" in one
    proposed = Location.objects.get(code="C-001")
    assert stranger.get(reverse("portal_street_location", args=[proposed.pk])).status_code == 404


def test_nobody_is_named_counted_alone_or_pointed_at(town, stranger):
    place = Location.objects.get(code="A-001")
    pages = [
        text(stranger), text(stranger, reverse("portal_street_spots")),
        text(stranger, reverse("portal_street_location", args=[place.pk])),
    ]  # fmt: skip
    for page in pages:
        assert not re.search(r"Warung|Suryani|Hartono|8129000|107\.0101|-6\.2501", page)
    assert queries.ASK in pages[0]  # two of three taken: neither 2 nor 1 is said
    assert "1 tempat kosong" not in pages[0]
    Vendor.objects.filter(business__name="Warung Ani").update(agreed_public=date(2026, 2, 1))
    agreed = text(stranger, reverse("portal_street_location", args=[place.pk]))
    assert "Warung Ani" in agreed
    assert "Suryani" not in agreed
    assert "Warung Budi" not in agreed


def test_small_figures_are_hidden_with_what_gives_them_away_and_large_ones_told(town, stranger):
    told = queries.counted("32.75")
    assert told.total == (5, None, None)  # five vendors, two of them at a location
    for number in range(6):
        town.add_vendor(Trader(f"Tambahan{number} Pedagang"))
    told = queries.counted("32.75")
    assert told.total.total == 11
    assert (told.total.inside, told.trades["kuliner"]) == (None, None)


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("", {"Alun-alun", "Jalan Pasar", "Depan Stasiun"}),
        ("?bidang=sandang", {"Alun-alun"}),
        ("?bidang=burung", set()),
        ("?buka=1", {"Alun-alun"}),
        ("?kosong=1", {"Alun-alun", "Jalan Pasar"}),
        ("?wilayah=32.75.01", {"Alun-alun", "Jalan Pasar", "Depan Stasiun"}),
        ("?wilayah=32.16&bidang=roket&halaman=x", {"Alun-alun", "Jalan Pasar", "Depan Stasiun"}),
    ],
)
def test_the_list_follows_the_filters(town, stranger, clock, asked, names):
    clock(datetime(2026, 3, 2, 18, tzinfo=ZoneInfo("Asia/Jakarta")))
    found = stranger.get(PAGE + asked).context["found"]
    assert {one.row.name for one in found} == names


def test_what_the_map_draws_is_what_the_list_says(town, stranger):
    drawn = stranger.get(reverse("portal_street_spots")).json()["features"]
    listed = queries.shown(queries.asked({}))
    assert {one["properties"]["name"] for one in drawn} == {one.row.name for one in listed}
    said = {one["properties"]["name"]: one["properties"]["free"] for one in drawn}
    assert said["Alun-alun"] == queries.ASK
    assert said["Depan Stasiun"] == ""
    outlines = stranger.get(reverse("portal_street_outlines", args=["kecamatan"]))
    assert "max-age" in outlines["Cache-Control"]
    assert stranger.get(reverse("portal_street_outlines", args=["desa"])).status_code == 404


@pytest.mark.skipif(not finders.find("vendor/tabler.min.css"), reason="tanpa static_vendor")
def test_the_page_weighs_at_most_300_kb_and_asks_for_no_map(town, stranger):
    page = text(stranger)
    files = set(re.findall(r'(?:href|src)="/static/([^"]+)"', page))
    packed = {"page": len(gzip.compress(page.encode()))}
    for name in files:
        content = Path(finders.find(name)).read_bytes()
        packed[name] = len(content if name.endswith("woff2") else gzip.compress(content))
    assert not [name for name in files if "maplibre" in name or "pmtiles" in name]
    assert packed["portal/peta.mjs"]
    assert sum(packed.values()) <= BUDGET, packed
