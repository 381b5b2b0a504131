"""The staff map: positions on a day, how full locations are, for whom, and what the page says."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.urls import reverse

from binaan.vendors.models import Location, Standing
from binaan.vendors.queries import mapped

pytestmark = pytest.mark.once
OUTLINE = {"type": "Polygon", "coordinates": [
    [[107.009, -6.246], [107.011, -6.246], [107.011, -6.244], [107.009, -6.246]]]}  # fmt: skip


@pytest.fixture
def trading(street, clock):
    """Ani holds a TDU in place, Cici one elsewhere, Budi's has run out; Dedi and Euis none."""
    street.permit("Ani")
    street.permit("Cici")
    street.permit("Budi", valid_until=date(2026, 2, 1))
    return street


def positions(street, user=None, **said) -> dict[str, str]:
    asked = mapped.asked(user or street.staff, said)
    names = {one.pk: name for name, one in street.vendors.items()}
    return {names[one.pk]: one.position for one in mapped.stood(user or street.staff, asked)}


def test_everybody_has_one_position_on_a_day(trading):
    assert positions(trading) == {
        "Ani": "di_tempat", "Budi": "habis", "Cici": "di_luar", "Dedi": "belum", "Euis": "belum",
    }  # fmt: skip
    assert positions(trading, per="2026-01-20")["Budi"] == "di_tempat"
    assert positions(trading, per="2025-12-31") == {}
    assert positions(trading, kedudukan="belum", bidang="kerajinan") == {"Dedi": "belum"}
    assert len(positions(trading, per="2031-01-01", kedudukan="roket", bidang="x")) == 5


def test_locations_say_how_full_they_were_on_that_day(trading):
    def taken(**said):
        rows = mapped.filled(trading.staff, mapped.asked(trading.staff, said))
        return {one.row.code: (one.spread.taken, one.forbidden) for one in rows}

    assert taken() == {"A-001": (2, False), "B-001": (0, False), "R-001": (0, True)}
    assert taken(per="2026-01-05") == {"R-001": (0, True)}
    Standing.objects.filter(vendor=trading.vendors["Ani"]).update(until=date(2026, 2, 1))
    assert taken()["A-001"] == (1, False)
    assert taken(per="2026-01-31")["A-001"] == (2, False)


def test_the_script_is_told_positions_without_names(trading):
    Location.objects.filter(code="A-001").update(outline=OUTLINE)
    drawn = mapped.drawn(trading.staff, mapped.asked(trading.staff, {}))
    cici = trading.vendors["Cici"]
    assert drawn["vendors"] == [
        [107.0101, -6.2501, 1, f"P-{cici.number:05d}", "Kuliner", str(cici.pk)]
    ]
    shapes = [one["geometry"]["type"] for one in drawn["locations"]["features"]]
    assert sorted(shapes) == ["Point", "Point", "Point", "Polygon"]


def test_the_page_and_its_parts_are_for_who_may_see_vendors_there(trading, client):
    client.force_login(trading.staff)
    page = client.get(reverse("vendor_map")).content.decode()
    assert "Alun-alun" in page
    assert "Depan Stasiun" in page
    spots = client.get(reverse("vendor_map_spots"))
    assert spots.json()["vendors"]
    assert "no-store" in spots["Cache-Control"]
    bubble = reverse("vendor_map_bubble", args=[trading.vendors["Cici"].pk])
    text = client.get(bubble).content.decode()
    assert "Warung Cici" in text
    assert "Di luar tempatnya" in text
    elsewhere = trading.user("section_staff", place="32.16")
    assert positions(trading, elsewhere) == {}
    client.force_login(elsewhere)
    assert client.get(bubble).status_code == 404
    assert client.get(reverse("vendor_map_spots")).json()["vendors"] == []
    client.force_login(trading.user("upper_reader"))
    assert client.get(reverse("vendor_map")).status_code == 403


def test_the_table_adds_up(trading):
    rows = mapped.stood(trading.staff, mapped.asked(trading.staff, {}))
    lines = mapped.by_kecamatan(trading.staff, rows)
    last = SimpleNamespace(**dict(zip(("path", "name", "counts", "all"), lines[-1], strict=True)))
    assert (last.name, last.all) == ("Jumlah", 5)
    assert sum(line[3] for line in lines[:-1]) == 5
    assert sum(last.counts.values()) == 5
