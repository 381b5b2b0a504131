"""A person's word on a business: a claim like any list's, with a reason, projected at once."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.kit.counting import take
from binaan.kit.ids import new_id
from binaan.places.models import Place
from binaan.registry.actions.projecting import reproject
from binaan.registry.actions.reach import locked
from binaan.registry.choices import IdentifierKind, OwnerKind
from binaan.registry.models import (
    Association,
    Business,
    Claim,
    Guidance,
    Identifier,
    Membership,
    Owner,
    Role,
)
from binaan.registry.rules.names import business_key, look_like_one_person, person_key

PERSON = 50  # as a list; only a correction sets aside what was said before it
NUMBERS = tuple(IdentifierKind.values)


@transaction.atomic
def record(
    business: Business, *, said: dict, as_of: date, by, reason: str, correction: bool = True
) -> Claim:
    """Write what a person says of a business and bring the register up to it.

    `said` holds values by the keys of rules/projection, dates as ISO text, and identifiers by kind.
    Raises PermissionDenied out of reach, before or after the change; ValidationError for a number
    that belongs to somebody else, and for a business merged into another.
    """
    verifying = set(said) == {"verification"}
    permission = Permission.BUSINESS_VERIFY if verifying else Permission.BUSINESS_EDIT
    locked(business)
    _must_reach(business, by, permission)
    now = timezone.now()
    owner = _main_owner(business)
    numbers = {kind: said[kind] for kind in NUMBERS if said.get(kind)}
    claim = _write(
        business, owner, said, as_of=as_of, now=now, by=by, reason=reason, correction=correction
    )
    if owner is not None:
        for kind, value in numbers.items():
            set_number(owner, kind, value, as_of=as_of, now=now)
        set_membership(owner, claim, now)
    difference = reproject([business.pk], known=now)
    business.refresh_from_db()
    _must_reach(business, by, permission)
    changes = {
        name: {"was": was, "now": value}
        for name, (was, value) in difference.values[business.pk].items()
    }
    audit.record(
        "business.corrected" if correction else "business.observed",
        business,
        by=by,
        payload={"claim": str(claim.pk), "said": said, "changes": changes, "reason": reason},
        place=business.place,
    )
    return claim


@transaction.atomic
def register(*, said: dict, as_of: date, office=None, by, reason: str) -> Business:
    """Write a business nobody listed: its owner (found by number, else new), role, claim, guidance.

    Raises ValidationError when name or place is missing, or when the numbers given belong to
    different people or to one with another name; PermissionDenied outside the writer's area.
    """
    place = Place.objects.filter(pk=said.get("place")).first()
    if not said.get("name") or place is None:
        raise ValidationError("Isi nama usaha dan wilayahnya.")
    now = timezone.now()
    numbers = {kind: said[kind] for kind in NUMBERS if said.get(kind)}
    owner = _owner_of(numbers, said, now)
    business = Business.objects.create(
        number=take("business"),
        place=place,
        name=said["name"],
        name_key=business_key(said["name"]),
        first_as_of=as_of,
        known_from=now,
    )
    Role.objects.create(owner=owner, business=business, valid_from=as_of, known_from=now)
    claim = _write(
        business, owner, said, as_of=as_of, now=now, by=by, reason=reason, correction=False
    )
    for kind, value in numbers.items():
        set_number(owner, kind, value, as_of=as_of, now=now)
    set_membership(owner, claim, now)
    if office is not None:
        Guidance.objects.create(
            office=office, business=business, claim=claim, valid_from=as_of, known_from=now
        )
    reproject([business.pk], known=now)
    business.refresh_from_db()
    _must_reach(business, by, Permission.BUSINESS_EDIT)
    details = {"claim": str(claim.pk), "said": said, "reason": reason}
    audit.record("business.added", business, by=by, payload=details, place=place, office=office)
    return business


def _must_reach(business: Business, by, permission: Permission) -> None:
    """Checked inside the transaction, before and after: a refusal undoes everything."""
    if not Business.objects.permitted(by, permission).filter(pk=business.pk).exists():
        raise PermissionDenied("Di luar wilayah tugas Anda.")


def _main_owner(business: Business) -> Owner | None:
    role = (
        business.roles.filter(known_until=None, valid_until=None)
        .select_related("owner")
        .order_by("-valid_from")
        .first()
    )
    return role.owner if role else None


def _write(business, owner, said, *, as_of, now: datetime, by, reason, correction) -> Claim:
    kept = {key: value for key, value in said.items() if key not in NUMBERS and value is not None}
    numbers = sorted(kind for kind in NUMBERS if said.get(kind))
    if numbers:  # which ones; the numbers themselves are identifiers of the owner
        kept["numbers"] = numbers
    return Claim.objects.create(
        business=business,
        owner=owner,
        as_of=as_of,
        recorded_at=now,
        precedence=PERSON,
        correction=correction,
        by=by.username,
        reason=reason,
        said=kept,
    )


def _owner_of(numbers: dict, said: dict, now: datetime) -> Owner:
    held = Identifier.objects.filter(known_until=None, valid_until=None)
    holders = {
        row.owner
        for kind, value in numbers.items()
        for row in held.filter(kind=kind, value=value).select_related("owner")
    }
    if len(holders) > 1:
        raise ValidationError("Nomor-nomor ini milik pelaku usaha yang berbeda. Periksa kartunya.")
    name = said.get("owner_name") or ""
    if holders:
        owner = holders.pop()
        if not look_like_one_person(owner.name_key, person_key(name)):
            raise ValidationError("Nomor ini terdaftar atas nama orang lain. Periksa kartunya.")
        return owner
    kind = said.get("owner_kind") or OwnerKind.PERSON
    return Owner.objects.create(
        number=take("owner"), kind=kind, name=name, name_key=person_key(name), known_from=now
    )


def set_number(owner: Owner, kind: str, value: str, *, as_of: date, now: datetime) -> None:
    """The number an owner holds of a kind; the one held before is closed, not forgotten."""
    held = Identifier.objects.filter(kind=kind, known_until=None, valid_until=None)
    holder = held.filter(value=value).first()
    if holder is not None:
        if holder.owner_id == owner.pk:
            return
        raise ValidationError(
            f"{IdentifierKind(kind).label} ini sudah terdaftar pada pelaku usaha lain."
        )
    held.filter(owner=owner).update(known_until=now)
    Identifier.objects.create(
        id=new_id(), owner=owner, kind=kind, value=value, valid_from=as_of, known_from=now
    )


def set_membership(owner: Owner, claim: Claim, now: datetime) -> None:
    """What a claim says of an association, where it says so."""
    status = claim.said.get("association")
    if not status:
        return
    name = claim.said.get("association_name")
    association = None
    if name:
        association, _new = Association.objects.get_or_create(
            name_key=business_key(name)[:200], defaults={"name": name}
        )
    Membership.objects.create(
        owner=owner,
        association=association,
        status=status,
        valid_from=claim.as_of,
        known_from=now,
        claim=claim,
    )
