"""Owners put themselves forward: on the public page, with a paper code, through an officer.

Rule: docs/rules/pendaftaran.md. Nobody becomes eligible by it.
"""

import secrets
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.programmes.choices import NominationChannel
from binaan.programmes.models import Activity, Nomination, PaperCode
from binaan.programmes.queries import nominations
from binaan.programmes.queries.selections import OPEN_STATES
from binaan.programmes.rules import paper_codes
from binaan.registry.actions.reach import must_reach, must_say_why, must_stand
from binaan.registry.models import Business

RECORD = Permission.ATTENDANCE_RECORD
OWNER = "pemilik usaha"  # by whom, in the trail: nobody with an account
MOST_PAPERS = 200
ASIDE_COLUMNS = ("set_aside_at", "set_aside_by", "set_aside_why")
CLOSED = "Pendaftaran kegiatan ini sedang tidak dibuka."
UNKNOWN_CODE = "Kode ini tidak dikenal. Periksa lagi hurufnya, atau mintalah kertas yang lain."
USED_CODE = "Kode ini sudah dipakai. Setiap kertas berlaku untuk satu usaha."
OUTSIDE = "Kegiatan ini di luar wilayah atau kantor Anda."
MATCHED = "Pendaftaran ini sudah dicocokkan dengan usahanya, jadi tidak dapat disisihkan."
ASIDE = "Pendaftaran ini disisihkan; kembalikan dahulu, baru cocokkan."
SETTLED = "Daftar peserta sudah ditetapkan; pendaftaran tidak diubah lagi."
LATE = "Batas waktu keberatan sudah lewat, atau keberatan sudah disampaikan."


class Written(NamedTuple):
    """What the owner wrote. All of it is personal or names somebody."""

    name: str
    business_name: str
    phone: str = ""
    village: str = ""
    wish: str = ""


@transaction.atomic
def nominate(
    activity: Activity,
    *,
    written: Written,
    code: str = "",
    business: Business | None = None,
    by,
) -> Nomination:
    """Put a business forward. `by`: the officer, or OWNER for who has no account.

    Raises ValidationError while nominations are closed, for a code nobody printed for this activity
    or that was used, and for a business already put forward.
    """
    activity = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    if not nominations.is_open(activity, today()):
        raise ValidationError(CLOSED)
    used = _use(activity, code) if code else ""
    owner = by == OWNER
    channel = NominationChannel.PAGE if owner else NominationChannel.OFFICER
    row = Nomination(
        activity=activity, business=business, code=used, at=timezone.now(),
        channel=NominationChannel.PAPER if used else channel, by="" if owner else by.username,
        **written._asdict(),
    )  # fmt: skip
    row.full_clean()
    row.save(force_insert=True)
    _note(row, verb="nomination.made", by=by, payload={"channel": row.channel})
    if not owner:
        _must_reach(activity, business, by)
    return row


def _use(activity: Activity, text: str) -> str:
    """The code, taken for good."""
    code = paper_codes.read(text)
    paper = PaperCode.objects.select_for_update().filter(activity=activity, code=code).first()
    if not code or paper is None:
        raise ValidationError({"code": UNKNOWN_CODE})
    if paper.used_at is not None:
        raise ValidationError({"code": USED_CODE})
    paper.used_at = timezone.now()
    paper.save(update_fields=["used_at"])
    return code


def _must_reach(activity: Activity, business: Business | None, by) -> None:
    if not nominations.activities(by, RECORD).filter(pk=activity.pk).exists():
        raise PermissionDenied(OUTSIDE)
    if business is not None:
        must_reach(business, by=by, permission=RECORD)


@transaction.atomic
def match(nomination: Nomination, *, business: Business, by) -> Nomination:
    """Say which business of the register wrote this; a second nomination of it joins the first.

    Raises ValidationError once the list was set, and for a business merged away.
    """
    row = _held(nomination, by)
    activity = row.activity
    if row.set_aside_at is not None:
        raise ValidationError(ASIDE)
    must_stand(business)
    first = Nomination.objects.filter(activity=activity, business=business).exclude(pk=row.pk)
    kept = first.first() or row
    payload = {"business": str(business.pk), "was": row.business_id and str(row.business_id)}
    if kept is row:
        row.business = business
        row.save(update_fields=["business"])
    else:
        payload["same_as"] = str(kept.pk)
        row.delete()
    _note(kept, verb="nomination.matched", by=by, payload=payload)
    _must_reach(activity, business, by)
    return kept


def _held(nomination: Nomination, by) -> Nomination:
    """The nomination as it stands, locked, within reach, of an activity whose list is not set."""
    held = Activity.objects.select_for_update(of=("self",))  # else two of one business both stand
    activity = held.get(pk=nomination.activity_id)
    row = Nomination.objects.select_for_update(of=("self",)).get(pk=nomination.pk)
    settled = activity.selections.filter(set_at__isnull=False).exists()
    if activity.state not in OPEN_STATES or settled:
        raise ValidationError(SETTLED)
    if not nominations.nominations(by, RECORD).filter(pk=row.pk).exists():
        raise PermissionDenied(OUTSIDE)
    return row


@transaction.atomic
def set_aside(nomination: Nomination, *, why: str, by) -> Nomination:
    """This is no nomination at all (a joke, an advertisement): out of what waits, with the reason.

    Raises ValidationError without a reason, for one matched with a business, once the list is set.
    """
    row = _held(nomination, by)
    if row.business_id is not None:
        raise ValidationError(MATCHED)
    if row.set_aside_at is not None:
        return row
    row.set_aside_why = must_say_why(why)[:300]
    row.set_aside_at, row.set_aside_by = timezone.now(), by.username
    row.save(update_fields=ASIDE_COLUMNS)
    _note(row, verb="nomination.set_aside", by=by, payload={"why": row.set_aside_why})
    return row


@transaction.atomic
def take_back(nomination: Nomination, *, by) -> Nomination:
    """It was one after all: it waits for its business again. The trail keeps that it was set aside."""
    row = _held(nomination, by)
    if row.set_aside_at is None:
        return row
    was = row.set_aside_why
    row.set_aside_at, row.set_aside_by, row.set_aside_why = None, "", ""
    row.save(update_fields=ASIDE_COLUMNS)
    _note(row, verb="nomination.taken_back", by=by, payload={"was": was})
    return row


@transaction.atomic
def object_to(nomination: Nomination, *, text: str, by) -> Nomination:
    """The owner objects to what came of it, once and in time."""
    row = Nomination.objects.select_for_update(of=("self",)).get(pk=nomination.pk)
    text = text.strip()
    if not text:
        raise ValidationError({"text": "Tuliskan keberatan Anda."})
    if not nominations.standing(by, row).may_object:
        raise ValidationError(LATE)
    row.objection, row.objected_at = text, timezone.now()
    row.save(update_fields=["objection", "objected_at"])
    _note(row, verb="nomination.objected", by=by, payload={})
    return row


@transaction.atomic
def print_codes(activity: Activity, *, count: int, by) -> list[str]:
    """New codes for paper, to be printed at once. Raises ValidationError for an odd number of them."""
    if not 1 <= count <= MOST_PAPERS:
        raise ValidationError({"count": f"Cetak 1 sampai {MOST_PAPERS} lembar."})
    activity = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    if not nominations.is_open(activity, today()):
        raise ValidationError(CLOSED)
    codes: set[str] = set()
    while len(codes) < count:
        fresh = {paper_codes.made(secrets.choice) for _ in range(count - len(codes))}
        taken = PaperCode.objects.filter(code__in=fresh).values_list("code", flat=True)
        codes |= fresh - set(taken)
    now = timezone.now()
    PaperCode.objects.bulk_create(
        [PaperCode(activity=activity, code=one, printed_by=by.username, printed_at=now)
         for one in sorted(codes)]
    )  # fmt: skip
    audit.record("nomination.papers_printed", activity, by=by, payload={"count": count},
                 place=activity.place, office=activity.office)  # fmt: skip
    _must_reach(activity, None, by)
    return sorted(codes)


def _note(row: Nomination, *, verb: str, by, payload: dict) -> None:
    activity = row.activity
    payload = payload | {"activity": activity.short_number}
    audit.record(verb, row, by=by, payload=payload, place=activity.place, office=activity.office)
