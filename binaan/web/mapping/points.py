"""Businesses of a selection in a window: a grid of counts, or every single one when they are few."""

from collections import defaultdict
from collections.abc import Iterable
from math import floor
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Max, Min, QuerySet

from binaan.access.models import User
from binaan.kit import prepared, snapshot
from binaan.places.outlines import Box
from binaan.registry.choices import Status
from binaan.registry.models import Business
from binaan.registry.rules.activity import RUNNING
from binaan.registry.selecting import asking, lines, proposing
from binaan.registry.selecting.selection import Selection
from binaan.web.mapping import grid
from binaan.web.mapping.windows import Window

FEW = 150  # at most so many are shown one by one
LIVE = 5000  # at most so many are read when the register itself must answer
BESIDE = 25
CLOSE = 13  # from this zoom on there are mostly few: they are asked for at once
LOOSE = 2000  # at most so many are put into cells here; DuckDB does more
POINT = ("pk", "number", "name", "status", "lon", "lat")
SHOWN = ("pemilik", "wilayah", "keadaan")
STATES = dict(Status.choices)


class Answer(NamedTuple):
    """GeoJSON points. `total`: businesses in the window; `whole`: False when LIVE cut it short."""

    features: list[dict[str, Any]]
    total: int
    whole: bool


class Beside(NamedTuple):
    """`rows`: the first of them by name, read live; `total`: all in the window."""

    rows: list[Business]
    total: int


class Placed(NamedTuple):
    """How many of a selection have a position, how many have none, and the box around them."""

    placed: int
    unplaced: int
    box: Box | None


def within(user: User, selection: Selection, window: Window) -> Answer:
    """What stands in the window and this user may see."""
    found = asking.cards(user, selection)
    if found.db != snapshot.ALIAS:
        return _live(_cut(found, window), window)
    what = grid.asked(found)
    if what is None:
        return Answer([], 0, True)
    near = grid.each(what, window, LOOSE + 1) if window.zoom >= CLOSE else []
    if 0 < len(near) <= FEW:
        return _answer(user, near)
    if window.zoom >= CLOSE and len(near) <= LOOSE:
        return _answer(user, grid.put_together(near, window))
    cells = grid.cells(what, window)
    if sum(cell.count for cell in cells) <= FEW:
        cells = grid.each(what, window, FEW + 1)
    return _answer(user, cells)


def _answer(user: User, cells: list[grid.Cell]) -> Answer:
    """Counts as they are; what stands alone is read live, with the right to see it asked again."""
    features = [_feature(*cell.middle, {"count": cell.count}) for cell in cells if cell.count > 1]
    alone = {cell.least: cell for cell in cells if cell.count == 1}
    features += _singles(_read(user, list(alone)))
    return Answer(features, sum(cell.count for cell in cells), True)


def _read(user: User, numbers: list[int]) -> list[dict]:
    """By number; without those whose position was taken away since the copy was made."""
    slots = tuple(prepared.number_slot(f"{place:03d}") for place in range(FEW))

    def build() -> QuerySet:
        mine = Business.objects.permitted(user, lines.VIEW).present()
        asked = mine.filter(number__in=[slot.mark for slot in slots], lon__isnull=False)
        return asked.order_by().values_list(*POINT)

    found: list[tuple] = []
    for start in range(0, len(numbers), FEW):
        part = numbers[start : start + FEW]
        part += [part[0]] * (FEW - len(part))
        values = {slot.name: number for slot, number in zip(slots, part, strict=True)}
        found += prepared.rows(("map_points", FEW, proposing.reach(user)), build, slots, values)
    return [dict(zip(POINT, row, strict=True)) for row in found]


def beside(user: User, selection: Selection, window: Window) -> Beside:
    """The list beside the map."""
    found = _cut(asking.cards(user, selection), window)
    keys = found.order_by("name_key", "number").values_list("pk", flat=True)[:BESIDE]
    rows = asking.rows_of(user, list(keys), SHOWN)
    return Beside(rows, found.count())


def placed(user: User, selection: Selection) -> Placed:
    """The selection on the whole, in one question."""
    said = bounded(asking.cards(user, selection)).aggregate(
        every=Count("pk"), placed=Count("lat"), west=Min("lon"), south=Min("lat"),
        east=Max("lon"), north=Max("lat"),
    )  # fmt: skip
    box = Box(said["west"], said["south"], said["east"], said["north"]) if said["placed"] else None
    return Placed(said["placed"], said["every"] - said["placed"], box)


def bounded(found: QuerySet) -> QuerySet:
    """Cards as they are on the copy; of the register itself only the first LIVE."""
    if found.db == snapshot.ALIAS:
        return found
    return found.filter(pk__in=found.order_by("number").values("pk")[:LIVE])


def one(user: User, key) -> Business | None:
    """A business for its bubble on the map; None where this user may not see it."""
    return next(iter(asking.rows_of(user, [key], SHOWN)), None)


def _cut(found: QuerySet, window: Window) -> QuerySet:
    return found.filter(
        lon__gte=window.west, lon__lte=window.east, lat__gte=window.south, lat__lte=window.north
    )


def _live(found: QuerySet, window: Window) -> Answer:
    """The same of the first LIVE by number, put into cells here: the store takes long for many."""
    rows = list(found.order_by("number").values(*POINT)[: LIVE + 1])
    whole, rows = len(rows) <= LIVE, rows[:LIVE]
    if len(rows) <= FEW:
        return Answer(_singles(rows), len(rows), whole)
    cells = defaultdict(list)
    for row in rows:
        cells[floor(row["lon"] / window.step), floor(row["lat"] / window.step)].append(row)
    features = []
    for inside in cells.values():
        if len(inside) == 1:
            features += _singles(inside)
        else:
            lon = sum(row["lon"] for row in inside) / len(inside)
            lat = sum(row["lat"] for row in inside) / len(inside)
            features.append(_feature(lon, lat, {"count": len(inside)}))
    return Answer(features, len(rows), whole)


def _singles(rows: Iterable[dict]) -> list[dict[str, Any]]:
    return [
        _feature(
            row["lon"], row["lat"], _said(row["pk"], row["number"], row["name"], row["status"])
        )
        for row in rows
    ]


def _said(key, number: int, name: str, status: str) -> dict[str, Any]:
    """`state`: seen running, gone or not; `word`: the same for people."""
    return {
        "id": str(UUID(str(key))),  # SQLite gives it without dashes
        "name": name,
        "number": f"U-{number:06d}",
        "state": "running" if status in RUNNING else "other" if status else "unseen",
        "word": STATES.get(status, "Belum pernah dilihat"),
    }


def _feature(lon: float, lat: float, said: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [round(lon, 5), round(lat, 5)]},
        "properties": said,
    }
