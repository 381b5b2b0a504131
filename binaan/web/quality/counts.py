"""Counting cards for the quality pages: one line for each part, all its columns in one scan.

DuckDB counts the cards of the copy; while there is none, those of the register are counted here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from django.db.models import Aggregate, Count, DateField, F, Max, Q, QuerySet, Sum

from binaan.kit.measuring.cells import hide_rows
from binaan.registry.choices import VerificationState
from binaan.registry.rules.completeness import BITS, EXEMPT, KEYS

COLUMNS = ("filled", "complete", "verification", "verified_on")
GOOD = 80  # percent of the fields from which a business counts as well filled


@dataclass(frozen=True)
class Tally:
    """What was counted of one part: businesses, and how many of them have what.

    `counts`: by name: "total", "good", "verified", "unseen" (never checked) and every field.
    `exempt`: businesses a field does not apply to. `percents`: sum of their percentages.
    `hidden`: names not shown to who asks; with "total" nothing of the line is.
    """

    counts: dict[str, int]
    exempt: dict[str, int] = field(default_factory=dict)
    percents: int = 0
    newest: date | None = None
    median: date | None = None
    hidden: frozenset[str] = frozenset()

    @property
    def total(self) -> int:
        return self.counts["total"]

    @property
    def mean(self) -> Decimal | None:
        """Mean completeness, percent; None for no business at all."""
        return Decimal(self.percents) / self.total if self.total else None

    def of(self, name: str) -> int:
        """How many could have it."""
        return self.total - self.exempt.get(name, 0)

    def lacking(self, name: str) -> int:
        return self.of(name) - self.counts[name]

    def share(self, name: str) -> Decimal | None:
        """0 to 1; None where it applies to nobody."""
        of = self.of(name)
        return Decimal(self.counts[name]) / of if of else None

    def hides(self, name: str) -> bool:
        return name in self.hidden or "total" in self.hidden


NAMES = ("total", "good", "verified", "unseen", *KEYS)
NOTHING = Tally(dict.fromkeys(NAMES, 0))


class Median(Aggregate):
    """The middle date as it stands in the data; the earlier of two. DuckDB only."""

    function = "QUANTILE_DISC"
    template = "%(function)s(%(expressions)s, 0.5)"
    output_field = DateField()


def tallies(found: QuerySet, row, *, live: bool, median: bool = True) -> dict[str, Tally]:
    """The line of each value of `row`, an expression giving text. `live`: asked of the store."""
    found = found.order_by().annotate(row_key=row)
    if live:
        return by_hand(found.values_list("row_key", *COLUMNS))
    sums = {
        "n_total": Count("pk"),
        "n_good": Count("pk", filter=Q(complete__gte=GOOD)),
        "n_verified": Count("pk", filter=Q(verification=VerificationState.VERIFIED)),
        "n_unseen": Count("pk", filter=Q(verification=VerificationState.NONE)),
        "n_percents": Sum("complete"),
        "n_newest": Max("verified_on"),
    }
    if median:
        sums["n_median"] = Median("verified_on")
    # The sum of one bit, divided by that bit, is how often it stands.
    for bit in (*BITS.values(), *EXEMPT.values()):
        sums[f"b_{bit}"] = Sum(F("filled").bitand(bit))
    lines = found.values("row_key").annotate(**sums).order_by()
    return {str(line["row_key"]): _tally(line) for line in lines if line["n_total"]}


def _tally(line: dict) -> Tally:
    counts = {name: line[f"n_{name}"] for name in NAMES if name not in BITS}
    counts |= {key: line[f"b_{bit}"] // bit for key, bit in BITS.items()}
    exempt = {key: line[f"b_{bit}"] // bit for key, bit in EXEMPT.items()}
    return Tally(counts, exempt, line["n_percents"], line["n_newest"], line.get("n_median"))


def by_hand(lines: Iterable[tuple]) -> dict[str, Tally]:
    """The same from lines of (part, filled, complete, verification, verified_on).

    Asked to add up, a store works every card out anew for each column: a hundred times slower.
    """
    parts: dict[str, list[tuple]] = {}
    for part, *card in lines:
        parts.setdefault(str(part), []).append(tuple(card))
    return {part: _counted(cards) for part, cards in parts.items()}


def _counted(cards: list[tuple]) -> Tally:
    dates = sorted(on for *_, on in cards if on is not None)
    states = [state for _, _, state, _ in cards]
    counts = {
        "total": len(cards),
        "good": sum(complete >= GOOD for _, complete, _, _ in cards),
        "verified": states.count(VerificationState.VERIFIED),
        "unseen": states.count(VerificationState.NONE),
    } | {key: sum(bool(filled & bit) for filled, *_ in cards) for key, bit in BITS.items()}
    exempt = {key: sum(bool(filled & bit) for filled, *_ in cards) for key, bit in EXEMPT.items()}
    percents = sum(complete for _, complete, _, _ in cards)
    median = dates[(len(dates) - 1) // 2] if dates else None
    return Tally(counts, exempt, percents, dates[-1] if dates else None, median)


def added(first: Tally, second: Tally) -> Tally:
    """Two parts as one; without a middle date, which cannot be added."""
    newest = [one.newest for one in (first, second) if one.newest]
    return Tally(
        {name: first.counts[name] + second.counts[name] for name in NAMES},
        {key: first.exempt.get(key, 0) + second.exempt.get(key, 0) for key in EXEMPT},
        first.percents + second.percents,
        max(newest, default=None),
    )


def discreet(parts: dict[str, Tally]) -> dict[str, Tally]:
    """Without what fewer than five businesses would betray: neither a count nor its rest is told
    when it is that small, nor follows it from the sum of the others; see kit.measuring.cells.
    """
    hidden: dict[str, set[str]] = {key: set() for key in parts}
    for name in NAMES:
        counts = {key: part.counts[name] for key, part in parts.items()}
        rests = {key: part.lacking(name) for key, part in parts.items()}
        exempt = {key: part.exempt.get(name, 0) for key, part in parts.items()}
        for key in hide_rows(counts) | hide_rows(rests) | hide_rows(exempt):
            hidden[key].add(name)
    return {key: replace(part, hidden=frozenset(hidden[key])) for key, part in parts.items()}
