"""Binaan: an office begins or ends to guide a business."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access import audit
from binaan.access.models import Office
from binaan.access.permissions import Permission
from binaan.registry.actions.reach import locked, must_not_be_future, must_reach, must_say_why
from binaan.registry.actions.touching import touch
from binaan.registry.models import Business, Guidance
from binaan.registry.queries.pages import my_offices


@transaction.atomic
def guide(business: Business, *, office: Office, since: date, reason: str, by) -> Guidance:
    """An office of mine guides this business from a date on."""
    business = locked(business)
    must_reach(business, by=by, permission=Permission.BUSINESS_EDIT)
    _must_be_mine(office, by)
    must_not_be_future(since)
    reason = must_say_why(reason)
    known = business.guidance.filter(office=office, known_until__isnull=True)
    if known.filter(valid_until__isnull=True).exists():
        raise ValidationError(f"Usaha ini sudah dibina {office.name}.")
    if known.filter(valid_until__gt=since).exists():
        raise ValidationError("Tanggal mulai mendahului akhir pembinaan sebelumnya.")
    row = Guidance(
        business=business, office=office, valid_from=since, known_from=timezone.now()
    )  # fmt: skip
    row.validate_constraints()
    row.save()
    touch([business.pk])
    details = {"since": since, "reason": reason}
    audit.record(
        "guidance.started", business, by=by, payload=details, place=business.place, office=office
    )
    must_reach(business, by=by, permission=Permission.BUSINESS_EDIT)
    return row


@transaction.atomic
def end_guidance(guidance: Guidance, *, on: date, reason: str, by) -> Guidance:
    """An office of mine no longer guides this business; what was known stays known."""
    business = locked(guidance.business)
    must_reach(business, by=by, permission=Permission.BUSINESS_EDIT)
    _must_be_mine(guidance.office, by)
    must_not_be_future(on)
    reason = must_say_why(reason)
    row = Guidance.objects.select_for_update(of=("self",)).get(pk=guidance.pk)
    if row.known_until is not None or row.valid_until is not None:
        raise ValidationError("Pembinaan ini sudah berakhir.")
    if on <= row.valid_from:
        raise ValidationError("Tanggal akhir harus sesudah tanggal mulai pembinaan.")
    ended = _as_ended(row, on, timezone.now())
    touch([business.pk])
    details = {"since": row.valid_from, "until": on, "reason": reason}
    audit.record(
        "guidance.ended", business, by=by, payload=details, place=business.place, office=row.office
    )
    return ended


def _as_ended(row: Guidance, on: date, now: datetime) -> Guidance:
    row.known_until = now
    row.save(update_fields=["known_until"])
    return Guidance.objects.create(
        business_id=row.business_id,
        office_id=row.office_id,
        claim_id=row.claim_id,
        decree_id=row.decree_id,
        valid_from=row.valid_from,
        valid_until=on,
        known_from=now,
    )


def _must_be_mine(office: Office, by) -> None:
    if not my_offices(by).filter(pk=office.pk).exists():
        raise PermissionDenied(f"Anda tidak bertugas untuk {office.name}.")
