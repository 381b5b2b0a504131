"""Money that left, by sub kegiatan: what was paid (SP2D), shifted and done. Rule: docs/rules/realisasi.md."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from binaan.access.parameters import parameter
from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.planning.models import Document, Node, Progress, Spending
from binaan.planning.parameters import DEVIATION
from binaan.planning.queries import ceilings, periods
from binaan.planning.queries.trees import Branch, Tree, tree
from binaan.planning.rules import execution

ZERO = Decimal(0)


def payments(user, office, keys: Iterable[UUID], year: int):
    """The payments of sub kegiatan in a year that count (not voided), by date."""
    found = Spending.objects.permitted(user, Permission.PLAN_VIEW)
    return found.filter(office=office, node_key__in=set(keys), paid_on__year=year, void_at=None)


def by_month(user, office, keys: Iterable[UUID], year: int) -> dict[UUID, dict[int, Decimal]]:
    """Rupiah paid, returns taken off: {node key: {month 1-12: rupiah}}; months without any absent."""
    found: dict[UUID, dict[int, Decimal]] = {}
    for key, day, amount in payments(user, office, keys, year).values_list(
        "node_key", "paid_on", "amount"
    ):
        months = found.setdefault(key, {})
        months[day.month] = months.get(day.month, ZERO) + amount
    return found


def by_quarter(user, office, keys: Iterable[UUID], year: int) -> dict[UUID, dict[int, Decimal]]:
    """Rupiah paid, returns taken off: {node key: {quarter 1-4: rupiah}}; quarters without any absent.

    Keys of sub kegiatan; what stands above them is their sum (`upward`).
    """
    found: dict[UUID, dict[int, Decimal]] = {}
    for key, months in by_month(user, office, keys, year).items():
        quarters = found.setdefault(key, {})
        for month, amount in months.items():
            quarter = (month + 2) // 3
            quarters[quarter] = quarters.get(quarter, ZERO) + amount
    return found


def upward(user, plan: Tree, by_leaf: dict[UUID, dict[int, Decimal]]) -> dict:
    """The same figures for every node of a tree, summed from the leaves: {node key: {period: rupiah}}."""
    found: dict[UUID, dict[int, Decimal]] = {}
    for leaf in plan.leaves():
        branch: Branch | None = leaf
        while branch is not None:
            sums = found.setdefault(branch.node.key, {})
            for period, amount in by_leaf.get(leaf.node.key, {}).items():
                sums[period] = sums.get(period, ZERO) + amount
            branch = branch.parent
    return found


@dataclass
class Money:
    """A node's money in a year, in rupiah; `until`: the last month that counts.

    `ceiling` None: nothing entered. `planned`: to be drawn until then (RAK), None without a plan.
    `physical`: (ceiling, percent) of the sub kegiatan below, percent None where nothing was stated.
    """

    node: Node
    depth: int
    until: int
    way: str
    ceiling: Decimal | None = None
    shift: Decimal = ZERO
    months: dict[int, Decimal] = field(default_factory=dict)
    planned: Decimal | None = None
    physical: list[tuple[Decimal, Decimal | None]] = field(default_factory=list)

    @property
    def after(self) -> Decimal | None:
        """The ceiling after shifts."""
        return (
            None if self.ceiling is None and not self.shift else (self.ceiling or ZERO) + self.shift
        )

    @property
    def paid(self) -> Decimal:
        return sum(self.months.values(), ZERO)

    @property
    def remaining(self) -> Decimal | None:
        return None if self.after is None else self.after - self.paid

    @property
    def is_beyond(self) -> bool:
        return self.paid > (self.after or ZERO)

    @property
    def absorption(self) -> Decimal | None:
        """Percent of the ceiling after shifts."""
        return execution.share(self.paid, self.after)

    @property
    def plan_share(self) -> Decimal | None:
        """Percent of the ceiling that was to be drawn by now (RAK)."""
        return execution.share(self.planned, self.after)

    @property
    def deviation(self) -> Decimal | None:
        return execution.deviation(self.way, self.absorption, self.plan_share)[0]

    @property
    def done(self) -> execution.Weighted:
        """Physical percent, weighted by ceilings."""
        return execution.weighted_physical(self.physical)

    def add(self, leaf: "Money") -> None:
        """Take a sub kegiatan below into the sums."""
        if leaf.ceiling is not None:
            self.ceiling = (self.ceiling or ZERO) + leaf.ceiling
        if leaf.planned is not None:
            self.planned = (self.planned or ZERO) + leaf.planned
        self.shift += leaf.shift
        self.physical += leaf.physical
        for month, amount in leaf.months.items():
            self.months[month] = self.months.get(month, ZERO) + amount


@dataclass(frozen=True)
class Sheet:
    """The money of a document in a year: its nodes in order, the office's total, where ceilings come from."""

    rows: list[Money]
    total: Money
    source: ceilings.Source
    year: int
    until: int
    way: str

    @property
    def sign(self) -> str:
        """What the deviation's sign means."""
        return execution.SIGNS[self.way]


def sheet(user, document: Document, year: int) -> Sheet:
    """Money and progress of every node of the version that counts, summed upward."""
    version = periods.version_for(user, document, year)
    plan = tree(user, version) if version else None
    way = parameter(DEVIATION, office=document.office)
    way = way if way in execution.SIGNS else execution.POINTS
    until = 12 if year < today().year else today().month
    total = Money(Node(name="Seluruhnya"), 0, until, way)
    rows = {
        branch.node.key: Money(branch.node, branch.depth, until, way)
        for branch in (plan.walk() if plan else ())
    }
    if plan:
        _fill(user, plan, year, rows, total)
    return Sheet(
        list(rows.values()), total, ceilings.source(user, document, year), year, until, way
    )


def _fill(user, plan: Tree, year: int, rows: dict[UUID, Money], total: Money) -> None:
    document = plan.version.document
    leaves = list(plan.leaves())
    keys = {leaf.node.key for leaf in leaves}
    base, moved = ceilings.ceilings(user, document, year), ceilings.shifted(user, document, year)
    planned, paid = (
        ceilings.cash_plan(user, document, year),
        by_month(user, document.office, keys, year),
    )
    stated = physical(user, document, keys, year)
    for leaf in leaves:
        one, key = rows[leaf.node.key], leaf.node.key
        one.ceiling, one.shift, one.months = base.get(key), moved.get(key, ZERO), paid.get(key, {})
        months = planned.get(key)
        if months:
            one.planned = sum((rp for month, rp in months.items() if month <= one.until), ZERO)
        if one.after is not None:
            one.physical = [(one.after, _last(stated.get(key, {}), one.until))]
        total.add(one)
        above = leaf.parent
        while above is not None:
            rows[above.node.key].add(one)
            above = above.parent


def physical(
    user, document: Document, keys: Iterable[UUID], year: int
) -> dict[UUID, dict[int, Progress]]:
    """What was stated of physical progress: {node key: {month: row}}."""
    found: dict[UUID, dict[int, Progress]] = {}
    rows = Progress.objects.permitted(user, Permission.PLAN_VIEW).filter(
        office=document.office, node_key__in=set(keys), year=year
    )
    for row in rows:
        found.setdefault(row.node_key, {})[row.month] = row
    return found


def _last(stated: dict[int, Progress], until: int) -> Decimal | None:
    known = [month for month in stated if month <= until]
    return stated[max(known)].percent if known else None
