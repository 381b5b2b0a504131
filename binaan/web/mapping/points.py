"""Businesses of a selection in a window: a grid of counts, or every single one when they are few."""

from collections import defaultdict
from collections.abc import Iterable
from math import floor
from typing import Any, NamedTuple

from django.db.models import Avg, Count, F, Max, Min, QuerySet
from django.db.models.functions import Floor

from binaan.access.models import User
from binaan.kit import snapshot
from binaan.registry.choices import Status
from binaan.registry.models import Business
from binaan.registry.rules.activity import RUNNING
from binaan.registry.selecting import asking
from binaan.registry.selecting.selection import Selection
from binaan.web.mapping.outlines import Box
from binaan.web.mapping.windows import Window

FEW = 150  # at most so many are shown one by one
LIVE = 5000  # at most so many are read when the register itself must answer
BESIDE = 25
CLOSE = 14  # from this zoom on there are mostly few: they are asked for at once
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
    """What stands in the window and this user may see: one question to the copy, or two.

    Names are read of the few that are shown one by one: reading them of all costs three times as
    much (a million businesses at zoom 8).
    """
    found = _in_window(user, selection, window)
    if found.db != snapshot.ALIAS:
        return _live(found, window)
    if window.zoom >= CLOSE:
        rows = list(found.values(*POINT)[: FEW + 1])
        if len(rows) <= FEW:
            return Answer(_singles(rows), len(rows), True)
    cells = list(_cells(found, window))
    total = sum(cell[0] for cell in cells)
    if total <= FEW:
        return Answer(_singles(found.values(*POINT)[: FEW + 1]), total, True)
    alone = [number for count, _lon, _lat, number in cells if count == 1]
    features = [
        _feature(lon, lat, {"count": count}) for count, lon, lat, _number in cells if count > 1
    ]
    if alone:
        features += _singles(found.filter(number__in=alone).values(*POINT))
    return Answer(features, total, True)


def beside(user: User, selection: Selection, window: Window) -> Beside:
    """The list beside the map."""
    found = _in_window(user, selection, window)
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


def _in_window(user: User, selection: Selection, window: Window) -> QuerySet:
    return asking.cards(user, selection).filter(
        lon__gte=window.west, lon__lte=window.east, lat__gte=window.south, lat__lte=window.north
    )


def _cells(found: QuerySet, window: Window) -> QuerySet:
    """Count, middle and smallest number of each cell of the grid with something in it."""
    cells = found.annotate(x=Floor(F("lon") / window.step), y=Floor(F("lat") / window.step))
    counted = cells.values("x", "y").annotate(
        count=Count("*"), middle_lon=Avg("lon"), middle_lat=Avg("lat"), least=Min("number")
    )
    return counted.order_by().values_list("count", "middle_lon", "middle_lat", "least")


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
        "id": str(key),
        "name": name,
        "number": f"U-{number:06d}",
        "state": "running" if status in RUNNING else "other" if status else "unseen",
        "word": STATES.get(status, "Belum pernah dilihat"),
    }


def _feature(lon: float, lat: float, said: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [round(lon, 6), round(lat, 6)]},
        "properties": said,
    }
