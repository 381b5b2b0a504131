"""Presence in a session, and what follows from it: state, share, the service. docs/rules/peserta.md §3."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.kit import bulk
from binaan.kit.dates import today
from binaan.programmes.actions import seats, staying
from binaan.programmes.actions.serving import Rendered, serve, withdraw
from binaan.programmes.choices import ParticipationState, Presence, PresenceWay, ServiceKind
from binaan.programmes.models import Activity, Attendance, Participation, Session
from binaan.programmes.queries import taking_part
from binaan.programmes.queries.as_served import as_served
from binaan.programmes.rules import attending, inviting
from binaan.programmes.rules.attending import Mark

NOT_YET = "Sesi ini belum berlangsung."
CHANGED = (
    "state", "on", "present_share", "place_id", "group", "sex", "association", "owner_age",
    "owner_id",
)  # fmt: skip
WRITTEN = ("presence", "minutes", "way", "by", "at")
ENDED = "{name} sudah {state}; kehadirannya tidak berubah lagi."
WHY = "Tuliskan alasan berhenti."
LONGEST = 300
S = ParticipationState


@transaction.atomic
def attend(session: Session, *, marks: Mapping[UUID, Mark], way: PresenceWay, by) -> int:
    """Write who was there in a session, by the key of the participation; answers how many changed.

    Said again, the same changes nothing; said otherwise, the earlier is corrected and so is the
    service that hung on it. Raises ValidationError for a session to come, an activity not under way,
    a participant who has ended, minutes that do not fit.
    """
    activity = seats.held(session.activity, by=by)
    seats.must_run(activity, by=by)
    if session.on > today():
        raise ValidationError(NOT_YET)
    rows = list(_rows(activity).filter(pk__in=list(marks)))
    seats.must_reach(rows, by=by)
    there = {
        one.participation_id: one for one in session.attendances.filter(participation__in=rows)
    }
    said_of = [_mark(one, session, marks[one.pk], there.get(one.pk), way) for one in rows]
    changed = _kept([one for one in said_of if one is not None], by)
    settle(activity, rows=changed, by=by)
    seats.must_reach(changed, by=by)
    if changed:
        said = {"session": str(session.pk), "on": session.on, "way": way,
                "marks": {str(one.pk): marks[one.pk].presence for one in changed}}  # fmt: skip
        seats.note(activity, verb="participation.present", payload=said, by=by)
    return len(changed)


def _rows(activity: Activity):
    found = Participation.objects.filter(activity=activity)
    return found.select_related("business", "owner", "place", "office", "activity")


def _mark(
    one: Participation, session: Session, mark: Mark, there: Attendance | None, way: str
) -> Attendance | None:
    """The row that says it of one, None where it says so already."""
    if one.state not in inviting.COMING:
        said = ENDED.format(name=one.business, state=one.get_state_display().lower())
        raise ValidationError(said)
    whole = attending.length(session.begins, session.ends)
    try:
        minutes = attending.minutes(mark, whole)
    except ValueError as error:
        raise ValidationError(f"{one.business}: {error}") from error
    if there and (there.presence, there.minutes) == (mark.presence, minutes):
        return None
    row = there or Attendance(participation=one, session=session)
    row.participation = one
    row.presence, row.minutes, row.way = Presence(mark.presence), minutes, way
    return row


def _kept(rows: list[Attendance], by) -> list[Participation]:
    """All of them at once; answers whose they are."""
    new, now = [], timezone.now()
    for row in rows:
        row.by, row.at = by.username, now
        if row._state.adding:
            new.append(row)
    Attendance.objects.bulk_create(new, batch_size=500)
    for row in rows:
        if row not in new:
            row.save(update_fields=WRITTEN)
    return [row.participation for row in rows]


@transaction.atomic
def settle(activity: Activity, *, rows: list[Participation], by) -> None:
    """State, first day, share and service of these participants, as their attendance now says."""
    lengths = [one.minutes for one in taking_part.sessions(by, activity)]
    found = Attendance.objects.filter(participation__in=[one.pk for one in rows])
    by_row: dict[UUID, list[Attendance]] = {one.pk: [] for one in rows}
    for one in found.select_related("session"):
        by_row[one.participation_id].append(one)
    before = {one.pk: _said(one) for one in rows}
    moved = [one for one in rows if _settle(one, by_row[one.pk], lengths)]
    _stand_as_then(moved, by)
    after = {one.pk: _said(one) for one in rows}
    changes = {
        key: {name: value for name, value in said.items() if value != before[key][name]}
        for key, said in after.items()
    }
    bulk.update_alike(Participation, changes)
    _serve(activity, moved, by)


def _said(one: Participation) -> dict[str, Any]:
    return {name: getattr(one, name) for name in CHANGED}


def _settle(one: Participation, there: list[Attendance], lengths: list[int]) -> bool:
    """Whether the first day he was there is another now."""
    before = one.on
    days = [row.session.on for row in there if row.presence != Presence.NONE]
    one.on = min(days, default=None)
    one.present_share = attending.share((row.minutes or 0 for row in there), lengths)
    if one.on is not None:
        one.state = S.RUNNING
    elif one.state == S.RUNNING:
        one.state = S.CONFIRMED if one.answered_at else S.INVITED
    return one.on != before


def _stand_as_then(rows: list[Participation], by) -> None:
    """Who the business was on the first day he was there."""
    for day in {one.on for one in rows if one.on}:
        mine = [one for one in rows if one.on == day]
        then = as_served(by, [one.business_id for one in mine], day)
        for one in mine:
            for name, value in then[one.business_id]._asdict().items():
                setattr(one, name, value)


def _serve(activity: Activity, rows: list[Participation], by) -> None:
    if activity.kind not in attending.SERVING or not rows:
        return
    withdraw([one.pk for one in rows], kind=ServiceKind.ACTIVITY, by=by)
    days: dict[date, list[Rendered]] = {}
    for one in rows:
        if one.on is not None:
            days.setdefault(one.on, []).append(Rendered(one.business_id, one.pk))
    for day, rendered in days.items():
        serve(rendered, kind=ServiceKind.ACTIVITY, on=day, office=activity.office,
              activity=activity, by=by)  # fmt: skip


@transaction.atomic
def drop(participation: Participation, *, why: str, by) -> Participation:
    """Somebody stops before the end, with the reason; he stays in every denominator.

    After the last session his path opens at once, before it when the activity ends.
    """
    activity = seats.held(participation.activity, by=by)
    seats.must_run(activity, by=by)
    found = _rows(activity).get(pk=participation.pk)
    seats.must_reach([found], by=by)
    if found.state != S.RUNNING:
        raise ValidationError("Yang dapat berhenti di tengah hanya peserta yang sedang mengikuti.")
    why = " ".join(why.split())[:LONGEST]
    if not why:
        raise ValidationError({"why": WHY})
    found.state, found.dropped_why = S.DROPPED, why
    found.save(update_fields=["state", "dropped_why"])
    last = taking_part.sessions(by, activity)[-1].session.on
    if last <= today():
        staying.open_after(found, last_session=last, by=by)
    seats.note(found, verb="participation.dropped", payload={"why": why}, by=by)
    return found
