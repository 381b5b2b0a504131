"""The visits of one officer on one day, in the order of the map."""

from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.urls import reverse

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.access.queries import offices
from binaan.access.scope import NOTHING
from binaan.places.models import Place
from binaan.places.scope import within
from binaan.programmes.queries import staying, supervising
from binaan.programmes.rules.routing import Point, nearest_next
from binaan.registry.models import Business

MOST = 8  # visits a day one officer can make
WIDTH, HEIGHT, EDGE = 320.0, 200.0, 18.0  # of the drawing


class Task(NamedTuple):
    """What is to be done at a stop."""

    label: str
    due: date
    url: str


class Stop(NamedTuple):
    """A stop in its order; `km` from the one before, None unknown; `exact`: its own point is known."""

    number: int
    business: Business
    place: str
    tasks: list[Task]
    km: float | None
    exact: bool
    address: str
    x: float | None
    y: float | None


class Route(NamedTuple):
    """A day: its stops, how far in all, what is left over, the line of the drawing ("" none)."""

    stops: list[Stop]
    km: float
    left: int
    line: str
    start: Place | None
    start_at: tuple[float, float] | None


def starts(user: User) -> QuerySet[Place]:
    """Where a day may begin: the places of the user's offices and the kecamatan below, widest first."""
    wanted = NOTHING
    for office in offices(user, Permission.FOLLOW_UP).select_related("place"):
        below = within("path", office.place) & Q(level=Place.Level.DISTRICT)
        wanted |= Q(pk=office.place_id) | below
    return Place.objects.filter(wanted, lat__isnull=False, lon__isnull=False).order_by("path")


def route(user: User, *, officer: User, on: date, start: Place | None, most: int = MOST) -> Route:
    """What is due for an officer by a day, the longest overdue first as far as one day goes."""
    due = _due(user, officer, on)
    taken = list(due.items())[:most]
    shops = {
        one.pk: one
        for one in Business.objects.permitted(user, staying.VIEW)
        .filter(pk__in=[key for key, _tasks in taken])
        .select_related("place__parent")
    }
    taken = [(shops[key], tasks) for key, tasks in taken if key in shops]
    points = [_point(shop) for shop, _tasks in taken]
    begin = Point(start.lat, start.lon) if start and start.lat is not None else None
    legs = nearest_next(points, begin)
    drawn = _drawing([begin, *(points[leg.stop] for leg in legs)])
    stops = [
        _stop(number, *taken[leg.stop], leg.km, drawn[number])
        for number, leg in enumerate(legs, start=1)
    ]
    line = " ".join(f"{at[0]:.1f},{at[1]:.1f}" for at in drawn if at)
    return Route(
        stops, sum(leg.km or 0 for leg in legs), len(due) - len(taken), line, start, drawn[0]
    )


def _due(user: User, officer: User, on: date) -> dict:
    """Tasks by business, in the order of the first day due."""
    found = [
        (one.business_id, Task(one.get_kind_display(), one.due,
                               reverse("follow_up_detail", args=[one.pk])))
        for one in staying.waiting(user, on=on).filter(officer=officer)
    ] + [
        (one.business_id, Task("Pengawasan", one.due, reverse("visit_detail", args=[one.pk])))
        for one in supervising.waiting(user, on=on).filter(officer=officer)
    ]  # fmt: skip
    by_business: dict = {}
    for business, task in sorted(found, key=lambda one: one[1].due):
        by_business.setdefault(business, []).append(task)
    return by_business


def _point(shop: Business) -> Point | None:
    """Its own point, else the middle of its village."""
    if shop.lat is not None and shop.lon is not None:
        return Point(shop.lat, shop.lon)
    place = shop.place
    if place.lat is None or place.lon is None or place.level != Place.Level.VILLAGE:
        return None
    return Point(place.lat, place.lon)


def _stop(number: int, shop: Business, tasks: list[Task], km, at) -> Stop:
    above = shop.place.parent.name if shop.place.parent else ""
    where = f"{shop.place.name}, {above}" if above else shop.place.name
    return Stop(
        number, shop, where, tasks, km, shop.lat is not None, shop.address,
        at[0] if at else None, at[1] if at else None,
    )  # fmt: skip


def _drawing(points: list[Point | None]) -> list[tuple[float, float] | None]:
    """Where the points lie in the drawing: one scale both ways, north above."""
    known = [point for point in points if point]
    if len(known) < 2:
        return [None for _point in points]
    lats, lons = [point.lat for point in known], [point.lon for point in known]
    wide, high = max(lons) - min(lons), max(lats) - min(lats)
    scale = min((WIDTH - 2 * EDGE) / (wide or 1e-9), (HEIGHT - 2 * EDGE) / (high or 1e-9))
    across, down = (WIDTH - wide * scale) / 2, (HEIGHT - high * scale) / 2
    return [
        point and (across + (point.lon - min(lons)) * scale, down + (max(lats) - point.lat) * scale)
        for point in points
    ]
