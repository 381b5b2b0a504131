"""What a place offers a vendor on a day: determined or not, free or not, when it is open."""

from datetime import date

from django.db.models import Q

from binaan.access.permissions import Permission
from binaan.vendors.models import Location, Permit, Pitch, Vendor
from binaan.vendors.rules import locations as rules
from binaan.vendors.rules.permits import COUNTS, Spot
from binaan.vendors.rules.schedule import Schedule


def schedule_of(user, row: Location | Pitch | Permit | Vendor) -> Schedule:
    """The days and hours a row says; those of a pitch before its location's."""
    own = Schedule(row.days, row.begins, row.ends)
    return own.or_else(schedule_of(user, row.location)) if isinstance(row, Pitch) else own


def spot_of(user, location: Location, pitch: Pitch | None, vendor: Vendor, on: date) -> Spot:
    """The spot as it stands on a day, to whoever asks for it: his own place counts as free."""
    dated = (location.valid_from, location.valid_until)
    held = Permit.objects.filter(location=location, state__in=COUNTS, ended_on__isnull=True)
    held = held.filter(valid_until__gte=on).exclude(vendor=vendor)
    standing = location.standings.filter(until__isnull=True).exclude(vendor=vendor)
    taken = set(held.values_list("vendor", flat=True)) | set(
        standing.values_list("vendor", flat=True)
    )
    return Spot(
        name=location.name,
        determined=rules.determined(location.state, *dated, on=on),
        forbidden=location.state == rules.FORBIDDEN,
        free=location.capacity - len(taken),
        pitch_taken=pitch is not None and _taken(held, standing, pitch, on),
        hours=schedule_of(user, pitch or location),
    )


def _taken(held, standing, pitch: Pitch, on: date) -> bool:
    gone = pitch.closed_on is not None and pitch.closed_on <= on
    return gone or held.filter(pitch=pitch).exists() or standing.filter(pitch=pitch).exists()


def free_pitches(user, location: Location, vendor: Vendor, on: date):
    """The pitches of a location nobody else stands on or holds a TDU for."""
    holds = Q(
        permits__state__in=COUNTS, permits__ended_on__isnull=True, permits__valid_until__gte=on
    )
    holds &= ~Q(permits__vendor=vendor)
    stands = Q(standings__until__isnull=True, standings__isnull=False)
    stands &= ~Q(standings__vendor=vendor)
    taken = Pitch.objects.filter(Q(location=location) & (holds | stands)).values("pk")
    there = location.pitches.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))
    return there.exclude(pk__in=taken).order_by("number")


def offered(user, vendor: Vendor, on: date) -> list[tuple[Location, list[Pitch]]]:
    """Locations of the vendor's office that this user reaches, each with the pitches free for him."""
    found = Location.objects.permitted(user, Permission.VENDOR_VIEW).filter(office=vendor.office)
    found = found.exclude(state__in=("dihapus", "ditarik", "terlarang")).order_by("code")
    return [(one, list(free_pitches(user, one, vendor, on))) for one in found]
