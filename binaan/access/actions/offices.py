"""Offices, their bidang and the officials who sign in their name."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from binaan.access import audit, queries
from binaan.access.actions.keeping import keep
from binaan.access.models import Appointment, Decree, Division, Office, Official
from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.places.models import Place


@transaction.atomic
def add_office(
    *, key: str, name: str, place: Place, address: str = "", time_zone: str = "Asia/Jakarta", by
) -> Office:
    """Add an office. Raises ValidationError when the key is taken."""
    office = Office(
        key=key, name=" ".join(name.split()), place=place, address=address, time_zone=time_zone
    )
    keep(office)
    _must_reach(office, by)
    audit.record(
        "office.added",
        office,
        by=by,
        payload={"key": key, "name": office.name, "place": place.code},
        place=place,
        office=office,
    )
    return office


@transaction.atomic
def change_office(*, office: Office, name: str, place: Place, address: str, by) -> Office:
    """Correct name, area or address; who changes it must reach it before and after."""
    office = Office.objects.select_for_update().get(pk=office.pk)
    _must_reach(office, by)
    was = {"name": office.name, "place": office.place_id, "address": office.address}
    office.name, office.place, office.address = " ".join(name.split()), place, address
    now = {"name": office.name, "place": office.place_id, "address": office.address}
    if was == now:
        return office
    keep(office)
    _must_reach(office, by)
    payload = {"was": was, "now": now}
    audit.record("office.changed", office, by=by, payload=payload, place=place, office=office)
    return office


@transaction.atomic
def add_division(*, office: Office, key: str, name: str, by) -> Division:
    """Add a bidang to an office."""
    division = Division(office=office, key=key, name=" ".join(name.split()))
    keep(division)
    _must_reach(office, by)
    audit.record(
        "division.added",
        division,
        by=by,
        payload={"key": key, "name": division.name},
        place=office.place,
        office=office,
    )
    return division


@transaction.atomic
def appoint(
    *,
    office: Office,
    name: str,
    position: str,
    valid_from: date,
    by,
    nip: str = "",
    rank: str = "",
    appointment: str = Appointment.DEFINITIVE,
    division: Division | None = None,
    decree: Decree | None = None,
) -> Official:
    """Note who holds a position of an office from a date on, and under which decree."""
    official = Official(
        office=office,
        name=" ".join(name.split()),
        position=" ".join(position.split()),
        nip="".join(nip.split()),
        rank=rank,
        appointment=appointment,
        division=division,
        decree=decree,
        valid_from=valid_from,
    )
    keep(official)
    _must_reach(office, by)
    audit.record(
        "official.appointed",
        official,
        by=by,
        payload={
            "name": official.name,
            "position": official.position,
            "appointment": str(appointment),
            "from": valid_from.isoformat(),
        },
        place=office.place,
        office=office,
    )
    return official


@transaction.atomic
def end_appointment(*, official: Official, on: date | None = None, by) -> Official:
    """End a position at a date (its last day); refused twice."""
    official = Official.objects.select_for_update().get(pk=official.pk)
    _must_reach(official.office, by)
    if official.valid_until is not None and official.valid_until <= today():
        raise ValidationError("Jabatan ini sudah diakhiri.")
    official.valid_until = on or today()
    keep(official)
    audit.record(
        "official.ended",
        official,
        by=by,
        payload={"until": official.valid_until.isoformat()},
        place=official.office.place,
        office=official.office,
    )
    return official


def _must_reach(office: Office, by) -> None:
    """Checked after the write, inside the transaction: a refusal undoes it."""
    if isinstance(by, str):
        return
    if not queries.offices(by, Permission.OFFICE_MANAGE).filter(pk=office.pk).exists():
        raise PermissionDenied("Kantor ini di luar wewenang Anda.")
