"""What the pages of one node and one indicator show: sums and what they add, targets and what was reached."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db.models import Sum

from binaan.access.permissions import Permission
from binaan.kit import charts
from binaan.kit.numbers import id_number
from binaan.planning.choices import FindingState, FundSource, Level
from binaan.planning.models import (
    Achievement,
    Budget,
    CashPlan,
    Finding,
    Indicator,
    Node,
    Printed,
    Version,
)
from binaan.planning.queries import achievements
from binaan.planning.queries.trees import Branch, Mark, Tree, tree
from binaan.planning.rules.branches import level_above, missing, quarters_add_up, same_money
from binaan.planning.rules.papers import RP, TARGET


class MoneyRow(NamedTuple):
    """One summand: a node below (`node`), or a fund of a sub kegiatan (`label`)."""

    node: Node | None
    label: str
    amounts: list[Decimal | None]


class Money(NamedTuple):
    """The rupiah of a node by year: what it is the sum of. `unfilled`: sub kegiatan without any."""

    years: list[int]
    rows: list[MoneyRow]
    totals: list[Decimal | None]
    unfilled: list[int]
    printed: list[list[tuple[str, str]]]


class CashRow(NamedTuple):
    """A year's ceiling, the sum of its months, and what is left (None: no month entered)."""

    year: int
    ceiling: Decimal | None
    planned: Decimal | None
    left: Decimal | None


class Detail(NamedTuple):
    branch: Branch
    path: list[Branch]
    tree: Tree
    money: Money
    cash: list[CashRow]
    findings: list[Finding]
    marks: list[tuple[Mark, list[str]]]


def node(user, pk: UUID, permission: Permission = Permission.PLAN_VIEW):
    """The node with its version, as a queryset of one, if this user may touch it so."""
    found = Node.objects.permitted(user, permission).filter(pk=pk)
    return found.select_related("version__document__office", "parent", "division")


def indicators(user, pk: UUID, permission: Permission = Permission.PLAN_VIEW):
    """The indicator with node and version, as a queryset of one."""
    found = Indicator.objects.permitted(user, permission).filter(pk=pk)
    return found.select_related("node__version__document__office", "node__parent", "division")


def detail(user, found: Node) -> Detail:
    """Everything the page of a node shows."""
    read = tree(user, found.version)
    branch = read.by_id[found.pk]
    path, above = [], branch.parent
    while above is not None:
        path.append(above)
        above = above.parent
    keys = [found.pk, *(mark.indicator.pk for mark in branch.marks)]
    return Detail(
        branch, path[::-1], read, _money(found, branch), _cash(found, branch), open_findings(user, keys),
        [(mark, _texts(mark, found.version.document.years)) for mark in branch.marks],
    )  # fmt: skip


def _texts(mark: Mark, years: list[int]) -> list[str]:
    """The target of each year as people read it; words stay as they were written."""
    rows = [mark.targets.get((year, 0)) for year in years]
    return [
        "" if row is None else row.text if row.value is None else id_number(row.value)
        for row in rows
    ]


def open_findings(user, keys: Iterable[UUID]) -> list[Finding]:
    """Open findings that name one of these nodes or indicators."""
    found = Finding.objects.permitted(user, Permission.PLAN_VIEW).filter(state=FindingState.OPEN)
    keys = list(keys)
    named = found.filter(node_id__in=keys) | found.filter(indicator_id__in=keys)
    return list(named.order_by("order"))


def _money(found: Node, branch: Branch) -> Money:
    years = found.version.document.years
    if found.level == Level.SUBKEGIATAN:
        funds = sorted({fund for _year, fund in branch.funds})
        rows = [
            MoneyRow(
                None, FundSource(fund).label, [branch.funds.get((year, fund)) for year in years]
            )
            for fund in funds
        ]
    else:
        rows = [
            MoneyRow(one.node, "", [one.money.get(year) for year in years])
            for one in branch.children
        ]
    leaves = [one for one in branch.walk() if one.node.level == Level.SUBKEGIATAN]
    unfilled = [sum(year not in one.money for one in leaves) for year in years]
    totals = [branch.money.get(year) for year in years]
    printed: dict[int, list[tuple[str, str]]] = {year: [] for year in years}
    figures = Printed.objects.filter(node=found, column=RP, year__in=years).order_by("line")
    for table, year, text, value in figures.values_list("table", "year", "text", "value"):
        if not same_money(branch.money.get(year), value, text):
            printed[year].append((table, text))
    return Money(years, rows, totals, unfilled, [printed[year] for year in years])


def _cash(found: Node, branch: Branch) -> list[CashRow]:
    if found.level != Level.SUBKEGIATAN:
        return []
    plans = CashPlan.objects.filter(node=found).values("year").annotate(all=Sum("amount"))
    planned = {row["year"]: row["all"] for row in plans.order_by("year")}
    rows = []
    for year in found.version.document.years:
        ceiling, sum_of = branch.money.get(year), planned.get(year)
        left = None if sum_of is None else missing(ceiling, [sum_of])
        rows.append(CashRow(year, ceiling, sum_of, left))
    return rows


def leaves_of(user, kegiatan: Node) -> list[Node]:
    """The sub kegiatan of a kegiatan in printed order; of a sub kegiatan: itself."""
    mine = Node.objects.permitted(user, Permission.PLAN_VIEW)
    if kegiatan.level == Level.SUBKEGIATAN:
        return list(mine.filter(pk=kegiatan.pk))
    return list(mine.filter(parent=kegiatan, level=Level.SUBKEGIATAN).order_by("order"))


def budgets_of(user, leaves: list[Node], fund: str) -> dict[tuple[UUID, int], Decimal]:
    """Rupiah of these sub kegiatan by (node, year), of one fund."""
    rows = Budget.objects.filter(node__in=leaves, fund=fund)
    return {
        (node, year): amount for node, year, amount in rows.values_list("node_id", "year", "amount")
    }


def months_of(user, leaf: Node, year: int) -> dict[int, Decimal]:
    """The rupiah planned for each month of a year."""
    rows = CashPlan.objects.filter(node=leaf, year=year)
    return dict(rows.values_list("month", "amount"))


def ceiling_of(user, leaf: Node, year: int) -> Decimal | None:
    """The ceiling of a sub kegiatan in a year over all funds."""
    return Budget.objects.filter(node=leaf, year=year).aggregate(all=Sum("amount"))["all"]


def texts_of(user, indicator: Indicator) -> dict[tuple[int, int], str]:
    """Targets as typed, by (year, quarter)."""
    return {(one.year, one.quarter): one.text for one in indicator.targets.all()}


def parents_for(user, found: Node) -> list[Node]:
    """Where a node may move: nodes of its parent's level, in printed order."""
    level = level_above(found.level)
    nodes = (
        Node.objects.filter(version=found.version, level=level) if level else Node.objects.none()
    )
    return list(nodes.order_by("order"))


def siblings_of(user, found: Node) -> list[Node]:
    """The nodes beside a node, without itself."""
    beside = Node.objects.filter(version=found.version, parent=found.parent)
    return list(beside.exclude(pk=found.pk).order_by("order"))


def removed_with(user, found: Node) -> list[Node]:
    """What removing a node takes along, in printed order."""
    read = tree(user, found.version)
    return [one.node for one in read.by_id[found.pk].walk()][1:]


def codes_of(user, version: Version) -> list[str]:
    """Codes of the programs of a version, in printed order."""
    rows = Node.objects.filter(version=version, level=Level.PROGRAM).exclude(code="")
    return list(rows.order_by("order").values_list("code", flat=True))


class YearRow(NamedTuple):
    """A year of an indicator: target, what was reached, and the parts by quarter."""

    year: int
    target: Decimal | None
    text: str
    reached: achievements.Reached | None
    newest: Achievement | None
    quarters: list["QuarterRow"]
    adds_up: bool
    printed: list[tuple[str, str]]


class QuarterRow(NamedTuple):
    quarter: int
    text: str
    achievement: Achievement | None


class Judged(NamedTuple):
    """Everything the page of an indicator shows. `drawn`: targets and what was reached, as charts."""

    years: list[YearRow]
    wanted: charts.Trend
    reached: charts.Trend
    any_reached: bool
    findings: list[Finding]


def judged(user, indicator: Indicator) -> Judged:
    """An indicator's years, in the version it stands in."""
    document = indicator.node.version.document
    targets = {(one.year, one.quarter): one for one in indicator.targets.all()}
    printed: dict[int, list[tuple[str, str]]] = {}
    figures = Printed.objects.filter(indicator=indicator, column=TARGET).order_by("line")
    for table, year, text, value in figures.values_list("table", "year", "text", "value"):
        target = targets.get((year, 0))
        if value != (target.value if target else None):
            printed.setdefault(year, []).append((table, text))
    rows = []
    for year in document.years:
        reached = achievements.year_value(
            user, document.office, [indicator.key], year, {indicator.key: indicator.kind}
        ).get(indicator.key)
        target = targets.get((year, 0))
        value = target.value if target else None
        quarters = {q: targets[year, q].value for q in range(1, 5) if (year, q) in targets}
        rows.append(
            YearRow(
                year,
                value,
                target.text if target else "",
                reached,
                reached.last if reached else None,
                _quarters(targets, year, reached),
                quarters_add_up(indicator.kind, value, quarters),
                printed.get(year, []),
            )
        )
    wanted = charts.trend([(str(row.year), row.target) for row in rows])
    got = [(str(row.year), row.reached.value if row.reached else None) for row in rows]
    return Judged(
        rows, wanted, charts.trend(got), any(value is not None for _year, value in got),
        open_findings(user, [indicator.pk]),
    )  # fmt: skip


def _quarters(targets, year: int, reached) -> list[QuarterRow]:
    parts = reached.parts if reached else {}
    return [
        QuarterRow(q, targets[year, q].text if (year, q) in targets else "", parts.get(q))
        for q in range(1, 5)
        if (year, q) in targets or q in parts
    ]
