"""Numbers that are worked out of their records instead of counting or adding them: rates, ratios.

Each record has a worth; the store or the copy says how many records have which, and a pure rule
makes the number of that. So number, rows and evidence still come from one query.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, QuerySet, Sum

if TYPE_CHECKING:
    from binaan.kit.measures import Asked, Measure

PLACES = Decimal("0.0001")  # what is published; exact enough for percent with two decimals


class Reckoning(NamedTuple):
    """`worth(asked)`: an expression over a record. `rule`: of how many records have which worth."""

    worth: Callable[[Asked], Any]
    rule: Callable[[Mapping[Any, int]], Decimal | None]

    def result(self, tally: Mapping[Any, int]) -> Decimal | None:
        """To four decimals, half to even; None where the rule knows nothing."""
        found = self.rule(tally)
        return None if found is None else found.quantize(PLACES)


class Part(NamedTuple):
    """A number by the keys it was divided by; `least`: of the groups that follow from it."""

    keys: tuple[str, ...]
    value: int | Decimal | None
    evidence: int
    least: int


def question(measure: Measure, found: QuerySet, asked: Asked, *keys: str) -> QuerySet:
    """One query that divides the records by annotated columns `keys`."""
    if measure.reckoned is None:
        return found.values(*keys).annotate(
            row_value=Sum(measure.total) if measure.total else Count("*"),
            row_evidence=Count(measure.total or "*"),
        )
    found = found.annotate(row_worth=measure.reckoned.worth(asked))
    return found.values(*keys, "row_worth").annotate(row_records=Count("*"))


def parts(measure: Measure, counted: list[dict], *keys: str) -> list[Part]:
    """The answers of `question`, one for each combination of keys."""
    if measure.reckoned is None:
        return [
            Part(_key(one, keys), one["row_value"], one["row_evidence"], one["row_evidence"])
            for one in counted
        ]
    tallies: dict[tuple[str, ...], dict[Any, int]] = defaultdict(dict)
    for one in counted:
        tallies[_key(one, keys)][one["row_worth"]] = one["row_records"]
    return [
        Part(key, measure.reckoned.result(tally), sum(tally.values()), _least(tally))
        for key, tally in tallies.items()
    ]


def _least(tally: Mapping[Any, int]) -> int:
    """Of two groups both follow from a rate and its evidence; of more, neither does."""
    return min(tally.values()) if len(tally) <= 2 else sum(tally.values())


def _key(one: dict, keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(str(one[name]) for name in keys)
