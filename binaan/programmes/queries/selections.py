"""Selections as they were made: which there are, their rows, their seal, who declared what."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.places.models import Place
from binaan.programmes.choices import ActivityState, Outcome
from binaan.programmes.models import Activity, Candidate, Interest, Refusal, Selection
from binaan.programmes.queries.gathering import there
from binaan.programmes.rules import receipts
from binaan.registry.models import Business, Role

VIEW = Permission.PROGRAMME_VIEW
PROPOSE, SET = Permission.SELECTION_PROPOSE, Permission.SELECTION_SET
OPEN_STATES = (ActivityState.OPEN, ActivityState.SELECTING)


def activities(user: User, permission: Permission = VIEW) -> QuerySet[Activity]:
    """Activities this user reaches with a right."""
    found = Activity.objects.permitted(user, permission)
    return found.select_related("office", "place", "sub_activity")


def selections(user: User, permission: Permission = VIEW) -> QuerySet[Selection]:
    """Selections of the activities this user reaches with a right, newest first."""
    found = Selection.objects.filter(activity__in=activities(user, permission).values("pk"))
    return found.select_related("activity__office", "activity__place", "decree")


def of_activity(user: User, activity: Activity) -> QuerySet[Selection]:
    """All computed for an activity this user reaches, newest first."""
    return selections(user).filter(activity=activity)


def standing(user: User, activity: Activity) -> Selection | None:
    """The set one, else the newest."""
    found = of_activity(user, activity)
    return found.filter(set_at__isnull=False).first() or found.first()


def is_whole(user: User, selection: Selection) -> bool:
    """Whether this user stands at or above the activity's place: then he reads every row."""
    held = selection.activity.place.path
    mine = [one.place.path for one in user.holdings(VIEW)]
    return any(not one or held == one or held.startswith(f"{one}.") for one in mine)


def candidates(user: User, selection: Selection, outcome: str = "") -> QuerySet[Candidate]:
    """Rows of a selection in the order of its lists; below its place only businesses in reach."""
    found = selection.candidates.select_related("business")
    if not is_whole(user, selection):
        mine = Business.objects.permitted(user, Permission.BUSINESS_VIEW)
        found = found.filter(business__in=mine.values("pk"))
    if outcome:
        return found.filter(outcome=outcome).order_by("place_in_line", "pk")
    return found.order_by("rank")


def refusals(user: User, selection: Selection) -> QuerySet[Refusal]:
    """Who put himself forward and is not eligible, as far as this user reaches."""
    mine = Business.objects.permitted(user, Permission.BUSINESS_VIEW)
    found = selection.refusals.select_related("business")
    return found if is_whole(user, selection) else found.filter(business__in=mine.values("pk"))


def rows(user: User, selection: Selection) -> Iterator[receipts.Row]:
    """Every row of the receipt in the order of the rule. Who asks has asked whether he may."""
    found = selection.candidates.order_by("rank").values_list(*receipts.FROZEN)
    return receipts.frozen(found.iterator(chunk_size=5000))


def seal(user: User, selection: Selection) -> str:
    """The seal of the rows as they are now."""
    return receipts.seal(rows(user, selection))


def declared(user: User, activity: Activity) -> bool:
    """Whether this user said what ties him to the candidates, or that nothing does."""
    return activity.interests.filter(user=user.username).exists()


def tied(user: User, activity: Activity) -> QuerySet[Interest]:
    """The businesses this user declared an interest in."""
    return activity.interests.filter(user=user.username, business__isnull=False)


def of_same_owner(user: User, businesses, at: date) -> QuerySet[Role]:
    """Keys of all businesses of those who run one of these on the day; docs/rules/seleksi.md §3."""
    run = Role.objects.filter(there(at))
    return run.filter(owner__in=run.filter(business__in=businesses).values("owner")).values(
        "business"
    )


def interests(user: User, activity: Activity) -> QuerySet[Interest]:
    """What everybody declared."""
    return activity.interests.select_related("business")


def kecamatan_names(user: User, activity: Activity) -> dict[str, str]:
    """Names of the kecamatan below the activity's place, by path."""
    found = Place.objects.filter(level=Place.Level.DISTRICT)
    if activity.place.path:
        found = found.filter(path__startswith=activity.place.path[:2])
    return dict(found.values_list("path", "name"))


def counts(user: User, selection: Selection) -> dict[str, int]:
    """How many there are of each outcome."""
    return {
        outcome: selection.candidates.filter(outcome=outcome).count() for outcome in Outcome.values
    }
