"""Street trade as everybody may see it: locations, hours, free places, figures. No vendor is told of.

Rule: docs/rules/peta-pkl.md §2-3.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.cache import cache
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from binaan.places.models import Place
from binaan.places.scope import within
from binaan.vendors.choices import Trade
from binaan.vendors.models import Location, Vendor
from binaan.vendors.queries import status
from binaan.vendors.rules.locations import FORBIDDEN
from binaan.vendors.rules.publishing import Figures, Stood, figures
from binaan.vendors.rules.schedule import Schedule

REGENCY, DISTRICT = 5, 8  # letters of a path
KEPT = 300  # seconds the figures of a regency are kept
MOST = 60  # locations on a page
WORDS = dict(Trade.choices)
ASK = "Tanyakan kepada kantor"


class Asked(NamedTuple):
    """What the address asks for. `place`: path of a regency or kecamatan, "" all; `page` from 1."""

    place: str = ""
    trade: str = ""
    open: bool = False
    free: bool = False
    page: int = 1


class Shown(NamedTuple):
    """A location as everybody sees it. `free`: places, None where it is not told."""

    row: Location
    when: str
    open: bool
    forbidden: bool
    trades: list[str]
    free: int | None

    @property
    def free_words(self) -> str:
        """How many places are free, in words."""
        if self.free is None:
            return ASK
        return f"{self.free} tempat kosong" if self.free else "Penuh"


def asked(said: Mapping[str, str]) -> Asked:
    """The filters out of a query string; what is no known value is not asked."""
    page = said.get("halaman", "")
    known = {path for _name, parts in places() for path, _part in parts}
    place = said.get("wilayah", "")
    trade = said.get("bidang", "")
    return Asked(
        place if place in known else "", trade if trade in Trade.values else "",
        said.get("buka") == "1", said.get("kosong") == "1",
        int(page) if page.isascii() and page.isdigit() and 0 < int(page) < 1000 else 1,
    )  # fmt: skip


def _public() -> QuerySet[Location]:
    """Locations determined today, and where trade is forbidden."""
    today = timezone.localdate()
    found = Location.objects.filter(status.determined(today)) | Location.objects.filter(
        state=FORBIDDEN
    )
    return found.select_related("place", "office")


def places() -> list[tuple[str, list[tuple[str, str]]]]:
    """(regency, [(path, name)]) there are locations in; the first of each is the whole regency."""
    paths = set(_public().order_by().values_list("place__path", flat=True))
    wanted = {path[:DISTRICT] for path in paths} | {path[:REGENCY] for path in paths}
    names = dict(Place.objects.filter(path__in=wanted).values_list("path", "name"))
    found: dict[str, list[tuple[str, str]]] = {}
    for path in sorted(wanted, key=lambda one: (one[:REGENCY], len(one), names.get(one, ""))):
        parts = found.setdefault(path[:REGENCY], [])
        parts.append(
            (path, f"Semua {names.get(path)}" if len(path) == REGENCY else names.get(path, path))
        )
    return [(names.get(path, path), parts) for path, parts in found.items()]


def shown(asked: Asked) -> list[Shown]:
    """The locations asked for, by name; forbidden ones last."""
    rows = _public()
    if asked.place:
        rows = rows.filter(within("place__path", Place.objects.get(path=asked.place)))
    found = described(list(rows.order_by("name", "code")))
    return sorted((one for one in found if _fits(one, asked)), key=lambda one: one.forbidden)


def _fits(one: Shown, asked: Asked) -> bool:
    """Free places that are not told count as free: leaving them out would tell."""
    if asked.trade and WORDS[asked.trade] not in one.trades:
        return False
    if asked.open and not one.open:
        return False
    return not asked.free or (not one.forbidden and one.free != 0)


def described(rows: list[Location]) -> list[Shown]:
    """What may be said of each of these locations."""
    today, now = timezone.localdate(), timezone.now()
    there = status.standings(today).filter(location__in=rows)
    trades: dict[UUID, set[str]] = {}
    for location, trade in there.order_by().values_list("location", "vendor__trade").distinct():
        trades.setdefault(location, set()).add(trade)
    told = {path: _figures(path) for path in {one.place.path[:REGENCY] for one in rows}}
    return [
        _described(one, trades.get(one.pk, set()), told[one.place.path[:REGENCY]], now)
        for one in rows
    ]


def _described(row: Location, trades: set[str], told: Figures, now: datetime) -> Shown:
    hours = Schedule(row.days, row.begins, row.ends)
    forbidden = row.state == FORBIDDEN
    taken = told.occupied.get(str(row.pk))
    return Shown(
        row, hours.told(), not forbidden and hours.open_at(now.astimezone(ZoneInfo(row.office.time_zone))),
        forbidden, [WORDS[one] for one in Trade.values if one in trades],
        None if taken is None else max(row.capacity - taken, 0),
    )  # fmt: skip


def location(pk: UUID) -> Shown | None:
    """One location for everybody; None for one that is not determined."""
    row = _public().filter(pk=pk).first()
    return described([row])[0] if row else None


def agreed(row: Location) -> list[tuple[str, str]]:
    """(stall, trade) of the vendors of a location who agreed to be named."""
    today = timezone.localdate()
    there = status.standings(today).filter(location=row, vendor__agreed_public__lte=today)
    gone = there.filter(vendor__left_on__lte=today).values("pk")
    found = there.exclude(pk__in=gone).order_by("vendor__business__name")
    return [
        (name, WORDS[trade])
        for name, trade in found.values_list("vendor__business__name", "vendor__trade")
    ]


def tables(asked: Asked) -> list[dict[str, Any]]:
    """The figures by regency, always the whole of it whatever is filtered."""
    paths = sorted({path[:REGENCY] for _name, parts in places() for path, _part in parts})
    wanted = [one for one in paths if not asked.place or one == asked.place[:REGENCY]]
    found = []
    for path in wanted:
        told = _figures(path)
        names = dict(Place.objects.filter(path__startswith=path).exclude(level="village")
                     .values_list("path", "name"))  # fmt: skip
        found.append({
            "name": names.get(path, path), "total": told.total,
            "rows": sorted((names.get(key, "Tidak disebut"), line) for key, line in told.rows.items()),
            "trades": [(WORDS[key], many) for key, many in told.trades.items()],
        })  # fmt: skip
    return found


def _figures(regency: str) -> Figures:
    """Kept for a few minutes: everybody asks for the same."""
    key = f"portal:pkl:{regency}:{timezone.localdate()}"
    return cache.get_or_set(key, lambda: counted(regency), KEPT)


def counted(regency: str) -> Figures:
    """The figures of one regency as they stand now, suppressed."""
    today = timezone.localdate()
    rows = Location.objects.filter(status.determined(today), place__path__startswith=regency)
    where = {str(pk): path[:DISTRICT] for pk, path in rows.values_list("pk", "place__path")}
    vendors = Vendor.objects.filter(status.listed(today), place__path__startswith=regency)
    stands = status.standings(today).filter(location__in=rows.order_by().values("pk"))
    there = {vendor: str(at) for vendor, at in stands.values_list("vendor", "location")}
    cells: Counter[tuple[str, str]] = Counter()
    trades: Counter[str] = Counter()
    for pk, path, trade in vendors.order_by().values_list("pk", "place__path", "trade"):
        at = there.get(pk, "")
        cells[where[at] if at else path[:DISTRICT], at] += 1
        trades[trade] += 1
    stood = [Stood(kecamatan, at, many) for (kecamatan, at), many in cells.items()]
    ordered = {one: trades[one] for one in Trade.values if trades[one]}
    return figures(stood, where, ordered)


def drawn() -> dict[str, Any]:
    """The locations as GeoJSON for the map and for who asks what is near."""
    features = [
        feature for one in described(list(_public().order_by("name"))) for feature in _features(one)
    ]
    return {"type": "FeatureCollection", "features": features}


def _features(one: Shown) -> list[dict[str, Any]]:
    row = one.row
    said = {
        "name": row.name, "when": one.when, "open": one.open, "forbidden": one.forbidden,
        "zone": row.zone, "free": "" if one.forbidden else one.free_words,
        "trades": ", ".join(one.trades), "url": reverse("portal_street_location", args=[row.pk]),
    }  # fmt: skip
    point = {"type": "Point", "coordinates": [round(row.lon, 5), round(row.lat, 5)]}
    shapes = [point, row.outline] if row.outline else [point]
    return [{"type": "Feature", "properties": said, "geometry": shape} for shape in shapes]
