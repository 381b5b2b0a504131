"""Sessions beside each other: the calendar, and what stands in the way of each."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from binaan.access.models import User
from binaan.kit.workdays import holiday
from binaan.programmes.choices import ActivityState
from binaan.programmes.models import Absence, Activity, Expert, Session
from binaan.programmes.queries import activities
from binaan.programmes.rules import months
from binaan.programmes.rules.clashes import Away, Clash, Slot, clashes
from binaan.programmes.rules.marks import kecamatan_of


class Day(NamedTuple):
    """A day of the calendar. `inside`: of the month shown; `entries`: (session, its clashes)."""

    on: date
    inside: bool
    holiday: str
    entries: list[tuple[Session, list[Clash]]]


def sessions(user: User) -> QuerySet[Session]:
    """Sessions of the activities this user reaches, cancelled ones left out."""
    found = Session.objects.filter(activity__in=activities.activities(user).values("pk"))
    found = found.exclude(activity__state=ActivityState.CANCELLED)
    return found.select_related("activity__place", "expert").order_by("on", "begins", "pk")


def of_activity(user: User, activity: Activity) -> list[tuple[Session, list[Clash]]]:
    """Each session of an activity with what stands in its way, in order."""
    rows = list(activity.sessions.select_related("expert", "activity__place"))
    return list(beside(user, rows))


def beside(user: User, rows: Iterable[Session]) -> list[tuple[Session, list[Clash]]]:
    """Sessions already asked for, each with its clashes with anything this user reaches."""
    rows = list(rows)
    others = defaultdict(list)
    for one in sessions(user).filter(on__in={row.on for row in rows}):
        others[one.on].append(slot(user, one))
    free = away(user, {row.expert_id for row in rows if row.expert_id})
    return [(row, clashes(slot(user, row), others[row.on], free)) for row in rows]


def slot(user: User, session: Session) -> Slot:
    """A session already read as the rule sees it."""
    activity = session.activity
    return Slot(
        activity.pk, activity.title, session.on, session.begins, session.ends, activity.venue,
        kecamatan_of(activity.place.path), session.expert_id,
        session.expert.name if session.expert else "", session.pk,
    )  # fmt: skip


def away(user: User, experts: Iterable[Any]) -> dict[Any, Away]:
    """When experts already read cannot come, by key."""
    keys = set(experts)
    days = defaultdict(list)
    for one in Absence.objects.filter(expert__in=keys):
        days[one.expert_id].append((one.first, one.last))
    held = Expert.objects.filter(pk__in=keys).values_list("pk", "until")
    return {key: Away(tuple(days[key]), until) for key, until in held}


def month(user: User, first: date, kecamatan: str = "") -> dict[str, Any]:
    """The weeks of a month with their sessions, and how many each kecamatan has."""
    weeks = months.weeks(first)
    found = sessions(user).filter(on__range=(weeks[0][0], weeks[-1][-1]))
    if kecamatan:
        wide = activities.touching(user, kecamatan)
        found = found.filter(activity__in=activities.activities(user).filter(wide).values("pk"))
    by_day = defaultdict(list)
    for row, stood in beside(user, found):
        by_day[row.on].append((row, stood))
    drawn = [
        [Day(day, day.month == first.month, holiday(day), by_day[day]) for day in week]
        for week in weeks
    ]
    rows = [row for week in drawn for day in week if day.inside for row, _ in day.entries]
    return {"weeks": drawn, "count": len(rows), "places": _by_kecamatan(user, first, rows)}


def _by_kecamatan(user: User, first: date, rows: list[Session]) -> list[tuple[str, str, int]]:
    """(path, name, sessions) of each kecamatan with a session, "" for what is meant for more."""
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        counts[kecamatan_of(row.activity.place.path)] += 1
    names = dict(activities.kecamatan_of(user)) | {"": "Lebih dari satu kecamatan"}
    told = [(path, names.get(path, path), count) for path, count in counts.items()]
    return sorted(told, key=lambda one: (one[0] == "", one[1]))


def own_of(user: User, expert: Expert) -> QuerySet[Session]:
    """The sessions an expert teaches, as far as this user reaches, the newest first."""
    return sessions(user).filter(Q(expert=expert)).order_by("-on", "begins")
