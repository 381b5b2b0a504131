"""Participants of activities: who is invited, who still can be, whose seat is free, how far this user reaches."""

from collections import Counter
from datetime import date
from typing import NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.programmes.choices import ActivityState, Outcome, ParticipationState
from binaan.programmes.models import (
    Activity,
    Attendance,
    Candidate,
    Message,
    Participation,
    Selection,
    Session,
)
from binaan.programmes.rules import attending, inviting
from binaan.registry.models import Role

VIEW, RECORD = Permission.PROGRAMME_VIEW, Permission.ATTENDANCE_RECORD
S = ParticipationState
# Tabs of the list: key, label, states.
PARTS = (
    ("semua", "Semua", ()),
    ("diundang", "Menunggu jawaban", (S.INVITED,)),
    ("bersedia", "Bersedia hadir", (S.CONFIRMED,)),
    ("mengikuti", "Mengikuti", (S.RUNNING,)),
    ("selesai", "Menyelesaikan", (S.PASSED,)),
    ("berhenti", "Berhenti", (S.DROPPED,)),
    ("kosong", "Tidak datang", (S.DECLINED, S.LAPSED, S.ABSENT)),
)
TONES = {
    S.INVITED: "info", S.CONFIRMED: "ok", S.DECLINED: "bad", S.LAPSED: "bad", S.RUNNING: "info",
    S.ABSENT: "bad", S.DROPPED: "warn", S.PASSED: "ok",
}  # fmt: skip
INVITING = (ActivityState.SELECTING, ActivityState.RUNNING)


class Length(NamedTuple):
    """A session with its minutes."""

    session: Session
    minutes: int


def activities(user: User, permission: Permission = VIEW) -> QuerySet[Activity]:
    """Activities this user reaches with a right."""
    found = Activity.objects.permitted(user, permission)
    return found.select_related("office__place", "place")


def participations(user: User, permission: Permission = VIEW) -> QuerySet[Participation]:
    """Participations this user reaches with a right: of his office, at his place and below."""
    found = Participation.objects.permitted(user, permission)
    return found.select_related(
        "activity__office__place", "activity__place", "business", "owner", "place"
    )


def of_activity(
    user: User, activity: Activity, permission: Permission = VIEW
) -> QuerySet[Participation]:
    """The participants of an activity as far as this user reaches, by name."""
    found = participations(user, permission).filter(activity=activity)
    return found.order_by("business__name", "pk")


def is_whole(user: User, activity: Activity, permission: Permission = RECORD) -> bool:
    """Whether this user stands at or above the activity's place with a right, for its office."""
    held = activity.place.path
    return any(
        one.office_id in (None, activity.office_id)
        and (not one.place.path or held == one.place.path or held.startswith(f"{one.place.path}."))
        for one in user.holdings(permission)
    )


def settled(user: User, activity: Activity) -> Selection | None:
    """The selection whose list was set, if one was."""
    return activity.selections.filter(set_at__isnull=False).first()


def _without(activity: Activity, outcome: str) -> QuerySet[Candidate]:
    """Of an outcome who takes no part yet; `now`: the business it is today, where it was merged."""
    there = activity.participations.values("business")
    called = activity.participations.filter(candidate__isnull=False).values("candidate")
    found = Candidate.objects.filter(
        selection__activity=activity, selection__set_at__isnull=False, outcome=outcome
    ).annotate(now=Coalesce("business__merged_into", "business"))
    found = found.exclude(now__in=there).exclude(pk__in=called)
    return found.order_by("place_in_line")


def uninvited(user: User, activity: Activity) -> QuerySet[Candidate]:
    """Who is chosen and not yet invited, in the order of the list."""
    return _without(activity, Outcome.CHOSEN)


def waiting(user: User, activity: Activity) -> QuerySet[Candidate]:
    """The waiting list that is left, in its order: nobody whose owner has a seat already.

    `run_by`: the key of who runs it today.
    """
    run = Role.objects.filter(business=OuterRef("now"), valid_until=None, known_until=None)
    found = _without(activity, Outcome.WAITING).annotate(
        run_by=Subquery(run.order_by("-valid_from", "-pk").values("owner")[:1])
    )
    seated = holders(user, activity).filter(owner__isnull=False).values("owner")
    return found.filter(Q(run_by=None) | ~Q(run_by__in=seated))


def unanswered(user: User, activity: Activity, on: date) -> QuerySet[Participation]:
    """Invited and silent after the day by which to answer."""
    return activity.participations.filter(state=S.INVITED, answer_by__lt=on)


def freed(user: User, activity: Activity) -> QuerySet[Participation]:
    """Seats given back for which nobody was called yet, the earliest invitation first."""
    found = activity.participations.filter(
        state__in=inviting.FREED, replaced_by__isnull=True, candidate__isnull=False
    )
    return found.order_by("invited_at", "pk")


def holders(user: User, activity: Activity) -> QuerySet[Participation]:
    """Who has a seat: everyone invited who did not give it back."""
    return activity.participations.exclude(state__in=(*inviting.FREED, S.WAITING))


def sessions(user: User, activity: Activity) -> list[Length]:
    """The sessions of an activity in their order, with their minutes."""
    found = activity.sessions.select_related("expert").order_by("on", "begins", "pk")
    return [Length(one, attending.length(one.begins, one.ends)) for one in found]


def session_of(user: User, permission: Permission = RECORD) -> QuerySet[Session]:
    """Sessions of the activities this user reaches with a right."""
    found = Session.objects.filter(activity__in=activities(user, permission).values("pk"))
    return found.select_related("activity__office", "activity__place", "expert")


def marked(user: User, session: Session) -> dict:
    """What is said of each participant in a session, by the key of the participation."""
    return {one.participation_id: one for one in Attendance.objects.filter(session=session)}


def unsent(user: User, activity: Activity) -> QuerySet[Message]:
    """Messages that have not left yet, the oldest first."""
    found = Message.objects.filter(activity=activity, sent_at__isnull=True)
    return found.select_related("participation").order_by("made_at", "pk")


def counts(user: User, activity: Activity) -> list[tuple[str, str, int]]:
    """The tabs of the list with how many stand in each, as far as this user reaches."""
    found = Counter(of_activity(user, activity).order_by().values_list("state", flat=True))
    return [
        (key, label, sum(found[one] for one in states) if states else sum(found.values()))
        for key, label, states in PARTS
    ]


def part(user: User, activity: Activity, key: str) -> QuerySet[Participation]:
    """The participants of one tab."""
    states = next((states for one, _label, states in PARTS if one == key), ())
    found = of_activity(user, activity)
    return found.filter(state__in=states) if states else found


def to_test(user: User, activity: Activity) -> QuerySet[Participation]:
    """Participants who were there, whose learning may be written down."""
    return of_activity(user, activity, RECORD).filter(state__in=(S.RUNNING, S.PASSED, S.DROPPED))


def expected(user: User, activity: Activity) -> QuerySet[Participation]:
    """Who may be marked in a session: invited, confirmed, or here already."""
    return of_activity(user, activity, RECORD).filter(Q(state__in=inviting.COMING))
