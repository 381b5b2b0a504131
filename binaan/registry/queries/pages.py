"""What the pages of a business and of an owner show. Personal values leave here masked."""

from typing import NamedTuple

from django.db.models import Q

from binaan.access import audit, verbs
from binaan.access.models import AuditEvent, Office
from binaan.access.permissions import Permission
from binaan.kit import masking
from binaan.kit.dates import short_date
from binaan.places import queries as places
from binaan.places.scope import within
from binaan.registry.choices import GONE, IdentifierKind, Status, VerificationState
from binaan.registry.models import Business, Condition, Identifier, Owner, Role
from binaan.registry.queries.facts import code_labels, current_owner
from binaan.registry.queries.reference import names
from binaan.registry.rules import size
from binaan.registry.wording import FACTS, masked_working, missing, words

SHOWN_EVENTS = 20
FACTS_SHOWN = (
    "nib", "address", "place", "position", "phone", "product", "kbli", "group", "ekraf",
    "legal_form", "started_year", "workers", "sales", "capital", "investment", "capacity",
    "production_value", "market", "association", "is_vendor",
)  # fmt: skip
ENDED = (Status.CLOSED, Status.MOVED, Status.OWNER_DIED, Status.SOLD, Status.NOT_FOUND)
CURRENT = Q(known_until__isnull=True, valid_until__isnull=True)


class Shown(NamedTuple):
    """A fact on the page: `known` is False for a value nobody stated, then `value` says why."""

    key: str
    label: str
    value: str
    known: bool
    personal: bool


class Runner(NamedTuple):
    """An owner of the business; `others`: how many more businesses the same owner has."""

    owner: Owner
    kind: str
    others: int
    nik: str


class Chip(NamedTuple):
    text: str
    tone: str = ""
    dot: bool = False


def businesses(user, permission: Permission = Permission.BUSINESS_VIEW):
    """Businesses this user may touch, merged ones included (they lead on), erased ones not."""
    found = Business.objects.permitted(user, permission).filter(erased_at__isnull=True)
    return found.select_related("place", "merged_into")


def owners(user, permission: Permission = Permission.BUSINESS_VIEW):
    """Owners of the businesses this user may touch."""
    return Owner.objects.permitted(user, permission).filter(erased_at__isnull=True)


def may_touch(user, permission: Permission, business: Business) -> bool:
    """Whether this user holds a permission for this very business."""
    return businesses(user, permission).filter(pk=business.pk).exists()


def condition(user, business: Business) -> Condition | None:
    """How the business stands today, as known now."""
    return business.conditions.filter(CURRENT).order_by("-valid_from").first()


def inputs(user, now: Condition | None) -> size.Inputs:
    """What the size rules need."""
    if now is None:
        return size.Inputs()
    return size.Inputs(**{name: getattr(now, name) for name in size.Inputs._fields})


def sizes(user, now: Condition | None) -> list[size.Sized]:
    """The class by all four systems; amounts of money in the working are hidden."""
    found = size.all_sizes(inputs(user, now))
    return [item._replace(working=masked_working(item.working)) for item in found]


def runners(user, business: Business) -> list[Runner]:
    """Who runs the business, masked NIK beside."""
    roles = business.roles.filter(CURRENT).select_related("owner")
    return [
        Runner(role.owner, role.get_kind_display(), _others(role.owner), _nik(role.owner))
        for role in roles
    ]


def _others(owner: Owner) -> int:
    present = Q(business__merged_into__isnull=True, business__erased_at__isnull=True)
    mine = Role.objects.filter(CURRENT, present, owner=owner)
    return max(mine.values("business").distinct().count() - 1, 0)


def _nik(owner: Owner) -> str:
    held = owner.identifiers.filter(CURRENT, kind=IdentifierKind.NIK).first()
    return masking.mask_nik(held.value) if held else ""


def values(user, business: Business, now: Condition | None) -> dict:
    """The current values by claim key, unmasked: for showing through `words` only."""
    said = {key: getattr(business, key) for key in _keys_of(Business)}
    if now is not None:
        said |= {key: getattr(now, key) for key in _keys_of(Condition)}
    owner = current_owner(user, business)
    if owner is not None:
        said |= {"owner_name": owner.name, "sex": owner.sex, "phone": owner.phone}
        said |= {"email": owner.email, "owner_address": owner.address}
        said["birth_date"] = owner.birth_date.isoformat() if owner.birth_date else None
        said |= identifiers(user, owner)
    said["place"] = business.place_id
    said["is_vendor"] = said["is_vendor"] or None
    return {key: value for key, value in said.items() if value not in (None, "")}


def _keys_of(model) -> list[str]:
    names = {field.name for field in model._meta.concrete_fields}
    return [key for fact in FACTS.values() for key in fact.keys if key in names and key != "place"]


def identifiers(user, owner: Owner) -> dict[str, str]:
    """The numbers that count for an owner today, by kind; unmasked."""
    found = Identifier.objects.filter(CURRENT, owner=owner)
    return dict(found.values_list("kind", "value"))


def facts(user, business: Business, now: Condition | None) -> list[Shown]:
    """The facts of the page in their order, masked."""
    said = values(user, business, now)
    reasons = (now.missing or {}) if now else {}
    return [_shown(user, FACTS[key], said, reasons) for key in FACTS_SHOWN]


def _shown(user, fact, said: dict, reasons: dict) -> Shown:
    value = words(fact, said)
    if not value:
        why = next((reasons[key] for key in (fact.key, *fact.keys) if key in reasons), None)
        return Shown(fact.key, fact.label, missing(why), False, fact.personal)
    value = code_labels(user, fact, {value}).get(value, value)
    return Shown(fact.key, fact.label, value, True, fact.personal)


def chips(user, business: Business, now: Condition | None) -> list[Chip]:
    """Status with its date, size, group, association, verification."""
    found = [_status_chip(business, now)]
    pp7 = size.sized("pp7", inputs(user, now))
    if pp7.size:
        found.append(Chip(f"{pp7.label} · PP 7/2021"))
    group = code_labels(user, FACTS["group"], {business.group}).get(business.group)
    found += [Chip(group)] if group else []
    if now is not None and now.association:
        found.append(Chip(now.get_association_display(), "info"))
    tones = {VerificationState.VERIFIED: "ok", VerificationState.DISPUTED: "bad"}
    state = VerificationState(business.verification)
    found.append(Chip(state.label, tones.get(state, "warn")))
    return found + ([Chip("Pedagang kaki lima")] if business.is_vendor else [])


def _status_chip(business: Business, now: Condition | None) -> Chip:
    if not business.status:
        return Chip("Status belum ditanyakan", "warn", True)
    on = now.status_on if now else None
    tone = "bad" if business.status in GONE else "ok" if business.status == "running" else "warn"
    dated = f" · {short_date(on)}" if on else ""
    return Chip(f"{Status(business.status).label}{dated}", tone, True)


def crumbs(user, business: Business) -> list[str]:
    """Kecamatan and desa of a business, as far as known."""
    return [place.name for place in (*places.ancestors(business.place), business.place)][3:]


def guided_by(user, business: Business):
    """Guidance as known now, current first."""
    found = business.guidance.filter(known_until__isnull=True).select_related("office", "decree")
    return found.order_by("-valid_from")


def my_offices(user):
    """The offices in whose name this user may write: his own, else all at or below his place.

    An operator of one kecamatan works for an office of the whole regency.
    """
    reached = Q(pk__in=[])
    for held in user.holdings(Permission.BUSINESS_EDIT):
        own = Q(pk=held.office_id)
        reached |= own if held.office_id else within("place__path", held.place)
    return Office.objects.filter(reached)


def waiting_verification(user, business: Business):
    """The newest check that waits for a second person; None when the last one was approved."""
    last = business.verifications.order_by("-recorded_at").first()
    return last if last and not last.second_person else None


class Line(NamedTuple):
    """One audit event in words."""

    label: str
    at: object
    by: str


def trail(user, business: Business) -> list[Line]:
    """The last audit events of a business: for auditors and those who verify."""
    allowed = (Permission.AUDIT_VIEW, Permission.BUSINESS_VERIFY)
    if not any(may_touch(user, permission, business) for permission in allowed):
        return []
    events = AuditEvent.objects.filter(subject=audit.name_of(business)).order_by("-id")
    last = list(events[:SHOWN_EVENTS])
    called = names(user, {event.by for event in last})
    return [Line(verbs.label(one.verb), one.at, called.get(one.by, one.by)) for one in last]


def claims_so_far(user, business: Business) -> int:
    """How often something was said or taken back: who opens a form compares it when saving."""
    return business.claims.count() + business.claims.filter(retracted_at__isnull=False).count()
