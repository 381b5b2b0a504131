"""Supervision plans and visits within reach; the whole population an office looks after, judged."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from binaan.access import parameters
from binaan.access.models import Office, User
from binaan.access.permissions import Permission
from binaan.access.queries import offices
from binaan.places.models import Place
from binaan.places.scope import within
from binaan.programmes.choices import ContactWay, FollowUpState, Risk, ServiceKind
from binaan.programmes.models import Certificate, FollowUp, Service, Supervision, Visit
from binaan.programmes.parameters import SUPERVISION_MARGIN, SUPERVISION_UNSEEN
from binaan.programmes.rules import supervision as rules
from binaan.programmes.rules.facilitation import PRODUCT_KINDS
from binaan.registry.choices import IdentifierKind, VerificationState
from binaan.registry.models import Identifier, Role, Verification
from binaan.registry.queries import conditions
from binaan.registry.queries.sizes import size_case
from binaan.registry.rules.activity import PARAMETER as ACTIVE_MONTHS
from binaan.registry.rules.activity import observed_since

VIEW = Permission.PROGRAMME_VIEW
PER_CENT = 100
NOW = Q(known_until__isnull=True)


class Asked(NamedTuple):
    """Whose population, where, on which day."""

    office: Office
    place: Place
    at: date


class Stratum(NamedTuple):
    """A risk in a plan: how many there are, how many visits, how many are done."""

    risk: Risk
    label: str
    population: int
    wanted: int
    done: int

    @property
    def weight(self):
        return rules.weight(self.population, self.wanted)

    @property
    def percent(self) -> int:
        return round(100 * self.done / self.wanted) if self.wanted else 0


def supervisions(user: User, permission: Permission = VIEW) -> QuerySet[Supervision]:
    """The plans within reach, the newest first."""
    found = Supervision.objects.permitted(user, permission)
    return found.select_related("office", "place").order_by("-first", "-made_at", "pk")


def visits(user: User, permission: Permission = VIEW) -> QuerySet[Visit]:
    """The visits within reach."""
    found = Visit.objects.permitted(user, permission)
    return found.select_related("business", "place", "office", "officer", "supervision")


def counted(user: User) -> QuerySet[Supervision]:
    """The plans within reach with how many of their visits there are and how many are done."""
    return supervisions(user).annotate(
        many=Count("visits"), done=Count("visits", filter=Q(visits__done_on__isnull=False))
    )


def strata(user: User, plan: Supervision) -> list[Stratum]:
    """The plan by risk, from high to low. Who asks has fetched the plan with his right."""
    done = dict(
        plan.visits.filter(done_on__isnull=False)
        .order_by()
        .values_list("risk")
        .annotate(many=Count("pk"))
    )
    return [
        Stratum(
            level, level.label, plan.population.get(str(int(level)), 0),
            plan.wanted.get(str(int(level)), 0), done.get(int(level), 0),
        )
        for level in sorted(Risk, reverse=True)
    ]  # fmt: skip


def margin(user: User, office: Office, on: date):
    """The margin of a sample the office decided, as a share (0.1: ten points)."""
    return parameters.number(SUPERVISION_MARGIN, office=office, on=on) / PER_CENT


def population(user: User, asked: Asked) -> list[rules.Judged]:
    """Everyone running there that the office guides, with risk and reasons, by running number."""
    months = int(parameters.number(ACTIVE_MONTHS, office=asked.office, on=asked.at))
    found = conditions.running(
        user, at=asked.at, months=months, place=asked.place, office=asked.office
    )
    rows = found.annotate(size=size_case("pp7")).order_by("business__number")
    known = _Known(asked)
    judged = []
    for business, number, group, size in rows.values_list(
        "business_id", "business__number", "group", "size"
    ).iterator(chunk_size=5000):
        level, why = rules.risk(known.facts(business, group, size or ""))
        judged.append(rules.Judged(business, number, level, why))
    return judged


class _Known:
    """What our own records say of the businesses at a place on a day, asked once for all."""

    def __init__(self, asked: Asked):
        self.asked = asked
        unseen = int(parameters.number(SUPERVISION_UNSEEN, office=asked.office, on=asked.at))
        self.since = observed_since(asked.at, unseen)
        self.seen = self._verified() | self._contacted() | self._visited()
        self.certified, self.lapsed = self._certificates()
        self.nib = self._nib()
        aid = Service.objects.filter(kind=ServiceKind.AID, on__gt=self.since, on__lte=asked.at)
        self.aided = self._keys(aid)

    def facts(self, business: UUID, group: str, size: str) -> rules.Facts:
        return rules.Facts(
            group, size, nib=business in self.nib, certified=business in self.certified,
            lapsed=business in self.lapsed, unseen=business not in self.seen,
            aided=business in self.aided,
        )  # fmt: skip

    def _keys(self, found: QuerySet) -> set[UUID]:
        here = found.filter(within("business__place__path", self.asked.place)).order_by()
        return set(here.values_list("business_id", flat=True))

    def _verified(self) -> set[UUID]:
        found = Verification.objects.filter(state=VerificationState.VERIFIED)
        return self._keys(found.filter(on__gt=self.since, on__lte=self.asked.at))

    def _contacted(self) -> set[UUID]:
        found = FollowUp.objects.filter(state=FollowUpState.DONE, way=ContactWay.VISIT)
        return self._keys(found.filter(done_on__gt=self.since, done_on__lte=self.asked.at))

    def _visited(self) -> set[UUID]:
        return self._keys(Visit.objects.filter(done_on__gt=self.since, done_on__lte=self.asked.at))

    def _certificates(self) -> tuple[set[UUID], set[UUID]]:
        """Who held a product certificate on the day; whose last one lapsed and was not renewed."""
        there = Certificate.objects.filter(
            Q(revoked_on=None) | Q(revoked_on__gt=self.asked.at), issued_on__lte=self.asked.at,
            kind__in=PRODUCT_KINDS,
        )  # fmt: skip
        good = Q(expires_on=None) | Q(expires_on__gte=self.asked.at)
        later = there.filter(good, business=OuterRef("business_id"), kind=OuterRef("kind"))
        return self._keys(there.filter(good)), self._keys(
            there.exclude(good).exclude(Exists(later))
        )

    def _nib(self) -> set[UUID]:
        day = self.asked.at
        there = NOW & Q(valid_from__lte=day) & (Q(valid_until=None) | Q(valid_until__gt=day))
        number = Identifier.objects.filter(
            there, kind=IdentifierKind.NIB, owner=OuterRef("owner_id")
        )
        return self._keys(Role.objects.filter(there).filter(Exists(number)))


def waiting(user: User, *, on: date) -> QuerySet[Visit]:
    """Visits of plans that are not done and due by a day, the longest overdue first."""
    return visits(user).filter(done_on=None, due__lte=on).order_by(F("due"), "pk")


def my_offices(user: User) -> QuerySet[Office]:
    """The offices this user may plan supervision for."""
    return offices(user, Permission.PROGRAMME_EDIT).select_related("place")
