"""What the page of an owner shows, and the full values somebody with the right reads."""

from typing import NamedTuple

from django.db.models import Q

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.kit.masking import mask_phone, mask_text
from binaan.registry.choices import IdentifierKind
from binaan.registry.models import Business, Identifier, Owner
from binaan.registry.queries import identity_merges
from binaan.registry.queries.pages import CURRENT, condition, identifiers, owners, values
from binaan.registry.queries.reference import names
from binaan.registry.rules.identifiers import age
from binaan.registry.wording import FACTS, masked, words

SHOWN_READINGS = 50
OWNER_FACTS = ("nik", "npwp", "birth_date", "phone", "email", "owner_address")
BUSINESS_FACTS = (*OWNER_FACTS, "sales", "capital", "investment", "production_value")


class Number(NamedTuple):
    """An identifier with its dates; the value is masked unless the number is public (NIB)."""

    label: str
    value: str
    since: object
    until: object


class Belongings(NamedTuple):
    """The businesses of an owner: those the reader may open, and how many there are beyond."""

    mine: list[Business]
    beyond: int


class Reading(NamedTuple):
    """Somebody read personal values in full."""

    at: object
    by: str
    what: str
    why: str


def belongings(user, owner: Owner) -> Belongings:
    """All businesses an owner runs today."""
    present = Business.objects.present().filter(
        roles__owner=owner, roles__known_until__isnull=True, roles__valid_until__isnull=True
    )
    every = set(present.values_list("pk", flat=True))
    mine = Business.objects.permitted(user, Permission.BUSINESS_VIEW).filter(pk__in=every)
    shown = list(mine.select_related("place").order_by("number"))
    return Belongings(shown, len(every) - len(shown))


def numbers(user, owner: Owner) -> list[Number]:
    """Identifiers as known now, current first."""
    found = Identifier.objects.filter(owner=owner, known_until__isnull=True)
    return [
        Number(item.get_kind_display(), _number(item), item.valid_from, item.valid_until)
        for item in found.order_by("kind", "-valid_from")
    ]


def _number(item: Identifier) -> str:
    return masked(item.kind, item.value)


def phones(user, owner: Owner) -> list[str]:
    """All telephone numbers of an owner, masked."""
    further = owner.phones.values_list("number", flat=True)
    every = dict.fromkeys([number for number in (owner.phone, *further) if number])
    return [mask_phone(number) for number in every]


def readings(user, owner: Owner) -> list[Reading]:
    """Who read this person's personal values, on the owner's page or a business's; newest first."""
    subjects = [audit.name_of(owner)]
    subjects += [audit.name_of(business) for business in _all_businesses(owner)]
    events = [event for subject in subjects for event in audit.readings_of(subject)]
    called = names(user, {event.by for event in events})
    newest = sorted(events, key=lambda event: event.id)[::-1][:SHOWN_READINGS]
    return [_reading(event, called) for event in newest]


def _all_businesses(owner: Owner):
    return Business.objects.filter(roles__owner=owner).distinct()


def _reading(event, called: dict) -> Reading:
    payload = getattr(event, "payload", None)
    content = (payload.content if payload else None) or {}
    labels = [FACTS[key].label if key in FACTS else key for key in content.get("fields", [])]
    return Reading(
        event.at,
        called.get(event.by, event.by),
        ", ".join(labels),
        mask_text(content.get("why", "")),
    )


def memberships(user, owner: Owner):
    """Association membership, newest first; what several lists repeat is told once."""
    every = list(owner.memberships.select_related("association"))
    told = [None, *((one.status, one.association_id) for one in every)]
    return [one for one, before in zip(every, told, strict=False) if _differs(one, before)]


def _differs(one, before) -> bool:
    return (one.status, one.association_id) != before


def full_of_owner(user, owner: Owner) -> dict[str, str]:
    """Personal values of an owner in full, by fact; the caller writes the reading down."""
    said = {
        "phone": ", ".join(_phones_in_full(owner)), "email": owner.email,
        "owner_address": owner.address,
        "birth_date": owner.birth_date.isoformat() if owner.birth_date else None,
        **identifiers(user, owner),
    }  # fmt: skip
    return _in_full(said, OWNER_FACTS)


def full_of_business(user, business: Business) -> dict[str, str]:
    """Personal values of a business and its owner in full, by fact."""
    return _in_full(values(user, business, condition(user, business)), BUSINESS_FACTS)


def _in_full(said: dict, keys) -> dict[str, str]:
    found = {key: words(FACTS[key], said, full=True) for key in keys}
    return {key: value for key, value in found.items() if value}


def _phones_in_full(owner: Owner) -> list[str]:
    further = owner.phones.values_list("number", flat=True)
    return list(dict.fromkeys(number for number in (owner.phone, *further) if number))


def masked_birth(user, owner: Owner, today) -> str:
    """Year of birth and age, the day hidden."""
    if owner.birth_date is None:
        return ""
    years = age(owner.birth_date, today)
    return f"{masked('birth_date', owner.birth_date)} ({years} tahun)"


def by_identifier(user, *, nik: str = "", nib: str = "") -> Owner | None:
    """The one owner who holds a NIK or NIB today, wherever his businesses stand."""
    asked = Q(pk__in=[])
    for kind, value in ((IdentifierKind.NIK, nik), (IdentifierKind.NIB, nib)):
        if value:
            asked |= Q(kind=kind, value=value)
    held = Identifier.objects.filter(CURRENT).filter(asked).select_related("owner").first()
    return held.owner if held else None


def sees(user, owner: Owner) -> bool:
    """Whether an owner has a business within this user's reach."""
    return owners(user).filter(pk=owner.pk).exists()


class Known(NamedTuple):
    """An owner found by number: named only to those who may see one of his businesses."""

    owner: Owner
    name: str
    nik: str
    businesses: int


def known_owner(user, *, nik: str = "", nib: str = "") -> Known | None:
    """Who holds a number already, masked."""
    owner = by_identifier(user, nik=nik, nib=nib)
    if owner is None:
        return None
    name = str(owner) if sees(user, owner) else "Pelaku usaha di luar wilayah tugas Anda"
    held = identifiers(user, owner).get(IdentifierKind.NIK, "")
    found = belongings(user, owner)
    shown = masked("nik", held) if held else ""
    return Known(owner, name, shown, len(found.mine) + found.beyond)


def owner_page(user, owner: Owner) -> dict:
    """Everything the page of an owner shows."""
    held = belongings(user, owner)
    may_read = owners(user, Permission.PERSONAL_READ).filter(pk=owner.pk).exists()
    return {
        "owner": owner,
        "belongings": held,
        "total": len(held.mine) + held.beyond,
        "numbers": numbers(user, owner),
        "phones": phones(user, owner),
        "birth": masked_birth(user, owner, today()),
        "email": masked("email", owner.email) if owner.email else "",
        "home": masked("owner_address", owner.address) if owner.address else "",
        "aliases": owner.aliases.order_by("valid_from"),
        "memberships": memberships(user, owner),
        "consents": owner.consents.all(),
        "readings": readings(user, owner),
        "origins": identity_merges.origins_of_owner(user, owner),
        "merges": identity_merges.of_owner(user, owner),
        "may_read": may_read,
        "may_edit": owners(user, Permission.BUSINESS_EDIT).filter(pk=owner.pk).exists(),
    }
