"""Outlines of kecamatan and desa as one GeoJSON, no finer than a map can show. Public data."""

import gzip
import hashlib
import json
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

import shapely

from binaan.places.models import Outline, Place, ReferenceLoad
from binaan.places.scope import within

LEVELS = {"kabupaten": "regency", "kecamatan": "district", "desa": "village"}
# Degrees, of the area a bend cuts off: smaller ones are left out (0.0005 is about 50 m).
TOLERANCE = {"kabupaten": 0.001, "kecamatan": 0.0006, "desa": 0.0005}
GRID = 1e-5  # degrees, about a metre
SLIVER = 0.0006  # degrees, about 60 m: a narrower gap between two villages is none
LENGTHS = (2, 5, 8)  # of the paths of province, regency and district


class Packed(NamedTuple):
    """GeoJSON packed with gzip, and the tag of its content."""

    body: bytes
    tag: str


class Box(NamedTuple):
    """Degrees."""

    west: float
    south: float
    east: float
    north: float


def packed(level: str, place: Place | None) -> Packed:
    """All outlines of a level at or below a place (None: everywhere). KeyError: no such level."""
    loaded = ReferenceLoad.objects.filter(name="outlines").values_list("changed_at", flat=True)
    count = Outline.objects.count()
    return _packed(level, place.path if place else "", f"{loaded.first()}:{count}", LEVELS[level])


@lru_cache(maxsize=64)
def _packed(level: str, path: str, _loaded: str, stored: str) -> Packed:
    outlines = _stored(path, stored)
    shapes = shapely.make_valid(shapely.from_geojson([one.geometry for one in outlines]))
    if stored != "village":
        shapes = _from_villages(outlines, shapes, path)
    features = [
        _feature(one, shape)
        for one, shape in zip(outlines, _simple(shapes, TOLERANCE[level]), strict=True)
    ]
    return _pack(features)


def _pack(features: list[dict]) -> Packed:
    body = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
    packed = gzip.compress(body.encode(), mtime=0)
    return Packed(packed, hashlib.sha256(packed).hexdigest()[:20])


@lru_cache(maxsize=64)
def together(*parts: Packed) -> Packed:
    """Several as one, each place once."""
    if len(parts) == 1:
        return parts[0]
    once = {
        one["properties"]["code"]: one
        for part in parts
        for one in json.loads(gzip.decompress(part.body))["features"]
    }
    return _pack(list(once.values()))


def _stored(path: str, level: str) -> list[Outline]:
    found = Outline.objects.filter(within("place__path", path), place__level=level)
    found = found.filter(place__valid_until=None).select_related("place")
    return list(found.order_by("place_id"))


def _from_villages(outlines: list[Outline], shapes, path: str) -> list:
    """Larger areas as the sum of their villages, so that borders lie on each other; else as stored."""
    inside = defaultdict(list)
    for village in _stored(path, "village"):
        shape = shapely.make_valid(shapely.from_geojson(village.geometry))
        for length in LENGTHS:
            inside[village.place.path[:length]].append(shape)
    return [
        _joined(inside[one.place.path]) if inside[one.place.path] else shape
        for one, shape in zip(outlines, shapes, strict=True)
    ]


def _joined(shapes: list):
    """One shape without the slivers between neighbours that were drawn apart."""
    wide = shapely.union_all(shapely.buffer(shapes, SLIVER, quad_segs=2))
    return shapely.buffer(wide, -SLIVER, quad_segs=2)


def source() -> str:
    """Where the outlines come from, as the map says it; "" without any."""
    return Outline.objects.values_list("source", flat=True).first() or ""


def _simple(shapes, tolerance: float):
    """Neighbours are simplified together, so that no gap opens between them."""
    if not len(shapes):
        return []
    return shapely.set_precision(shapely.coverage_simplify(shapes, tolerance), GRID)


def _feature(outline: Outline, shape) -> dict:
    place = outline.place
    middle = shape.representative_point() if not shape.is_empty else None
    label = [round(middle.x, 5), round(middle.y, 5)] if middle else None
    return {
        "type": "Feature",
        "properties": {"code": place.code, "path": place.path, "name": place.name, "label": label},
        "geometry": json.loads(shapely.to_geojson(shape)),
    }


def box_of(places: list[Place]) -> Box | None:
    """The box around what is known of these places and all below them; None for nothing."""
    boxes = [box for place in places for box in _boxes(place)]
    if not boxes:
        return None
    west, south, east, north = zip(*boxes, strict=True)
    return Box(min(west), min(south), max(east), max(north))


def _boxes(place: Place) -> list[tuple[float, float, float, float]]:
    found = Outline.objects.filter(within("place__path", place))
    return list(found.values_list("min_lon", "min_lat", "max_lon", "max_lat"))


def box_around(place: Place) -> Box | None:
    """The box of one place by its own outline, else of everything below it."""
    own = Outline.objects.filter(place=place).values_list(
        "min_lon", "min_lat", "max_lon", "max_lat"
    )
    first = own.first()
    return Box(*first) if first else box_of([place])
