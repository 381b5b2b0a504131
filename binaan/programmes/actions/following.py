"""Follow-ups: done, tried in vain, put off, given to an officer. Rule: docs/rules/layanan.md §3."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access import audit, parameters
from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.kit import bulk
from binaan.kit.dates import long_date, today
from binaan.kit.models import StoredFile
from binaan.programmes.choices import ContactWay, FollowUpKind, FollowUpState
from binaan.programmes.models import FollowUp, Participation, Pathway, Rescheduling
from binaan.programmes.parameters import LOST_AFTER, SAME_CONTACT
from binaan.programmes.rules import continuity
from binaan.registry.actions.reach import must_not_be_future, must_say_why
from binaan.registry.actions.touching import touch

OUTSIDE = "Tindak lanjut ini di luar wilayah atau kantor tugas Anda."
OVER = "Tindak lanjut ini sudah {state}; muat ulang halaman ini."
TRIED = "Upaya gagal pada tanggal ini sudah dicatat; beberapa upaya sehari dihitung satu."
NOT_HIS = "{officer} tidak bertugas menindaklanjuti usaha di wilayah atau kantor itu."
FURTHEST = 365  # days something may be put off
SAID = ("outcome", "state", "done_on", "way", "evidence_id", "done_by", "done_at")


class Contact(NamedTuple):
    """A contact that came about: the day, how, what came of it, a photo or paper of it."""

    on: date
    way: str
    outcome: str
    evidence: StoredFile | None = None


@transaction.atomic
def done(follow_up: FollowUp, *, said: Contact, by) -> FollowUp:
    """Write down a contact and its outcome; who was lost and is found again counts from then on.

    Raises ValidationError without an outcome, for a message that is no contact, for a day before
    the stage before was due, and for a contact a few days from one that stands for another stage.
    """
    return done_together([follow_up], said=said, by=by)[0]


@transaction.atomic
def done_together(follow_ups: Iterable[FollowUp], *, said: Contact, by) -> list[FollowUp]:
    """The same of several seen on one day with one outcome, at a meeting or on a round of visits.

    Raises ValidationError for the first of them of whom it cannot be said.
    """
    follow_ups = list(follow_ups)
    _one_at_a_time(follow_ups)
    rows = _several(follow_ups, by, (FollowUpState.DUE, FollowUpState.LOST))
    must_not_be_future(said.on)
    if said.way not in ContactWay.values or said.way == ContactWay.FAILED:
        raise ValidationError({"way": "Pilih kunjungan, telepon yang tersambung atau pertemuan."})
    outcome = said.outcome.strip()
    if not outcome:
        raise ValidationError({"outcome": "Tuliskan hasil tindak lanjut."})
    _must_be_their_day(rows, said.on)
    now = timezone.now()
    for row in rows:
        row.outcome = f"{row.outcome}\n{outcome}".strip()
        row.state, row.done_on, row.way = FollowUpState.DONE, said.on, said.way
        row.evidence, row.done_by, row.done_at = said.evidence, by.username, now
    bulk.update_alike(
        FollowUp, {row.pk: {name: getattr(row, name) for name in SAID} for row in rows}
    )
    _note_done(rows, said, by)
    return rows


def _note_done(rows: list[FollowUp], said: Contact, by) -> None:
    evidence = said.evidence.sha256 if said.evidence else ""
    if len(rows) == 1:
        row = rows[0]
        _note(row, "follow_up.done", by, on=said.on, way=said.way,
              in_time=continuity.in_time(row.first_due, said.on), evidence=evidence)  # fmt: skip
        return
    touch([row.business_id for row in rows])
    told = {"on": said.on, "way": said.way, "evidence": evidence,
            "rows": [str(row.pk) for row in rows]}  # fmt: skip
    first = rows[0]
    audit.record("follow_up.done", None, by=by, payload=told, place=first.office.place,
                 office=first.office)  # fmt: skip
    _must_hold_all(rows, by)


def _one_at_a_time(follow_ups: list[FollowUp]) -> None:
    """Stages of one participation are judged by each other: two at once would both stand."""
    keys = [one.participation_id for one in follow_ups]
    held = Participation.objects.select_for_update(of=("self",), no_key=True)
    list(held.filter(pk__in=keys).order_by("pk").values_list("pk"))


def _must_be_their_day(rows: list[FollowUp], on: date) -> None:
    others: dict[UUID, dict[str, FollowUp]] = {}
    keys = [row.participation_id for row in rows if row.participation_id]
    for one in FollowUp.objects.filter(participation__in=keys):
        others.setdefault(one.participation_id, {})[one.kind] = one
    days = int(parameters.number(SAME_CONTACT, office=rows[0].office, on=on))
    for row in rows:
        _must_be_its_day(row, others.get(row.participation_id, {}), on, days)


def _must_be_its_day(row: FollowUp, others: dict[str, FollowUp], on: date, days: int) -> None:
    dues = {kind: one.first_due for kind, one in others.items()}
    if early := continuity.too_early(row.kind, on, served_on=row.served_on, dues=dues):
        raise ValidationError({"on": _told(early)})
    if row.kind in (FollowUpKind.PLAN, FollowUpKind.OTHER):
        return
    stages = {
        kind: one.done_on for kind, one in others.items()
        if one.state == FollowUpState.DONE and one.pk != row.pk
        and kind not in (FollowUpKind.PLAN, FollowUpKind.OTHER)
    }  # fmt: skip
    if kind := continuity.same_contact(on, stages, days):
        said = FollowUpKind(kind).label.lower()
        raise ValidationError(
            {"on": f"Kontak dalam {days} hari dihitung satu, dan sudah dicatat pada {said} "
                   f"({long_date(stages[kind])})."}
        )  # fmt: skip


def _told(early: continuity.TooEarly) -> str:
    day = long_date(early.day)
    if not early.before:
        return f"Kegiatannya baru berakhir {day}; tindak lanjut sesudah itu."
    before = FollowUpKind(early.before).label.lower()
    return f"Baru dapat dicatat sesudah {day}. Catat kontak ini pada {before}."


@transaction.atomic
def failed(follow_up: FollowUp, *, on: date, note: str, by) -> FollowUp:
    """Write down an attempt in vain; after so many of them contact is lost, and stays in every count."""
    row = _held(follow_up, by, (FollowUpState.DUE,))
    must_not_be_future(on)
    note = must_say_why(note)
    mark = f"Gagal {long_date(on)}: "
    if on < row.served_on:
        raise ValidationError({"on": "Kegiatannya belum berakhir pada tanggal ini."})
    if mark in row.outcome:
        raise ValidationError({"on": TRIED})
    row.attempts += 1
    row.outcome = f"{row.outcome}\n{mark}{note}".strip()
    if continuity.is_lost(
        row.attempts, int(parameters.number(LOST_AFTER, office=row.office, on=on))
    ):
        row.state = FollowUpState.LOST
    row.save()
    _note(row, "follow_up.failed", by, on=on, attempts=row.attempts, state=row.state)
    return row


@transaction.atomic
def reschedule(follow_up: FollowUp, *, due: date, reason: str, by) -> FollowUp:
    """Put a follow-up off (or bring it forward), with the reason; the day first due stays."""
    row = _held(follow_up, by, (FollowUpState.DUE,))
    reason = must_say_why(reason)
    if due < today():
        raise ValidationError({"due": "Pilih hari ini atau sesudahnya."})
    if due > today() + timedelta(days=FURTHEST):
        raise ValidationError({"due": "Paling jauh setahun dari sekarang."})
    if due == row.due:
        raise ValidationError({"due": "Tanggal ini sudah jatuh temponya."})
    Rescheduling.objects.create(
        follow_up=row, was=row.due, now=due, reason=reason[:300], by=by.username, at=timezone.now()
    )
    was, row.due = row.due, due
    row.save(update_fields=["due"])
    _note(row, "follow_up.rescheduled", by, was=was, now=due, reason=reason)
    return row


@transaction.atomic
def assign(follow_ups: Iterable[FollowUp], *, officer: User, by) -> int:
    """Give waiting follow-ups to an officer; their paths are his from then on. Answers how many.

    Raises ValidationError when the officer may not follow up one of them.
    """
    keys = sorted({one.pk for one in follow_ups})
    paths = _paths_of(keys)  # before their follow-ups, as closing a path does
    found = FollowUp.objects.select_for_update(of=("self",)).select_related("office", "place")
    rows = list(found.filter(pk__in=keys, state=FollowUpState.DUE).order_by("pk"))
    mine = FollowUp.objects.permitted(by, Permission.FOLLOW_UP).filter(pk__in=keys).count()
    his = FollowUp.objects.permitted(officer, Permission.FOLLOW_UP).filter(pk__in=keys).count()
    if mine < len(keys):
        raise PermissionDenied(OUTSIDE)
    if his < len(keys):
        raise ValidationError({"officer": NOT_HIS.format(officer=officer)})
    FollowUp.objects.filter(pk__in=[row.pk for row in rows]).update(officer=officer)
    theirs = {row.pathway_id for row in rows}
    open_ones = Pathway.objects.filter(pk__in=theirs & paths, closed_on=None)
    open_ones.exclude(officer=officer).update(officer=officer)
    if rows:
        _note_batch(rows, officer, by)
    return len(rows)


def _paths_of(keys: list[UUID]) -> set[UUID]:
    """The paths of follow-ups, held until the transaction ends."""
    wanted = FollowUp.objects.filter(pk__in=keys).values("pathway")
    held = Pathway.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=wanted)
    return {one.pk for one in held.order_by("pk")}


def _note_batch(rows: list[FollowUp], officer: User, by) -> None:
    touch([row.business_id for row in rows])
    said = {"officer": officer.username, "rows": [str(row.pk) for row in rows]}
    first = rows[0]
    audit.record("follow_up.assigned", first if len(rows) == 1 else None, by=by, payload=said,
                 place=first.place, office=first.office)  # fmt: skip


def _held(follow_up: FollowUp, by, states: tuple) -> FollowUp:
    return _several([follow_up], by, states)[0]


def _several(follow_ups: Iterable[FollowUp], by, states: tuple) -> list[FollowUp]:
    """As they stand now, locked, within reach and in one of these states, in the order given."""
    keys = [one.pk for one in follow_ups]
    found = FollowUp.objects.select_for_update(of=("self",))
    found = found.select_related("office__place", "place").filter(pk__in=keys).order_by("pk")
    there = {row.pk: row for row in found}
    rows = [there[key] for key in dict.fromkeys(keys)]
    _must_hold_all(rows, by)
    for row in rows:
        if row.state not in states:
            raise ValidationError(OVER.format(state=row.get_state_display().lower()))
    return rows


def _must_hold(row: FollowUp, by) -> None:
    _must_hold_all([row], by)


def _must_hold_all(rows: list[FollowUp], by) -> None:
    mine = FollowUp.objects.permitted(by, Permission.FOLLOW_UP)
    if mine.filter(pk__in=[row.pk for row in rows]).count() < len(rows):
        raise PermissionDenied(OUTSIDE)


def _note(row: FollowUp, verb: str, by, **said) -> None:
    touch([row.business_id])
    payload = {"business": str(row.business_id), "kind": row.kind} | said
    audit.record(verb, row, by=by, payload=payload, place=row.place, office=row.office)
    _must_hold(row, by)
