"""What a token of an event day opens. Whoever holds it may see it; nobody is named but who asks."""

from typing import Any
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db.models import Q

from binaan.kit.measuring.cells import is_small
from binaan.registry.rules.identifiers import normal_phone
from binaan.registry.rules.names import business_key, look_like_one_person, person_key
from binaan.vendors.choices import Trade
from binaan.vendors.models import EventDay, Permit, SlotRequest, Vendor
from binaan.vendors.queries import events
from binaan.vendors.rules import drawing, rotation, ways
from binaan.vendors.rules import events as rules

PROOF = Signer(salt="binaan.portal.slot", sep="~")


def event(token: str) -> EventDay | None:
    """The event day of a page of registration."""
    found = EventDay.objects.select_related("office", "location", "place")
    return found.filter(token=token).first()


def about(found: EventDay) -> dict[str, Any]:
    """What the page says of an event day; how many asked only from five on."""
    how = events.standing(None, found)
    asked = found.requests.count()
    return {
        "event": found, "office": found.office, "how": how, "label": rules.LABELS[how],
        "asked": "kurang dari 5" if is_small(asked) else asked, "open": how == rules.OPEN,
        "seal": drawing.seal(found.receipt) if found.drawn_at else "", "shares": _shares(found),
    }  # fmt: skip


def _shares(found: EventDay) -> list[tuple[str, int]]:
    if not found.places_by_trade:
        return []
    shared = drawing.share(found.seats, found.places_by_trade)
    words = dict(Trade.choices)
    return [(words.get(key, "Semua bidang"), many) for key, many in shared.items() if many]


def vendor(found: EventDay, number: str, name: str) -> Vendor | None:
    """The vendor of the office with this TDU or telephone, if the name is his too; else None."""
    said = number.strip()
    phone = normal_phone(said)
    held = Permit.objects.filter(number__iexact=said).exclude(number="").values("vendor")
    asked = Q(pk__in=held)
    if phone:
        owner = Q(business__roles__owner__phone=phone)
        asked |= owner | Q(business__roles__owner__phones__number=phone)
    rows = Vendor.objects.filter(asked, office=found.office, left_on=None)
    listed = rows.select_related("business", "origin").distinct()[:20]
    return next((one for one in listed if _is_named(one, name)), None)


def _is_named(one: Vendor, name: str) -> bool:
    """Whether the name written is the owner's or the stall's."""
    written, stall = person_key(name), business_key(name)
    if not written:
        return False
    owners = [role.owner.name_key for role in one.business.roles.select_related("owner")]
    return stall == one.business.name_key or any(
        owner and look_like_one_person(written, owner) for owner in owners
    )


def request_of(found: EventDay, asking: Vendor) -> SlotRequest | None:
    """What this vendor asked for already."""
    return found.requests.filter(vendor=asking).first()


def proof_of(row: SlotRequest) -> str:
    """The word by which a vendor comes back to his request: its key, signed."""
    return PROOF.sign(str(row.pk))


def proven(proof: str) -> SlotRequest | None:
    """The request a proof belongs to."""
    try:
        key = UUID(PROOF.unsign(proof))
    except (BadSignature, ValueError):
        return None
    found = SlotRequest.objects.select_related("event__office", "event__location", "event__place")
    return found.select_related("vendor__business").filter(pk=key).first()


def standing(row: SlotRequest) -> dict[str, Any]:
    """How a request stands, in words; `may_withdraw`: whether it can still be given back."""
    how, state = events.standing(None, row.event), row.state
    if how == rules.OVER and state == rotation.WAITING:
        state = rotation.REFUSED
    going_on = how not in (rules.OVER, rules.CANCELLED)
    step = ways.WORKFLOWS[ways.SLOT].step(row.state, "mundur")
    return {
        "row": row, "state": state, "word": ways.label(ways.SLOT, state),
        "meaning": ways.WORKFLOWS[ways.SLOT].states[state].meaning,
        "may_withdraw": going_on and step is not None,
    }  # fmt: skip
