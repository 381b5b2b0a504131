"""What the map shows to whom: points, colours, list and counts follow the assignment."""

import gzip
import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from binaan.kit import snapshot
from binaan.places.models import Outline, Place, ReferenceLoad
from binaan.registry.actions.touching import touch
from binaan.registry.models import Business
from binaan.registry.snapshot import cards, making
from binaan.web.mapping import grid, points
from binaan.web.mapping.windows import Window

EVERYWHERE = {"bbox": "90,-15,145,10", "z": "10"}
SPOTS = {
    "Keripik Bu Sari": (107.05, -6.26),
    "Tahu Pak Darma": (107.052, -6.262),
    "Mebel Jati Mulia": (107.09, -6.24),
    "Katering Margahayu": (107.01, -6.25),
}


@pytest.fixture(params=[pytest.param("salinan", marks=pytest.mark.once), "langsung"])
def placed(request, world, settings, tmp_path):
    """The small world with four positions (Roti Wanajaya has none), with a copy and without."""
    settings.HOME = tmp_path
    snapshot.forget()
    for name, (lon, lat) in SPOTS.items():
        Business.objects.filter(name=name).update(lon=lon, lat=lat)
    touch(list(Business.objects.values_list("pk", flat=True)))
    if request.param == "salinan":
        making.make()
    yield world
    snapshot.forget()


@pytest.fixture
def world_of_outlines(world):
    """Tambun Selatan and Cibitung as squares side by side."""
    for code, west in (("32.16.06", 107.0), ("32.16.07", 107.1)):
        ring = [[west, -6.3], [west + 0.1, -6.3], [west + 0.1, -6.2], [west, -6.2], [west, -6.3]]
        Outline.objects.create(
            place_id=code, geometry=json.dumps({"type": "Polygon", "coordinates": [ring]}),
            min_lon=west, min_lat=-6.3, max_lon=west + 0.1, max_lat=-6.2, source="Gambar sendiri",
        )  # fmt: skip
    return world


def get(world, user, name, **asked):
    return world.client(user).get(reverse(name), asked)


def named(answer) -> set[str]:
    return {
        one["properties"]["name"]
        for one in answer.json()["features"]
        if "name" in one["properties"]
    }


def test_everybody_sees_the_points_of_the_own_place_only(placed):
    expected = {
        placed.user("section_head"): {"Keripik Bu Sari", "Tahu Pak Darma", "Mebel Jati Mulia"},
        placed.operator_of("32.16.06"): {"Keripik Bu Sari", "Tahu Pak Darma"},
        placed.operator_of("32.16.07"): {"Mebel Jati Mulia"},
        placed.user("section_head", place="32.75"): {"Katering Margahayu"},
        placed.user("administrator"): set(SPOTS),
    }
    for user, names in expected.items():
        answer = get(placed, user, "business_map_points", **EVERYWHERE)
        assert named(answer) == names
        assert answer.json()["total"] == len(names)
        assert "no-store" in answer["Cache-Control"]


def test_the_list_beside_names_the_same_and_counts_them(placed):
    answer = get(placed, placed.operator_of("32.16.07"), "business_map_beside", **EVERYWHERE)
    text = answer.content.decode()
    assert "Mebel Jati Mulia" in text
    assert '<b class="num">1</b> usaha di layar' in text
    assert not any(name in text for name in SPOTS if name != "Mebel Jati Mulia")


def test_the_page_counts_the_own_place_only_and_names_those_without_a_point(placed):
    answer = get(placed, placed.operator_of("32.16.07"), "business_map")
    text = re.sub(r"<[^>]+>", "", answer.content.decode())
    assert "1 usaha belum punya titik" in text
    assert "Tambun" not in text
    assert "Wanajaya" in text
    assert answer.context["unplaced_url"] == "/direktori/?tanpa=titik"


def test_colours_hold_no_part_of_another_place(placed):
    for key in ("pilihan", "registry.businesses"):
        user = placed.operator_of("32.16.07")
        parts = get(placed, user, "business_map_colours", angka=key).json()["parts"]
        assert {one["path"]: one["value"] for one in parts} == {
            "32.16.07.1001": 1,
            "32.16.07.2002": 1,
        }
    asked = {"angka": "pilihan", "wilayah": "32.16.06"}
    strange = get(placed, user, "business_map_colours", **asked).json()
    assert strange["place"] == "32.16.07"  # another's place is not taken from the address


def test_another_s_business_has_no_bubble(placed):
    address = reverse("business_map_bubble", args=[placed.business("Katering Margahayu").pk])
    assert placed.client(placed.user("section_head")).get(address).status_code == 404
    assert placed.client(placed.user("administrator")).get(address).status_code == 200


def test_a_bubble_names_the_owner_and_no_number_of_his(placed):
    address = reverse("business_map_bubble", args=[placed.business().pk])
    text = placed.client(placed.user("section_head")).get(address).content.decode()
    assert "Sari Wulandari" in text
    assert "3216064507850003" not in text
    assert "81312347721" not in text


@pytest.mark.parametrize("page", ["business_map", "business_map_points", "business_map_beside"])
def test_who_reads_figures_only_sees_no_map(world, page):
    assert get(world, world.user("upper_reader"), page, **EVERYWHERE).status_code == 403


@pytest.mark.parametrize("page", ["business_map_points", "business_map_beside"])
@pytest.mark.parametrize("bbox", ["", "x", "170,-6,-170,5", "1,2,3,4;DROP", "nan,nan,nan,nan"])
def test_a_window_that_is_none_is_answered_with_a_sentence(world, page, bbox):
    answer = get(world, world.user("section_head"), page, bbox=bbox, z="9")
    assert answer.status_code == 400
    assert "peta" in answer.content.decode()


def test_points_follow_the_filters_and_a_drawn_area(placed):
    user = placed.user("section_head")
    for asked, names in (
        ({"kelompok": "kayu_furnitur"}, {"Mebel Jati Mulia"}),
        ({"area": "107.04,-6.27;107.06,-6.27;107.06,-6.25;107.04,-6.25"},
         {"Keripik Bu Sari", "Tahu Pak Darma"}),
        ({"area": "107.04,-6.27;107.06,-6.27"}, set(SPOTS) - {"Katering Margahayu"}),
        ({"tanpa": "titik"}, set()),
    ):  # fmt: skip
        answer = get(placed, user, "business_map_points", **EVERYWHERE, **asked)
        assert named(answer) == names


def test_many_become_cells_with_their_mean_position(placed, monkeypatch):
    monkeypatch.setattr(points, "FEW", 1)
    asked = {**EVERYWHERE, "z": "7"}
    features = get(placed, placed.operator_of("32.16.06"), "business_map_points", **asked).json()
    assert [one["properties"] for one in features["features"]] == [{"count": 2}]
    assert features["features"][0]["geometry"]["coordinates"] == [107.051, -6.261]


def test_a_cell_of_one_is_that_business(placed, monkeypatch):
    monkeypatch.setattr(points, "FEW", 1)
    asked = {**EVERYWHERE, "z": "16"}
    answer = get(placed, placed.operator_of("32.16.06"), "business_map_points", **asked)
    assert named(answer) == {"Keripik Bu Sari", "Tahu Pak Darma"}
    assert {one["properties"]["state"] for one in answer.json()["features"]} == {"running"}


@pytest.mark.parametrize("zoom", ["5", "10", "11"])
def test_cells_are_kept_by_reach_and_a_right_that_ended_takes_them_away(placed, monkeypatch, zoom):
    monkeypatch.setattr(points, "FEW", 1)
    operator = placed.operator_of("32.16.06")
    asked = {**EVERYWHERE, "z": zoom}

    def total(user):
        return get(placed, user, "business_map_points", **asked).json()["total"]

    assert (total(operator), total(placed.user("section_head"))) == (2, 3)
    held = operator.assignments.get()
    held.place_id = "32.16.07"
    held.save()
    assert total(operator) == 1
    held.revoked_at, held.valid_until = timezone.now(), timezone.localdate()
    held.save()
    assert get(placed, operator, "business_map_points", **asked).status_code == 403


@pytest.mark.parametrize("zoom", [3, 8, 9, 10, 11, 13])
def test_the_kept_grid_and_the_businesses_themselves_give_the_same_cells(
    world, settings, tmp_path, zoom
):
    settings.HOME = tmp_path
    snapshot.forget()
    for number, business in enumerate(Business.objects.order_by("number")):
        Business.objects.filter(pk=business.pk).update(
            lon=107 + number * number * 0.004, lat=-6.2 - number * 0.003
        )
    making.make()
    what = grid.asked(cards.cards().queryset)
    window = Window(95.0, -11.0, 141.0, 6.0, zoom)
    singles = grid.each(what, window, 100)
    assert len(singles) == Business.objects.count()
    assert sorted(grid.cells(what, window)) == sorted(grid.put_together(singles, window))
    assert sum(cell.count for cell in grid.cells(what, window)) == len(singles)
    snapshot.forget()


def test_without_a_copy_the_map_says_when_it_is_not_whole(world, monkeypatch, settings, tmp_path):
    settings.HOME = tmp_path
    snapshot.forget()
    monkeypatch.setattr(points, "LIVE", 1)
    Business.objects.update(lon=107.05, lat=-6.26)
    answer = get(world, world.user("section_head"), "business_map_points", **EVERYWHERE).json()
    assert (answer["whole"], answer["total"]) == (False, 1)


def test_a_part_without_any_business_is_blank_and_one_the_filter_empties_is_zero(placed):
    Place.objects.create(
        code="32.16.08", name="Setu", level="district", kind="kecamatan", parent_id="32.16",
        path="32.16.08", name_key="setu",
    )  # fmt: skip
    user = placed.user("section_head")
    asked = {"angka": "pilihan", "kelompok": "kayu_furnitur"}
    answer = get(placed, user, "business_map_colours", **asked).json()
    assert {one["label"]: one["group"] for one in answer["parts"]} == {
        "Cibitung": "1", "Setu": "kosong", "Tambun Selatan": "nol",
    }  # fmt: skip
    assert [one["group"] for one in answer["legend"]] == ["nol", "1", "kosong"]
    answer = get(placed, user, "business_map_colours", angka="registry.businesses").json()
    assert {one["label"]: one["value"] for one in answer["parts"]} == {
        "Cibitung": 2, "Setu": None, "Tambun Selatan": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    "asked",
    [{"angka": "tidak.ada"}, {"angka": "registry.businesses", "per": "kemarin"},
     {"angka": "registry.businesses", "diketahui": "x"}, {"angka": "registry.new", "periode": "?"}],
)  # fmt: skip
def test_a_figure_nobody_knows_is_refused_by_the_data_and_passed_over_by_the_page(world, asked):
    user = world.user("section_head")
    assert get(world, user, "business_map_colours", **asked).status_code == 400
    assert get(world, user, "business_map", **asked).status_code == 200


def test_without_a_script_the_table_leads_to_the_list_of_each_part(placed):
    answer = get(placed, placed.user("section_head"), "business_map", kelompok="pangan")
    text = answer.content.decode()
    assert "/direktori/?wilayah=32.16.06&amp;kelompok=pangan" in text or (
        "kelompok=pangan&amp;wilayah=32.16.06" in text
    )
    assert "Peta memerlukan JavaScript" in text


def test_outlines_come_with_names_once_and_are_kept(world_of_outlines):
    client = world_of_outlines.client(world_of_outlines.user("section_head"))
    address = reverse("map_outlines", args=["kecamatan"])
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})
    found = json.loads(gzip.decompress(answer.content))
    assert [one["properties"]["name"] for one in found["features"]] == [
        "Tambun Selatan",
        "Cibitung",
    ]
    assert answer["Content-Encoding"] == "gzip"
    again = client.get(address, headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    assert json.loads(client.get(address).content) == found
    inside = client.get(address, {"wilayah": "32.16.07"}).json()
    assert len(inside["features"]) == 1
    ReferenceLoad.objects.filter(name="outlines").delete()
    assert client.get(address, {"wilayah": "99"}).status_code == 404
    assert client.get(reverse("map_outlines", args=["rt"])).status_code == 404


def test_a_stranger_gets_neither_outlines_nor_base_map(client):
    assert client.get(reverse("map_base")).status_code == 302
    assert client.get(reverse("map_outlines", args=["desa"])).status_code == 302


def test_the_base_map_is_served_in_pieces_and_missing_without_one(world, settings, tmp_path):
    from binaan.kit.tests.test_mapping import put

    settings.HOME = tmp_path
    client = world.client(world.user("section_head"))
    assert client.get(reverse("map_base")).status_code == 404
    (tmp_path / "peta").mkdir()
    put(tmp_path / "peta" / "kota.pmtiles", {"vector_layers": [{"id": "earth"}]})
    answer = client.get(reverse("map_base"), headers={"Range": "bytes=0-6"})
    assert answer.status_code == 206
    assert b"".join(answer.streaming_content) == b"PMTiles"
    page = client.get(reverse("business_map"))
    assert json.loads(page.context["settings"])["base"]["layers"] == [["earth", "land"]]


def test_the_page_of_the_map_allows_no_more_than_any_other(world):
    policy = get(world, world.user("section_head"), "business_map")["Content-Security-Policy"]
    assert (
        policy == get(world, world.user("section_head"), "figure_list")["Content-Security-Policy"]
    )
    assert "unsafe" not in policy
