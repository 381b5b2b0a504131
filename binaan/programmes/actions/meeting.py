"""The sessions of an activity and its cost lines. Rule: docs/rules/kegiatan.md."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from binaan.access import audit
from binaan.access.actions.keeping import keep
from binaan.programmes.actions.activities import locked, must_go_on
from binaan.programmes.choices import ActivityState
from binaan.programmes.models import Activity, CostLine, Session
from binaan.programmes.queries import experts
from binaan.programmes.rules import activities as rules
from binaan.programmes.rules.activities import Meeting

HELD = ("on", "begins", "ends", "subject", "theory_hours", "practice_hours", "expert")
COSTED = ("kind", "label", "volume", "unit", "price", "spent")
ATTENDED = "Kehadiran sesi ini sudah dicatat; hari dan jamnya tidak berubah lagi."


@transaction.atomic
def put_session(
    activity: Activity, *, said: dict[str, Any], by, session: Session | None = None
) -> Session:
    """Add a session, or change one; the activity begins and ends with its sessions.

    Raises ValidationError by field; for a day or hour whose attendance was recorded.
    """
    row = _open(activity, by)
    one = Session(activity=row) if session is None else row.sessions.get(pk=session.pk)
    was = (one.on, one.begins, one.ends)
    for name in HELD:
        if name in said:
            setattr(one, name, said[name])
    if session is not None and was != (one.on, one.begins, one.ends):
        _must_be_empty(one)
    _must_teach(row, one, by)
    others = [Meeting.of(other) for other in row.sessions.exclude(pk=one.pk)]
    if found := rules.wrong_meeting(Meeting.of(one), others):
        raise ValidationError(found)
    keep(one)
    _follow(row)
    _note(row, {"session": str(one.on), "new": session is None}, by)
    return one


@transaction.atomic
def drop_session(session: Session, *, by) -> None:
    """Take a session away; one whose attendance was recorded stays."""
    row = _open(session.activity, by)
    one = row.sessions.get(pk=session.pk)
    _must_be_empty(one)
    if row.state != ActivityState.DRAFT and row.sessions.count() == 1:
        raise ValidationError("Ini sesi terakhirnya; ubah harinya, atau batalkan kegiatannya.")
    one.delete()
    _follow(row)
    _note(row, {"session": str(one.on), "dropped": True}, by)


@transaction.atomic
def put_cost(
    activity: Activity, *, said: dict[str, Any], by, cost: CostLine | None = None
) -> CostLine:
    """Add a cost line, or change one. After the end only what was spent may still be written."""
    row = locked(activity, by=by)
    one = CostLine(activity=row) if cost is None else row.costlines.get(pk=cost.pk)
    altered = [name for name in COSTED if name in said and said[name] != getattr(one, name)]
    closing = row.state == ActivityState.CLOSED and cost is not None and set(altered) <= {"spent"}
    if not closing:
        must_go_on(row, by=by)
    for name in altered:
        setattr(one, name, said[name])
    if one.spent is not None and one.spent < 0:
        raise ValidationError({"spent": "Yang terpakai tidak kurang dari 0."})
    keep(one)
    _note(row, {"cost": one.label, "fields": altered, "new": cost is None}, by)
    return one


@transaction.atomic
def drop_cost(cost: CostLine, *, by) -> None:
    """Take a cost line away; one of which something was spent stays."""
    row = _open(cost.activity, by)
    one = row.costlines.get(pk=cost.pk)
    if one.spent:
        raise ValidationError("Sudah ada yang terpakai dari rincian ini; kosongkan dahulu.")
    one.delete()
    _note(row, {"cost": one.label, "dropped": True}, by)


def _open(activity: Activity, by) -> Activity:
    row = locked(activity, by=by)
    must_go_on(row, by=by)
    return row


def _must_be_empty(session: Session) -> None:
    if session.attendances.exists():
        raise ValidationError(ATTENDED)


def _must_teach(row: Activity, one: Session, by) -> None:
    if one.expert is None:
        return
    if not experts.for_office(by, row).filter(pk=one.expert.pk).exists() and _is_new(one):
        raise ValidationError({"expert": "Narasumber ini bukan dari kantor kegiatan ini."})


def _is_new(one: Session) -> bool:
    """Whether this expert was not on the session before: who left since keeps what he taught."""
    return not Session.objects.filter(pk=one.pk, expert=one.expert).exists()


def _follow(row: Activity) -> None:
    """The activity's days and share of practice after a change of its sessions."""
    held = [Meeting.of(one) for one in row.sessions.all()]
    if not held:
        return
    days = [one.on for one in held]
    row.starts_on, row.ends_on = min(days), max(days)
    share = rules.practice_share(held)
    row.practice_share = row.practice_share if share is None else int(share)
    row.save(update_fields=["starts_on", "ends_on", "practice_share"])


def _note(row: Activity, payload: dict, by) -> None:
    audit.record(
        "activity.changed", row, by=by, payload=payload, place=row.place, office=row.office
    )
