"""What an officer finds in the street is recorded, with what he did about it: docs/rules/kartu-pkl.md §5."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access import audit
from binaan.access.models import Office
from binaan.access.permissions import Permission
from binaan.kit.models import StoredFile
from binaan.kit.stepping import Said
from binaan.places.models import Place
from binaan.vendors.actions.permits import take_step
from binaan.vendors.actions.reach import locked, must_hold
from binaan.vendors.choices import FindingStep
from binaan.vendors.models import Finding, Location, Permit, Vendor
from binaan.vendors.queries import cards as kept
from binaan.vendors.queries import street
from binaan.vendors.rules import cards, ladder

CHECK = Permission.STREET_CHECK
OTHERS = "Temuan ini sudah dicatat petugas lain."
NOWHERE = "Pilih PKL, lokasi, atau desa/kelurahannya."
TOO_HARD = "Paling jauh sekarang: {most}. Pembinaan didahulukan, lalu peringatan satu per satu."
NOT_FITTING = "Tindakan ini tidak cocok dengan temuannya; pilih {allowed}."


class Seen(NamedTuple):
    """What was seen. `card`: what a scanned code said; `client_id`: given by the phone, so that a
    finding sent twice counts once. Of vendor, location and place one is needed; the card may name
    the vendor.
    """

    offence: str
    step: str
    seen_at: datetime
    vendor: Vendor | None = None
    location: Location | None = None
    place: Place | None = None
    position: tuple[float, float] | None = None
    note: str = ""
    photo: StoredFile | None = None
    card: str = ""
    client_id: UUID | None = None


@transaction.atomic
def record(seen: Seen, *, by) -> Finding:
    """Record a finding; a warning about a TDU in force is a step of its way too.

    A moment after now (a phone whose clock runs ahead) becomes now. Raises ValidationError for a
    step harder than the ladder allows, and where nobody can tell the place.
    """
    if seen.client_id and (before := Finding.objects.filter(client_id=seen.client_id).first()):
        if before.officer_id != by.pk:
            raise PermissionDenied(OTHERS)
        return before
    at = min(seen.seen_at, timezone.now())
    permit, verdict = _of_card(seen, by, at)
    vendor = seen.vendor or (permit.vendor if permit else None)
    for one in filter(None, (vendor, seen.location)):
        must_hold(one, by=by, permission=CHECK)
    if vendor is not None:
        vendor = locked(vendor)  # findings about one vendor climb one after another
        permit = permit or street.permit_of(by, vendor)
    place, office = _where(seen, vendor, by)
    _must_be_allowed(seen, vendor, permit, by, at)
    row = Finding.objects.create(
        client_id=seen.client_id, vendor=vendor, permit=permit, location=_location(seen, permit),
        seen_at=at, lat=seen.position[0] if seen.position else None,
        lon=seen.position[1] if seen.position else None, offence=seen.offence, step=seen.step,
        note=seen.note.strip(), verdict=verdict, photo=seen.photo, officer=by, place=place,
        office=office,
    )  # fmt: skip
    must_hold(row, by=by, permission=CHECK)
    payload = {"offence": row.offence, "step": row.step, "verdict": verdict}
    audit.record("finding.recorded", row, by=by, payload=payload, place=place, office=office)
    _warn(row, by)
    return row


def _of_card(seen: Seen, by, at: datetime) -> tuple[Permit | None, str]:
    """The TDU of a scanned card, if it is one of this officer's office; what the check answers."""
    if not seen.card:
        return None, ""
    revoked = set(kept.revoked(at))
    found = cards.verdict(
        seen.card, keys=kept.keys(), revoked=revoked, at=at, position=seen.position
    )
    if found.statement is None:
        return None, str(found.why)
    rows = Permit.objects.permitted(by, CHECK).select_related("vendor", "location")
    return rows.filter(number=found.statement.number).first(), str(found.why)


def _location(seen: Seen, permit: Permit | None) -> Location | None:
    """The location that was chosen, else the one the TDU is for."""
    return seen.location or (permit.location if permit else None)


def _where(seen: Seen, vendor: Vendor | None, by) -> tuple[Place, Office]:
    """Whose finding it is: the vendor's office and place, the location's, else the officer's own."""
    for one in (vendor, seen.location):
        if one is not None:
            return seen.place or one.place, one.office
    if seen.place is None:
        raise ValidationError({"place_text": NOWHERE})
    office = next((one.office for one in by.holdings(CHECK) if one.office_id), None)
    if office is None:
        raise PermissionDenied("Anda tidak bertugas untuk satu kantor; pilih PKL atau lokasinya.")
    return seen.place, office


def _must_be_allowed(seen: Seen, vendor, permit, by, at: datetime) -> None:
    """Raises ValidationError for what the ladder does not allow."""
    allowed = street.allowed(by, vendor, permit, offence=seen.offence, at=at)
    if seen.step in allowed:
        return
    labels = [str(FindingStep(one).label) for one in allowed]
    if seen.step in ladder.RUNGS and ladder.RUNGS.index(seen.step) > ladder.RUNGS.index(
        allowed[-1]
    ):
        raise ValidationError({"step": TOO_HARD.format(most=labels[-1])})
    raise ValidationError({"step": NOT_FITTING.format(allowed=" atau ".join(labels))})


def _warn(row: Finding, by) -> None:
    """The warning as a step of the TDU's way, where it leads on from there."""
    if row.permit is None:
        return
    event = ladder.event_of(row.step, row.permit.state)
    if not event:
        return
    day = max(timezone.localtime(row.seen_at).date(), row.permit.since)
    said = Said(day, {"pelanggaran": row.offence}, row.note, row.photo)
    take_step(row.permit, event=event, said=said, by=by)
