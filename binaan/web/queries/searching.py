"""What the box in the header offers: found by the index, read live from the store."""

from typing import NamedTuple

from django.db.models import Prefetch, QuerySet

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.registry.choices import IdentifierKind
from binaan.registry.finding import asking
from binaan.registry.models import Business, Identifier, Role
from binaan.registry.rules.identifiers import NIB_DIGITS, plain_digits
from binaan.registry.rules.spelling import short_number

FEWEST_LETTERS = 2
MOST = 8


class Offered(NamedTuple):
    """Businesses best first, with owners; `note` says why fewer ways of searching were open."""

    rows: list[Business]
    note: str


def offered(user: User, text: str) -> Offered:
    """At most eight businesses this user may see; none for a single letter."""
    if len(text.strip()) < FEWEST_LETTERS:
        return Offered([], "")
    found = asking.find(user, text, limit=MOST)
    run = Role.objects.filter(valid_until=None, known_until=None).select_related("owner")
    mine = _mine(user).filter(pk__in=found.ids).select_related("place__parent")
    live = {
        business.pk: business for business in mine.prefetch_related(Prefetch("roles", queryset=run))
    }
    return Offered([live[pk] for pk in found.ids if pk in live], found.note)


def exactly(user: User, text: str) -> Business | None:
    """The one business a whole number names: U-000123, or the NIB of somebody with one business."""
    short, digits = short_number(text.strip()), plain_digits(text)
    mine = _mine(user)
    if short and short[0] == "u":
        return mine.filter(number=int(short[1])).first()
    if len(digits) != NIB_DIGITS or not digits.isdecimal():
        return None
    held = Identifier.objects.filter(
        kind=IdentifierKind.NIB, value=digits, valid_until=None, known_until=None
    )
    run = mine.filter(
        roles__owner__in=held.values("owner"), roles__valid_until=None, roles__known_until=None
    )
    named = list(run.distinct()[:2])
    return named[0] if len(named) == 1 else None


def _mine(user: User) -> QuerySet[Business]:
    return Business.objects.permitted(user, Permission.BUSINESS_VIEW).present()
