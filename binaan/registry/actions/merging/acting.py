"""Merge pairs: one act, one transaction, one line of the trail, a journal for each record merged away."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.intake.amending import parts
from binaan.registry import relations
from binaan.registry.actions.merging.board import Board
from binaan.registry.actions.merging.choosing import Chosen
from binaan.registry.actions.merging.holding import after_everything, hold, origins
from binaan.registry.actions.merging.joining import Joining
from binaan.registry.actions.merging.planning import Planned, plan, step_for
from binaan.registry.actions.merging.succession import elder_of
from binaan.registry.actions.merging.writing import write
from binaan.registry.actions.projecting import reproject
from binaan.registry.actions.touching import touch
from binaan.registry.models import Business, Condition, Merge, Owner, Pair
from binaan.registry.relations import Merging

OUTSIDE = "Pasangan ini di luar wilayah tugas Anda."
REFUSED = "{name} belum dapat digabung: {why}."


@transaction.atomic
def merge(
    pairs: Sequence[Pair], *, by, reason: str, automatic: bool = False, owners: str | None = None,
    businesses: bool = True, chosen: dict[str, str] | None = None, at: datetime | None = None,
) -> list[Merge]:  # fmt: skip
    """Make one of the two sides of each pair; answers what was merged, nothing for those one already.

    `owners`: "merge" makes one of the owners too, "succeed" leaves two of which the later one runs
    the business; None decides by their probability and names. `businesses` False: owners only.
    `chosen`: for the first value of a group of facts (or a kind of number) the side that counts.
    Raises PermissionDenied out of reach, ValidationError for what cannot be merged.
    """
    pairs = list(pairs)
    _must_reach(Pair, [pair.pk for pair in pairs], by)
    board = hold(key for pair in pairs for key in (pair.left_id, pair.right_id))
    moment = after_everything(board, at)
    planned = plan(board, pairs, businesses=businesses)
    by_hand = Chosen(board, planned, chosen or {})
    made = _carry_out(board, planned, moment, businesses=businesses, owners=owners, by_hand=by_hand)
    if not made:
        return []
    merges = [
        _row(line, joined, order, moment, by=by, reason=reason, automatic=automatic)
        for order, (line, joined) in enumerate(made)
    ]
    _write(board, merges, moment)
    by_hand.say(merges, moment, by=by, reason=reason)
    Merge.objects.bulk_create(merges, batch_size=200)
    _project(merges, moment)
    _note(merges, board, by=by, reason=reason, automatic=automatic)
    _must_reach(Merge, [one.pk for one in merges], by)
    return merges


def _carry_out(
    board: Board, planned: list[Planned], moment, *, businesses, owners, by_hand
) -> list:
    """Every line on the board, one after the other; what each did."""
    known, made = origins(board), []
    for line in planned:
        step, people = step_for(
            board, line, businesses=businesses, owners=owners, kinds=by_hand.kinds(line)
        )
        if step is None:
            continue
        _must_not_refuse(board, step.swaps)
        joined = Joining(board, step, moment, origins=known)
        joined.carry_out()
        if people is not None:
            elder, since = elder_of(board, line.left, people)
            joined.succeed(elder, since=since)
        made.append((line, joined))
    return made


def _must_not_refuse(board: Board, swaps: dict) -> None:
    """Raises ValidationError for a relation that forbids merging until a person has dealt with it."""
    for one in relations.DECLARED.values():
        if one.merging != Merging.REFUSE:
            continue
        for subject, (loser, _survivor) in swaps.items():
            if relations.points_at(one.name, subject, [loser]):
                name = board.heads[subject][loser].get("name") or "Pemilik ini"
                raise ValidationError(REFUSED.format(name=name, why=one.why))


def _must_reach(model, keys: list[UUID], by) -> None:
    """Asked before and after: a refusal undoes everything."""
    mine = model.objects.permitted(by, Permission.IDENTITY_DECIDE)
    if sum(mine.filter(pk__in=part).count() for part in parts(set(keys))) != len(set(keys)):
        raise PermissionDenied(OUTSIDE)


def _row(line: Planned, joined: Joining, order: int, moment, *, by, reason, automatic) -> Merge:
    step = joined.step
    return Merge(
        pair=line.pair, left_id=step.left, right_id=step.right, businesses=step.businesses,
        into_owner_id=step.kept, from_owner_id=step.gone, automatic=automatic, by=by.username,
        at=moment, order=order, reason=reason, owner_p=line.pair.owner_p,
        business_p=line.pair.business_p, journal=joined.journal(),
    )  # fmt: skip


def _write(board: Board, merges: list[Merge], moment: datetime) -> None:
    """The board, and the end of what was known of the businesses merged away."""
    write(board)
    for part in parts(one.right_id for one in merges if one.businesses):
        Condition.objects.filter(business__in=part, known_until=None).update(known_until=moment)


def _project(merges: list[Merge], moment: datetime) -> None:
    """Survivors say what is now said of them; the readers of the outbox hear of everybody concerned."""
    reproject({one.left_id for one in merges}, known=moment)
    touch({UUID(key) for one in merges for key in one.journal["touches"]["businesses"]})


def _note(merges: list[Merge], board: Board, *, by, reason: str, automatic: bool) -> None:
    """One event for all of them, with their ids and the root hash of these."""
    names = [str(one.pk) for one in merges]
    details = {
        "merges": names,
        "rows": len(names),
        "root": hashlib.sha256("".join(f"{name}\n" for name in names).encode()).hexdigest(),
        "businesses": [[str(one.left_id), str(one.right_id)] for one in merges],
        "reason": reason,
        "automatic": automatic,
    }
    subject = f"{Business._meta.label}:{merges[0].left_id}" if len(merges) == 1 else None
    places = {board.heads[Business][one.left_id]["place_id"] for one in merges}
    audit.record("identity.merged", subject, by=by, payload=details, place=_around(places))


def _around(places: set[str]) -> str:
    """The code of the smallest place around these; "" for none."""
    shared: list[str] = []
    for words in zip(*(code.split(".") for code in places), strict=False):
        if len(set(words)) > 1:
            break
        shared.append(words[0])
    return ".".join(shared)


def survivor(record: Business | Owner) -> Business | Owner:
    """Who this business or owner is today."""
    seen = {record.pk}
    while record.merged_into_id is not None and record.merged_into_id not in seen:
        record = record.merged_into
        seen.add(record.pk)
    return record
