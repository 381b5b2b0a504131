"""Counting cards for the quality pages: one line for each part, all its columns in one scan.

The store that holds the cards counts: DuckDB, or the register itself while there is no copy.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from django.db.models import Aggregate, Count, DateField, F, Max, Q, QuerySet, Sum

from binaan.kit.measuring.cells import hide_rows
from binaan.registry.choices import VerificationState
from binaan.registry.rules.completeness import BITS, EXEMPT, KEYS

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
    sums = {
        "n_total": Count("pk"),
        "n_good": Count("pk", filter=Q(complete__gte=GOOD)),
        "n_verified": Count("pk", filter=Q(verification=VerificationState.VERIFIED)),
        "n_unseen": Count("pk", filter=Q(verification=VerificationState.NONE)),
        "n_percents": Sum("complete"),
        "n_newest": Max("verified_on"),
    }
    if median and not live:
        sums["n_median"] = Median("verified_on")
    for bit in (
        *BITS.values(),
        *EXEMPT.values(),
    ):  # the sum of one bit, by that bit: how often it is
        sums[f"b_{bit}"] = Sum(F("filled").bitand(bit))
    found = found.order_by().annotate(row_key=row)
    lines = found.values("row_key").annotate(**sums).order_by()
    parts = {str(line["row_key"]): _tally(line) for line in lines if line["n_total"]}
    if median and live:
        middle = _middle(found)
        parts = {key: replace(part, median=middle.get(key)) for key, part in parts.items()}
    return parts


def _tally(line: dict) -> Tally:
    counts = {name: line[f"n_{name}"] for name in NAMES if name not in BITS}
    counts |= {key: line[f"b_{bit}"] // bit for key, bit in BITS.items()}
    exempt = {key: line[f"b_{bit}"] // bit for key, bit in EXEMPT.items()}
    return Tally(counts, exempt, line["n_percents"], line["n_newest"], line.get("n_median"))


def _middle(found: QuerySet) -> dict[str, date]:
    """The same middle dates from how often each date stands: no store but DuckDB says them alike."""
    lines = found.filter(verified_on__isnull=False).values_list("row_key", "verified_on")
    dates: dict[str, list[tuple[date, int]]] = {}
    for key, on, count in lines.annotate(n=Count("pk")).order_by("verified_on"):
        dates.setdefault(str(key), []).append((on, count))
    return {key: _middle_of(counted) for key, counted in dates.items()}


def _middle_of(counted: list[tuple[date, int]]) -> date:
    left = (sum(count for _on, count in counted) - 1) // 2
    for on, count in counted:
        if left < count:
            return on
        left -= count
    raise ValueError("no dates")


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
