"""The page of coverage and continuity out of plain values: every formula in one place.

Source: docs/rules/layanan.md §4; formulas in rules/equity, rules/lasting and rules/told.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from binaan.programmes.rules import equity, lasting
from binaan.programmes.rules.lasting import Waited
from binaan.programmes.rules.told import OTHERS, Reach, Told, told

STEPS = (Decimal("0.05"), Decimal("0.15"), Decimal("0.3"), Decimal("0.5"))  # of the map's colours


class Part(NamedTuple):
    """A part of the place. `weight`: EQ6; `never`: running and not served for 36 months.

    `blank`: nothing running is recorded there, which is not the same as nobody served.
    """

    key: str
    label: str
    reach: Reach
    others: Reach
    weight: Decimal | None
    never: int

    @property
    def blank(self) -> bool:
        return not self.reach.running and not self.never

    @property
    def step(self) -> str:
        """The colour: "0" (least covered) to "4"; "x" where nothing is recorded."""
        coverage = self.reach.coverage
        if coverage is None:
            return "x"
        return str(sum(coverage >= edge for edge in STEPS))


class Page(NamedTuple):
    """EQ and CT of a period; shares 0 to 1, None unknown."""

    told: Told
    parts: list[Part]
    concentration: Decimal | None
    never: int
    never_share: Decimal | None
    median_wait: int | None


def page(
    rows: Iterable[Sequence], never: Mapping[str, int], running: int, waits: Iterable[Sequence],
    labels: Mapping[str, str],
) -> Page:  # fmt: skip
    """`rows`: part, association, services, businesses; `waits`: days, contacted, participants.

    `labels`: every part to show, in order. `running`: at the end of the period, for EQ9.
    """
    by_part: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for key, association, times, many in rows:
        by_part[key].append((association, times, many))
    whole = told(row for part in by_part.values() for row in part)
    every = {key: told(part) for key, part in by_part.items()}
    parts = [_part(key, label, every.get(key), whole, never) for key, label in labels.items()]
    unserved = sum(never.values())
    return Page(
        whole,
        parts,
        equity.concentration(one.rendered for one in every.values()),
        unserved,
        equity.share(unserved, running),
        lasting.median_wait({Waited(days, bool(seen)): many for days, seen, many in waits}),
    )


def _part(key: str, label: str, found: Told | None, whole: Told, never: Mapping[str, int]) -> Part:
    here = found or told(())
    reach, everywhere = here.whole, whole.whole
    weight = equity.representation(
        reach.served, everywhere.served, reach.running, everywhere.running
    )
    return Part(key, label, reach, here.sides[OTHERS], weight, never.get(key, 0))
