"""What is due on a day, as other programs are told: follow-ups, agreed steps of cases, visits."""

from datetime import date
from typing import Any

from binaan.access.models import User
from binaan.programmes.queries import staying, supervising
from binaan.programmes.rules import continuity


def due(user: User, on: date) -> dict[str, Any]:
    """Everything not done and due by a day, the longest overdue first, as JSON."""
    follow_ups = [_follow_up(one, on) for one in staying.waiting(user, on=on).iterator()]
    steps = [_step(one, on) for one in staying.steps_waiting(user, on=on).iterator()]
    visits = [_visit(one, on) for one in supervising.waiting(user, on=on).iterator()]
    every = [*follow_ups, *steps, *visits]
    return {
        "date": on.isoformat(), "due": len(every),
        "overdue": sum(one["days_late"] > 0 for one in every),
        "unassigned": sum(one["officer"] is None for one in every),
        "follow_ups": follow_ups, "case_steps": steps, "visits": visits,
    }  # fmt: skip


def _about(row, due_on: date, on: date, officer) -> dict[str, Any]:
    return {
        "business": str(row.business_id), "number": row.business.short_number,
        "name": row.business.name, "place": row.place_id, "office": row.office.key,
        "due": due_on.isoformat(), "days_late": continuity.days_late(due_on, on),
        "officer": officer.username if officer else None,
    }  # fmt: skip


def _follow_up(one, on: date) -> dict[str, Any]:
    activity = one.participation.activity if one.participation else None
    return {
        "id": str(one.pk), "kind": one.kind, "label": one.get_kind_display(),
        "activity": activity.short_number if activity else None,
        "first_due": one.first_due.isoformat(), "attempts": one.attempts,
    } | _about(one, one.due, on, one.officer)  # fmt: skip


def _step(one, on: date) -> dict[str, Any]:
    return {"id": str(one.pk), "case": str(one.case_id)} | _about(
        one.case, one.due, on, one.case.officer
    )


def _visit(one, on: date) -> dict[str, Any]:
    return {
        "id": str(one.pk), "supervision": str(one.supervision_id), "risk": int(one.risk),
    } | _about(one, one.due, on, one.officer)  # fmt: skip
