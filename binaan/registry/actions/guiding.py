"""Binaan: an office begins or ends to guide one business, or many at once."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from binaan.access import audit
from binaan.access.models import Office
from binaan.access.permissions import Permission
from binaan.registry.actions.reach import (
    OUTSIDE,
    locked,
    must_not_be_future,
    must_reach,
    must_say_why,
)
from binaan.registry.actions.touching import touch
from binaan.registry.models import Business, Guidance
from binaan.registry.queries.pages import my_offices

UNREACHED = "di luar wilayah tugas Anda atau sudah tidak ada"
MANY = 500  # businesses in one transaction and one event


class Many(NamedTuple):
    """How many businesses changed, and how many were left out for what reason."""

    done: int
    left_out: dict[str, int]


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
    ended = _ended(row, on, now)
    ended.save()
    return ended


def _ended(row: Guidance, on: date, now: datetime) -> Guidance:
    """The same guidance as known from now on: over since a date."""
    return Guidance(
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


@transaction.atomic
def guide_many(ids: Iterable[UUID], *, office: Office, since: date, reason: str, by) -> Many:
    """An office of mine guides these businesses from a date on; at most MANY in one call.

    Who is guided already, whose last guidance ended later, or who is out of reach is left out.
    """
    held, reason = _held_for_many(ids, office=office, on=since, reason=reason, by=by)
    open_ones = _guided(held.reached, office, Q(valid_until__isnull=True))
    later = _guided(held.reached, office, Q(valid_until__gt=since)) - open_ones
    chosen = [pk for pk in held.reached if pk not in open_ones | later]
    now = timezone.now()
    Guidance.objects.bulk_create(
        Guidance(business_id=pk, office=office, valid_from=since, known_from=now) for pk in chosen
    )
    details = {"since": since, "reason": reason}
    _note_many("guidance.many_started", chosen, details, office=office, by=by)
    if len(_within_reach(chosen, by)) != len(chosen):
        raise PermissionDenied(OUTSIDE)
    left_out = {
        f"sudah dibina {office.name}": len(open_ones),
        "tanggal mulainya mendahului akhir pembinaan sebelumnya": len(later),
        UNREACHED: held.beyond,
    }
    return Many(len(chosen), {why: count for why, count in left_out.items() if count})


@transaction.atomic
def end_many(ids: Iterable[UUID], *, office: Office, on: date, reason: str, by) -> Many:
    """An office of mine no longer guides these businesses; what was known stays known."""
    held, reason = _held_for_many(ids, office=office, on=on, reason=reason, by=by)
    open_ones = Q(known_until__isnull=True, valid_until__isnull=True, office=office)
    rows = Guidance.objects.filter(open_ones, business__in=held.reached)
    every = list(rows.select_for_update(of=("self",)).order_by("pk"))
    ending = [row for row in every if row.valid_from < on]
    now = timezone.now()
    Guidance.objects.filter(pk__in=[row.pk for row in ending]).update(known_until=now)
    Guidance.objects.bulk_create(_ended(row, on, now) for row in ending)
    chosen = [row.business_id for row in ending]
    _note_many("guidance.many_ended", chosen, {"until": on, "reason": reason}, office=office, by=by)
    left_out = {
        f"tidak sedang dibina {office.name}": len(held.reached) - len(every),
        "baru dibina pada atau sesudah tanggal itu": len(every) - len(ending),
        UNREACHED: held.beyond,
    }
    return Many(len(ending), {why: count for why, count in left_out.items() if count})


class _Held(NamedTuple):
    """Of the businesses asked for, those within reach (locked), and how many are not."""

    reached: list[UUID]
    beyond: int


def _held_for_many(ids, *, office: Office, on: date, reason: str, by) -> tuple[_Held, str]:
    _must_be_mine(office, by)
    must_not_be_future(on)
    reason = must_say_why(reason)
    asked = list(dict.fromkeys(ids))
    if len(asked) > MANY:
        raise ValueError(f"At most {MANY} businesses in one transaction.")
    reached = _within_reach(asked, by)
    # In one order, so that two at once queue up instead of blocking each other.
    list(Business.objects.filter(pk__in=reached).select_for_update(of=("self",)).order_by("pk"))
    reached = _within_reach(reached, by)
    return _Held([pk for pk in asked if pk in reached], len(asked) - len(reached)), reason


def _within_reach(ids: Iterable[UUID], by) -> set[UUID]:
    mine = Business.objects.permitted(by, Permission.BUSINESS_EDIT).present()
    return set(mine.filter(pk__in=list(ids)).values_list("pk", flat=True))


def _guided(ids: list[UUID], office: Office, when: Q) -> set[UUID]:
    known = Guidance.objects.filter(when, business__in=ids, office=office, known_until=None)
    return set(known.values_list("business_id", flat=True))


def _note_many(verb: str, ids: list[UUID], details: dict, *, office: Office, by) -> None:
    """One event for all of them, with their ids and the root hash of these."""
    if not ids:
        return
    touch(ids)
    names = [str(pk) for pk in ids]
    root = hashlib.sha256("".join(f"{name}\n" for name in names).encode()).hexdigest()
    payload = {**details, "rows": len(names), "root": root, "businesses": names}
    audit.record(verb, office, by=by, payload=payload, place=office.place, office=office)
