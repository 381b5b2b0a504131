"""Equity out of one tally: running businesses by association and by how often they were served.

Source: docs/rules/layanan.md §4; the formulas are those of rules/equity and rules/lasting.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from binaan.programmes.rules import equity, lasting
from binaan.programmes.rules.marks import NOT_MEMBERS

MEMBERS, OTHERS, UNKNOWN = "anggota", "bukan", "tidak_tahu"
SIDES = {MEMBERS: "Anggota asosiasi", OTHERS: "Bukan anggota", UNKNOWN: "Belum diketahui"}


class Reach(NamedTuple):
    """`running`: registered and running at the start; `served`: of these in the period."""

    running: int = 0
    served: int = 0

    @property
    def coverage(self) -> Decimal | None:
        return equity.share(self.served, self.running)

    def plus(self, running: int, served: int) -> "Reach":
        return Reach(self.running + running, self.served + served)


class Told(NamedTuple):
    """`services`: businesses by their number of services in the period, 0 among them."""

    services: Mapping[int, int]
    sides: Mapping[str, Reach]

    @property
    def whole(self) -> Reach:
        """U and N of EQ1."""
        running = sum(self.services.values())
        return Reach(running, running - self.services.get(0, 0))

    @property
    def parity(self) -> Decimal | None:
        """EQ4."""
        members, others = self.sides[MEMBERS], self.sides[OTHERS]
        return equity.parity(others.served, others.running, members.served, members.running)

    @property
    def gap(self) -> Decimal | None:
        """EQ5."""
        return equity.gap(self.sides[MEMBERS].coverage, self.sides[OTHERS].coverage)

    @property
    def gini(self) -> Decimal | None:
        """EQ7."""
        return equity.gini(self.services)

    @property
    def top_share(self) -> Decimal | None:
        """EQ8."""
        return equity.top_share(self.services)

    @property
    def only_once(self) -> Decimal | None:
        """CT3."""
        return lasting.only_once(self.services)

    @property
    def rendered(self) -> int:
        """Services to these businesses."""
        return sum(times * many for times, many in self.services.items())


def side_of(association: str) -> str:
    """MEMBERS, OTHERS (never a member or no longer) or UNKNOWN."""
    if association == MEMBERS:
        return MEMBERS
    return OTHERS if association in NOT_MEMBERS else UNKNOWN


def told(rows: Iterable[tuple[str, int, int]]) -> Told:
    """`rows`: association as the register keeps it, number of services, how many businesses."""
    services: Counter[int] = Counter()
    sides = dict.fromkeys(SIDES, Reach())
    for association, times, many in rows:
        services[times] += many
        side = side_of(association)
        sides[side] = sides[side].plus(many, many if times else 0)
    return Told(services, sides)
