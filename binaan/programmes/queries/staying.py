"""Paths, follow-ups and cases within reach, and whose they are."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from binaan.access import parameters
from binaan.access.models import Assignment, User
from binaan.access.permissions import Permission
from binaan.access.queries import offices
from binaan.access.roles import ROLES
from binaan.programmes.choices import FollowUpState
from binaan.programmes.models import Case, CaseStep, Expert, FollowUp, Pathway, Visit
from binaan.programmes.parameters import SAME_CONTACT
from binaan.programmes.rules import continuity
from binaan.registry.models import Business

VIEW, FOLLOW = Permission.PROGRAMME_VIEW, Permission.FOLLOW_UP
DOERS = [key for key, role in ROLES.items() if FOLLOW in role.permissions]
LATELY = 30  # days the contacts of a caseload are counted over


class Load(NamedTuple):
    """What an officer has in hand; `officer` None: what nobody was given."""

    officer: User | None
    paths: int
    late: int
    due: int
    cases: int
    visits: int
    contacts: int


def follow_ups(user: User, permission: Permission = VIEW) -> QuerySet[FollowUp]:
    """The follow-ups within reach."""
    found = FollowUp.objects.permitted(user, permission)
    return found.select_related(
        "business", "place", "office", "officer", "pathway", "participation__activity"
    )


def waiting(user: User, *, on: date) -> QuerySet[FollowUp]:
    """Not done and due by a day, the longest overdue first."""
    return follow_ups(user).filter(state=FollowUpState.DUE, due__lte=on).order_by("due", "pk")


def pathways(user: User, permission: Permission = VIEW) -> QuerySet[Pathway]:
    """The paths within reach."""
    found = Pathway.objects.permitted(user, permission)
    return found.select_related("business", "place", "office", "officer")


def cases(user: User, permission: Permission = VIEW) -> QuerySet[Case]:
    """The coaching cases within reach."""
    found = Case.objects.permitted(user, permission)
    return found.select_related("business", "place", "office", "officer", "expert", "pathway")


def steps(user: User, permission: Permission = VIEW) -> QuerySet[CaseStep]:
    """The agreed steps of cases within reach."""
    mine = cases(user, permission).order_by().values("pk")
    return CaseStep.objects.filter(case__in=mine).select_related(
        "case__business", "case__place", "case__office", "case__officer"
    )


def steps_waiting(user: User, *, on: date) -> QuerySet[CaseStep]:
    """Agreed steps of open cases that are not done and due by a day."""
    found = steps(user).filter(done_on=None, case__closed_on=None, due__lte=on)
    return found.order_by("due", "pk")


def officers(user: User) -> QuerySet[User]:
    """Who follows up for the offices in whose name this user does."""
    mine = offices(user, FOLLOW)
    held = Assignment.objects.in_force().filter(role__in=DOERS, office__in=mine)
    found = User.objects.filter(is_active=True, pk__in=held.order_by().values("user"))
    return found.order_by("name", "username")


def my_offices(user: User):
    """The offices in whose name this user coaches."""
    return offices(user, FOLLOW)


def experts(user: User) -> QuerySet[Expert]:
    """Experts a case may be given to: those of the offices in whose name this user coaches."""
    return Expert.objects.permitted(user, VIEW).filter(office__in=my_offices(user))


def businesses(user: User) -> QuerySet[Business]:
    """The businesses this user may open a case for."""
    return Business.objects.permitted(user, FOLLOW).present().select_related("place")


def caseload(user: User, on: date) -> list[Load]:
    """What each officer has in hand on a day, what nobody was given first."""
    due = _by_officer(follow_ups(user).filter(state=FollowUpState.DUE, due__lte=on))
    late = _by_officer(follow_ups(user).filter(state=FollowUpState.DUE, due__lt=on))
    paths = _by_officer(pathways(user).filter(closed_on=None))
    opened = _by_officer(cases(user).filter(closed_on=None))
    visits = _by_officer(Visit.objects.permitted(user, VIEW).filter(done_on=None))
    made = _contacts(user, on)
    keys = {*due, *paths, *opened, *visits, *made}
    people = {one.pk: one for one in User.objects.filter(pk__in=[key for key in keys if key])}
    loads = [
        Load(people.get(key), paths.get(key, 0), late.get(key, 0), due.get(key, 0),
             opened.get(key, 0), visits.get(key, 0), made.get(key, 0))
        for key in keys
    ]  # fmt: skip
    return sorted(
        loads, key=lambda one: (one.officer is not None, -one.late, str(one.officer or ""))
    )


def _by_officer(found: QuerySet) -> dict:
    rows = found.select_related(None).order_by().values_list("officer")
    return dict(rows.annotate(many=Count("pk")))


def _contacts(user: User, on: date) -> dict:
    """Contacts of the last LATELY days by officer; repeated ones with a business count once."""
    since = on - timedelta(days=LATELY)
    found = FollowUp.objects.permitted(user, VIEW).filter(
        Q(state=FollowUpState.DONE), done_on__gt=since, done_on__lte=on
    )
    days: dict[tuple, list[date]] = {}
    for officer, business, day in found.order_by().values_list("officer", "business", "done_on"):
        days.setdefault((officer, business), []).append(day)
    apart = int(parameters.number(SAME_CONTACT, on=on))
    made: dict = {}
    for (officer, _business), when in days.items():
        made[officer] = made.get(officer, 0) + continuity.contacts(when, apart)
    return made
