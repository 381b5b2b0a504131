"""Where a document of one year comes from: the Renstra above it, what was reached and paid before.

By the keys they share (docs/rules/laporan.md §6).
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from binaan.planning.choices import DocumentKind, IndicatorKind, Level
from binaan.planning.queries import achievements, owners, periods, spending
from binaan.planning.queries.achievements import Reached
from binaan.planning.queries.trees import Branch, Mark, Tree, tree
from binaan.planning.rules.quarters import year_actual
from binaan.reports import cells, evidence
from binaan.reports.asking import Asked
from binaan.reports.sheet import Cell

Money = dict[UUID, dict[int, Decimal]]


class Origin(NamedTuple):
    """The Renstra's tree, the years of its form, its indicators by key; nothing without a Renstra."""

    plan: Tree | None
    years: tuple[int, ...]
    marks: dict[UUID, Mark]

    def money(self, key: UUID) -> Decimal | None:
        """Rupiah of a node over all years of the Renstra."""
        branch = self.plan.by_key.get(key) if self.plan else None
        known = (
            [branch.money[year] for year in self.years if year in branch.money] if branch else []
        )
        return sum(known, Decimal(0)) if known else None


def origin(user, asked: Asked) -> Origin:
    """The Renstra that the document asked for was derived from, as it counted in the period."""
    document = asked.version.document
    while document is not None and document.kind != DocumentKind.RENSTRA:
        document = document.parent
    version = periods.version_for(user, document, asked.year, asked.quarter) if document else None
    if version is None:
        return Origin(None, (asked.year,), {})
    plan = tree(user, version)
    marks = {mark.indicator.key: mark for _branch, mark in plan.marks()}
    return Origin(plan, asked._replace(version=version).years, marks)


class Before(NamedTuple):
    """What an indicator reached until last year: its value, and the page behind it ("" for none)."""

    value: Decimal | None
    page: str = ""


def reached_before(user, asked: Asked, marks: Iterable[Mark], years) -> dict[UUID, Before]:
    """What indicators reached in the years given, by key: cumulative ones summed, else the newest."""
    kinds = {mark.indicator.key: mark.indicator.kind for mark in marks}
    found: dict[UUID, list[Reached]] = {}
    for year in years:
        said = achievements.year_value(user, asked.office, kinds, year, kinds)
        for key, one in said.items():
            if one.value is not None:
                found.setdefault(key, []).append(one)
    return {key: _before(kinds[key], told) for key, told in found.items()}


def _before(kind: str, told: list[Reached]) -> Before:
    value = year_actual(kind, [one.value for one in told])
    single = kind != IndicatorKind.CUMULATIVE or len(told) == 1
    return Before(value, behind(told[-1]) if single else "")


def behind(known: Reached | None) -> str:
    """The records or the document of a figure of a year; "" where several quarters were added."""
    if known is None or known.last is None:
        return ""
    summed = len([part for part in known.parts.values() if part.value is not None]) > 1
    return "" if summed and known.value != known.last.value else evidence.achievement(known.last.pk)


def paid(user, asked: Asked, plan: Tree) -> Money:
    """Rupiah paid in the quarters of the year, until the one asked for: {node key: {quarter: rupiah}}."""
    keys = [leaf.node.key for leaf in plan.leaves()]
    known = spending.by_quarter(user, asked.office, keys, asked.year)
    until = asked.quarter or 4
    cut = {
        key: {quarter: rupiah for quarter, rupiah in quarters.items() if quarter <= until}
        for key, quarters in known.items()
    }
    return spending.upward(user, plan, cut)


def paid_before(user, asked: Asked, plan: Tree, come_from: Origin) -> dict[UUID, Decimal]:
    """Rupiah paid in the years of the Renstra before this one, by node key.

    A sub kegiatan that only the Renstra still knows counts in the sums above it.
    """
    whole = come_from.plan or plan
    years = [year for year in come_from.years if year < asked.year]
    leaves = {leaf.node.key for one in (whole, plan) for leaf in one.leaves()}
    by_leaf: Money = {}
    for year in years:
        for key, months in spending.by_month(user, asked.office, leaves, year).items():
            by_leaf.setdefault(key, {})[year] = sum(months.values(), Decimal(0))
    summed = spending.upward(user, plan, by_leaf) | spending.upward(user, whole, by_leaf)
    return {key: sum(told.values(), Decimal(0)) for key, told in summed.items() if told}


def owner_words(user, asked: Asked, branch: Branch, mark: Mark | None) -> str:
    """The bidang responsible for an indicator or a node; the office where none was named."""
    found = None
    if mark is not None:
        found = owners.owner_of(user, branch, mark)
    else:
        above: Branch | None = branch
        while above is not None and found is None:
            found, above = above.node.division, above.parent
    return found.name if found else asked.office.name


def owner_cell(
    user, asked: Asked, branch: Branch, mark: Mark | None, above: list[str]
) -> dict[str, Cell]:
    """The column "owner" of a row; nothing where it goes on with the row above within a programme.

    `above`: the owners printed so far, which grows.
    """
    name = owner_words(user, asked, branch, mark)
    top = branch.node.level in (Level.SASARAN, Level.PROGRAM) and (
        mark is None or mark is branch.marks[0]
    )
    if above and above[-1] == name and not top:
        return {}
    above.append(name)
    return {"owner": cells.words(name)}
