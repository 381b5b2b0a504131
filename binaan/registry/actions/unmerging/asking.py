"""Pairs that a merge taken back leaves without an answer: they wait for a new one."""

from uuid import UUID

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from binaan.registry.choices import PairState
from binaan.registry.models import Business, Merge, Pair


def ask_again(merge: Merge) -> None:
    """What was called one and is two again is asked anew, and teaches the model nothing.

    Also what followed for others: when C leaves A, the pair of C and A's other copy is open too.
    """
    keys = _together(merge)
    ends = {"one": Coalesce("left__merged_into", F("left")),
            "other": Coalesce("right__merged_into", F("right"))}  # fmt: skip
    same = Pair.objects.filter(state=PairState.SAME, left__in=keys, right__in=keys)
    opened = list(same.annotate(**ends).exclude(one=F("other")).values_list("pk", flat=True))
    owners = Pair.objects.filter(pk=merge.pair_id, state=PairState.OWNER)
    opened += owners.exclude(merges__undone_at=None).values_list("pk", flat=True)
    Pair.objects.filter(pk__in=opened).update(
        state=PairState.OPEN, decided_at=None, decided_by="", note="", automatic=False,
        succession=False, held_by="", held_until=None,
    )  # fmt: skip


def _together(merge: Merge) -> set[UUID]:
    """Both sides, whoever they are now, with all that was merged into them."""
    sides = {merge.left_id, merge.right_id}
    if merge.pair is not None:
        sides |= {merge.pair.left_id, merge.pair.right_id}
    into = Business.objects.filter(pk__in=sides).values_list("merged_into", flat=True)
    sides |= set(into) - {None}
    here = Business.objects.filter(Q(pk__in=sides) | Q(merged_into__in=sides))
    return set(here.values_list("pk", flat=True))
