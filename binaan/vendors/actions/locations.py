"""A location is proposed, described, determined, given up; its pitches. Rule: docs/rules/pkl.md §2."""

from dataclasses import dataclass, fields
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from binaan.access import audit
from binaan.access.actions.decrees import add_decree
from binaan.access.models import Decree, Office
from binaan.access.permissions import Permission
from binaan.kit.stepping import CALENDAR, Said, step_down, told
from binaan.kit.workflow import Step
from binaan.places.models import Place
from binaan.vendors.actions.reach import locked, must_be_office_of, must_hold
from binaan.vendors.actions.steps import must_be_told, step_from
from binaan.vendors.models import Location, Permit, Pitch
from binaan.vendors.rules import locations as rules
from binaan.vendors.rules.permits import COUNTS
from binaan.vendors.rules.ways import LOCATION, WORKFLOWS

OCCUPIED = "Masih ada {count} PKL di sini; pindahkan dulu lewat pemindahan, lalu hapus lokasinya."
NO_ROOM = "Isi kapasitas lokasi ini dulu; tanpa kapasitas tidak ada yang dapat ditempatkan."
TOO_MANY = "Lapaknya {pitches}, kapasitasnya {capacity}; tambah kapasitas atau kurangi lapak."
CHECKS = "Jam mulai dan selesai diisi keduanya, atau kosong keduanya."


@dataclass(frozen=True)
class Described:
    """A location as somebody describes it; columns as of models.Location."""

    code: str
    name: str
    kind: str
    zone: str
    lat: float
    lon: float
    address: str = ""
    land_owner: str = ""
    legal_basis: str = ""
    capacity: int = 0
    radius: int = 50
    outline: dict | None = None
    days: str = ""
    begins: time | None = None
    ends: time | None = None
    note: str = ""

    def values(self) -> dict[str, Any]:
        return {one.name: getattr(self, one.name) for one in fields(self)}


class Pitches(NamedTuple):
    """Pitches to add: their numbers, and the size of each in metres."""

    numbers: list[str]
    length: Decimal
    width: Decimal


@transaction.atomic
def propose_location(
    described: Described, *, place: Place, office: Office, said: Said, by
) -> Location:
    """Propose a location: the first step of its way. Raises ValidationError for a code in use."""
    must_be_office_of(office, by=by, permission=Permission.VENDOR_EDIT)
    step = WORKFLOWS[LOCATION].first
    must_be_told(step, said)
    row = Location(
        place=place, office=office, state=step.now, since=said.on, made_by=by.username,
        **described.values(),
    )  # fmt: skip
    _keep(row)
    step_down(row, step, said, by.username)
    _note("location.proposed", row, by, told(step, said) | {"code": row.code})
    must_hold(row, by=by, permission=Permission.VENDOR_EDIT)
    return row


@transaction.atomic
def describe_location(location: Location, *, described: Described, place: Place, by) -> Location:
    """Describe a location anew; the trail keeps the names of what changed.

    Once determined only who may determine changes it: hours and capacity are of the decree.
    """
    row = locked(location)
    settled = row.state in (*rules.DETERMINED, rules.FORBIDDEN)
    permission = Permission.LOCATION_SET if settled else Permission.VENDOR_EDIT
    must_hold(row, by=by, permission=permission)
    given = described.values() | {"place": place}
    changed = sorted(name for name, value in given.items() if getattr(row, name) != value)
    if not changed:
        return row
    for name in changed:
        setattr(row, name, given[name])
    _keep(row)
    _note("location.changed", row, by, {"changed": changed})
    must_hold(row, by=by, permission=permission)
    return row


@transaction.atomic
def step_location(location: Location, *, event: str, said: Said, by) -> Location:
    """Take one step of the way of a location.

    Raises ValidationError for a step that does not lead on, for what is missing, and for a location
    that is given up while somebody still stands there.
    """
    row = locked(location)
    if taken := rules.clock_steps(row.state, row.valid_until, on=said.on):
        for step, day in taken:
            step_down(row, step, Said(day), CALENDAR)
            row.state, row.since = step.now, day
    step = step_from(LOCATION, row.state, event, since=row.since, on=said.on)
    must_hold(row, by=by, permission=Permission(step.permission))
    must_be_told(step, said)
    _follow(row, step, said, by)
    row.state, row.since = step.now, said.on
    _keep(row)
    step_down(row, step, said, by.username)
    _note("location.stepped", row, by, told(step, said))
    must_hold(row, by=by, permission=Permission(step.permission))
    return row


@transaction.atomic
def add_pitches(location: Location, *, pitches: Pitches, by) -> list[Pitch]:
    """Number pitches of one size; one that is there already is refused, none is added then."""
    row = locked(location)
    must_hold(row, by=by, permission=Permission.VENDOR_EDIT)
    numbers = [" ".join(one.split()).upper() for one in pitches.numbers]
    there = set(row.pitches.filter(number__in=numbers).values_list("number", flat=True))
    if there or len(set(numbers)) < len(numbers):
        again = sorted(there) or [one for one in numbers if numbers.count(one) > 1][:1]
        raise ValidationError({"numbers": f"Nomor {', '.join(again)} sudah ada di lokasi ini."})
    if not numbers:
        raise ValidationError({"numbers": "Tulis nomor lapaknya."})
    many = row.pitches.filter(closed_on__isnull=True).count() + len(numbers)
    if many > row.capacity:
        raise ValidationError({"numbers": TOO_MANY.format(pitches=many, capacity=row.capacity)})
    made = [
        Pitch(location=row, number=one, length=pitches.length, width=pitches.width)
        for one in numbers
    ]  # fmt: skip
    for one in made:
        one.full_clean(exclude=["location"])
    Pitch.objects.bulk_create(made)
    _note("location.pitches", row, by, {"added": numbers})
    return made


@transaction.atomic
def close_pitch(pitch: Pitch, *, on: date, by) -> Pitch:
    """A pitch is no more from a day on. Raises ValidationError while somebody stands on it."""
    row = locked(pitch.location)
    must_hold(row, by=by, permission=Permission.VENDOR_EDIT)
    pitch = row.pitches.select_for_update().get(pk=pitch.pk)
    if pitch.standings.filter(until__isnull=True).exists():
        raise ValidationError("Lapak ini masih ditempati; pindahkan PKL-nya dulu.")
    if pitch.closed_on is None:
        pitch.closed_on = on
        pitch.save(update_fields=["closed_on"])
        _note("location.pitches", row, by, {"closed": [pitch.number]})
    return pitch


def _keep(row: Location) -> None:
    """Saves it, with its constraints told in words."""
    if (row.begins is None) != (row.ends is None):
        raise ValidationError({"ends": CHECKS})
    many = row.pitches.filter(closed_on__isnull=True).count() if row.pk else 0
    if many > row.capacity:
        raise ValidationError({"capacity": TOO_MANY.format(pitches=many, capacity=row.capacity)})
    row.full_clean(exclude=["place", "decree"])  # with the office: a code is one within it
    row.save()


def _follow(row: Location, step: Step, said: Said, by) -> None:
    """What a step does to the location itself."""
    if step.effect in ("tetap", "sementara"):
        if not row.capacity:
            raise ValidationError(NO_ROOM)
        until = said.filled.get("berlaku_sampai", "")
        row.valid_from = row.valid_from or said.on
        row.valid_until = date.fromisoformat(until) if until else None
    if step.effect == "larang":
        row.zone = "merah"
    if step.effect == "hapus":
        _must_be_empty(row)
        row.valid_until = max(row.valid_from or said.on, said.on - timedelta(days=1))
    if said.filled.get("sk_nomor"):
        row.decree = _decree(row, said, by)


def _must_be_empty(row: Location) -> None:
    held = Permit.objects.filter(location=row, state__in=COUNTS, ended_on__isnull=True)
    there = set(row.standings.filter(until__isnull=True).values_list("vendor_id", flat=True))
    there |= set(held.values_list("vendor_id", flat=True))
    if there:
        raise ValidationError(OCCUPIED.format(count=len(there)))


def _decree(row: Location, said: Said, by) -> Decree:
    """The decree of this number and day, noted once."""
    number = " ".join(said.filled["sk_nomor"].split())
    signed = date.fromisoformat(said.filled.get("sk_tanggal") or said.on.isoformat())
    there = Decree.objects.filter(number=number, signed_on=signed).first()
    return there or add_decree(
        number=number, title=f"Lokasi PKL {row.name}"[:300], signed_on=signed, by=by.username,
        office=row.office, file=said.file,
    )  # fmt: skip


def _note(verb: str, row: Location, by, payload: dict) -> None:
    audit.record(verb, row, by=by, payload=payload, place=row.place, office=row.office)
