"""What measures of street vendors count: vendors, those in designated places, TDUs, locations.

Everything is limited to what the user may see figures of. `office`: only its own list.
"""

from datetime import date, datetime

from django.db.models import F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest

from binaan.access import parameters
from binaan.access.models import Office, User
from binaan.access.permissions import Permission
from binaan.places.models import Place
from binaan.places.scope import within
from binaan.vendors.models import Location, Standing, Vendor
from binaan.vendors.parameters import PLAN_BASE
from binaan.vendors.queries import status

FIGURE = Permission.FIGURE_VIEW


def _reached(model, user: User, place: Place | None, office: Office | None) -> QuerySet:
    found = model.objects.permitted(user, FIGURE)
    if place is not None:
        found = found.filter(place__in=Place.objects.filter(within("path", place)))
    return found if office is None else found.filter(office=office)


def registered(
    user: User, *, at: date, known: datetime | None, place: Place | None, office: Office | None
) -> QuerySet[Vendor]:
    """Vendors listed by a day and still trading on it."""
    return _reached(Vendor, user, place, office).filter(status.listed(at, known))


def placed(
    user: User, *, first: date, last: date, place: Place | None, office: Office | None
) -> QuerySet[Vendor]:
    """Vendors who came into a designated place in a time, having stood in none before it.

    Counted by the first day they stood at a location that was determined that day.
    """
    found = _reached(Vendor, user, place, office)
    first_day = Subquery(_first_day().values("first"))
    return found.annotate(placed_on=first_day).filter(placed_on__range=(first, last))


def _first_day() -> QuerySet:
    """The first day a vendor stood at a determined location: of standing there or of its decree."""
    there = Standing.objects.filter(vendor=OuterRef("pk"), location__valid_from__isnull=False)
    there = there.exclude(location__state__in=status.NEVER)
    there = there.annotate(day=Greatest("since", "location__valid_from"))
    there = there.filter(Q(until__isnull=True) | Q(until__gt=F("day")))
    lasts = Q(location__valid_until__isnull=True) | Q(location__valid_until__gte=F("day"))
    return there.filter(lasts).order_by().values("vendor").annotate(first=Min("day"))


def with_tdu(
    user: User, *, at: date, known: datetime | None, place: Place | None, office: Office | None
) -> QuerySet[Vendor]:
    """Listed vendors who hold a TDU that counts on a day."""
    found = registered(user, at=at, known=known, place=place, office=office)
    return found.filter(status.has_tdu(at, known))


def locations(
    user: User, *, at: date, place: Place | None, office: Office | None
) -> QuerySet[Location]:
    """Locations determined on a day."""
    return _reached(Location, user, place, office).filter(status.determined(at))


def plan_base(user: User | None, office: Office | None, on: date) -> int:
    """The base of the plan at an office on a day."""
    return int(parameters.number(PLAN_BASE, office=office, on=on))
