"""Locations: whether one may trade there on a day, their outline, how many stand there.

Source: Permendagri 41/2012 art. 11-12 (S10) as in handbook small-industry §6.3; data/ikm/workflows.csv
`titik_pkl`. Degrees in WGS84, metres over the ground. See docs/rules/pkl.md.
"""

import json
import math
import re
from datetime import date, timedelta
from typing import Any, NamedTuple

import shapely

from binaan.kit.earth import RADIUS, metres
from binaan.kit.workflow import Step
from binaan.vendors.rules.ways import LOCATION, WORKFLOWS

DETERMINED = ("permanen", "sementara", "peremajaan")
FORBIDDEN = "terlarang"
SUITS_PERMANENT, SUITS_TEMPORARY, DOES_NOT_SUIT = (
    "sesuai_permanen",
    "sesuai_sementara",
    "tidak_sesuai",
)
LEAST_CORNERS, MOST_CORNERS = 3, 200
MOST_AREA = 1_000_000  # square metres: larger is a mistake, not a location
MOST_PITCHES, LONGEST_NUMBER = 500, 20
_RUN = re.compile(r"(.*?)(\d{1,6})")
INDONESIA = (-11.5, 6.5, 94.5, 141.5)  # south, north, west, east


class Spread(NamedTuple):
    """How full a location is. `share` in percent, None without capacity."""

    capacity: int
    taken: int

    @property
    def free(self) -> int:
        return max(self.capacity - self.taken, 0)

    @property
    def over(self) -> int:
        """How many stand there beyond the capacity."""
        return max(self.taken - self.capacity, 0)

    @property
    def share(self) -> int | None:
        return round(100 * self.taken / self.capacity) if self.capacity else None


def determined(state: str, since: date | None, until: date | None, *, on: date) -> bool:
    """Whether one may trade there on a day: determined, and the determination in force."""
    begun = since is None or since <= on
    return state in DETERMINED and begun and (until is None or on <= until)


def suits(state: str, since: date | None, until: date | None, *, on: date) -> str:
    """The kesesuaian peruntukan of a place (art. 12), from the location's own record."""
    if not determined(state, since, until, on=on):
        return DOES_NOT_SUIT
    return SUITS_TEMPORARY if state == "sementara" else SUITS_PERMANENT


def clock_steps(state: str, until: date | None, *, on: date) -> list[tuple[Step, date]]:
    """A temporary location ends the day after its last one, by itself."""
    if until is None:
        return []
    over = until + timedelta(days=1)
    return WORKFLOWS[LOCATION].passed(state, lambda _step: over, on=on)


def state_on(state: str, until: date | None, *, on: date) -> str:
    """The state as the calendar has it by a day, written down or not."""
    taken = clock_steps(state, until, on=on)
    return taken[-1][0].now if taken else state


def outline_of(said: str) -> dict[str, Any] | None:
    """An outline as somebody gives it: GeoJSON, or a corner a line as "lat, lon"; None for nothing.

    Raises ValueError that says what to write instead.
    """
    text = said.strip()
    if not text:
        return None
    corners = _from_geojson(text) if text.startswith("{") else _from_lines(text)
    return _closed(corners)


def _from_geojson(text: str) -> list[tuple[float, float]]:
    """Corners (lon, lat) of the one polygon in a geometry, feature or collection."""
    try:
        found = json.loads(text)
        if found.get("type") == "FeatureCollection":
            [found] = found["features"]
        found = found.get("geometry", found)
        if found["type"] != "Polygon" or len(found["coordinates"]) != 1:
            raise ValueError
        return [(float(lon), float(lat)) for lon, lat, *_height in found["coordinates"][0]]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ValueError("Tempelkan GeoJSON dengan satu Polygon tanpa lubang.") from None


def _from_lines(text: str) -> list[tuple[float, float]]:
    corners = []
    for row, line in enumerate((one for one in text.splitlines() if one.strip()), 1):
        parts = line.replace(";", ",").split(",")
        try:
            lat, lon = (float(one) for one in parts)
        except ValueError:
            raise ValueError(
                f"Baris {row}: tulis lintang, bujur; misalnya -6.2383, 107.0012."
            ) from None
        corners.append((lon, lat))
    return corners


def _closed(corners: list[tuple[float, float]]) -> dict[str, Any]:
    if len(corners) > 1 and corners[0] == corners[-1]:
        corners = corners[:-1]
    if not LEAST_CORNERS <= len(corners) <= MOST_CORNERS:
        raise ValueError(f"Batas memuat {LEAST_CORNERS} sampai {MOST_CORNERS} titik sudut.")
    south, north, west, east = INDONESIA
    for lon, lat in corners:
        if not (south <= lat <= north and west <= lon <= east):
            raise ValueError(f"{lat}, {lon} di luar Indonesia; tulis lintang dulu, lalu bujur.")
    shape = {"type": "Polygon", "coordinates": [[list(one) for one in (*corners, corners[0])]]}
    if not shapely.is_valid(shapely.from_geojson(json.dumps(shape))):
        raise ValueError("Garis batas saling menyilang; tulis sudutnya berurutan keliling.")
    if not 0 < area(shape) <= MOST_AREA:
        raise ValueError("Luasnya harus lebih dari 0 dan paling banyak 1 km².")
    return shape


def area(outline: dict[str, Any]) -> float:
    """Square metres inside an outline, flat ground assumed."""
    ring = outline["coordinates"][0]
    scale = math.cos(math.radians(ring[0][1]))
    metre = math.radians(1) * RADIUS
    flat = [(lon * scale * metre, lat * metre) for lon, lat in ring]
    return float(shapely.area(shapely.polygons(flat)))


def centre(outline: dict[str, Any]) -> tuple[float, float]:
    """A point (lat, lon) that lies inside an outline."""
    inside = shapely.point_on_surface(shapely.from_geojson(json.dumps(outline)))
    return round(shapely.get_y(inside), 7), round(shapely.get_x(inside), 7)


def there(
    at: tuple[float, float], *, point: tuple[float, float], radius: int, outline: dict | None
) -> bool:
    """Whether somebody at a position stands at a location: in its outline, or within its radius."""
    if outline is None:
        return metres(at, point) <= radius
    shape = shapely.from_geojson(json.dumps(outline))
    return bool(shapely.covers(shape, shapely.Point(at[1], at[0])))


def numbers_of(said: str) -> list[str]:
    """ "A-1, A-2" or "A-1..A-10" as numbers of pitches, in order. Raises ValueError with what to write."""
    found: list[str] = []
    for part in filter(None, (one.strip() for one in said.replace("\n", ",").split(","))):
        found += _run(part) if ".." in part else [part.upper()]
    if len(found) > MOST_PITCHES or any(len(one) > LONGEST_NUMBER for one in found):
        raise ValueError(f"Paling banyak {MOST_PITCHES} lapak sekaligus, nomornya singkat.")
    return found


def _run(part: str) -> list[str]:
    first, last = (_RUN.fullmatch(one.strip().upper()) for one in part.split("..", 1))
    if not first or not last or first[1] != last[1] or int(first[2]) > int(last[2]):
        raise ValueError(f"{part} tidak terbaca; tulis misalnya A-1..A-10.")
    if int(last[2]) - int(first[2]) >= MOST_PITCHES:
        raise ValueError(f"Paling banyak {MOST_PITCHES} lapak sekaligus.")
    width = len(first[2]) if first[2].startswith("0") else 1
    return [f"{first[1]}{n:0{width}d}" for n in range(int(first[2]), int(last[2]) + 1)]
