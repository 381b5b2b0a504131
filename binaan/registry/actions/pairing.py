"""Write down which pairs somebody has to look at, and take away those nobody has to any more."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from binaan.kit import bulk
from binaan.kit.ids import new_id
from binaan.registry.choices import PairState
from binaan.registry.matching.weighing import Proposal, Sides
from binaan.registry.models import Business, MatchModel, Pair
from binaan.registry.rules.joined import Joined

BATCH = 500
SAID_ANEW = ["owner_p", "business_p", "reasons", "features", "facts", "model_id"]
KEPT_OF_ROW = ("held", "metres", "same_owner")


@transaction.atomic
def propose(proposals: list[Proposal], *, model: MatchModel | None) -> None:
    """Rows for these pairs, waiting for somebody; what was decided meanwhile stays decided."""
    now = timezone.now()
    rows = [_row(one, model, now) for one in proposals]
    columns = [field.column for field in Pair._meta.concrete_fields]
    bulk.upsert(
        Pair._meta.db_table, bulk.frame_of(rows, columns), unique=["left_id", "right_id"],
        changed=SAID_ANEW,
    )  # fmt: skip


@transaction.atomic
def reopen(proposals: list[Proposal]) -> None:
    """Ask anew what was decided before somebody said something new of a side."""
    for part in _parts([one.pk for one in found(one.sides for one in proposals)]):
        decided = Pair.objects.filter(pk__in=part)
        decided.exclude(state__in=(PairState.OPEN, PairState.SAME)).update(
            state=PairState.OPEN, decided_at=None, decided_by="", note="", automatic=False,
            succession=False, held_by="", held_until=None, found_at=timezone.now(),
        )  # fmt: skip


def found(sides: Iterable[Sides]) -> list[Pair]:
    """The rows of these pairs."""
    wanted = set(sides)
    rows = []
    for part in _parts(sorted(wanted)):
        lefts, rights = {one for one, _ in part}, {other for _, other in part}
        rows += [
            row
            for row in Pair.objects.filter(left__in=lefts, right__in=rights)
            if (row.left_id, row.right_id) in wanted
        ]
    return rows


def as_they_are(proposals: list[Proposal]) -> list[Proposal]:
    """The same pairs of whoever the sides are by now; none of those that became one."""
    sides = sorted({key for one in proposals for key in one.sides})
    into, numbers = {}, {}
    for part in _parts(sides):
        gone = Business.objects.filter(pk__in=part, merged_into__isnull=False)
        into.update(gone.values_list("pk", "merged_into"))
    for part in _parts(sorted({into.get(key, key) for key in sides})):
        present = Business.objects.present().filter(pk__in=part)
        numbers.update(present.values_list("pk", "number"))
    best: dict[Sides, Proposal] = {}
    for one in proposals:
        ends = {into.get(key, key) for key in one.sides}
        if len(ends) < 2 or not ends <= numbers.keys():
            continue
        left, right = sorted(ends, key=numbers.__getitem__)
        now = one._replace(left=left, right=right)
        if now.sides not in best or best[now.sides].business_p < now.business_p:
            best[now.sides] = now
    return list(best.values())


@transaction.atomic
def withdraw(asked: set[Sides], *, among: set[UUID] | None, new: set[UUID] | None) -> int:
    """Take away open pairs that are asked no more; answers how many.

    `among`: only those of which both sides were looked at. `new`: and one of them was compared.
    """
    gone = []
    held = Q(held_until__gt=timezone.now())
    rows = Pair.objects.waiting().filter(merges__isnull=True).exclude(held).exclude(facts="")
    for pk, left, right in rows.values_list("pk", "left", "right").iterator(chunk_size=5000):
        if (left, right) in asked or (new is not None and not {left, right} & new):
            continue
        if among is None or {left, right} <= among:
            gone.append(pk)
    for part in _parts(gone):
        Pair.objects.filter(pk__in=part, state=PairState.OPEN).exclude(held).delete()
    return len(gone)


@transaction.atomic
def regroup() -> None:
    """Open pairs that hang together bear the same `group`; a pair alone bears none."""
    rows = list(Pair.objects.waiting().order_by("pk").values_list("pk", "left", "right", "group"))
    joined = Joined()
    for _pk, left, right, _group in rows:
        joined.join(left, right)
    together: dict = {}
    for pk, left, _right, _group in rows:
        together.setdefault(joined.root(left), []).append(pk)
    changed = []
    for pk, left, _right, group in rows:
        members = together[joined.root(left)]
        now = members[0] if len(members) > 1 else None
        if now != group:
            changed.append({"id": pk, "group": now})
    bulk.update(Pair._meta.db_table, bulk.frame_of(changed, ["id", "group"]))


def _row(one: Proposal, model: MatchModel | None, now: datetime) -> dict:
    """By the columns of the table; those not named are null."""
    row = one.row
    features = {name: round(value, 4) for name, value in row.items()
                if name.startswith("f_") and value}  # fmt: skip
    features |= {name: row[name] for name in KEPT_OF_ROW if row.get(name)}
    return {
        "id": new_id(), "left_id": one.left, "right_id": one.right, "owner_p": one.owner_p,
        "business_p": one.business_p, "reasons": one.reasons,
        "features": json.dumps(features, default=str), "state": PairState.OPEN.value,
        "succession": False, "automatic": False, "facts": one.facts,
        "model_id": model.pk if model else None, "found_at": now, "decided_by": "", "note": "",
        "held_by": "",
    }  # fmt: skip


def _parts(values: list) -> Iterator[list]:
    for start in range(0, len(values), BATCH):
        yield values[start : start + BATCH]
