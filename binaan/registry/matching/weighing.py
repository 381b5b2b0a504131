"""What becomes of each pair the engine found: merged by itself, asked, or left alone.

What somebody decided counts for as long as the facts of neither side change, and for what has
become of the sides since (a decision about a record merged away holds for its survivor).
"""

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

import polars as pl
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from binaan.registry.choices import PairState
from binaan.registry.matching.restamping import facts_of
from binaan.registry.models import Merge, Pair
from binaan.registry.queries.thresholds import Thresholds
from binaan.registry.rules.joined import Joined

Sides = tuple[UUID, UUID]
APART_BY_ENGINE = ("conflict", "branch")  # what keeps records apart that others would join


class Proposal(NamedTuple):
    """A pair as the engine sees it; `row`: all it said of it; `reasons` are filled in once it is kept."""

    left: UUID
    right: UUID
    owner_p: float
    business_p: float
    facts: str
    same_owner: bool
    row: dict
    reasons: list

    @property
    def sides(self) -> Sides:
        return self.left, self.right


class Decided(NamedTuple):
    state: str
    facts: str
    automatic: bool


class Weighed(NamedTuple):
    """`merge`: by itself; `owners`: their owners only; `ask`: somebody has to look.

    `again`: of `ask` those decided before, of which a fact changed since. `decided`: what was.
    """

    merge: list[Proposal]
    owners: list[Proposal]
    ask: list[Proposal]
    again: set[Sides]
    decided: dict[Sides, Decided]
    limits: Thresholds

    def kept(self) -> list[Proposal]:
        """All that are written down."""
        return [*self.merge, *self.owners, *self.ask]


def weigh(pairs: pl.DataFrame, facts: dict[str, int], limits: Thresholds) -> Weighed:
    """Sort what `engine.decide` found; `facts`: of each business by its key."""
    decided, undone = decisions(), _undone()
    weighed = Weighed([], [], [], set(), decided, limits)
    sure = []
    likely = (pl.col("business_p") >= limits.ask) | (pl.col("owner_p") >= limits.merge)
    for one in _proposals(pairs.filter(likely), facts):
        before = decided.get(one.sides)
        if before is not None and before.facts in ("", one.facts):
            continue
        if before is not None and not before.automatic:
            if one.business_p >= limits.ask:
                weighed.ask.append(one)
                weighed.again.add(one.sides)
        elif one.owner_p >= limits.merge and one.business_p >= limits.merge:
            (weighed.ask if one.sides in undone else sure).append(one)
        elif one.business_p >= limits.ask:
            weighed.ask.append(one)
        elif one.owner_p >= limits.merge and not one.same_owner and one.sides not in undone:
            weighed.owners.append(one)
    _part(sure, pairs, weighed)
    return weighed


def decisions() -> dict[Sides, Decided]:
    """What was decided of two businesses that are still two, by who they are today."""
    found = Pair.objects.exclude(state=PairState.OPEN).annotate(
        one=Coalesce("left__merged_into", F("left")),
        other=Coalesce("right__merged_into", F("right")),
        first=Coalesce("left__merged_into__number", "left__number"),
        second=Coalesce("right__merged_into__number", "right__number"),
    )
    rows = found.exclude(one=F("other")).order_by("decided_at", "pk")
    columns = ("one", "other", "first", "second", "state", "facts", "automatic")
    return {
        (one, other) if first < second else (other, one): Decided(state, facts, automatic)
        for one, other, first, second, state, facts, automatic in rows.values_list(*columns)
    }


def _undone() -> set[Sides]:
    """Merged once and taken apart by somebody: never again without being asked."""
    found = Merge.objects.filter(undone_at__isnull=False).filter(
        Q(left__merged_into__isnull=True), Q(right__merged_into__isnull=True)
    )
    return set(found.values_list("left", "right"))


def _proposals(pairs: pl.DataFrame, facts: dict[str, int]) -> Iterator[Proposal]:
    for row in pairs.iter_rows(named=True):
        left, right = row["left"], row["right"]
        yield Proposal(
            UUID(left), UUID(right), row["owner_p"], row["business_p"],
            facts_of(facts[left], facts[right]), bool(row["same_owner"]), row, [],
        )  # fmt: skip


def _part(sure: list[Proposal], pairs: pl.DataFrame, weighed: Weighed) -> None:
    """The surest first; a pair that would join what has to stay apart is asked.

    Of owners alike: no chain makes one person of two that do not look it.
    """
    limits, decided = weighed.limits, weighed.decided
    sure.sort(key=lambda one: (-one.business_p, -one.owner_p, one.sides))
    said = [sides for sides, before in decided.items() if not before.automatic]
    unlike = (pl.col("business_p") < limits.ask) | pl.col("held").is_in(APART_BY_ENGINE)
    firms = Joined(said + _between(sure, pairs.filter(unlike)))
    for one in sure:
        (weighed.merge if firms.join(*one.sides) else weighed.ask).append(one)
    weighed.owners.sort(key=lambda one: (-one.owner_p, one.sides))
    strangers = pairs.filter(pl.col("owner_p") < limits.ask)
    different = [sides for sides, before in decided.items() if before.state == PairState.DIFFERENT]
    people = Joined(different + _between(weighed.merge + weighed.owners, strangers))
    for one in weighed.merge:
        people.join(*one.sides)
    weighed.owners[:] = [one for one in weighed.owners if people.join(*one.sides)]


def _between(sides: list[Proposal], pairs: pl.DataFrame) -> list[Sides]:
    """Of these pairs those whose both records stand in one of the proposals."""
    named = pl.Series(sorted({key.hex for one in sides for key in one.sides}), dtype=pl.String)
    inside = pl.col("left").is_in(named.implode()) & pl.col("right").is_in(named.implode())
    found = pairs.filter(inside).select("left", "right").rows()
    return [(UUID(left), UUID(right)) for left, right in found]
