"""Two versions of a plan beside each other, matched by key: the "matriks semula – menjadi".

Rule: docs/rules/versi-rencana.md, Side by side. Money in rupiah.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from binaan.planning.rules.papers import LEVELS

ADDED, REMOVED, RENAMED, MOVED = "added", "removed", "renamed", "moved"
MONEY, TARGETS, WORDS = "money", "targets", "words"
SUM = "sum"  # only what hangs below a part changed its money

LEAF = LEVELS[-1]  # money is entered there, and summed upward

Years = dict[int, Decimal]
Said = tuple[Decimal | None, str]


@dataclass
class Mark:
    """An indicator of one side. `targets`: by year, the value read and the words typed."""

    key: UUID
    name: str
    unit: str
    targets: dict[int, Said] = field(default_factory=dict)


@dataclass
class Part:
    """A node of one side; `parent` is a key. `money`: its own and all below it, by year."""

    key: UUID
    parent: UUID | None
    level: str
    code: str
    name: str
    order: int
    money: Years = field(default_factory=dict)
    marks: dict[UUID, Mark] = field(default_factory=dict)


@dataclass
class Side:
    """One version: its parts by key."""

    parts: dict[UUID, Part]
    years: tuple[int, ...]

    def total(self, year: int) -> Decimal | None:
        """The rupiah of all leaves in a year; None where none has any."""
        found = [
            one.money[year]
            for one in self.parts.values()
            if one.level == LEAF and year in one.money
        ]
        return sum(found, Decimal(0)) if found else None


class Pair(NamedTuple):
    """A figure of a year on both sides; a side without one has None, and then there is no difference."""

    year: int
    old: Decimal | None
    new: Decimal | None
    old_text: str = ""
    new_text: str = ""

    @property
    def difference(self) -> Decimal | None:
        return None if self.old is None or self.new is None else self.new - self.old

    @property
    def differs(self) -> bool:
        if self.old is None and self.new is None:
            return self.old_text != self.new_text
        return self.old != self.new


class MarkChange(NamedTuple):
    """An indicator on both sides; `old` or `new` None where it stands on one side only."""

    old: Mark | None
    new: Mark | None
    targets: tuple[Pair, ...]
    tags: tuple[str, ...]

    @property
    def shown(self) -> Mark:
        return self.new or self.old  # type: ignore[return-value]


class Change(NamedTuple):
    """A node on both sides, where it stands, and what became of it; no `tags`: nothing."""

    old: Part | None
    new: Part | None
    depth: int
    above: str
    moved_from: str
    money: tuple[Pair, ...]
    marks: tuple[MarkChange, ...]
    tags: tuple[str, ...]

    @property
    def shown(self) -> Part:
        return self.new or self.old  # type: ignore[return-value]

    @property
    def is_own(self) -> bool:
        """Whether something became of this very part, not only of what it sums up."""
        return bool(set(self.tags) - {SUM})


def differences(old: Side, new: Side) -> list[Change]:
    """Every node of both, in the order of the newer tree; a removed one where it hung before."""
    years = tuple(year for year in old.years if year in new.years)
    return [_change(old, new, key, depth, years) for key, depth in _walk(old, new)]


def totals(old: Side, new: Side) -> list[Pair]:
    """The money of all leaves by common year."""
    years = (year for year in old.years if year in new.years)
    return [Pair(year, old.total(year), new.total(year)) for year in years]


def counts(changes: Iterable[Change]) -> dict[str, int]:
    """How many nodes carry each tag, indicators' tags counted at their node."""
    found: dict[str, int] = defaultdict(int)
    for change in changes:
        for tag in change.tags:
            found[tag] += 1
    return found


def _walk(old: Side, new: Side) -> Iterator[tuple[UUID, int]]:
    children: dict[UUID | None, list[tuple[bool, int, UUID]]] = defaultdict(list)
    for part in new.parts.values():
        children[part.parent].append((False, part.order, part.key))
    for part in old.parts.values():
        if part.key not in new.parts:
            children[part.parent].append((True, part.order, part.key))
    waiting = [(key, 0) for *_, key in sorted(children[None], reverse=True)]
    while waiting:
        key, depth = waiting.pop()
        yield key, depth
        waiting += [(below, depth + 1) for *_, below in sorted(children[key], reverse=True)]


def _change(old: Side, new: Side, key: UUID, depth: int, years: tuple[int, ...]) -> Change:
    was, now = old.parts.get(key), new.parts.get(key)
    money = _pairs(was.money if was else {}, now.money if now else {}, years)
    marks = _marks(was, now, years)
    tags = list(_fate(was, now))
    if was and now:
        entered = MONEY if now.level == LEAF else SUM
        tags += [entered] * any(one.differs for one in money)
        tags += [TARGETS] * any(TARGETS in one.tags for one in marks)
        tags += [WORDS] * any(set(one.tags) - {TARGETS} for one in marks)
    moved = _name(old, was.parent) if MOVED in tags and was else ""
    above = _name(new, now.parent) if now else _name(old, was.parent if was else None)
    return Change(was, now, depth, above, moved, money, marks, tuple(tags))


def _name(side: Side, key: UUID | None) -> str:
    return side.parts[key].name if key in side.parts else ""


def _fate(was: Part | None, now: Part | None) -> Iterator[str]:
    if was is None or now is None:
        yield ADDED if was is None else REMOVED
        return
    if (was.name, was.code) != (now.name, now.code):
        yield RENAMED
    if was.parent != now.parent:
        yield MOVED


def _pairs(was: Years, now: Years, years: tuple[int, ...]) -> tuple[Pair, ...]:
    return tuple(Pair(year, was.get(year), now.get(year)) for year in years)


def _marks(was: Part | None, now: Part | None, years: tuple[int, ...]) -> tuple[MarkChange, ...]:
    before = was.marks if was else {}
    after = now.marks if now else {}
    keys = [*after, *(key for key in before if key not in after)]
    return tuple(_mark(before.get(key), after.get(key), years) for key in keys)


def _mark(was: Mark | None, now: Mark | None, years: tuple[int, ...]) -> MarkChange:
    nothing: Said = (None, "")
    targets = []
    for year in years:
        old, old_text = was.targets.get(year, nothing) if was else nothing
        new, new_text = now.targets.get(year, nothing) if now else nothing
        targets.append(Pair(year, old, new, old_text, new_text))
    tags = []
    if was is None or now is None:
        tags.append(ADDED if was is None else REMOVED)
    else:
        tags += [RENAMED] * ((was.name, was.unit) != (now.name, now.unit))
        tags += [TARGETS] * any(one.differs for one in targets)
    return MarkChange(was, now, tuple(targets), tuple(tags))
