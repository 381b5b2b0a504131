"""What was decided of two businesses goes on holding when one of them is merged or parted.

A decision counts until the facts of a side change (`Pair.facts`). A merge changes facts too, without
anybody having said anything new; so what was decided before is stamped with the facts of today.
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from binaan.kit import bulk
from binaan.registry.choices import PairState
from binaan.registry.models import MatchKey, Merge, Pair

PART = 500
APART = (PairState.OWNER, PairState.DIFFERENT, PairState.UNSURE)


def facts_of(left: int, right: int) -> str:
    """Both sides' facts as one text; the side with the lower number first."""
    return f"{left}:{right}"


def after_merges(businesses: list[UUID], *, since: datetime) -> None:
    """Of these businesses: those that a merge or its undoing touched since then."""
    moved = Q(at__gte=since) | Q(undone_at__gte=since)
    for part in _parts(businesses):
        mine = Q(left__in=part) | Q(right__in=part)
        sides = Merge.objects.filter(moved, mine).values_list("left", "right")
        if concerned := {side for sides in sides for side in sides}:
            owners = MatchKey.objects.filter(business__in=concerned).values("owner")
            theirs = MatchKey.objects.filter(owner__in=owners).values_list("business", flat=True)
            _stamp_of(concerned | set(theirs))


def everything() -> None:
    """The keys were all made anew, perhaps by other rules."""
    last = UUID(int=0)
    while True:
        found = Pair.objects.filter(state__in=APART, pk__gt=last).order_by("pk")
        keys = list(found.values_list("pk", flat=True)[:PART])
        if not keys:
            return
        _stamp(Q(pk__in=keys))
        last = keys[-1]


def _stamp_of(businesses: set[UUID]) -> None:
    for part in _parts(sorted(businesses)):
        _stamp(Q(left__in=part) | Q(right__in=part)
               | Q(left__merged_into__in=part) | Q(right__merged_into__in=part))  # fmt: skip


def _stamp(which: Q) -> None:
    """These decided pairs, with the facts of what their sides are now."""
    decided = Pair.objects.filter(which, state__in=APART).annotate(
        one=Coalesce("left__merged_into", F("left")),
        other=Coalesce("right__merged_into", F("right")),
    )
    rows = list(decided.values_list("pk", "one", "other", "facts"))
    sides = {side for row in rows for side in row[1:3]}
    keys = {
        pk: (number, facts)
        for part in _parts(sorted(sides))
        for pk, number, facts in MatchKey.objects.filter(pk__in=part).values_list(
            "pk", "number", "facts"
        )
    }
    changed = []
    for pk, one, other, facts in rows:
        if one == other or one not in keys or other not in keys:
            continue
        (_, left), (_, right) = sorted((keys[one], keys[other]))
        if (now := facts_of(left, right)) != facts:
            changed.append({"id": pk, "facts": now})
    with transaction.atomic():
        bulk.update(Pair._meta.db_table, bulk.frame_of(changed, ["id", "facts"]))


def _parts(keys: list[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(keys), PART):
        yield keys[start : start + PART]
