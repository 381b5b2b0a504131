"""The whole tree of a version in five queries, money summed upward, for pages, checker and reports."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from binaan.access.permissions import Permission
from binaan.planning.choices import Level
from binaan.planning.models import Budget, Indicator, Node, Target, Version


class Aim(NamedTuple):
    """A target as it counts and as it was written; of a large tree there are tens of thousands."""

    value: Decimal | None
    text: str


@dataclass
class Mark:
    """An indicator with its targets by (year, quarter); quarter 0 is the year's."""

    indicator: Indicator
    targets: dict[tuple[int, int], Aim] = field(default_factory=dict)

    def target(self, year: int, quarter: int = 0) -> Decimal | None:
        found = self.targets.get((year, quarter))
        return found.value if found else None


@dataclass
class Branch:
    """A node, its indicators, what hangs below it, and its rupiah by year (None: nothing entered).

    `funds` has a leaf's own rupiah by (year, fund).
    """

    node: Node
    depth: int
    parent: "Branch | None" = None
    children: list["Branch"] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    money: dict[int, Decimal] = field(default_factory=dict)
    funds: dict[tuple[int, str], Decimal] = field(default_factory=dict)

    def walk(self) -> Iterator["Branch"]:
        yield self
        for child in self.children:
            yield from child.walk()

    def above(self, level: str) -> "Branch | None":
        """The node of a level this one hangs below (or is)."""
        found: Branch | None = self
        while found is not None and found.node.level != level:
            found = found.parent
        return found


@dataclass
class Tree:
    """`roots` in printed order; `by_id` and `by_key` find any branch; `marks_by_key` any indicator."""

    version: Version
    roots: list[Branch]
    by_id: dict[UUID, Branch]
    by_key: dict[UUID, Branch]

    def walk(self) -> Iterator[Branch]:
        for root in self.roots:
            yield from root.walk()

    def marks(self) -> Iterator[tuple[Branch, Mark]]:
        for branch in self.walk():
            for mark in branch.marks:
                yield branch, mark

    def leaves(self) -> Iterator[Branch]:
        return (branch for branch in self.walk() if branch.node.level == Level.SUBKEGIATAN)


def tree(
    user,
    version: Version,
    permission: Permission = Permission.PLAN_VIEW,
    *,
    years: Iterable[int] | None = None,
) -> Tree:
    """The tree, if this user may read that version; else empty. `years`: only their targets and money."""
    within = {} if years is None else {"year__in": list(years)}
    mine = Version.objects.permitted(user, permission).filter(pk=version.pk)
    if not mine.exists():
        return Tree(version, [], {}, {})
    nodes = Node.objects.filter(version=version).select_related("division").order_by("order")
    by_id: dict[UUID, Branch] = {}
    roots: list[Branch] = []
    for node in nodes:
        above = by_id.get(node.parent_id)
        branch = Branch(node, above.depth + 1 if above else 0, above)
        (above.children if above else roots).append(branch)
        by_id[node.pk] = branch
    _hang_indicators(version, by_id, within)
    _hang_money(version, by_id, within)
    return Tree(version, roots, by_id, {branch.node.key: branch for branch in by_id.values()})


def _hang_indicators(version: Version, by_id: dict[UUID, Branch], within: dict) -> None:
    marks: dict[UUID, Mark] = {}
    found = Indicator.objects.filter(node__version=version).select_related("division")
    for indicator in found.order_by("node__order", "order"):
        marks[indicator.pk] = Mark(indicator)
        by_id[indicator.node_id].marks.append(marks[indicator.pk])
    targets = Target.objects.filter(indicator__node__version=version, **within)
    for mark, year, quarter, value, text in targets.values_list(
        "indicator_id", "year", "quarter", "value", "text"
    ):
        marks[mark].targets[year, quarter] = Aim(value, text)


def _hang_money(version: Version, by_id: dict[UUID, Branch], within: dict) -> None:
    budgets = Budget.objects.filter(node__version=version, **within)
    for node, year, fund, amount in budgets.values_list("node_id", "year", "fund", "amount"):
        leaf = by_id[node]
        leaf.funds[year, fund] = amount
        above: Branch | None = leaf
        while above is not None:
            above.money[year] = above.money.get(year, Decimal(0)) + amount
            above = above.parent
