"""Vendors as lists read them: who is reached, how each stands on a day, how the list is narrowed."""

import re
from datetime import date
from typing import NamedTuple

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)  # fmt: skip

from binaan.access.models import Office
from binaan.access.permissions import Permission
from binaan.places.models import Place
from binaan.registry.models import Role
from binaan.registry.rules.names import business_key, person_key
from binaan.vendors.choices import Trade
from binaan.vendors.models import Location, Permit, Standing, Vendor
from binaan.vendors.queries import status
from binaan.vendors.rules.measuring import POSITIONS

VIEW = Permission.VENDOR_VIEW
EVERY, LEFT = "semua", "berhenti"
PARTS = {EVERY: "Semua yang berjualan", **POSITIONS, LEFT: "Tidak berjualan lagi"}
TONES = {"di_tempat": "ok", "di_luar": "warn", "habis": "bad", "belum": "info", LEFT: ""}
_NUMBER = re.compile(r"\s*P-?\s*0*(\d{1,12})\s*", re.I)


class Asked(NamedTuple):
    """How the list is narrowed; "" leaves it as it is."""

    part: str = EVERY
    q: str = ""
    trade: str = ""
    location: str = ""
    district: str = ""

    @property
    def narrowed(self) -> bool:
        return bool(self.q or self.trade or self.location or self.district)


def vendors(user, permission: Permission = VIEW) -> QuerySet[Vendor]:
    """The vendors this user reaches."""
    found = Vendor.objects.permitted(user, permission)
    return found.select_related("business", "place__parent", "office", "origin")


def asked(user, query) -> Asked:
    """How the list is narrowed, from an address; what is unknown there is left out."""
    part, trade = query.get("bagian", ""), query.get("bidang", "")
    return Asked(
        part if part in PARTS else EVERY, " ".join(query.get("q", "").split())[:100],
        trade if trade in Trade.values else "", query.get("lokasi", "")[:20],
        query.get("kecamatan", "")[:13],
    )  # fmt: skip


def positioned(found: QuerySet[Vendor], on: date) -> QuerySet[Vendor]:
    """With `position`, one of PARTS but EVERY: by the TDU first, then by where he stands."""
    issued = Permit.objects.filter(vendor=OuterRef("pk"))
    return found.annotate(
        position=Case(
            When(left_on__lte=on, then=Value(LEFT)),
            When(status.has_tdu(on) & status.in_place(on), then=Value("di_tempat")),
            When(status.has_tdu(on), then=Value("di_luar")),
            When(Exists(issued.filter(issued_on__lte=on)), then=Value("habis")),
            default=Value("belum"), output_field=CharField(),
        )
    )  # fmt: skip


def narrowed(user, asked: Asked) -> QuerySet[Vendor]:
    """The vendors of a list, its part left open."""
    found = vendors(user)
    if asked.trade:
        found = found.filter(trade=asked.trade)
    if asked.district:
        found = found.filter(place__path__startswith=asked.district)
    if asked.location:
        there = Standing.objects.filter(until__isnull=True, location__code=asked.location)
        found = found.filter(pk__in=there.values("vendor"))
    return found.filter(_called(asked.q)) if asked.q else found


def _called(said: str) -> Q:
    """By number, or every word in the name of the business, or every word in the owner's."""
    if number := _NUMBER.fullmatch(said):
        return Q(number=int(number[1]))
    by_name, by_owner = Q(), Q()
    for word in business_key(said).split() or [said.lower()]:
        by_name &= Q(business__name_key__contains=word)
    for word in person_key(said).split() or [said.lower()]:
        by_owner &= Q(owner__name_key__contains=word)
    run = Role.objects.filter(by_owner, known_until=None, valid_until=None).values("business")
    return by_name | Q(business__in=run) | Q(goods__icontains=said) | Q(association__icontains=said)


def of_part(user, asked: Asked, on: date) -> QuerySet[Vendor]:
    """One part of the list, each vendor with where he stands now and who he is."""
    found = Vendor.objects.filter(pk__in=_positions(user, asked, on).values("pk"))
    found = found.select_related("business", "place__parent", "office", "origin")
    now = Role.objects.filter(valid_until=None, known_until=None).select_related("owner")
    standing = Standing.objects.filter(until__isnull=True).select_related("location", "pitch")
    return found.prefetch_related(
        Prefetch("business__roles", now, to_attr="run_by"),
        Prefetch("standings", standing, to_attr="now"),
    )


def _positions(user, asked: Asked, on: date) -> QuerySet[Vendor]:
    found = positioned(narrowed(user, asked), on).order_by()
    if asked.part == EVERY:
        return found.exclude(position=LEFT)
    return found.filter(position=asked.part)


def parts(user, asked: Asked, on: date) -> list[dict]:
    """The parts of the list with how many stand there, in one question."""
    found = positioned(narrowed(user, asked), on).order_by()
    counted = dict(found.values_list("position").annotate(count=Count("pk")).order_by())
    counted[EVERY] = sum(count for key, count in counted.items() if key != LEFT)
    return [
        {"key": key, "label": label, "count": counted.get(key, 0)} for key, label in PARTS.items()
    ]


def positions_of(user, found: list[Vendor], on: date) -> dict:
    """The position of each of these vendors on a day."""
    rows = Vendor.objects.filter(pk__in=[one.pk for one in found])
    return dict(positioned(rows, on).values_list("pk", "position"))


def choices(user) -> dict:
    """What the list may be narrowed by: trades, locations, kecamatan where vendors stand."""
    mine = Vendor.objects.permitted(user, VIEW)
    districts = Place.objects.filter(pk__in=mine.values("place__parent")).order_by("name")
    locations = Location.objects.permitted(user, VIEW).order_by("code")
    return {
        "trades": Trade.choices, "districts": list(districts.values_list("path", "name")),
        "locations": list(locations.values_list("code", "name")),
    }  # fmt: skip


def my_offices(user, permission: Permission = Permission.VENDOR_EDIT) -> QuerySet[Office]:
    """Offices in whose name this user may list vendors."""
    held = [one.office_id for one in user.holdings(permission)]
    found = Office.objects.order_by("name")
    return found if None in held else found.filter(pk__in=held)


def places_of_office(user, office: Office) -> list[tuple[str, str]]:
    """Code and name of every location of an office, for whoever reads its lists."""
    return list(Location.objects.filter(office=office).values_list("code", "name"))
