"""What old lists say: activities that are over, and who was there. docs/rules/kegiatan.md §6, peserta.md §6."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.timezone import localdate

from binaan.access import audit, parameters
from binaan.access.actions.keeping import keep
from binaan.access.models import Office
from binaan.kit.dates import today
from binaan.places.models import Place
from binaan.programmes.actions import activities, attending, meeting, seats
from binaan.programmes.actions.selecting import must_reach
from binaan.programmes.choices import ActivityState, ParticipationState, Presence, PresenceWay
from binaan.programmes.models import Activity, Attendance, Participation, Session
from binaan.programmes.parameters import PRESENT
from binaan.programmes.queries.as_served import as_served
from binaan.programmes.queries.recalled import hindrance
from binaan.programmes.rules.attending import Mark, ending, length
from binaan.programmes.rules.tokens import fresh

S = ParticipationState
BEGINS, ENDS = time(8), time(16)  # of a day of which a list says no hours [D]
SUBJECT = "Hari ke-{number}"
NEVER_CAME = "Tidak hadir pada satu sesi pun."
TOO_LITTLE = "Hadir {share}% dari jam kegiatan menurut daftar lama, kurang dari {least}%."
ENDED_BY = ("state", "declined_why", "dropped_why")
RESTS = "Sesudahnya ada catatan lain pada {what}; hapus atau pindahkan dahulu."


class Planned(NamedTuple):
    """An activity as a list tells of it. `days`: each a session, in their order."""

    office: Office
    place: Place
    said: dict[str, Any]
    days: tuple[date, ...]


class Entry(NamedTuple):
    """One line of an attendance list: who, in which sessions, there or not."""

    business: UUID
    sessions: tuple[Session, ...]
    presence: Presence


@transaction.atomic
def bring(planned: Planned, *, by) -> Activity:
    """Write an activity of a list down: a draft while it is to come, else over, with its sessions.

    Raises as activities.add.
    """
    row = activities.add(planned.office, place=planned.place, said=planned.said, by=by)
    _meet(row, planned.days, by)
    row = Activity.objects.get(pk=row.pk)
    if planned.days and planned.days[-1] < today():
        row.recalled, row.state = True, ActivityState.CLOSED
        row.save(update_fields=["recalled", "state"])
        _note(row, "activity.recalled", {"on": planned.days[-1]}, by)
    return row


@transaction.atomic
def rewrite(activity: Activity, *, planned: Planned, by) -> bool:
    """A newer version of the list says otherwise; whether anything changed.

    Days change only while nobody's presence hangs on them. Raises ValidationError for an activity
    that went its own way since.
    """
    row = activities.locked(activity, by=by)
    if row.state != ActivityState.DRAFT and not row.recalled:
        raise ValidationError("Kegiatan ini sudah berjalan sendiri; ubah di halamannya.")
    said = planned.said | {"place": planned.place}
    altered = sorted(name for name, value in said.items() if getattr(row, name) != value)
    days = tuple(row.sessions.order_by("on").values_list("on", flat=True))
    if days != planned.days:
        _meet_anew(row, planned.days, by)
        altered.append("sessions")
    for name in said:
        setattr(row, name, said[name])
    keep(row)
    must_reach(row, permission=activities.EDIT, by=by)
    if altered:
        _note(row, "activity.changed", {"fields": altered}, by)
    return bool(altered)


def _meet_anew(row: Activity, days: tuple[date, ...], by) -> None:
    if Attendance.objects.filter(session__activity=row).exists():
        raise ValidationError(meeting.ATTENDED)
    was, recalled = row.state, row.recalled
    row.sessions.all().delete()
    Activity.objects.filter(pk=row.pk).update(state=ActivityState.DRAFT)
    _meet(row, days, by)
    row.refresh_from_db(fields=["starts_on", "ends_on", "practice_share"])
    over = bool(days) and days[-1] < today()
    row.state = was if recalled and over else ActivityState.CLOSED if over else ActivityState.DRAFT
    row.recalled = over


def _meet(row: Activity, days: tuple[date, ...], by) -> None:
    for number, day in enumerate(days, 1):
        said = {"on": day, "begins": BEGINS, "ends": ENDS, "subject": SUBJECT.format(number=number)}
        meeting.put_session(row, said=said, by=by)


@transaction.atomic
def unbring(activity: Activity, *, by) -> None:
    """Take an activity of a list out again, while nothing hangs on it. Raises ValidationError."""
    row = activities.locked(activity, by=by)
    try:
        row.sessions.all().delete()
        _note(row, "activity.unrecalled", {"title": row.title}, by)
        row.delete()
    except ProtectedError as error:
        raise ValidationError(RESTS.format(what=activity.title)) from error


@transaction.atomic
def attended(activity: Activity, *, entries: Iterable[Entry], by) -> dict[UUID, Participation]:
    """Write who was there by a list; answers the participations by business.

    Who was not invited takes part all the same, as who came besides. In an activity that is over
    each ends at once: no post-test is asked for, nothing becomes due. Raises as attending.attend.
    """
    activity, lines = seats.held(activity, by=by), list(entries)
    if why := hindrance(by, activity, [one for line in lines for one in line.sessions]):
        raise ValidationError(why)
    rows = _joined(activity, [line.business for line in lines], by)
    by_session: dict[Session, dict[UUID, Mark]] = {}
    for line in lines:
        for session in line.sessions:
            by_session.setdefault(session, {})[rows[line.business].pk] = Mark(line.presence)
    if activity.recalled:
        _write(by_session, by)
        _settle(activity, list(rows.values()), by)
    else:
        for session, marks in by_session.items():
            attending.attend(session, marks=marks, way=PresenceWay.LIST, by=by)
    seats.must_reach(rows.values(), by=by)
    payload = {"participants": len(rows), "sessions": len(by_session)}
    seats.note(activity, verb="participation.recalled", payload=payload, by=by)
    return rows


def _joined(activity: Activity, businesses: list[UUID], by) -> dict[UUID, Participation]:
    """The participations of these businesses, made where there is none."""
    rows = {one.business_id: one for one in _rows(activity).filter(business__in=businesses)}
    missing = list(dict.fromkeys(key for key in businesses if key not in rows))
    if missing:
        on, now = activity.starts_on or today(), timezone.now()
        then = as_served(by, missing, on)
        Participation.objects.bulk_create(
            [
                Participation(
                    activity=activity, business_id=key, owner_id=then[key].owner_id,
                    office=activity.office, state=S.CONFIRMED, token=fresh(), made_at=now,
                    answered_at=now, **then[key].fields,
                )
                for key in missing
            ]
        )  # fmt: skip
        rows |= {one.business_id: one for one in _rows(activity).filter(business__in=missing)}
    return rows


def _rows(activity: Activity):
    found = Participation.objects.filter(activity=activity)
    return found.select_related("business", "owner", "place", "office", "activity")


def _write(by_session: dict[Session, dict[UUID, Mark]], by) -> None:
    now = timezone.now()
    for session, marks in by_session.items():
        whole = length(session.begins, session.ends)
        said = Attendance.objects.filter(session=session, participation__in=list(marks))
        known = dict(said.values_list("participation_id", "presence"))
        for key, mark in marks.items():
            if known.get(key) == mark.presence:
                continue
            there = mark.presence == Presence.FULL
            Attendance.objects.update_or_create(
                participation_id=key, session=session,
                defaults={"presence": mark.presence, "minutes": whole if there else 0,
                          "way": PresenceWay.LIST, "at": now, "by": by.username},
            )  # fmt: skip


def _settle(activity: Activity, rows: list[Participation], by) -> None:
    """State, share and service of participants of an activity that is over, by their attendance."""
    attending.settle(activity, rows=rows, by=by)
    last = activity.ends_on or today()
    least = parameters.number(PRESENT, office=activity.office, on=last)
    for one in rows:
        one.declined_why = one.dropped_why = ""
        if one.on is None:
            one.state, one.declined_why = S.ABSENT, NEVER_CAME
            continue
        share = one.present_share or Decimal(0)
        one.state = S(ending(activity.kind, share, least, tested=True))
        if one.state == S.DROPPED:
            one.dropped_why = TOO_LITTLE.format(share=f"{share:.0f}", least=f"{least:.0f}")
    Participation.objects.bulk_update(rows, ENDED_BY, batch_size=500)


@transaction.atomic
def unattended(
    entries: Iterable[tuple[Participation, Iterable[Session]]], *, since: datetime, by
) -> None:
    """Take lines of a list out again: their presence, the service, and who only came by the list.

    `since`: what was written before stays.

    Raises ValidationError where something else hangs on them by now.
    """
    for row, sessions in entries:
        activity = seats.held(row.activity, by=by)
        one = _rows(activity).get(pk=row.pk)
        seats.must_reach([one], by=by)
        written = one.attendances.filter(way=PresenceWay.LIST, at__gte=since)
        written.filter(session__in=list(sessions)).delete()
        if activity.recalled:
            _settle(activity, [one], by)
        else:
            attending.settle(activity, rows=[one], by=by)
        if not one.attendances.exists():
            _as_before(one, by)
        seats.note(activity, verb="participation.unrecalled", payload={"row": str(row.pk)}, by=by)


def _as_before(one: Participation, by) -> None:
    """Somebody invited stands as at the invitation; who came only by the list goes."""
    if one.invited_at is None and one.candidate_id is None:
        try:
            one.delete()
        except ProtectedError as error:
            raise ValidationError(RESTS.format(what=one.business)) from error
        return
    then = as_served(by, [one.business_id], localdate(one.invited_at))[one.business_id]
    one.present_share = None
    for name, value in then._asdict().items():
        setattr(one, name, value)
    one.save()


def _note(row: Activity, verb: str, payload: dict, by) -> None:
    audit.record(verb, row, by=by, payload=payload, place=row.place, office=row.office)
