"""Outlines of the parts of a place as paths of a small drawing; public data, no coordinates left.

Drawn by the server, so that the map of blank spots works without a script and prints.
"""

from functools import lru_cache
from math import cos, radians
from typing import NamedTuple

import shapely

from binaan.places.models import Outline, Place, ReferenceLoad

WIDTH = 640  # of the drawing, in its own units
FINE = 0.7  # units: what is finer nobody sees
MOST_TALL = 1.4  # times the width


class Drawing(NamedTuple):
    """`height` in units; `paths`: SVG paths, `middles`: where a name stands, by the path of the place."""

    height: int
    paths: dict[str, str]
    middles: dict[str, tuple[str, str]]


def drawing(place: Place) -> Drawing | None:
    """The parts of a place that have an outline; None where none has."""
    loaded = ReferenceLoad.objects.filter(name="outlines").values_list("changed_at", flat=True)
    found = _drawn(place.pk, str(loaded.first()))
    return found if found.paths else None


@lru_cache(maxsize=64)
def _drawn(code: str, _loaded: str) -> Drawing:
    found = Outline.objects.filter(place__parent=code, place__valid_until=None)
    rows = list(found.order_by("place_id").values_list("place__path", "geometry"))
    if not rows:
        return Drawing(0, {}, {})
    shapes = shapely.make_valid(shapely.from_geojson([one for _path, one in rows]))
    west, south, east, north = shapely.total_bounds(shapes)
    flat = cos(radians((south + north) / 2))
    scale = min(WIDTH / ((east - west) * flat), WIDTH * MOST_TALL / (north - south))

    def moved(points):
        points[:, 0] = (points[:, 0] - west) * flat * scale
        points[:, 1] = (north - points[:, 1]) * scale
        return points

    shapes = shapely.simplify(shapely.transform(shapes, moved), FINE)
    paths = {path: _path(shape) for (path, _), shape in zip(rows, shapes, strict=True)}
    middles = {path: _middle(shape) for (path, _), shape in zip(rows, shapes, strict=True)}
    return Drawing(round((north - south) * scale) + 1, paths, middles)


def _middle(shape) -> tuple[str, str]:
    """A point inside the largest part, as SVG says it."""
    widest = max(shapely.get_parts(shape), key=lambda part: part.area)
    inside = shapely.centroid(widest)
    if not shapely.contains(widest, inside):
        inside = shapely.point_on_surface(widest)
    return f"{inside.x:.0f}", f"{inside.y:.0f}"


def _path(shape) -> str:
    """One SVG path: every ring of every polygon, closed."""
    rings = []
    for polygon in shapely.get_parts(shape):
        if polygon.geom_type != "Polygon":
            continue
        for ring in (polygon.exterior, *polygon.interiors):
            points = " ".join(f"{x:.1f},{y:.1f}" for x, y in ring.coords)
            rings.append(f"M{points}Z")
    return "".join(rings)
