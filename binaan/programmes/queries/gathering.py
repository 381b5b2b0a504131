"""What the register and our own records say of every business an activity could reach, at a day."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.places.scope import within
from binaan.programmes.models import Activity, Certificate, Service
from binaan.registry.choices import IdentifierKind, VerificationState
from binaan.registry.models import Business, Condition, Identifier, Role, Verification
from binaan.registry.queries import conditions
from binaan.registry.queries.sizes import size_case
from binaan.registry.rules.activity import RUNNING, observed_since

AT_ONCE = 500
YEAR = 12
NOW = Q(known_until__isnull=True)


class Row(NamedTuple):
    """One business that existed on the day; `path`: of its place then, `here`: of its place now."""

    business: UUID
    number: int
    name: str
    path: str
    here: str
    group: str
    status: str
    status_on: date | None
    size: str
    started_year: int | None
    association: str
    sex: str
    paid_male: int | None
    paid_female: int | None


class Owned(NamedTuple):
    """Who ran it on the day, and whether that owner held a NIB. `key`: the owner's, "" for nobody."""

    key: str
    sex: str
    born: date | None
    nib: bool


class Bound(NamedTuple):
    """What an assignment of an office reaches, wherever: its place is asked of the conditions."""

    office_id: int
    place: str = ""


class Gathered(NamedTuple):
    """All of it by business. `services`: how many and the last; `topics`: the last of the topic."""

    rows: list[Row]
    running: set[UUID]
    owners: dict[UUID, Owned]
    services: dict[UUID, tuple[int, date]]
    topics: dict[UUID, date]
    certificates: dict[UUID, set[str]]
    verified: set[UUID]
    nominated: set[UUID]


def gathered(user: User, activity: Activity, at: date, *, months: int) -> Gathered:
    """`months`: how old an observation may be that still counts as running.

    Who asks has fetched the activity with his right; businesses are those he sees figures of and the
    activity's office reaches.
    """
    existing = _of_office(user, conditions.existing(user, at=at, place=activity.place), activity)
    found = existing.annotate(size=size_case("pp7")).values_list(
        "business_id", "business__number", "business__name", "place__path",
        "business__place__path", "group", "status", "status_on", "size", "started_year",
        "association", "owner_sex", "paid_male", "paid_female",
    )  # fmt: skip
    rows = [Row(*one) for one in found.order_by().iterator(chunk_size=5000)]
    part = _Part(activity.place.path, rows)
    return Gathered(
        rows, _running(user, activity, at, months, rows), _owners(part, at),
        *_services(part, activity, at), _certificates(part, at), _verified(part, at),
        set(activity.nominations.exclude(business=None).values_list("business_id", flat=True)),
    )  # fmt: skip


class _Part:
    """Rows of a table about those businesses: by place, and by key for those that moved out since."""

    def __init__(self, path: str, rows: list[Row]):
        self.path = path
        below = f"{path}." if path else ""
        self.moved = [
            one.business for one in rows if one.here != path and not one.here.startswith(below)
        ]

    def of(self, found: QuerySet) -> Iterator:
        yield from found.filter(within("business__place__path", self.path)).iterator(
            chunk_size=5000
        )
        for start in range(0, len(self.moved), AT_ONCE):
            yield from found.filter(business__in=self.moved[start : start + AT_ONCE])


def _of_office(user: User, found: QuerySet[Condition], activity: Activity) -> QuerySet[Condition]:
    """Those the activity's office guides and those nobody does, whoever asks."""
    holdings = user.holdings(Permission.FIGURE_VIEW)
    if all(one.office_id == activity.office_id for one in holdings):
        return found  # asked already
    reached = Business.objects.filter(Business.objects.all().reach(Bound(activity.office_id)))
    return found.filter(Exists(reached.filter(pk=OuterRef("business_id"))))


def _running(user, activity, at: date, months: int, rows: list[Row]) -> set[UUID]:
    """The same answer as conditions.running; only those seen too long ago are asked of the lists."""
    since = observed_since(at, months)
    seen = {one.business for one in rows if one.status in RUNNING and (one.status_on or at) >= since
            and one.status_on}  # fmt: skip
    old = any(one.status in RUNNING and one.business not in seen for one in rows)
    if old:
        again = conditions.running(user, at=at, months=months, place=activity.place)
        again = again.exclude(status_on__gte=since).order_by()
        seen |= set(again.values_list("business_id", flat=True)) & {one.business for one in rows}
    return seen


def there(at: date) -> Q:
    """What is dated and held on the day, as known now."""
    return NOW & Q(valid_from__lte=at) & (Q(valid_until__isnull=True) | Q(valid_until__gt=at))


def _owners(part: _Part, at: date) -> dict[UUID, Owned]:
    nib = Identifier.objects.filter(there(at), kind=IdentifierKind.NIB, owner=OuterRef("owner_id"))
    found = Role.objects.filter(there(at)).annotate(nib=Exists(nib)).order_by("valid_from", "pk")
    said = found.values_list("business_id", "owner_id", "owner__sex", "owner__birth_date", "nib")
    return {business: Owned(key.hex, *rest) for business, key, *rest in part.of(said)}


def _services(part: _Part, activity: Activity, at: date) -> tuple[dict, dict]:
    """Up to the day, those of this very activity apart."""
    found = Service.objects.filter(on__lte=at).exclude(activity=activity).order_by()
    counted = found.values_list("business_id").annotate(Count("pk"), Max("on"))
    services = {business: (count, last) for business, count, last in part.of(counted)}
    topic = found.filter(topic__iexact=activity.topic) if activity.topic else found.none()
    latest = topic.values_list("business_id").annotate(Max("on"))
    return services, dict(part.of(latest))


def _certificates(part: _Part, at: date) -> dict[UUID, set[str]]:
    """Kinds of certificates that counted on the day."""
    found = Certificate.objects.filter(
        Q(expires_on=None) | Q(expires_on__gte=at), Q(revoked_on=None) | Q(revoked_on__gt=at),
        issued_on__lte=at,
    ).order_by()  # fmt: skip
    held: dict[UUID, set[str]] = {}
    for business, kind in part.of(found.values_list("business_id", "kind")):
        held.setdefault(business, set()).add(kind)
    return held


def _verified(part: _Part, at: date) -> set[UUID]:
    """Checked within the last twelve months and found right."""
    found = Verification.objects.filter(
        state=VerificationState.VERIFIED, on__lte=at, on__gt=observed_since(at, YEAR)
    ).order_by()
    return {business for (business,) in part.of(found.values_list("business_id"))}


def outside(user: User, keys: Iterable[UUID]) -> list[Business]:
    """Businesses put forward that are not among the rows, for the words of the refusal."""
    return list(Business.objects.filter(pk__in=list(keys)).order_by("number"))
