"""Rows that went in by a repair go out again: their claims, and the businesses nobody else knows."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from binaan.intake.amending import parts
from binaan.intake.models import ListedKey, Repair
from binaan.registry.actions.mending import drop_aliases, must_reach, retract
from binaan.registry.actions.projecting import lock, reproject
from binaan.registry.actions.touching import touch
from binaan.registry.models import (
    Alias,
    Business,
    Claim,
    Condition,
    Guidance,
    Identifier,
    Membership,
    Merge,
    Owner,
    Phone,
    Photo,
    Role,
    Verification,
)

GROWN = (
    "Usaha {name} lahir dari perbaikan ini dan sudah mendapat keterangan lain sesudahnya, jadi tidak "
    "dapat ditarik. Batalkan keterangan itu dulu, atau koreksi atau tutup usahanya."
)
OWNED = (
    "Pemilik {name} lahir dari perbaikan ini dan kini menjalankan usaha lain, jadi tidak dapat "
    "ditarik. Koreksi atau tutup usahanya."
)
MERGED = "Usaha {name} sudah digabung sesudah perbaikan ini; pisahkan dulu."


class Made(NamedTuple):
    """Identifiers of all rows that entering may have made, by table."""

    owners: list[str]
    businesses: list[str]
    roles: list[str]
    guidance: list[str]
    identifiers: list[str]
    memberships: list[str]
    phones: list[str]
    keys: list[str]


@transaction.atomic
def withdraw(claims: list[Claim], *, made: Made, known: datetime, by) -> None:
    """Take entered rows out again. Raises ValidationError when somebody built on them since."""
    ids = {claim.business_id for claim in claims}
    lock(ids, {claim.owner_id for claim in claims} - {None})
    _must_not_be_merged(claims, made)
    must_reach(ids, by=by)
    born = set(_those(Business, made.businesses))
    owners = set(_those(Owner, made.owners))
    repair = claims[0].repair
    _must_be_unused(born, owners, repair)
    _close(made, known)
    for part in parts(sorted(born)):
        Condition.objects.filter(business__in=part, known_until=None).update(known_until=known)
        Business.objects.filter(pk__in=part).update(withdrawn_at=known)
        ListedKey.objects.filter(record_id__in=part).delete()
    for part in parts(made.keys):
        ListedKey.objects.filter(pk__in=part, batch=repair.batch_id).delete()
    for part in parts([claim.pk for claim in claims if claim.business_id in born]):
        Claim.objects.filter(pk__in=part).update(retracted_at=known, retracted_by=by.username)
    for part in parts(sorted(owners)):
        Alias.objects.filter(owner__in=part).delete()
    others = [claim for claim in claims if claim.business_id not in born]
    if others:
        retract(others, known=known, by=by)
    touch(ids)
    elder = {claim.owner_id for claim in claims} - owners - {None}
    theirs = {claim.business_id for claim in claims if claim.owner_id in elder}
    reproject(theirs & born, known=known)  # called again as their other businesses say
    drop_aliases(elder, since=min(claim.recorded_at for claim in claims))


def _those(model, keys: list[str]) -> list[UUID]:
    return [
        found
        for part in parts(keys)
        for found in model.objects.filter(pk__in=part).values_list("pk", flat=True)
    ]


def _must_not_be_merged(claims: list[Claim], made: Made) -> None:
    """What a merge restated since is not what entering made; it has to be taken back first."""
    since = min(claim.recorded_at for claim in claims)
    ids = {claim.business_id for claim in claims} | set(map(UUID, made.businesses))
    for part in parts(sorted(ids)):
        sides = Q(left__in=part) | Q(right__in=part)
        standing = Merge.objects.filter(sides, undone_at=None, at__gte=since)
        found = standing.select_related("left").first()
        if found is not None:
            raise ValidationError(MERGED.format(name=found.left))


def _must_be_unused(born: set[UUID], owners: set[UUID], repair: Repair) -> None:
    for part in parts(sorted(born)):
        said = Claim.objects.filter(business__in=part, retracted_at=None)
        said = said.exclude(repair__isnull=False, repair=repair)
        seen = Q(pk__in=said.values("business"))
        for model in (Verification, Photo):
            seen |= Q(pk__in=model.objects.filter(business__in=part).values("business"))
        found = Business.objects.filter(seen, pk__in=part).first()
        if found is not None:
            raise ValidationError(GROWN.format(name=found.name))
    for part in parts(sorted(owners)):
        runs = Role.objects.filter(owner__in=part, known_until=None).select_related("owner")
        role = next((role for role in runs if role.business_id not in born), None)
        if role is not None:
            raise ValidationError(OWNED.format(name=role.owner))


def _close(made: Made, known: datetime) -> None:
    """What entering made counts no more; what has no dates of knowing goes."""
    closed = ((Role, made.roles), (Guidance, made.guidance), (Identifier, made.identifiers))
    for model, keys in closed:
        for part in parts(keys):
            model.objects.filter(pk__in=part, known_until=None).update(known_until=known)
    for model, keys in ((Membership, made.memberships), (Phone, made.phones)):
        for part in parts(keys):
            model.objects.filter(pk__in=part).delete()
