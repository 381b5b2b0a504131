"""A vendor, a location or a TDU by what people call it; only what the asker reaches."""

import re
from uuid import UUID

from django.db.models import Q

from binaan.access.permissions import Permission as Right
from binaan.vendors.models import Location, Permit, Vendor

_NUMBER = re.compile(r"(P|U)?-?0*(\d{1,15})", re.IGNORECASE)


def vendor(user, name: str, permission: Right) -> Vendor | None:
    """By number (P-00012), by the number of the business (U-000034) or by id."""
    rows = Vendor.objects.permitted(user, permission).select_related("place", "office", "business")
    if found := _NUMBER.fullmatch(name.strip()):
        column = "business__number" if (found[1] or "").upper() == "U" else "number"
        return rows.filter(**{column: int(found[2])}).order_by("left_on", "number").first()
    key = _uuid(name)
    return rows.filter(pk=key).first() if key else None


def location(user, code: str, permission: Right) -> Location | None:
    """By its code, as an office writes it."""
    rows = Location.objects.permitted(user, permission).select_related("place", "office")
    return rows.filter(code__iexact=code.strip()).first()


def permit(user, name: str, permission: Right) -> Permit | None:
    """By number, by registration, by the serial of its card, or by id."""
    said = name.strip()
    rows = Permit.objects.permitted(user, permission).select_related("vendor", "location", "place")
    asked = Q(number__iexact=said) | Q(registration__iexact=said) | Q(serial=said)
    if key := _uuid(said):
        asked = Q(pk=key)
    return rows.filter(asked).order_by("-applied_on").first() if said else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text.strip())
    except ValueError:
        return None
