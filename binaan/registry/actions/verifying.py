"""Checking that a business is what the register says: one looks, another approves."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.registry.actions import claiming
from binaan.registry.actions.reach import locked, must_not_be_future, must_reach
from binaan.registry.choices import VerificationMethod, VerificationState
from binaan.registry.models import Business, Verification


@transaction.atomic
def propose(
    business: Business, *, state: str, on: date, method: str, note: str = "", by
) -> Verification:
    """Write down what somebody found. It counts once a second person approves it."""
    business = locked(business)
    must_reach(business, by=by, permission=Permission.BUSINESS_EDIT)
    must_not_be_future(on)
    if state not in (VerificationState.VERIFIED, VerificationState.DISPUTED):
        raise ValidationError({"state": "Pilih hasil pemeriksaannya."})
    if method not in VerificationMethod.values:
        raise ValidationError({"method": "Pilih cara pemeriksaannya."})
    if state == VerificationState.DISPUTED and not note.strip():
        raise ValidationError({"note": "Tuliskan apa yang perlu diperiksa lagi."})
    found = Verification.objects.create(
        business=business, state=state, on=on, method=method, note=note.strip(), by=by.username
    )
    details = {"verification": str(found.pk), "state": state, "on": on, "method": method}
    audit.record(
        "business.verification_proposed", business, by=by, payload=details, place=business.place
    )
    return found


@transaction.atomic
def approve(verification: Verification, *, by) -> Verification:
    """The second person agrees, and the register takes it over.

    Raises ValidationError for a check approved already or overtaken by a newer one,
    PermissionDenied for one's own.
    """
    business = locked(verification.business)
    must_reach(business, by=by, permission=Permission.BUSINESS_VERIFY)
    found = Verification.objects.select_for_update(of=("self",)).get(pk=verification.pk)
    if found.by == by.username:
        raise PermissionDenied("Pemeriksaan sendiri harus disetujui orang lain.")
    if found.second_person:
        raise ValidationError("Pemeriksaan ini sudah disetujui.")
    if business.verifications.filter(recorded_at__gt=found.recorded_at).exists():
        raise ValidationError("Ada pemeriksaan yang lebih baru; setujui yang itu.")
    found.second_person = by.username
    found.save(update_fields=["second_person"])
    claiming.record(
        business,
        said={"verification": found.state},
        as_of=today(),
        by=by,
        reason=f"Pemeriksaan {found.on.isoformat()} oleh {found.by} disetujui.",
        correction=True,
    )
    audit.record(
        "business.verified", business, by=by, payload={"verification": str(found.pk)},
        place=business.place,
    )  # fmt: skip
    return found
