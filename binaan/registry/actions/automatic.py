"""Merging by itself: batches that are whole each, so that ending anywhere leaves the register whole."""

from collections.abc import Callable, Iterator
from decimal import Decimal

import xxhash
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access.permissions import Permission
from binaan.registry.actions import pairing
from binaan.registry.actions.merging import merge
from binaan.registry.choices import PairState
from binaan.registry.matching.weighing import Proposal
from binaan.registry.models import MatchModel, Merge, Pair
from binaan.registry.rules.joined import Joined

BATCH = 500
REASON = "Digabung sendiri: peluang pemilik dan usaha di atas ambang."
REASON_OWNERS = "Pemilik disatukan sendiri: peluang pemilik di atas ambang, usahanya lain."
PARTS = 10_000


def merge_all(
    proposals: list[Proposal], *, by, businesses: bool, model: MatchModel | None, share: Decimal,
    done: Callable[[int, int], None],
) -> tuple[int, list[Proposal]]:  # fmt: skip
    """Merge these pairs as far as `by` may; how many merges there were, and which pairs are left.

    `share`: percent of the merges that somebody has to check afterwards.
    """
    merged, left = 0, []
    through = 0
    for batch in _batches(proposals):
        made, rest = _batch(batch, by=by, businesses=businesses, model=model, share=share)
        merged, through = merged + made, through + len(batch)
        left += rest
        done(through, len(proposals))
    return merged, left


@transaction.atomic
def _batch(batch: list[Proposal], *, by, businesses, model, share) -> tuple[int, list[Proposal]]:
    pairing.propose(batch, model=model)
    keys = [one.pk for one in pairing.found(one.sides for one in batch)]
    mine = Pair.objects.permitted(by, Permission.IDENTITY_DECIDE).filter(pk__in=keys)
    open_ = list(mine.filter(state=PairState.OPEN).order_by("-business_p", "-owner_p", "pk"))
    made, done = _merged(open_, by=by, businesses=businesses)
    state = PairState.SAME if businesses else PairState.OWNER
    Pair.objects.filter(pk__in=[one.pk for one in done]).update(
        state=state, automatic=True, decided_at=timezone.now(), decided_by=by.username
    )
    drawn = [one.pk for one in made if _drawn(one, share)]
    Merge.objects.filter(pk__in=drawn).update(sampled=True)
    settled = {(one.left_id, one.right_id) for one in done}
    return len(made), [one for one in batch if one.sides not in settled]


def _merged(pairs: list[Pair], *, by, businesses: bool) -> tuple[list[Merge], list[Pair]]:
    """All at once; where one of them cannot be merged, each by itself, and that one is asked."""
    if not pairs:
        return [], []
    given = {
        "by": by, "automatic": True, "businesses": businesses,
        "reason": REASON if businesses else REASON_OWNERS,
        "owners": None if businesses else "merge",
    }  # fmt: skip
    try:
        with transaction.atomic():
            return merge(pairs, **given), pairs
    except ValidationError:
        if len(pairs) == 1:
            return [], []
    made, done = [], []
    for one in pairs:
        more, merged = _merged([one], by=by, businesses=businesses)
        made, done = made + more, done + merged
    return made, done


def _drawn(merge: Merge, share: Decimal) -> bool:
    """By the identifiers, so that a run taken up again draws the same ones."""
    lot = xxhash.xxh3_64_intdigest(merge.left_id.bytes + merge.right_id.bytes) % PARTS
    return lot < share * PARTS / 100


def _batches(proposals: list[Proposal]) -> Iterator[list[Proposal]]:
    """What hangs together stays in one batch, however many they are."""
    joined = Joined()
    for one in proposals:
        joined.join(*one.sides)
    clusters: dict = {}
    for one in proposals:
        clusters.setdefault(joined.root(one.left), []).append(one)
    batch: list[Proposal] = []
    for cluster in clusters.values():
        if batch and len(batch) + len(cluster) > BATCH:
            yield batch
            batch = []
        batch += cluster
    if batch:
        yield batch
