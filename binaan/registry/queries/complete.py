"""How complete the data of one business are, and where each missing value is to be given."""

from typing import NamedTuple

from binaan.places.models import Place
from binaan.registry.choices import OwnerKind, VerificationState
from binaan.registry.models import Business, Condition, Identifier
from binaan.registry.queries.pages import CURRENT
from binaan.registry.rules import completeness as rules
from binaan.registry.wording import FACTS, MISSING

LABELS = dict(rules.FIELDS)
# The page that takes a value, and its part: see forms/correcting.GROUPS.
CORRECTED = {
    **dict.fromkeys(("owner_name", "nik", "nib", "phone"), ("business_correct", "pemilik")),
    **dict.fromkeys(("address", "position"), ("business_correct", "alamat")),
    **dict.fromkeys(("group", "product", "started_year"), ("business_correct", "usaha")),
    "village": ("business_correct", "wilayah"),
    "workers": ("business_correct", "pekerja"),
    "sales": ("business_correct", "uang"),
    "status": ("business_verify", ""),
    "verification": ("business_verify", ""),
}


class Missing(NamedTuple):
    """A field nobody filled; `why`: the reason that was stated, "" when nobody asked."""

    key: str
    label: str
    why: str
    page: str
    part: str


class Completeness(NamedTuple):
    """`percent` 0-100; `exempt`: labels of fields that do not apply."""

    percent: int
    missing: list[Missing]
    exempt: list[str]


def completeness(user, business: Business, now: Condition | None) -> Completeness:
    """As the cards have it (snapshot/definition), of one business."""
    marks = bits(user, business, now)
    reasons = (now.missing or {}) if now else {}
    return Completeness(
        rules.percent(marks),
        [
            Missing(key, LABELS[key], _why(key, reasons), *CORRECTED[key])
            for key in rules.missing(marks)
        ],
        [LABELS[key] for key, bit in rules.EXEMPT.items() if marks & bit],
    )


def bits(user, business: Business, now: Condition | None) -> int:
    """The fields that are filled, and those that do not apply, as rules/completeness keeps them."""
    roles = business.roles.filter(CURRENT).select_related("owner")
    owners = [role.owner for role in roles]
    numbers = Identifier.objects.filter(CURRENT, owner__in=owners)
    held = set(numbers.values_list("kind", flat=True))
    filled = {
        "owner_name": any(owner.name for owner in owners),
        "nik": "nik" in held,
        "nib": "nib" in held,
        "phone": any(owner.phone for owner in owners),
        "address": business.address,
        "village": business.place.level == Place.Level.VILLAGE,
        "position": business.lat is not None,
        "product": business.product,
        "workers": now is not None and now.workers is not None,
        "sales": now is not None and (now.sales_low, now.sales_high) != (None, None),
        "group": _standing(business, now, "group"),
        "started_year": _standing(business, now, "started_year"),
        "status": _standing(business, now, "status"),
        "verification": _standing(business, now, "verification") == VerificationState.VERIFIED,
    }
    organisations = owners and all(one.kind == OwnerKind.ORGANISATION for one in owners)
    return rules.bits([key for key in filled if filled[key]], ["nik"] if organisations else [])


def _standing(business: Business, now: Condition | None, name: str):
    """As the condition has it; what it does not know, as the business has it."""
    value = getattr(now, name) if now else None
    return getattr(business, name) if value is None else value


def _why(key: str, reasons: dict) -> str:
    keys = (key, *(FACTS[key].keys if key in FACTS else ()))
    return next((MISSING.get(reasons[one], "") for one in keys if one in reasons), "")
