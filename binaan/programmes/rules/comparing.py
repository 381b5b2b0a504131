"""What a list would change: who is reached and who comes again, members beside non-members.

Source: docs/rules/seleksi.md §5; EQ1-EQ4 and EQ12 of equity-continuity-metrics.csv. A rate with a
denominator of 0 is unknown (None), never 0.
"""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from binaan.programmes.rules import equity

MEMBERS = ("anggota",)
NOT_MEMBERS = ("bukan", "mantan")


class Reached(NamedTuple):
    """One running firm: its association, services ever, whether one was within the window."""

    association: str
    services: int
    lately: bool
    chosen: bool = False


class Group(NamedTuple):
    """Firms of one kind: how many run, were reached, would be reached, are chosen."""

    running: int
    before: int
    after: int
    chosen: int

    @property
    def coverage(self) -> tuple[float | None, float | None]:
        return share(self.before, self.running), share(self.after, self.running)


class Compared(NamedTuple):
    """Groups by name ("semua", "anggota", "bukan", "tidak_tahu") and the repeat rate before, after."""

    groups: dict[str, Group]
    repeat: tuple[float | None, float | None]
    parity: tuple[float | None, float | None]
    new: int


def share(part: int, of: int) -> float | None:
    """A part of a whole, None of nothing."""
    return part / of if of else None


def compared(firms: Iterable[Reached]) -> Compared:
    """What the chosen change: a service to each of them, once."""
    counted = {key: [0, 0, 0, 0] for key in ("semua", "anggota", "bukan", "tidak_tahu")}
    served, again, new = [0, 0], [0, 0], 0
    for one, many in Counter(firms).items():  # few kinds of firms, however many there are
        for key in ("semua", side(one.association)):
            parts = (True, one.lately, one.lately or one.chosen, one.chosen)
            for place, adds in enumerate(parts):
                counted[key][place] += many * adds
        for place, services in enumerate((one.services, one.services + one.chosen)):
            served[place] += many * (services > 0)
            again[place] += many * (services > 1)
        new += many * (one.chosen and not one.services)
    groups = {key: Group(*counts) for key, counts in counted.items()}
    repeat = (share(again[0], served[0]), share(again[1], served[1]))
    return Compared(groups, repeat, _parity(groups), new)


def passing(compared: Compared, eligible: Iterable[str]) -> Decimal | None:
    """EQ12, from the association of everyone eligible."""
    of = Counter(map(side, eligible))
    others, members = compared.groups["bukan"].chosen, compared.groups["anggota"].chosen
    return equity.pass_parity(others, of["bukan"], members, of["anggota"])


def side(association: str) -> str:
    """ "anggota", "bukan" (who left is a member no longer) or "tidak_tahu"."""
    if association in MEMBERS:
        return "anggota"
    return "bukan" if association in NOT_MEMBERS else "tidak_tahu"


def _parity(groups: dict[str, Group]) -> tuple[float | None, float | None]:
    """EQ4: coverage of those outside the association by that of members; unknown where that is 0."""
    pairs = zip(groups["bukan"].coverage, groups["anggota"].coverage, strict=True)
    before, after = (
        None if outside is None or not inside else outside / inside for outside, inside in pairs
    )
    return before, after
