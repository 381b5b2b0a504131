"""TDU cards: what is signed and printed on them, and what a check must know of all of them."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from binaan.access.permissions import Permission
from binaan.kit import signing
from binaan.registry.queries.facts import current_owner
from binaan.vendors.models import Location, Permit
from binaan.vendors.queries.spots import schedule_of
from binaan.vendors.rules import cards, hours
from binaan.vendors.rules.permits import COUNTS

PURPOSE = "tdu"
MOST_ON_SHEETS = 200
HOUR = timedelta(hours=1)
WITH = (
    "vendor__business", "location", "pitch", "pitch__location", "office", "office__place", "place",
)  # fmt: skip


class Looked(NamedTuple):
    """A TDU found by its number: what its card says, and whether it ended."""

    statement: cards.Statement
    ended: bool


def keys() -> dict[str, str]:
    """The public keys cards are checked with, by name."""
    return signing.public_keys(PURPOSE)


def revoked(at: datetime) -> list[str]:
    """Serials of cards that do not count although they would not have expired yet.

    Those of a TDU that ended, and those whose place another card of the same TDU took.
    """
    day = at.date()
    alive = Permit.objects.exclude(serial="").filter(valid_until__gte=day - timedelta(days=1))
    found: list[str] = []
    for serial, state, ended in alive.order_by("serial").values_list("serial", "state", "ended_on"):
        found += cards.serials_before(serial)
        found += [serial] if _ended(state, ended, at) else []
    return found


def issued(user, permission: Permission = Permission.VENDOR_VIEW) -> QuerySet[Permit]:
    """The TDUs this user reaches that were issued."""
    rows = Permit.objects.permitted(user, permission).filter(issued_on__isnull=False)
    return rows.select_related(*WITH, "photo")


def locations(user, permission: Permission) -> QuerySet[Location]:
    """Locations whose cards this user may print."""
    return Location.objects.permitted(user, permission).order_by("code")


def in_force(user, location: Location, on: date) -> QuerySet[Permit]:
    """The TDUs of a location that count today and that this user decides on."""
    rows = issued(user, Permission.TDU_DECIDE).filter(location=location, state__in=COUNTS)
    return rows.filter(valid_until__gte=on, ended_on__isnull=True).order_by(
        "pitch__number", "number"
    )


def counts(rows: QuerySet[Permit] | None) -> dict[str, int]:
    """How many cards there are to print, and how many of them for the first time."""
    if rows is None:
        return {}
    return {"total": rows.count(), "new": rows.filter(token="").count()}


def statement_of(user, permit: Permit) -> cards.Statement:
    """What the card of a TDU says today. `permit` was issued."""
    place, owner = permit.location, current_owner(user, permit.vendor.business)
    hour = schedule_of(user, permit).or_else(schedule_of(user, permit.pitch or place))
    return cards.Statement(
        serial=permit.serial, number=permit.number,
        initials=cards.initials(owner.name if owner else permit.vendor.business.name),
        trade=cards.described(permit.vendor.get_trade_display(), permit.vendor.goods),
        code=place.code, place=place.name, lat=place.lat, lon=place.lon,
        radius=cards.radius_of((place.lat, place.lon), place.radius, place.outline),
        days=hours.numbers(hour.days), begins=hour.begins or time(0), ends=hour.ends or time(0),
        since=permit.issued_on, until=permit.valid_until, zone=_zone(permit),
    )  # fmt: skip


def by_number(number: str, at: datetime) -> Looked | None:
    """The TDU with this number; None where nobody was given one."""
    issued = Permit.objects.filter(number__iexact=number, issued_on__isnull=False)
    found = issued.exclude(number="").select_related(*WITH).order_by("-issued_on").first()
    if found is None:
        return None
    return Looked(statement_of(None, found), _ended(found.state, found.ended_on, at))


def _ended(state: str, ended_on, at: datetime) -> bool:
    """Ended by a person; that its days are over the card says itself."""
    gone = state not in (*COUNTS, "habis")
    return gone or (ended_on is not None and ended_on <= at.date())


def _zone(permit: Permit) -> int:
    """Hours the office's clock is ahead of UTC; Indonesia puts no clock forward in summer."""
    noon = datetime.combine(permit.issued_on, time(12), ZoneInfo(permit.office.time_zone))
    ahead = noon.utcoffset()
    return round(ahead / HOUR) if ahead else 0
