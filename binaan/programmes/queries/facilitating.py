"""Facilitations within reach, and what must be known to begin one or to take its next step."""

from datetime import date

from django.db.models import Q

from binaan.access import parameters
from binaan.access.models import Office
from binaan.access.permissions import Permission
from binaan.access.queries import offices
from binaan.programmes import parameters as choices
from binaan.programmes.choices import ActivityKind, ActivityState
from binaan.programmes.models import Activity, Certificate, Facilitation
from binaan.programmes.rules.facilitation import Bounds, Known, Limits
from binaan.registry.choices import IdentifierKind
from binaan.registry.models import Business, Identifier
from binaan.registry.queries import pages

CURRENT = Q(known_until__isnull=True, valid_until__isnull=True)


def facilitations(user, permission: Permission = Permission.PROGRAMME_VIEW):
    """The facilitations within reach."""
    return Facilitation.objects.permitted(user, permission).select_related(
        "business", "office", "place", "officer", "activity"
    )


def my_offices(user):
    """The offices in whose name this user may facilitate."""
    return offices(user, Permission.FACILITATE)


def businesses(user):
    """The businesses this user may begin a facilitation for."""
    found = Business.objects.permitted(user, Permission.FACILITATE).present()
    return found.select_related("place")


def activities(user):
    """Activities a facilitation may be part of: of kind facilitation, opened and not ended."""
    over = (ActivityState.DRAFT, ActivityState.CLOSED, ActivityState.CANCELLED)
    found = Activity.objects.permitted(user, Permission.PROGRAMME_VIEW)
    return found.filter(kind=ActivityKind.FACILITATION).exclude(state__in=over)


def known(user, business: Business) -> Known:
    """What the register says of a business that conditions at the start ask for."""
    now = pages.condition(user, business)
    sales = Bounds(now.sales_low, now.sales_high) if now else Bounds()
    capital = Bounds(now.capital_low, now.capital_high) if now else Bounds()
    group = now.group if now and now.group else business.group
    return Known(_has_nib(business), group, sales, capital)


def _has_nib(business: Business) -> bool:
    """By its owner's number, or by a certificate of that kind that was not revoked."""
    owners = business.roles.filter(CURRENT).values("owner")
    numbers = Identifier.objects.filter(CURRENT, kind=IdentifierKind.NIB, owner__in=owners)
    return (
        numbers.exists()
        or business.certificates.filter(kind="nib", revoked_on__isnull=True).exists()
    )


def limits(user, office: Office, on: date) -> Limits:
    """What the office decided of the limits at the start, on a day."""
    keys = (choices.HALAL_SALES, choices.HALAL_CAPITAL, choices.SMALL_CAPITAL)
    found = parameters.numbers(keys, office=office, on=on)
    return Limits(*(found[key] for key in keys))


def last_certificate(user, facilitation: Facilitation) -> Certificate | None:
    """The newest certificate a facilitation led to; who asks has asked the reach already."""
    return facilitation.certificates.order_by("-issued_on", "-at").first()
