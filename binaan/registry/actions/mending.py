"""A repair of rows that are in the register already: a person's claim for each, and taking it back.

See docs/rules/repairs.md. Rows that go in by a repair: sheets/entering, withdrawing.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max, Min
from django.utils import timezone

from binaan.access.permissions import Permission
from binaan.intake.amending import PART, parts
from binaan.intake.models import Batch, ListedKey, Repair
from binaan.kit.ids import new_id
from binaan.registry.actions.claiming import PERSON, set_membership, set_number
from binaan.registry.actions.projecting import lock, reproject
from binaan.registry.models import (
    Alias,
    Business,
    Claim,
    Guidance,
    Identifier,
    Membership,
    Owner,
    Role,
)
from binaan.registry.rules.names import person_key

UNREAD = 0  # hash of a row under its second key: no list said it yet
STEP = timedelta(milliseconds=1)  # identifiers of rows hold a moment to the millisecond
MOVED = "Sebagian usaha ini sudah di luar wilayah tugas Anda."
REPLACED = "Nomor yang diperbaiki sudah diganti lagi sesudahnya. Batalkan perubahan itu dulu."
TAKEN = "Nomor semula kini milik pelaku usaha lain, jadi perbaikan ini tidak dapat dibatalkan."


class Correction(NamedTuple):
    """What a repair says of one row: `said` as in a claim, `numbers` by kind, `reason` with its cell.

    `key` is a second key under which the row may come again; "" when it has none.
    """

    ordinal: int
    business: UUID
    said: dict
    numbers: dict[str, str]
    guided: bool | None
    reason: str
    key: str


def moment(batch: Batch) -> datetime:
    """Now, and after everything an earlier repair of this batch was dated with."""
    last = Claim.objects.filter(repair__batch=batch).aggregate(last=Max("recorded_at"))["last"]
    now = timezone.now()
    return now if last is None or now >= last + STEP else last + STEP


def must_reach(businesses: Iterable[UUID], *, by) -> None:
    """Raises PermissionDenied unless all of them lie where this user repairs lists."""
    ids = set(businesses)
    mine = Business.objects.permitted(by, Permission.LIST_REPAIR).present()
    if sum(mine.filter(pk__in=part).count() for part in parts(ids)) != len(ids):
        raise PermissionDenied(MOVED)


@transaction.atomic
def correct(corrections: list[Correction], *, repair: Repair, known: datetime, by) -> None:
    """Write one claim a row and bring the register up to them; reach is asked before and after."""
    ids = {one.business for one in corrections}
    owners = _owners(ids)
    lock(ids, owners.values())
    must_reach(ids, by=by)
    claims = [_claim(one, owners.get(one.business), repair, known, by) for one in corrections]
    Claim.objects.bulk_create(claims, batch_size=PART)
    for one, claim in zip(corrections, claims, strict=True):
        if claim.owner_id is None or not (one.numbers or claim.said.get("association")):
            continue
        for kind, value in one.numbers.items():
            set_number(claim.owner, kind, value, as_of=claim.as_of, now=known)
        set_membership(claim.owner, claim, known)
    _guide([one for one in corrections if one.guided is False], repair.batch, known)
    again = {one.key: (one.business, one.ordinal) for one in corrections if one.key}
    list_again(again, batch=repair.batch, by=by)
    reproject(ids, known=known)
    must_reach(ids, by=by)


def _owners(businesses: set[UUID]) -> dict[UUID, UUID]:
    """Who runs each business today."""
    return {
        business: owner
        for part in parts(businesses)
        for business, owner in Role.objects.filter(
            business__in=part, known_until=None, valid_until=None
        )
        .order_by("valid_from", "pk")
        .values_list("business_id", "owner_id")
    }


def _claim(one: Correction, owner, repair: Repair, known: datetime, by) -> Claim:
    said = one.said | ({"numbers": sorted(one.numbers)} if one.numbers else {})
    if one.guided is not None:
        said["guided"] = one.guided
    return Claim(
        business_id=one.business,
        owner_id=owner,
        ordinal=one.ordinal,
        as_of=repair.batch.version.as_of,
        recorded_at=known,
        precedence=PERSON,
        correction=True,
        by=by.username,
        reason=one.reason,
        said=said,
        repair=repair,
    )


def _guide(refused: list[Correction], batch: Batch, known: datetime) -> None:
    """What the list's office took for its own and does not guide: guidance ends as never begun."""
    for part in parts({one.business for one in refused}):
        Guidance.objects.filter(
            business__in=part, office=batch.version.source.office, claim__batch=batch, known_until=None
        ).update(known_until=known)  # fmt: skip


@transaction.atomic
def list_again(keys: dict[str, tuple[UUID, int]], *, batch: Batch, by) -> None:
    """A repaired row may come again as it was or repaired: both keys lead to its business."""
    source = batch.version.source
    for part in parts(sorted(keys)):
        taken = ListedKey.objects.filter(source=source, key__in=part)
        fresh = sorted(set(part) - set(taken.values_list("key", flat=True)))
        ListedKey.objects.bulk_create(
            ListedKey(
                source=source, key=key, hash=UNREAD, record_id=keys[key][0], batch=batch,
                ordinal=keys[key][1],
            )
            for key in fresh
        )  # fmt: skip


@transaction.atomic
def retract(claims: list[Claim], *, known: datetime, by) -> None:
    """These claims count no more: values, numbers, memberships and guidance as they were before."""
    ids, owners = {claim.business_id for claim in claims}, {claim.owner_id for claim in claims}
    lock(ids, owners - {None})
    must_reach(ids, by=by)
    keys = [claim.pk for claim in claims]
    for part in parts(keys):
        Claim.objects.filter(pk__in=part).update(retracted_at=known, retracted_by=by.username)
        Membership.objects.filter(claim__in=part).delete()
    numbers = {(one.owner_id, kind): one for one in claims for kind in one.said.get("numbers", ())}
    for (_owner, kind), claim in numbers.items():
        _number_before(claim, kind, known)
    for claim in claims:
        if claim.said.get("guided") is False:
            _guide_again(claim, known)
    forget_keys(claims)
    reproject(ids, known=known)
    _begin_as_before(claims)
    drop_aliases(owners - {None}, since=min(claim.recorded_at for claim in claims))
    must_reach(ids, by=by)


def _number_before(claim: Claim, kind: str, known: datetime) -> None:
    """Close the number a repair set, and hold the one before it again."""
    mine = Identifier.objects.filter(owner=claim.owner_id, kind=kind)
    made = mine.filter(known_from=claim.recorded_at).first()
    if made is None:
        return  # he held that number already
    if made.known_until is not None:
        raise ValidationError(REPLACED)
    Identifier.objects.filter(pk=made.pk).update(known_until=known)
    for was in mine.filter(known_until=claim.recorded_at):
        was.pk, was.known_from, was.known_until = new_id(), known, None
        try:
            with transaction.atomic():
                was.save(force_insert=True)
        except IntegrityError as error:
            raise ValidationError(TAKEN) from error


def _guide_again(claim: Claim, known: datetime) -> None:
    ended = Guidance.objects.filter(business=claim.business_id, known_until=claim.recorded_at)
    for was in ended:
        was.pk, was.known_from, was.known_until = new_id(), known, None
        was.save(force_insert=True)


def forget_keys(claims: list[Claim]) -> None:
    """The second keys of these rows, as long as no list came in under them."""
    by_batch: dict = {}
    for claim in claims:
        by_batch.setdefault(claim.repair.batch_id, set()).add(claim.ordinal)
    for batch, ordinals in by_batch.items():
        for part in parts({claim.business_id for claim in claims}):
            ListedKey.objects.filter(
                record_id__in=part, batch=batch, ordinal__in=ordinals, hash=UNREAD
            ).delete()


def _begin_as_before(claims: list[Claim]) -> None:
    """A business is known from its first claim; one taken back may have been that."""
    first = {claim.business_id: claim.as_of for claim in claims}
    for part in parts(first):
        left = Claim.objects.filter(business__in=part, retracted_at=None, erased_at=None)
        starts = left.order_by().values_list("business").annotate(Min("as_of"))
        for business, start in starts:
            if start > first[business]:
                Business.objects.filter(pk=business, first_as_of=first[business]).update(
                    first_as_of=start
                )


def drop_aliases(owners: Iterable[UUID], *, since: datetime) -> None:
    """Names that only claims taken back gave an owner since a moment; identifiers grow with time."""
    earliest = UUID(int=int(since.timestamp() * 1000) << 80)
    for part in parts(owners):
        names: dict[UUID, set[str]] = {}
        said = Claim.objects.filter(owner__in=part, retracted_at=None, erased_at=None)
        for owner, words in said.values_list("owner_id", "said__owner_name"):
            names.setdefault(owner, set()).add(person_key(words or ""))
        current = dict(Owner.objects.filter(pk__in=part).values_list("pk", "name_key"))
        for alias in Alias.objects.filter(owner__in=part, pk__gte=earliest):
            told = alias.name_key in names.get(alias.owner_id, ())
            if not told or alias.name_key == current[alias.owner_id]:
                alias.delete()
