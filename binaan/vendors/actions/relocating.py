"""Vendors of one location are moved to another together. Rule: docs/rules/pkl.md §6."""

from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.kit.stepping import Said
from binaan.vendors.actions import permits, standing
from binaan.vendors.actions.reach import locked, must_hold, must_not_be_future, must_say
from binaan.vendors.actions.standing import Spot
from binaan.vendors.choices import RelocationState
from binaan.vendors.models import Location, Permit, Relocation, Vendor
from binaan.vendors.queries.spots import free_pitches
from binaan.vendors.rules import locations as rules
from binaan.vendors.rules import permits as permit_rules

SAME = "Pilih lokasi tujuan yang lain."
NOT_SET = "{name} belum ditetapkan; tetapkan lokasi tujuan dulu."
NO_ROOM = "{name} hanya punya {free} tempat kosong untuk {count} PKL."
CLOSED = "Pemindahan ini sudah {state}."


class Plan(NamedTuple):
    """From where to where, on which day, why."""

    left: Location
    to: Location
    on: date
    why: str


@transaction.atomic
def plan_relocation(plan: Plan, *, by) -> Relocation:
    """Plan a move. Raises ValidationError for a destination that is not determined or too small."""
    must_hold(plan.left, by=by, permission=Permission.LOCATION_SET)
    must_hold(plan.to, by=by, permission=Permission.LOCATION_SET)
    if plan.left.pk == plan.to.pk or plan.left.office_id != plan.to.office_id:
        raise ValidationError({"to": SAME})
    _must_have_room(plan.to, len(_there(plan.left)), max(plan.on, today()))
    row = Relocation.objects.create(
        place=plan.left.place, office=plan.left.office, left=plan.left, to=plan.to,
        why=must_say(plan.why, "why", "Tuliskan alasannya."), planned_on=plan.on,
        state=RelocationState.PLANNED, made_by=by.username,
    )  # fmt: skip
    _note("relocation.planned", row, by, {"on": plan.on.isoformat(), "to": plan.to.code})
    return row


@transaction.atomic
def tell(relocation: Relocation, *, on: date, by) -> Relocation:
    """The vendors were told: their TDUs wait for the new place from that day."""
    row = _still(relocation, RelocationState.PLANNED)
    must_hold(row, by=by, permission=Permission.LOCATION_SET)
    must_not_be_future(on)
    for permit in _counting(row.left, on):
        state = permit_rules.state_on(permit.state, permit.valid_until, on=on)
        if state in permit_rules.COUNTS and state != "relokasi":
            said = Said(on, {"alasan": row.why})
            permits.take_step(permit, event="lokasi_dihapus", said=said, by=by)
    row.state = RelocationState.TOLD
    row.save(update_fields=["state"])
    _note("relocation.told", row, by, {"on": on.isoformat()})
    return row


@transaction.atomic
def carry_out(relocation: Relocation, *, on: date, by) -> Relocation:
    """Everybody who stands at the old location stands at the new one from that day on.

    Free pitches are given in the order of the vendors' numbers; without pitches they stand at the
    location. Raises ValidationError where they do not all fit.
    """
    row = _still(relocation, RelocationState.TOLD)
    must_hold(row, by=by, permission=Permission.LOCATION_SET)
    must_not_be_future(on)
    vendors = _there(row.left)
    to = locked(row.to)
    _must_have_room(to, len(vendors), on)
    for vendor in vendors:
        pitch = free_pitches(by, to, vendor, on).first()
        standing.stand(
            vendor, spot=Spot(to, pitch), since=on, relocation=row, by=by,
            permission=Permission.LOCATION_SET,
        )  # fmt: skip
    row.state = RelocationState.MOVED
    row.save(update_fields=["state"])
    _note("relocation.done", row, by, {"on": on.isoformat(), "vendors": len(vendors)})
    return row


@transaction.atomic
def issue_anew(relocation: Relocation, *, on: date, by) -> list[Permit]:
    """New TDUs of the new location for everybody who was moved and waits for one."""
    row = _still(relocation, RelocationState.MOVED)
    must_hold(row, by=by, permission=Permission.TDU_DECIDE)
    waiting = Permit.objects.filter(
        location=row.left, state="relokasi", vendor__standings__relocation=row,
        vendor__standings__until__isnull=True,
    ).order_by("number")  # fmt: skip
    return [permits.take_step(one, event="tempati", said=Said(on), by=by) for one in waiting]


@transaction.atomic
def cancel(relocation: Relocation, *, why: str, by) -> Relocation:
    """A move that is not carried out after all. TDUs told of it are restored one by one."""
    row = _still(relocation, RelocationState.PLANNED)
    must_hold(row, by=by, permission=Permission.LOCATION_SET)
    row.why = f"{row.why}\nDibatalkan: {must_say(why, 'why', 'Tuliskan alasannya.')}"
    row.state = RelocationState.CANCELLED
    row.save(update_fields=["state", "why"])
    _note("relocation.cancelled", row, by, {})
    return row


def _still(relocation: Relocation, state: RelocationState) -> Relocation:
    row = locked(relocation, "left", "to")
    if row.state != state:
        raise ValidationError(CLOSED.format(state=row.get_state_display().lower()))
    return row


def _there(location: Location) -> list[Vendor]:
    found = Vendor.objects.filter(
        standings__location=location, standings__until__isnull=True, left_on__isnull=True
    )
    return list(found.select_related("place", "office").order_by("number"))


def _counting(location: Location, on: date) -> list[Permit]:
    found = Permit.objects.filter(location=location, state__in=permit_rules.COUNTS)
    return list(found.filter(ended_on__isnull=True, valid_until__gte=on).select_related("vendor"))


def _must_have_room(to: Location, count: int, on: date) -> None:
    if not rules.determined(to.state, to.valid_from, to.valid_until, on=on):
        raise ValidationError({"to": NOT_SET.format(name=to.name)})
    free = to.capacity - to.standings.filter(until__isnull=True).count()
    if count > free:
        raise ValidationError({"to": NO_ROOM.format(name=to.name, free=max(free, 0), count=count)})


def _note(verb: str, row: Relocation, by, payload: dict) -> None:
    audit.record(verb, row, by=by, payload=payload, place=row.place, office=row.office)
