"""Rows of a list become vendors, many at once. Rule: docs/rules/pkl.md §9.

What a row does not say stays as it is. Doing the same again changes nothing.
"""

import hashlib
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from binaan.access import audit
from binaan.intake.amending import parts
from binaan.intake.models import Batch
from binaan.kit.counting import take
from binaan.vendors.models import Location, Pitch, Standing, Vendor

CHANGEABLE = (
    "category", "trade", "goods", "stall", "length", "width", "days", "begins", "ends", "origin_id",
    "trading_since", "association", "wants_events",
)  # fmt: skip


class Row(NamedTuple):
    """What one row says: `values` by column of Vendor, only what is said. `point`: (lat, lon)."""

    ordinal: int
    business: UUID
    place: str
    on: date
    values: dict[str, Any]
    location: str = ""
    pitch: str = ""
    point: tuple[float, float] | None = None


class Stood(NamedTuple):
    """A vendor, where his row puts him, and where he stood before."""

    vendor: Vendor
    location: Location | None
    pitch: Pitch | None
    row: Row
    now: Standing | None


@transaction.atomic
def take_in(batch: Batch, rows: list[Row], *, by: str) -> set[int]:
    """Vendors of these rows, listed or described again, and where they stand.

    Answers the ordinals whose pitch is somebody else's or unknown: they stand at the location without
    it.
    """
    rows = list({one.business: one for one in rows}.values())  # the last row of a business counts
    there = _there([one.business for one in rows])
    new = [one for one in rows if one.business not in there]
    there |= _made(batch, new, by)
    changed = _described(there, [one for one in rows if one not in new])
    odd = _placed(batch, rows, there, by)
    if new or changed:
        root = hashlib.sha256("".join(sorted(str(one.pk) for one in there.values())).encode())
        payload = {
            "batch": str(batch.pk),
            "new": len(new),
            "changed": changed,
            "root": root.hexdigest(),
        }
        audit.record("vendor.list_taken_in", None, by=by, payload=payload, place=batch.place,
                     office=batch.version.source.office)  # fmt: skip
    return odd


def _there(businesses: list[UUID]) -> dict[UUID, Vendor]:
    """The open entries of these businesses."""
    found: dict[UUID, Vendor] = {}
    for part in parts(businesses):
        rows = Vendor.objects.select_for_update().filter(business__in=part, left_on__isnull=True)
        found |= {one.business_id: one for one in rows.order_by("number")}
    return found


def _made(batch: Batch, rows: list[Row], by: str) -> dict[UUID, Vendor]:
    if not rows:
        return {}
    first, now = take("vendor", len(rows)), batch.known_at or timezone.now()
    made = [
        Vendor(number=first + n, business_id=one.business, place_id=one.place,
               office=batch.version.source.office, registered_on=one.on, recorded_at=now,
               made_by=by, **one.values)
        for n, one in enumerate(rows)
    ]  # fmt: skip
    Vendor.objects.bulk_create(made)
    return {one.business_id: one for one in made}


def _described(there: dict[UUID, Vendor], rows: list[Row]) -> int:
    """How many entries say something else now."""
    changed = []
    for one in rows:
        vendor = there[one.business]
        said = one.values | {"place_id": one.place}
        if any(getattr(vendor, name) != value for name, value in said.items()):
            for name, value in said.items():
                setattr(vendor, name, value)
            changed.append(vendor)
    Vendor.objects.bulk_update(changed, [*CHANGEABLE, "place_id"], batch_size=200)
    return len(changed)


def _placed(batch: Batch, rows: list[Row], there: dict[UUID, Vendor], by: str) -> set[int]:
    """Where they stand; a list older than what is known of a place changes nothing there."""
    asked = [one for one in rows if one.location or one.point]
    codes = {one.location for one in asked if one.location}
    mine = Location.objects.filter(office=batch.version.source.office, code__in=codes)
    locations = {one.code: one for one in mine}
    pitches = {
        (p.location_id, p.number): p for p in Pitch.objects.filter(location__in=locations.values())
    }
    standing = _standing([there[one.business].pk for one in asked])
    taken = set(
        Standing.objects.filter(location__in=locations.values(), until__isnull=True, pitch__isnull=False)
        .values_list("pitch", flat=True)
    )  # fmt: skip
    odd: set[int] = set()
    for one in asked:
        vendor, location = there[one.business], locations.get(one.location)
        pitch = pitches.get((location.pk, one.pitch)) if location and one.pitch else None
        now = standing.get(vendor.pk)
        if pitch is not None and pitch.pk in taken and (now is None or now.pitch_id != pitch.pk):
            pitch = None
        if one.pitch and location and pitch is None:
            odd.add(one.ordinal)
        if _stands(Stood(vendor, location, pitch, one, now), batch, by) and pitch is not None:
            taken.add(pitch.pk)
    return odd


def _standing(vendors: list[UUID]) -> dict[UUID, Standing]:
    return {
        one.vendor_id: one
        for part in parts(vendors)
        for one in Standing.objects.filter(vendor__in=part, until__isnull=True)
    }


def _stands(said: Stood, batch: Batch, by: str) -> bool:
    """Whether a row put a vendor somewhere else."""
    vendor, location, pitch, one, now = said
    if location is None and one.point is None:
        return False
    lat, lon = (None, None) if location else one.point or (None, None)
    place = (location.pk if location else None, pitch.pk if pitch else None, lat, lon)
    at = batch.known_at or timezone.now()
    if now is not None:
        if (now.location_id, now.pitch_id, now.lat, now.lon) == place or now.since > one.on:
            return False
        if location is None and now.location_id is not None:
            return False  # a point taken beside its pitch moves nobody
        now.until, now.ended_at = one.on, at
        now.save(update_fields=["until", "ended_at"])
    Standing.objects.create(vendor=vendor, location=location, pitch=pitch, lat=lat, lon=lon,
                            since=one.on, recorded_at=at, by=by)  # fmt: skip
    return True


@transaction.atomic
def take_back(businesses: list[UUID], *, by: str) -> None:
    """Vendors whose row was taken out of the register again, while nothing else hangs on them."""
    for one in Vendor.objects.filter(business__in=businesses, made_by=by):
        hangs = (one.permits, one.findings, one.objections, one.slot_requests)
        if not any(rows.exists() for rows in hangs):
            one.standings.all().delete()
            one.delete()
