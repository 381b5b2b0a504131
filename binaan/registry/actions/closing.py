"""Ending and reopening a business by hand, and deciding about rows that vanished from a list."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.intake.models import ListedKey
from binaan.kit.dates import today
from binaan.registry.actions import claiming
from binaan.registry.actions.reach import (
    OUTSIDE,
    locked,
    must_not_be_future,
    must_reach,
    must_say_why,
)
from binaan.registry.choices import Status
from binaan.registry.models import Business
from binaan.registry.queries import pages

ENDINGS = pages.ENDED
OPEN = (Status.RUNNING, Status.SEASONAL, Status.RESTING)
ENDS = {"close": Status.CLOSED, "moved": Status.MOVED}
DECISIONS = (*ENDS, "exists", "mistake", "later")


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
def decide_vanished(
    keys: Iterable[ListedKey], *, decision: str, on: date | None = None, reason: str = "", by
) -> int:
    """What it means that these rows vanished from one version of a list; how many were decided.

    "close" and "moved" end the business, on a day or else on the date of the list; "exists" (left
    out, still there), "mistake" (the list is wrong) and "later" leave the register as it is. Raises
    ValidationError for rows that came back, ended already or were decided so by somebody else.
    """
    if decision not in DECISIONS:
        raise ValidationError("Pilih apa yang terjadi dengan usaha ini.")
    held = _held(keys)
    if all(key.decided == decision for key in held):
        raise ValidationError("Keputusan ini sudah tercatat; muat ulang halaman.")
    businesses = _businesses_of(held, by=by)
    version, reason = held[0].gone_since, " ".join(reason.split())
    if decision in ENDS:
        day, why = on or version.as_of, f"Hilang dari {version}. {reason}".strip()
        for business in businesses:
            if business.status not in ENDINGS:
                close(business, status=ENDS[decision], on=day, reason=why, by=by)
    ListedKey.objects.filter(pk__in=[key.pk for key in held]).update(decided=decision)
    details = {
        "decision": decision, "on": on, "reason": reason, "keys": [str(key.pk) for key in held],
    }  # fmt: skip
    source = version.source
    audit.record(
        "list.vanished_decided", version, by=by, payload=details, place=source.place,
        office=source.office,
    )  # fmt: skip
    return len(held)


def _held(keys: Iterable[ListedKey]) -> list[ListedKey]:
    """The rows as they stand now, locked until the end: two deciding at once queue up here."""
    found = ListedKey.objects.select_for_update(of=("self",)).order_by("pk")
    held = list(found.filter(pk__in=[key.pk for key in keys]).select_related("gone_since__source"))
    if not held:
        raise ValidationError("Pilih sedikitnya satu usaha.")
    if any(key.gone_since_id is None for key in held):
        raise ValidationError("Ada baris yang sudah muncul lagi di daftar yang lebih baru.")
    if len({key.gone_since_id for key in held}) > 1:
        raise ValidationError("Pilih usaha yang hilang dari satu versi daftar saja.")
    if any(key.decided in ENDS for key in held):
        raise ValidationError(
            "Ada usaha yang sudah diakhiri atas dasar daftar ini; buka kembali di halaman usahanya."
        )
    return held


def _businesses_of(held: list[ListedKey], *, by) -> list[Business]:
    """Raises PermissionDenied when one of them is not this user's to decide."""
    wanted = {key.record_id for key in held}
    mine = Business.objects.permitted(by, Permission.BUSINESS_EDIT).present()
    found = list(mine.filter(pk__in=wanted).order_by("pk"))
    if len(found) < len(wanted):
        raise PermissionDenied(OUTSIDE)
    return found
