"""TopoJSON: polygons that share their borders, each border (arc) stored once.

Format: https://github.com/topojson/topojson-specification (1.0).
"""

from collections.abc import Iterator
from typing import Any

import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

Point = tuple[float, float]
Arc = list[Point]
LEAST = 4  # points of a ring, the last being the first; a smaller one is an island rounded away


def polygons(topology: dict[str, Any], name: str) -> Iterator[tuple[dict[str, Any], Polygon]]:
    """Every polygon of one object with the properties it has; invalid ones are mended first."""
    arcs = _arcs(topology)
    for geometry in topology["objects"][name]["geometries"]:
        properties = {"id": geometry.get("id", ""), **geometry.get("properties", {})}
        for rings in _rings(geometry):
            lines = ([*_line(ring, arcs)] for ring in rings)
            shell, *holes = [line for line in lines if len(line) >= LEAST] or [[]]
            for part in flat(shapely.make_valid(Polygon(shell, holes))):
                yield properties, part


def flat(geometry: BaseGeometry) -> Iterator[Polygon]:
    """The polygons of a geometry, however deep a mended one nests them; lines and points go."""
    if isinstance(geometry, Polygon):
        if not geometry.is_empty:
            yield geometry
        return
    for part in getattr(geometry, "geoms", ()):
        yield from flat(part)


def _rings(geometry: dict[str, Any]) -> list:
    if geometry.get("type") == "Polygon":
        return [geometry["arcs"]]
    return geometry["arcs"] if geometry.get("type") == "MultiPolygon" else []


def _arcs(topology: dict[str, Any]) -> list[Arc]:
    """The arcs in degrees: each point is stored as its distance from the one before."""
    scale_x, scale_y = topology["transform"]["scale"]
    move_x, move_y = topology["transform"]["translate"]
    found = []
    for stored in topology["arcs"]:
        x = y = 0
        arc = []
        for step_x, step_y in stored:
            x, y = x + step_x, y + step_y
            arc.append((x * scale_x + move_x, y * scale_y + move_y))
        found.append(arc)
    return found


def _line(ring: list[int], arcs: list[Arc]) -> Iterator[Point]:
    """The points of a ring; a negative number is that arc backwards (~0 is the first)."""
    for place, number in enumerate(ring):
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        yield from arc if place == 0 else arc[1:]
