import gzip
import json
import os

import mapbox_vector_tile
import pytest
from django.conf import settings
from pmtiles.reader import MmapSource, Reader
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from binaan.kit.mapping import archives, basemap, topology

pytestmark = pytest.mark.once
# Two neighbours that share a border: one country of two squares, one with a hole in it.
SHARED = {
    "transform": {"scale": [1, 1], "translate": [100, -10]},
    "arcs": [
        [[5, 0], [0, 5]],
        [[5, 5], [-5, 0], [0, -5], [5, 0]],
        [[5, 0], [5, 0], [0, 5], [-5, 0]],
        [[6, 1], [1, 0], [0, 1], [-1, 0], [0, -1]],
    ],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "Polygon", "id": "360", "properties": {"name": "A"}, "arcs": [[0, 1]]},
                {
                    "type": "MultiPolygon",
                    "id": "458",
                    "properties": {"name": "B"},
                    "arcs": [[[2, ~0], [3]]],
                },
                {"type": None, "properties": {}},
            ]
        }
    },
}


@pytest.fixture
def modules(tmp_path):
    """A node_modules folder with those two countries in it."""
    path = tmp_path / "modules" / basemap.SOURCE
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(SHARED))
    return tmp_path / "modules"


def test_shared_borders_make_whole_polygons():
    areas = {said["name"]: shape.area for said, shape in topology.polygons(SHARED, "countries")}
    assert areas == {"A": 25, "B": 24}


def test_the_base_map_says_where_it_comes_from_and_its_tiles_can_be_read(modules, tmp_path):
    target = tmp_path / "peta" / archives.OWN
    assert basemap.build(modules, target) > 10
    with target.open("rb") as file:
        reader = Reader(MmapSource(file))
        assert "domain publik" in reader.metadata()["attribution"]
        tile = mapbox_vector_tile.decode(gzip.decompress(reader.get(0, 0, 0)))
    assert {one["properties"]["name"] for one in tile["land"]["features"]} == {
        "Indonesia",
        "Malaysia",
    }
    found = archives.read(target)
    assert found.layers == [("land", "land"), ("names", "name")]
    assert (found.kind, found.max_zoom, found.date) == ("vector", basemap.DEEPEST, "2018")


def test_a_tile_is_where_the_world_is(modules, tmp_path):
    """105 to 110 degrees east, -10 to -5: the whole of it lies in the tile of zoom 4 there."""
    target = tmp_path / archives.OWN
    basemap.build(modules, target)
    with target.open("rb") as file:
        reader = Reader(MmapSource(file))
        assert reader.get(4, 12, 8)
        assert reader.get(4, 0, 0) is None


def test_it_is_built_once_and_again_when_the_borders_change(modules, tmp_path):
    target, said = tmp_path / archives.OWN, []
    assert basemap.refresh(modules, target, said.append)
    assert not basemap.refresh(modules, target, said.append)
    (modules / basemap.SOURCE).write_text(json.dumps(SHARED) + " ")
    assert basemap.refresh(modules, target, said.append)
    assert len(said) == 2


def test_without_the_borders_it_says_what_to_do_and_keeps_what_is_there(tmp_path):
    target, said = tmp_path / archives.OWN, []
    target.write_bytes(b"old")
    assert not basemap.refresh(tmp_path / "nothing", target, said.append)
    assert "world-atlas" in said[0]
    assert target.read_bytes() == b"old"


@pytest.mark.skipif(
    not (settings.BASE_DIR / "node_modules" / basemap.SOURCE).exists(),
    reason="world-atlas belum diambil (./run)",
)
def test_the_real_borders_hold_java_with_its_names(tmp_path):
    target = tmp_path / archives.OWN
    assert basemap.build(settings.BASE_DIR / "node_modules", target) > 300
    assert target.stat().st_size < 1_000_000
    with target.open("rb") as file:
        tile = Reader(MmapSource(file)).get(8, 204, 132)  # around Bekasi
    named = {
        one["properties"]["name"]
        for one in mapbox_vector_tile.decode(gzip.decompress(tile))["land"]["features"]
    }
    assert named == {"Indonesia"}


def put(path, said: dict, kind=TileType.MVT):
    """An operator's archive with one tile."""
    with path.open("wb") as file:
        writer = Writer(file)
        writer.write_tile(zxy_to_tileid(0, 0, 0), b"x")
        header = {"tile_type": kind, "tile_compression": Compression.NONE}
        bounds = dict.fromkeys(("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7"), 0)
        centre = {"center_zoom": 0, "center_lon_e7": 0, "center_lat_e7": 0}
        writer.finalize({**header, **bounds, **centre}, said)


def test_a_file_of_the_operator_wins_and_its_layers_are_known_by_their_names(modules, tmp_path):
    basemap.build(modules, tmp_path / archives.OWN)
    layers = [{"id": name} for name in ("places", "roads", "aneh", "earth", "pois")]
    attribution = '<a href="https://contoh">© Kontributor</a> OSM'
    put(tmp_path / "bekasi.pmtiles", {"vector_layers": layers, "attribution": attribution})
    os.utime(tmp_path / "bekasi.pmtiles", (1_750_000_000, 1_750_000_000))
    found = archives.chosen(tmp_path)
    assert found.path.name == "bekasi.pmtiles"
    assert dict(found.layers) == {
        "earth": "land", "roads": "line", "places": "name", "pois": "none", "aneh": "other",
    }  # fmt: skip
    assert (found.source, found.date) == ("© Kontributor OSM", "2025-06-15")


def test_pictures_have_no_layers(tmp_path):
    put(tmp_path / "foto.pmtiles", {}, TileType.WEBP)
    found = archives.chosen(tmp_path)
    assert (found.kind, found.layers, found.source) == ("raster", [], "foto.pmtiles")


@pytest.mark.parametrize(
    "content", [b"", b"PMTiles", b"PK\3\4" * 100, b"PMTiles\3" + b"\xff" * 200]
)
def test_a_broken_file_is_passed_over_and_named(modules, tmp_path, content):
    (tmp_path / "a.pmtiles").write_bytes(content)
    assert archives.chosen(tmp_path) is None
    basemap.build(modules, tmp_path / archives.OWN)
    assert archives.chosen(tmp_path).path.name == archives.OWN
    assert archives.broken(tmp_path) == ["a.pmtiles"]
