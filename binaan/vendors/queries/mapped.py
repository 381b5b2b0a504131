"""Vendors and locations as the map and its tables show them on a day, within the user's reach."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, QuerySet

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.places.models import Place
from binaan.vendors.choices import Trade
from binaan.vendors.models import Location, Vendor
from binaan.vendors.queries import status
from binaan.vendors.rules.locations import FORBIDDEN, Spread
from binaan.vendors.rules.measuring import POSITIONS, position, tallied

VIEW = Permission.VENDOR_VIEW
DISTRICT = 8  # letters of the path of a kecamatan
MOST = 20_000  # vendors drawn at once
UNKNOWN = "Kecamatan tidak disebut"


class Asked(NamedTuple):
    """What the address asks for; "" for everything. `kecamatan`: a path."""

    at: date
    position: str = ""
    trade: str = ""
    kecamatan: str = ""

    @property
    def narrowed(self) -> int:
        """How many filters are set, the day not counted."""
        return sum(bool(one) for one in self[1:])


class Stood(NamedTuple):
    """A vendor on the day: position in degrees or None, and at which location."""

    pk: UUID
    number: int
    trade: str
    path: str
    position: str
    lat: float | None
    lon: float | None
    location: UUID | None


class Filled(NamedTuple):
    """A location on the day, and how full it is; `forbidden`: nobody may trade there."""

    row: Location
    spread: Spread
    forbidden: bool


def asked(user: User, said: Mapping[str, str]) -> Asked:
    """The filters out of a query string; what cannot be read is not asked, a day to come is today."""
    try:
        at = min(date.fromisoformat(said.get("per", "")), today())
    except ValueError:
        at = today()
    words = said.get("kedudukan", ""), said.get("bidang", ""), said.get("kecamatan", "")
    return Asked(
        at,
        words[0] if words[0] in POSITIONS else "",
        words[1] if words[1] in Trade.values else "",
        words[2] if words[2] in dict(kecamatan_of(user)) else "",
    )


def kecamatan_of(user: User) -> list[tuple[str, str]]:
    """(path, name) of the kecamatan this user sees vendors or locations of, by name."""
    paths = set()
    for model in (Vendor, Location):
        found = model.objects.permitted(user, VIEW).order_by().values_list("place__path").distinct()
        paths |= {path[:DISTRICT] for (path,) in found}
    rows = Place.objects.filter(path__in=paths).order_by("name")
    return list(rows.values_list("path", "name"))


def first_day(user: User) -> date | None:
    """The day of the first listing there is."""
    found = Vendor.objects.permitted(user, VIEW).order_by("registered_on")
    return found.values_list("registered_on", flat=True).first()


def stood(user: User, asked: Asked) -> list[Stood]:
    """Every vendor asked for, as he stood on the day; the first MOST by number."""
    mine = Vendor.objects.permitted(user, VIEW).filter(status.listed(asked.at))
    if asked.trade:
        mine = mine.filter(trade=asked.trade)
    if asked.kecamatan:
        mine = mine.filter(place__path__startswith=asked.kecamatan)
    there = _spots(mine, asked.at)
    rows = mine.annotate(tdu=status.tdu(asked.at), placed=status.in_place(asked.at))
    listed = rows.order_by("number").values_list(
        "pk", "number", "trade", "place__path", "tdu", "placed"
    )
    found = [
        Stood(pk, number, trade, path, position(permit=tdu, in_place=placed),
              *there.get(pk, (None, None, None)))
        for pk, number, trade, path, tdu, placed in listed[:MOST]
    ]  # fmt: skip
    return [one for one in found if asked.position in ("", one.position)]


def _spots(vendors: QuerySet[Vendor], at: date) -> dict[UUID, tuple]:
    """Degrees and location by vendor: where he was seen, else his pitch."""
    rows = status.standings(at).filter(vendor__in=vendors.order_by().values("pk"))
    return {
        vendor: (
            lat if lat is not None else pitch_lat, lon if lon is not None else pitch_lon, location
        )
        for vendor, lat, lon, pitch_lat, pitch_lon, location in rows.order_by("since").values_list(
            "vendor", "lat", "lon", "pitch__lat", "pitch__lon", "location"
        )
    }  # fmt: skip


def filled(user: User, asked: Asked) -> list[Filled]:
    """Locations determined on the day and where trade is forbidden, with how full they are."""
    mine = Location.objects.permitted(user, VIEW)
    mine = mine.filter(status.determined(asked.at)) | mine.filter(state=FORBIDDEN)
    if asked.kecamatan:
        mine = mine.filter(place__path__startswith=asked.kecamatan)
    taken = status.standings(asked.at).filter(location__in=mine.order_by().values("pk"))
    counts = dict(taken.order_by().values_list("location").annotate(many=Count("vendor")))
    return [
        Filled(one, Spread(one.capacity, counts.get(one.pk, 0)), one.state == FORBIDDEN)
        for one in mine.select_related("place").order_by("code")
    ]


def by_kecamatan(user: User, rows: list[Stood]) -> list[tuple[str, str, dict[str, int], int]]:
    """(path, name, how many of each position, all of them), by name; the last line is the sum."""
    parts: dict[str, Counter] = {}
    for one in rows:
        parts.setdefault(one.path[:DISTRICT], Counter())[one.position] += 1
    names = dict(Place.objects.filter(path__in=parts).values_list("path", "name"))
    lines = [
        (path, names.get(path, UNKNOWN), dict.fromkeys(POSITIONS, 0) | counts, counts.total())
        for path, counts in parts.items()
    ]
    whole = tallied(one.position for one in rows)
    return [*sorted(lines, key=lambda line: line[1]), ("", "Jumlah", whole, len(rows))]


def drawn(user: User, asked: Asked) -> dict[str, Any]:
    """What the script draws: vendors as short lists, locations as GeoJSON. Five decimals: a metre."""
    rows = stood(user, asked)
    keys = list(POSITIONS)
    words = dict(Trade.choices)
    return {
        "vendors": [
            [round(one.lon, 5), round(one.lat, 5), keys.index(one.position),
             f"P-{one.number:05d}", words[one.trade], str(one.pk)]
            for one in rows if one.lat is not None and one.lon is not None
        ],
        "locations": {"type": "FeatureCollection", "features": [
            feature for one in filled(user, asked) for feature in _features(one)
        ]},
    }  # fmt: skip


def _features(one: Filled) -> list[dict[str, Any]]:
    """A point with how full it is, and the outline where one is drawn."""
    row = one.row
    said = {
        "code": row.code, "name": row.name, "id": str(row.pk), "zone": row.zone,
        "label": "dilarang" if one.forbidden else f"{one.spread.taken}/{one.spread.capacity}",
        "over": bool(one.spread.over),
    }  # fmt: skip
    point = {"type": "Point", "coordinates": [row.lon, row.lat]}
    shapes = [point, row.outline] if row.outline else [point]
    return [{"type": "Feature", "properties": said, "geometry": shape} for shape in shapes]


def vendor(user: User, pk: UUID, at: date) -> tuple[Vendor, str] | None:
    """A vendor for his bubble, and his position; None where this user may not see him."""
    mine = Vendor.objects.permitted(user, VIEW).select_related("business", "place")
    rows = mine.annotate(tdu=status.tdu(at), placed=status.in_place(at))
    row = rows.filter(pk=pk).first()
    return row and (row, position(permit=row.tdu, in_place=row.placed))
