"""Where a vendor stands: on a pitch, at a location, or somewhere else. Rule: docs/rules/pkl.md §4.

Dated twice: since when it is so, and since when we know. One vendor stands at one place at a time,
one pitch holds one vendor.
"""

from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.vendors.actions.reach import locked, must_hold, must_not_be_future, must_not_precede
from binaan.vendors.models import Location, Pitch, Relocation, Standing, Vendor
from binaan.vendors.rules import locations as rules

FULL = "{name} sudah penuh ({taken} dari {capacity}). Pilih lokasi lain atau tambah kapasitasnya."
OTHER_OFFICE = "Lokasi ini milik kantor lain."


class Spot(NamedTuple):
    """A pitch of a location, a location without pitch, or a point (degrees) that is neither."""

    location: Location | None = None
    pitch: Pitch | None = None
    lat: float | None = None
    lon: float | None = None


@transaction.atomic
def stand(
    vendor: Vendor, *, spot: Spot, since: date, by, relocation: Relocation | None = None,
    permission: Permission = Permission.VENDOR_EDIT,
) -> Standing:  # fmt: skip
    """The vendor stands here from a day on, and no longer where he stood before.

    Raises ValidationError for a pitch somebody else holds, a full location, a day before the last
    one known, and for one who trades no longer.
    """
    row = locked(vendor)
    must_hold(row, by=by, permission=permission)
    must_not_be_future(since, "since")
    if row.left_on is not None:
        raise ValidationError("PKL ini tercatat tidak berjualan; data ulang dulu.")
    location = _location_of(row, spot)
    before = row.standings.select_for_update().filter(until__isnull=True).first()
    if before is not None and _same(before, spot):
        return before
    if before is not None:
        must_not_precede(since, before.since, "since")
        _end(before, since)
    if location is not None:
        _must_have_room(location, spot.pitch, since)
    made = Standing.objects.create(
        vendor=row, location=location, pitch=spot.pitch, relocation=relocation, lat=spot.lat,
        lon=spot.lon, since=since, recorded_at=timezone.now(), by=by.username,
    )  # fmt: skip
    payload = {
        "location": location.code if location else "", "since": since.isoformat(),
        "pitch": spot.pitch.number if spot.pitch else "",
    }  # fmt: skip
    audit.record("vendor.placed", row, by=by, payload=payload, place=row.place, office=row.office)
    return made


@transaction.atomic
def give_up(vendor: Vendor, *, on: date, by) -> None:
    """The vendor stands nowhere we know of from a day on."""
    there = vendor.standings.select_for_update().filter(until__isnull=True).first()
    if there is None:
        return
    must_not_be_future(on)
    must_not_precede(on, there.since)
    _end(there, on)
    payload = {"until": on.isoformat(), "location": there.location.code if there.location else ""}
    audit.record("vendor.unplaced", vendor, by=by, payload=payload, place=vendor.place,
                 office=vendor.office)  # fmt: skip


def _end(row: Standing, on: date) -> None:
    row.until, row.ended_at = on, timezone.now()
    row.save(update_fields=["until", "ended_at"])


def _same(row: Standing, spot: Spot) -> bool:
    there = (row.location_id, row.pitch_id, row.lat, row.lon)
    location = spot.location or (spot.pitch.location if spot.pitch else None)
    asked = (location.pk if location else None, spot.pitch.pk if spot.pitch else None)
    return there == (*asked, spot.lat, spot.lon)


def _location_of(vendor: Vendor, spot: Spot) -> Location | None:
    """The location, held until the transaction ends, so that two do not take the last place."""
    if spot.location is None and spot.pitch is None:
        return None
    wanted = spot.location or spot.pitch.location
    location = locked(wanted)
    if location.office_id != vendor.office_id:
        raise ValidationError({"location": OTHER_OFFICE})
    if spot.pitch is not None and spot.pitch.location_id != location.pk:
        raise ValidationError({"pitch": "Lapak ini bukan di lokasi itu."})
    return location


def _must_have_room(location: Location, pitch: Pitch | None, on: date) -> None:
    if pitch is not None:
        if pitch.closed_on is not None and pitch.closed_on <= on:
            raise ValidationError({"pitch": "Lapak ini sudah ditiadakan; pilih yang lain."})
        if pitch.standings.filter(until__isnull=True).exists():
            raise ValidationError(
                {"pitch": "Lapak ini sudah ditempati PKL lain; pilih yang kosong."}
            )
    if location.state not in rules.DETERMINED:
        return  # whoever stands there is recorded, not arranged
    taken = location.standings.filter(until__isnull=True).count()
    if taken >= location.capacity:
        full = FULL.format(name=location.name, taken=taken, capacity=location.capacity)
        raise ValidationError({"location": full})
