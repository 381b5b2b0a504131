"""Ending and reopening a business by hand, and deciding about rows that vanished from a list."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.intake.models import ListedKey
from binaan.kit.dates import today
from binaan.registry.actions import claiming
from binaan.registry.actions.reach import locked, must_not_be_future, must_reach, must_say_why
from binaan.registry.choices import Status
from binaan.registry.models import Business
from binaan.registry.queries import pages

ENDINGS = pages.ENDED
OPEN = (Status.RUNNING, Status.SEASONAL, Status.RESTING)
DECISIONS = ("close", "exists", "later")


@transaction.atomic
def close(business: Business, *, status: str, on: date, reason: str, by):
    """The business closed, moved, was sold, lost its owner or was not found; since a date.

    Raises ValidationError when it stands so already: the second of two at once learns it here.
    """
    if status not in ENDINGS:
        raise ValidationError({"status": "Pilih apa yang terjadi."})
    return _observe(business, status, on=on, reason=reason, by=by, verb="business.closed")


@transaction.atomic
def reopen(business: Business, *, status: str = Status.RUNNING, on: date, reason: str, by):
    """The business was seen at work after all, or again."""
    if status not in OPEN:
        raise ValidationError({"status": "Pilih keadaannya sekarang."})
    if locked(business).status not in ENDINGS:
        raise ValidationError("Usaha ini tidak sedang tutup.")
    return _observe(business, status, on=on, reason=reason, by=by, verb="business.reopened")


def _observe(business: Business, status: str, *, on: date, reason: str, by, verb: str):
    business = locked(business)
    must_reach(business, by=by, permission=Permission.BUSINESS_EDIT)
    must_not_be_future(on)
    reason = must_say_why(reason)
    if business.status == status:
        raise ValidationError(f"Usaha ini sudah tercatat: {Status(status).label}.")
    was = business.status
    claim = claiming.record(
        business,
        said={"status": str(status), "status_on": on.isoformat()},
        as_of=today(),
        by=by,
        reason=reason,
        correction=True,
    )
    details = {"was": was, "now": str(status), "on": on, "reason": reason}
    audit.record(verb, business, by=by, payload=details, place=business.place)
    return claim


@transaction.atomic
def decide_vanished(key: ListedKey, *, decision: str, reason: str = "", by) -> ListedKey:
    """What a row's vanishing from a list means: "close" closes the business, "exists", "later"."""
    if decision not in DECISIONS:
        raise ValidationError("Pilih: tutup, masih ada, atau putuskan nanti.")
    key = ListedKey.objects.select_for_update(of=("self",)).get(pk=key.pk)
    if key.gone_since_id is None:
        raise ValidationError("Baris ini sudah muncul lagi di daftar yang lebih baru.")
    business = Business.objects.get(pk=key.record_id)
    must_reach(business, by=by, permission=Permission.BUSINESS_EDIT)
    if key.decided == "close":
        raise ValidationError("Usaha ini sudah ditutup atas dasar daftar ini.")
    if decision == "close" and business.status not in ENDINGS:
        listed = f"Hilang dari {key.gone_since}. {reason}".strip()
        close(business, status=Status.CLOSED, on=key.gone_since.as_of, reason=listed, by=by)
    key.decided = decision
    key.save(update_fields=["decided"])
    details = {"decision": decision, "business": str(business.pk), "reason": reason}
    audit.record("list.vanished_decided", key, by=by, payload=details, place=business.place)
    return key
