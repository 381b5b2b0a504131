"""Cuts borders into vector tiles and writes them as one PMTiles file (spec v3).

Borders: Natural Earth 1:10m (public domain) as the npm package world-atlas packs them.
"""

import gzip
import hashlib
import json
import math
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import mapbox_vector_tile
import numpy
import shapely
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer
from shapely import STRtree
from shapely.geometry import Polygon, box
from shapely.geometry.base import BaseGeometry

from binaan.kit.mapping import topology

SOURCE = Path("world-atlas") / "countries-10m.json"
WEST, SOUTH, EAST, NORTH = 92.0, -14.0, 144.0, 10.0  # Indonesia and its neighbours
DEEPEST = 8
ATTRIBUTION = "Natural Earth (domain publik)"
EXTENT = 4096  # steps across a tile
MARGIN = 0.02  # of a tile, so that a border shows no seam
# What people here call the neighbours; ISO 3166-1 numeric.
NAMES = {
    "036": "Australia", "096": "Brunei Darussalam", "104": "Myanmar", "116": "Kamboja",
    "144": "Sri Lanka", "356": "India", "360": "Indonesia", "458": "Malaysia",
    "585": "Palau", "598": "Papua Nugini", "608": "Filipina", "626": "Timor-Leste",
    "702": "Singapura", "704": "Vietnam", "764": "Thailand",
}  # fmt: skip


class Missing(Exception):
    """The borders are not there; the text says what to do."""


class Piece(NamedTuple):
    """A polygon in the square of the world: x and y from 0 to 1, y upwards (web Mercator)."""

    shape: Polygon
    properties: dict[str, str]


def refresh(modules: Path, target: Path, say: Callable[[str], Any]) -> bool:
    """Build `target` from `modules` (a node_modules folder) unless it is current; says whether.

    Without the borders it says so and leaves what is there: a map can do without.
    """
    stamp = target.with_suffix(".stamp")
    try:
        now = _fingerprint(modules)
    except Missing as error:
        say(f"· {error}")
        return False
    if target.is_file() and stamp.is_file() and stamp.read_text() == now:
        return False
    say("· membuat peta dasar …")
    build(modules, target)
    stamp.write_text(now)
    return True


def build(modules: Path, target: Path) -> int:
    """Write the base map and say how many tiles it holds; whoever reads the old one is not hurt."""
    pieces = _pieces(json.loads(_borders(modules)))
    target.parent.mkdir(parents=True, exist_ok=True)
    making = target.with_suffix(".new")
    tiles = sorted(_tiles(pieces))
    with making.open("wb") as file:
        writer = Writer(file)
        for number, content in tiles:
            writer.write_tile(number, content)
        writer.finalize(_header(), _metadata())
    os.replace(making, target)
    return len(tiles)


def _borders(modules: Path) -> bytes:
    try:
        return (modules / SOURCE).read_bytes()
    except FileNotFoundError:
        raise Missing(
            "Peta dasar belum dibuat karena paket world-atlas tidak ada; peta memakai batas "
            "wilayah saja. Jalankan ./run dengan Node terpasang untuk mengambilnya."
        ) from None


def _fingerprint(modules: Path) -> str:
    """Of the borders and of the code that cuts them."""
    digest = hashlib.sha256(_borders(modules))
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _pieces(borders: dict[str, Any]) -> list[Piece]:
    window = box(WEST, SOUTH, EAST, NORTH)
    found = []
    for properties, shape in topology.polygons(borders, "countries"):
        code = str(properties["id"])
        if not shape.intersects(window):
            continue
        name = NAMES.get(code, str(properties.get("name", "")))
        for part in topology.flat(shapely.clip_by_rect(shape, *window.bounds)):
            projected = shapely.transform(part, _mercator)
            found.append(Piece(projected, {"name": name, "code": code}))
    return found


def _mercator(points: numpy.ndarray) -> numpy.ndarray:
    """Degrees into the square of the world."""
    x = points[:, 0] / 360 + 0.5
    y = numpy.arcsinh(numpy.tan(numpy.radians(points[:, 1]))) / (2 * math.pi) + 0.5
    return numpy.column_stack([x, y])


def _tiles(pieces: list[Piece]) -> Iterator[tuple[int, bytes]]:
    """Number and content of every tile with land in it, from the whole world down to DEEPEST."""
    tree = STRtree([piece.shape for piece in pieces])
    names = _name_points(pieces)
    (left, low), (right, high) = _mercator(numpy.array([[WEST, SOUTH], [EAST, NORTH]]))
    for zoom in range(DEEPEST + 1):
        count = 2**zoom
        for x in range(int(left * count), int(right * count) + 1):
            for up in range(int(low * count), int(high * count) + 1):
                bounds = (x / count, up / count, (x + 1) / count, (up + 1) / count)
                land = _land(tree, pieces, bounds)
                if land:
                    layers = [{"name": "land", "features": land}]
                    layers += _named(names, bounds)
                    packed = mapbox_vector_tile.encode(layers, default_options={"extents": EXTENT})
                    yield zxy_to_tileid(zoom, x, count - 1 - up), gzip.compress(packed, mtime=0)


def _land(tree: STRtree, pieces: list[Piece], bounds: tuple[float, ...]) -> list[dict]:
    """What of the pieces lies in a tile, without the bends that are finer than a step."""
    size = bounds[2] - bounds[0]
    window = box(*bounds).buffer(size * MARGIN, join_style="mitre")
    found = []
    for number in sorted(tree.query(window)):
        piece = pieces[number]
        shape = shapely.clip_by_rect(piece.shape, *window.bounds).simplify(size / EXTENT * 2)
        for part in topology.flat(shape):
            if part.area > (size / EXTENT) ** 2:
                found.append({"geometry": _inside(part, bounds), "properties": piece.properties})
    return found


def _inside(shape: BaseGeometry, bounds: tuple[float, ...]) -> BaseGeometry:
    """The shape in steps of a tile, from its lower left corner."""
    corner, scale = numpy.array(bounds[:2]), EXTENT / (bounds[2] - bounds[0])
    return shapely.transform(shape, lambda points: (points - corner) * scale)


def _name_points(pieces: list[Piece]) -> list[Piece]:
    """One point a country, inside its largest piece."""
    largest: dict[str, Piece] = {}
    for piece in pieces:
        code = piece.properties["code"]
        if code in NAMES and (code not in largest or piece.shape.area > largest[code].shape.area):
            largest[code] = piece
    return [Piece(one.shape.representative_point(), one.properties) for one in largest.values()]


def _named(names: list[Piece], bounds: tuple[float, ...]) -> list[dict]:
    left, low, right, high = bounds
    inside = [
        {"geometry": _inside(one.shape, bounds), "properties": one.properties}
        for one in names
        if left <= one.shape.x < right and low <= one.shape.y < high
    ]
    return [{"name": "names", "features": inside}] if inside else []


def _header() -> dict[str, Any]:
    return {
        "tile_type": TileType.MVT, "tile_compression": Compression.GZIP,
        "min_zoom": 0, "max_zoom": DEEPEST,
        "min_lon_e7": int(WEST * 1e7), "min_lat_e7": int(SOUTH * 1e7),
        "max_lon_e7": int(EAST * 1e7), "max_lat_e7": int(NORTH * 1e7),
        "center_zoom": 4, "center_lon_e7": int(118 * 1e7), "center_lat_e7": int(-2 * 1e7),
    }  # fmt: skip


def _metadata() -> dict[str, Any]:
    fields = {"name": "String", "code": "String"}
    return {
        "name": "Peta dasar Binaan",
        "attribution": ATTRIBUTION,
        "date": "2018",  # of the borders: Natural Earth 4.1, as world-atlas 2 packs them
        "vector_layers": [{"id": "land", "fields": fields}, {"id": "names", "fields": fields}],
    }
