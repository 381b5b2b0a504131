"""Positions as people write them: decimals with dots or commas, degrees and minutes, links of maps.

`docs/rules/values.md` tells what is read and what is only suggested. Degrees, WGS84, south negative.
"""

import re
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple
from urllib.parse import unquote

HEMISPHERES = {
    "lat": {"s": -1, "ls": -1, "selatan": -1, "south": -1, "n": 1, "u": 1, "lu": 1, "utara": 1, "north": 1},
    "lon": {"e": 1, "t": 1, "bt": 1, "timur": 1, "east": 1, "w": -1, "b": -1, "bb": -1, "barat": -1,
            "west": -1},
}  # fmt: skip
AXIS_OF = {word: axis for axis, words in HEMISPHERES.items() for word in words}
LARGEST = {"lat": 90, "lon": 180}
MOST_SHIFTS = 8  # decimal places a spreadsheet can have swallowed

_NUMBER = r"[-+]?\d+(?:[.,]\d+)?"
_TOKEN = re.compile(rf"({_NUMBER})|([a-z]+)")
_IN_LINK = (
    re.compile(r"!3d(-?\d+\.\d+)!4d(-?\d+\.\d+)"),
    re.compile(r"@(-?\d+\.\d+),\s*(-?\d+\.\d+)"),
    re.compile(r"(?:[?&](?:q|ll|query|destination|center|daddr)=|/(?:place|search|dir)/)(?:loc:)?"
               r"[ +]*(-?\d+\.\d+),[ +]*(-?\d+\.\d+)"),
)  # fmt: skip
_GROUPED = re.compile(r"-?\d{1,3}(?:\.\d{3}){2,}")
_POINT = re.compile(rf"^(?:srid=\d+;)?point\s*\(\s*({_NUMBER})\s+({_NUMBER})\s*\)$")
_DASHES = re.compile(r"[‐‑‒–—―−]")


class Point(NamedTuple):
    """Degrees, rounded to 7 decimals (a centimetre)."""

    lat: float
    lon: float


class Box(NamedTuple):
    """Where a point may lie, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, point: Point) -> bool:
        return self.south <= point.lat <= self.north and self.west <= point.lon <= self.east


class Found(NamedTuple):
    """The point, if it is read and lies in the box; else the one that was probably meant."""

    point: Point | None
    suggestion: str | None = None


def locate(lat: str | None, lon: str | None, position: str | None, box: Box) -> Found:
    """The point of a row: both degrees, both in one of the cells, or in `position`."""
    pairs = [read_pair(text) for text in (lat, lon, position) if text]
    apart = _apart(lat, lon)
    points = [point for point in (*pairs, apart) if point]
    inside = next((point for point in points if box.holds(point)), None)
    if inside:
        return Found(inside)
    return Found(None, _likely(lat, lon, position, points, box))


def read_pair(text: str) -> Point | None:
    """Both degrees from one text; None when there are not exactly two."""
    said = _tidy(text)
    in_link = next((found for link in _IN_LINK if (found := link.search(said))), None)
    if in_link:
        return _point(float(in_link[1]), float(in_link[2]))
    well_known = _POINT.match(said)
    if well_known:  # longitude first, by its standard
        return _point(_decimal(well_known[2]), _decimal(well_known[1]))
    if "http" in said or _GROUPED.fullmatch(said):
        return None
    numbers, marks = _tokens(said)
    if len(numbers) in (3, 4) and not marks and not re.search(r"[°'\"]", said):
        numbers = numbers[:2] if all(_has_fraction(one) for one in numbers[:2]) else []
    if len(numbers) not in (2, 4, 6) or len(marks) not in (0, 2):
        return None
    half = len(numbers) // 2
    first, second = (_degrees(numbers[:half]), _degrees(numbers[half:]))
    return _oriented(first, second, marks)


def read_one(text: str | None, axis: str) -> float | None:
    """One degree ("lat" or "lon") from one text: -6,2421, 6°14'31.6"S; None for what is none."""
    said = _tidy(text or "")
    numbers, marks = _tokens(said)
    if not 1 <= len(numbers) <= 3 or len(marks) > 1 or (marks and AXIS_OF[marks[0]] != axis):
        return None
    if len(numbers) > 1 and not marks and not re.search(r"[°'\"]|\d \d", said):
        return None
    degrees = _degrees(numbers)
    if degrees is not None and marks:
        degrees = abs(degrees) * HEMISPHERES[axis][marks[0]]
    return degrees


def written(point: Point) -> str:
    """ "-6.2421, 107.0191": read back by `read_pair`."""
    return f"{point.lat:.7g}, {point.lon:.9g}"


def _tidy(text: str) -> str:
    said = _DASHES.sub("-", unquote(text)).lower().replace("º", "°").replace("˚", "°")
    said = said.replace("''", '"').translate(dict.fromkeys(map(ord, "’′‘`´"), "'"))
    return " ".join(said.translate(dict.fromkeys(map(ord, "”″“"), '"')).split())


def _tokens(said: str) -> tuple[list[str], list[str]]:
    """The numbers, and the words that name a hemisphere; no numbers where other words stand."""
    said = re.sub(
        r"\b(?:lat|lon|long|lng)(?:itude)?\b|\blintang\b|\bbujur\b|\bkoordinat\b", " ", said
    )
    said = re.sub(r"\b(?:deg|der|derajat)\b\.?", "°", said)
    found = _TOKEN.findall(said)
    words = [word for _number, word in found if word]
    if any(word not in AXIS_OF for word in words):
        return [], []
    return [number for number, _word in found if number], words


def _has_fraction(number: str) -> bool:
    return bool(re.search(r"[.,]\d", number))


def _decimal(number: str) -> float:
    return float(number.replace(",", "."))


def _degrees(numbers: list[str]) -> float | None:
    """Degrees, minutes, seconds as degrees; None where minutes or seconds are none."""
    whole, *parts = (_decimal(number) for number in numbers)
    if any(not 0 <= part < 60 for part in parts) or (parts and _has_fraction(numbers[0])):
        return None
    value = abs(whole) + sum(part / 60**power for power, part in enumerate(parts, start=1))
    return -value if numbers[0].startswith("-") else value


def _oriented(first: float | None, second: float | None, marks: list[str]) -> Point | None:
    if first is None or second is None:
        return None
    if not marks:
        return _point(first, second)
    axes = [AXIS_OF[mark] for mark in marks]
    if set(axes) != {"lat", "lon"}:
        return None
    signed = {
        axis: abs(value) * HEMISPHERES[axis][mark]
        for axis, mark, value in zip(axes, marks, (first, second), strict=True)
    }
    return _point(signed["lat"], signed["lon"])


def _point(lat: float, lon: float) -> Point:
    return Point(round(lat, 7), round(lon, 7))


def _apart(lat: str | None, lon: str | None) -> Point | None:
    north, east = read_one(lat, "lat"), read_one(lon, "lon")
    return None if north is None or east is None else _point(north, east)


def _likely(lat, lon, position, points: list[Point], box: Box) -> str | None:
    """The one point in the box that swapping, a minus or a decimal mark makes of what is written."""
    raw = [(point.lat, point.lon) for point in points]
    raw += [pair for text in (lat, lon, position) if text and (pair := _whole_pair(text))]
    if lat and lon and not points:
        north = _whole(lat) or read_one(lat, "lat")
        east = _whole(lon) or read_one(lon, "lon")
        raw += [(north, east)] if north is not None and east is not None else []
    meant = {point for pair in raw for point in _variants(*pair) if box.holds(point)}
    return written(meant.pop()) if len(meant) == 1 else None


def _whole(text: str) -> float | None:
    """ "-6.242.134": a program took the digits behind the mark for thousands."""
    said = _tidy(text)
    return float(said.replace(".", "")) if _GROUPED.fullmatch(said) else None


def _whole_pair(text: str) -> tuple[float, float] | None:
    parts = re.split(r"[\s,;]+", text.strip())
    numbers = [number for part in parts if (number := _whole(part)) is not None]
    return (numbers[0], numbers[1]) if len(numbers) == len(parts) == 2 else None


def _variants(lat: float, lon: float) -> Iterator[Point]:
    for first, second in ((lat, lon), (lon, lat)):
        for north, east in product(_shifted(first), _shifted(second)):
            yield _point(north, east)
            yield _point(-abs(north), east)


def _shifted(value: float) -> list[float]:
    """The number, and a whole one with its decimal mark put back at every place."""
    if not value.is_integer() or abs(value) < 1000:
        return [value]
    return [value / 10**places for places in range(1, MOST_SHIFTS + 1)]
