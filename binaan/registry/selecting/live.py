"""The columns of `Card` asked of the live register, until there is a copy."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)  # fmt: skip
from django.db.models.functions import Coalesce
from django.utils import timezone

from binaan.access.parameters import parameter
from binaan.kit.dates import today
from binaan.registry.queries.sizes import size_case
from binaan.registry.models import Business, Condition, Identifier, Role, Verification
from binaan.registry.rules.activity import DEFAULT_MONTHS, PARAMETER, RUNNING, observed_since


class Cards(NamedTuple):
    queryset: QuerySet
    live: bool
    as_of: datetime


def cards() -> Cards:
    now = Condition.objects.filter(
        business=OuterRef("pk"), known_until__isnull=True, valid_until__isnull=True
    )
    roles = Role.objects.filter(business=OuterRef("pk"), valid_until=None, known_until=None)
    numbers = Identifier.objects.filter(
        owner__roles__business=OuterRef("pk"), owner__roles__known_until=None,
        owner__roles__valid_until=None, valid_until=None, known_until=None,
    )  # fmt: skip
    checked = Verification.objects.filter(business=OuterRef("pk")).order_by("-on", "-recorded_at")
    text = CharField()
    found = Business.objects.present().annotate(
        path=F("place__path"),
        association=Coalesce(Subquery(now.values("association")[:1]), Value("")),
        status_on=Subquery(now.values("status_on")[:1]),
        workers=Subquery(now.values("workers")[:1]),
        size_pp7=Coalesce(
            Subquery(now.annotate(s=size_case("pp7")).values("s")[:1], output_field=text), Value("")
        ),
        verified_on=Subquery(checked.values("on")[:1]),
        has_nib=Exists(numbers.filter(kind="nib")),
        has_nik=Exists(numbers.filter(kind="nik")),
        has_npwp=Exists(numbers.filter(kind="npwp")),
        has_phone=Exists(roles.exclude(owner__phone="")),
        has_position=Case(When(lat__isnull=False, then=True), default=False,
                          output_field=BooleanField()),
        complete=Value(0),
        last_served=Value(None, output_field=DateField()),
    )  # fmt: skip
    since = observed_since(today(), int(parameter(PARAMETER, default=DEFAULT_MONTHS)))
    found = found.annotate(
        running=Case(When(Q(status__in=RUNNING, status_on__gte=since), then=True), default=False,
                     output_field=BooleanField()),
    )  # fmt: skip
    return Cards(found, True, timezone.now())
