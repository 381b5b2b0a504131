"""How businesses stood at a date, as known at a moment; and what moved between two dates.

`known` None means as known now. Everything is limited to what the user may see figures of.
"""

from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from binaan.access.models import Office, User
from binaan.access.permissions import Permission
from binaan.places.models import Place
from binaan.places.scope import within
from binaan.registry.choices import GONE
from binaan.registry.models import Business, Condition, Guidance
from binaan.registry.queries import listings, reference
from binaan.registry.queries.sizes import size_case
from binaan.registry.rules.activity import RUNNING, observed_since

NOW_KNOWN = Q(known_until__isnull=True)
KBLI_OF_EKRAF = "2020"  # the edition whose codes data/ekraf-subsectors.csv names
NOT_CREATIVE = ("-", "bukan", "Bukan", "tidak", "Tidak", "tidak ada", "Tidak ada")


def existing(
    user: User,
    *,
    at: date,
    known: datetime | None = None,
    place: Place | None = None,
    office: Office | None = None,
) -> QuerySet[Condition]:
    """One condition for each business that exists at a date; of an office: those it guides then."""
    return _there(at, known, place, office).filter(_seen(user, known))


def guided(
    user: User,
    *,
    at: date,
    known: datetime | None = None,
    place: Place | None = None,
    office: Office | None = None,
) -> QuerySet[Condition]:
    """Existing businesses guided at the date by an office, or by any."""
    found = existing(user, at=at, known=known, place=place, office=office)
    return found if office else found.filter(Exists(_guidance(at, known)))


def running(
    user: User,
    *,
    at: date,
    months: int,
    known: datetime | None = None,
    place: Place | None = None,
    office: Office | None = None,
) -> QuerySet[Condition]:
    """Existing businesses last observed running or seasonal, at most `months` months before.

    A row that a newer version of its list repeats word for word is observed again by that version.
    """
    found = existing(user, at=at, known=known, place=place, office=office)
    since = observed_since(at, months)
    observed = Q(status_on__gte=since)
    for source, as_of in listings.last_versions(since, at, known):
        observed |= Q(Exists(listings.still_listed(source, as_of)), valid_from__lte=as_of)
    return found.filter(observed, status__in=RUNNING)


def recorded(
    user: User, *, first: date, last: date, place: Place | None, office: Office | None
) -> QuerySet[Condition]:
    """The first condition of each business first known with a date from `first` to `last`."""
    found = _begun(user, first, last, place).exclude(status__in=GONE)
    earlier = Condition.objects.filter(
        NOW_KNOWN, business=OuterRef("business_id"), valid_from__lt=OuterRef("valid_from")
    )
    found = found.filter(~Exists(earlier))
    if office is not None:
        start = OuterRef("valid_from")
        mine = Guidance.objects.filter(
            NOW_KNOWN,
            Q(valid_until__isnull=True) | Q(valid_until__gt=start),
            valid_from__lte=start,
            business=OuterRef("business_id"),
            office=office,
        )
        found = found.filter(Exists(mine))
    return found


def closed(
    user: User, *, first: date, last: date, place: Place | None, office: Office | None
) -> QuerySet[Condition]:
    """The closing condition of each business that went from existing to gone in the period."""
    before = Condition.objects.filter(
        NOW_KNOWN, business=OuterRef("business_id"), valid_until=OuterRef("valid_from")
    ).exclude(status__in=GONE)
    found = _begun(user, first, last, place).filter(Exists(before), status__in=GONE)
    if office is not None:
        end = OuterRef("valid_from")
        mine = Guidance.objects.filter(
            NOW_KNOWN,
            Q(valid_until__isnull=True) | Q(valid_until__gte=end),
            valid_from__lt=end,
            business=OuterRef("business_id"),
            office=office,
        )
        found = found.filter(Exists(mine))
    return found


def entered(
    user: User, *, since: date, until: date, place: Place | None, office: Office | None
) -> QuerySet[Condition]:
    """Counted at `until` but not at `since`: with `left` the whole difference of two stocks."""
    before = _there(since, None, place, office).filter(business=OuterRef("business_id"))
    return existing(user, at=until, place=place, office=office).filter(~Exists(before))


def left(
    user: User, *, since: date, until: date, place: Place | None, office: Office | None
) -> QuerySet[Condition]:
    """Counted at `since` but no longer at `until`."""
    after = _there(until, None, place, office).filter(business=OuterRef("business_id"))
    return existing(user, at=since, place=place, office=office).filter(~Exists(after))


def grown(
    user: User,
    *,
    since: date,
    until: date,
    system: str,
    sizes: tuple[str, str],
    known: datetime | None = None,
    place: Place | None = None,
    office: Office | None = None,
) -> QuerySet[Condition]:
    """Existing at `until` in the second size class and at `since` in the first, wherever it was.

    `system`: of rules.size. A class that cannot be said at either date is no movement.
    """
    was, became = sizes
    before = _there(since, known, None, None).filter(business=OuterRef("business_id"))
    before = before.alias(size=size_case(system)).filter(size=was)
    found = existing(user, at=until, known=known, place=place, office=office)
    return found.alias(size=size_case(system)).filter(Exists(before), size=became)


def creative(
    user: User,
    *,
    at: date,
    known: datetime | None = None,
    place: Place | None = None,
    office: Office | None = None,
) -> QuerySet[Condition]:
    """Existing businesses of a creative subsector, as recorded now or by their KBLI 2020 now."""
    recorded = ~Q(business__ekraf="") & ~Q(business__ekraf__in=NOT_CREATIVE)
    by_kbli = Q()
    for key in reference.ekraf_kbli(user):
        by_kbli |= Q(business__kbli__startswith=key)
    by_kbli &= Q(business__ekraf="", business__kbli_edition__in=("", KBLI_OF_EKRAF))
    found = existing(user, at=at, known=known, place=place, office=office)
    return found.filter(recorded | by_kbli)


def day_before(day: date) -> date:
    """The date whose state a period starts from."""
    return day - timedelta(days=1)


def _there(at: date, known: datetime | None, place, office) -> QuerySet[Condition]:
    """Conditions of existing businesses, before anything is said of who is asking."""
    found = Condition.objects.filter(_standing(at, known)).exclude(status__in=GONE)
    if place is not None:
        found = found.filter(place__in=Place.objects.filter(within("path", place)))
    if office is not None:
        found = found.filter(Exists(_guidance(at, known).filter(office=office)))
    return found


def _begun(user: User, first: date, last: date, place: Place | None) -> QuerySet[Condition]:
    found = Condition.objects.filter(NOW_KNOWN, _seen(user, None))
    found = found.filter(valid_from__range=(first, last))
    if place is None:
        return found
    return found.filter(place__in=Place.objects.filter(within("path", place)))


def _standing(at: date, known: datetime | None) -> Q:
    """Both half-open intervals hold the date and the moment."""
    valid = Q(valid_from__lte=at) & (Q(valid_until__isnull=True) | Q(valid_until__gt=at))
    if known is None:
        return valid & NOW_KNOWN
    unrevised = Q(known_until__isnull=True) | Q(known_until__gt=known)
    return valid & Q(known_from__lte=known) & unrevised


def _seen(user: User, known: datetime | None) -> Exists:
    """The businesses whose figures this user sees, neither merged, erased nor withdrawn then.

    Merging ends what is known of the business merged away, so an earlier `known` still finds it.
    Asked of each row, not gathered first: so a page of evidence stops after its 25 rows.
    """
    mine = Business.objects.ever_permitted(user, Permission.FIGURE_VIEW, known)
    mine = mine.filter(pk=OuterRef("business_id"))
    if known is None:
        return Exists(mine.present())
    unerased = Q(erased_at__isnull=True) | Q(erased_at__gt=known)
    return Exists(mine.filter(unerased, Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=known)))


def _guidance(at: date, known: datetime | None) -> QuerySet[Guidance]:
    return Guidance.objects.filter(_standing(at, known), business=OuterRef("business_id"))
