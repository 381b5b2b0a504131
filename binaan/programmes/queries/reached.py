"""Who was served, and who was not: services and the running businesses they are measured against.

Everything is limited to what the user may see figures of. `office`: only what it served; and of
businesses only those it guides.
"""

from datetime import date, datetime

from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    Min,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat

from binaan.access import parameters
from binaan.access.models import Office, User
from binaan.access.permissions import Permission
from binaan.places.models import Place
from binaan.places.scope import within
from binaan.programmes.models import Service
from binaan.programmes.parameters import UNSERVED
from binaan.registry.models import Condition
from binaan.registry.queries import conditions, observation
from binaan.registry.rules.activity import observed_since as months_back


def services(
    user: User, *, first: date, last: date, place: Place | None, office: Office | None
) -> QuerySet[Service]:
    """Services rendered from `first` to `last`, where the business stood that day."""
    found = Service.objects.permitted(user, Permission.FIGURE_VIEW).filter(on__range=(first, last))
    if place is not None:
        found = found.filter(place__in=Place.objects.filter(within("path", place)))
    return found if office is None else found.filter(office=office)


def firsts(
    user: User, *, first: date, last: date, place: Place | None, office: Office | None
) -> QuerySet[Service]:
    """Of each business served in the period its first service: one row a business."""
    found = services(user, first=first, last=last, place=place, office=office)
    turn = Concat(Cast("on", CharField()), Cast("pk", CharField()), output_field=CharField())
    earliest = found.order_by().values("business").annotate(first_turn=Min(turn))
    return found.alias(turn=turn).filter(turn__in=earliest.values("first_turn"))


def running_before(
    user: User, *, first: date, place: Place | None, office: Office | None
) -> QuerySet[Condition]:
    """N of EQ1: businesses running on the day before a period begins (docs/rules/aktif)."""
    return running(user, at=conditions.day_before(first), place=place, office=office)


def running(
    user: User,
    *,
    at: date,
    place: Place | None,
    office: Office | None,
    known: datetime | None = None,
) -> QuerySet[Condition]:
    """As the measure registry.running counts them on that day."""
    months = int(parameters.number(observation.ACTIVE_MONTHS.key, office=office, on=at))
    return conditions.running(user, at=at, months=months, known=known, place=place, office=office)


def covered(
    user: User, *, first: date, last: date, place: Place | None, office: Office | None
) -> QuerySet[Condition]:
    """U of EQ1: of those running before the period, the ones served in it."""
    found = running_before(user, first=first, place=place, office=office)
    return found.filter(Exists(_of_business(first, last, office)))


def never_served(
    user: User,
    *,
    at: date,
    place: Place | None,
    office: Office | None,
    known: datetime | None = None,
) -> QuerySet[Condition]:
    """EQ9: running at a date and in the months before (36) not served by anybody.

    `known`: who ran is as known then; services have their day only.
    """
    found = running(user, at=at, place=place, office=office, known=known)
    since = unserved_since(at, office)
    return found.filter(~Exists(_of_business(since, at, None)))


def unserved_since(at: date, office: Office | None) -> date:
    """From which day on a service counts against "never served"."""
    return months_back(at, int(parameters.number(UNSERVED, office=office, on=at)))


def is_served(first: date, last: date, office: Office | None) -> Exists:
    """Whether the business of a condition was served in the period."""
    return Exists(_of_business(first, last, office))


def times_served(first: date, last: date, office: Office | None) -> Coalesce:
    """How often the business of a condition was served in the period; 0 counts."""
    counted = _of_business(first, last, office).order_by().values("business")
    counted = counted.annotate(many=Count("*")).values("many")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


def served_before(first: date, office: Office | None) -> Exists:
    """Whether the business of a service was served in the months (36) before a day."""
    since, until = unserved_since(first, office), conditions.day_before(first)
    return Exists(_of_business(since, until, office))


def _of_business(first: date, last: date, office: Office | None) -> QuerySet[Service]:
    """A service to the business of the outer row, by whichever office of none is named."""
    found = Service.objects.filter(business=OuterRef("business_id"), on__range=(first, last))
    return found if office is None else found.filter(office=office)


def told_by_part(
    found: QuerySet[Condition], first: date, last: date, office: Office | None, way
) -> QuerySet:
    """How many of these businesses by part of the place, association and number of services.

    `way`: the expression of the part. What EQ1 to EQ8 and EQ10 rest on.
    """
    counted = found.order_by().annotate(
        times=times_served(first, last, office), part=way, member=F("association")
    )
    return counted.values("part", "member", "times").annotate(many=Count("*")).order_by()
