"""The plan at a glance: each sasaran with target, achievement, trend, money and where the year leads."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.kit.romans import roman
from binaan.planning.choices import DocumentKind, Level
from binaan.planning.models import Document, Version
from binaan.planning.queries import achievements, owners, periods, spending
from binaan.planning.queries.trees import Branch, Mark, Tree, tree
from binaan.planning.rules import calendar, execution, standing

# Of the documents that speak of a year the first of these is shown.
NEAREST = (DocumentKind.PK, DocumentKind.RENJA, DocumentKind.DPA, DocumentKind.RENSTRA)
TREND_YEARS = 4


@dataclass(frozen=True)
class Money:
    """Rupiah of a node in the year. `share`: spent of the ceiling in percent."""

    ceiling: Decimal | None
    spent: Decimal
    share: Decimal | None


@dataclass(frozen=True)
class Line:
    """An indicator of a sasaran: how it stands, its years as (label, value), where the year leads."""

    mark: Mark
    stood: standing.Standing
    quarter: int
    trend: list[tuple[str, Decimal | None]]
    forecast: execution.Forecast
    row: object


@dataclass(frozen=True)
class Objective:
    """A sasaran with its indicators and its money."""

    branch: Branch
    lines: list[Line]
    money: Money


class Overview(NamedTuple):
    """One document in a year. `quarter`: the last one with a figure (0: none yet)."""

    document: Document
    version: Version
    year: int
    quarter: int
    objectives: list[Objective]
    money: Money


def documents(user, year: int, kinds: Sequence[str] = NEAREST) -> list[Document]:
    """The document of each office that speaks of a year: of the first of these kinds there is.

    What was set comes before a draft.
    """
    found = periods.documents(user).filter(
        first_year__lte=year, last_year__gte=year, kind__in=kinds
    )
    once_set = Version.objects.permitted(user, Permission.PLAN_VIEW).exclude(set_at=None)
    known = set(once_set.filter(document__in=found).values_list("document_id", flat=True))
    order = [str(kind) for kind in kinds]
    nearest: dict[object, Document] = {}
    for one in sorted(
        found, key=lambda one: (one.pk not in known, order.index(one.kind), one.title)
    ):
        nearest.setdefault(one.office_id, one)
    return sorted(nearest.values(), key=lambda one: one.office.name)


def overview(user, document: Document, year: int) -> Overview | None:
    """The sasaran of the version that counts; None while it has no version this user may see."""
    version = periods.version_for(user, document, year)
    if version is None:
        return None
    plan = tree(user, version)
    paid = spending.upward(
        user, plan, spending.by_month(
            user, document.office, [leaf.node.key for leaf in plan.leaves()], year
        ),
    )  # fmt: skip
    ceilings = _ceilings(user, plan, year)
    lines = _lines(user, plan, year)
    objectives = [
        Objective(branch, [lines[mark.indicator.key] for mark in branch.marks if mark.indicator.key in lines],
                  _money(branch, ceilings, paid))
        for branch in plan.walk()
        if branch.node.level == Level.SASARAN
    ]  # fmt: skip
    quarter = max((line.quarter for one in objectives for line in one.lines), default=0)
    whole = [_money(root, ceilings, paid) for root in plan.roots]
    known = [one.ceiling for one in whole if one.ceiling is not None]
    spent = sum((one.spent for one in whole), Decimal(0))
    ceiling = sum(known, Decimal(0)) if known else None
    money = Money(ceiling, spent, execution.share(spent, ceiling))
    return Overview(document, version, year, quarter, objectives, money)


def mine(user, found: Overview) -> list[Objective]:
    """The sasaran this person's bidang answers for; all of them for who is bound to no bidang."""
    held = owners.my_divisions(user, found.document, Permission.ACHIEVEMENT_FILL)
    if held is None:
        return found.objectives
    return [
        one for one in found.objectives
        if any(_owner(user, one.branch, line.mark) in held for line in one.lines)
    ]  # fmt: skip


def _owner(user, branch: Branch, mark: Mark):
    division = owners.owner_of(user, branch, mark)
    return division.pk if division else None


def _ceilings(user, plan: Tree, year: int) -> dict:
    """Rupiah by node key. A document without money of its own (PK) shows what its nodes' keys hold."""
    return {branch.node.key: branch.money.get(year) for branch in plan.walk()}


def _money(branch: Branch, ceilings: dict, paid: dict) -> Money:
    ceiling = ceilings.get(branch.node.key)
    spent = sum(paid.get(branch.node.key, {}).values(), Decimal(0))
    return Money(ceiling, spent, execution.share(spent, ceiling))


def _lines(user, plan: Tree, year: int) -> dict:
    office = plan.version.document.office
    marks = {
        mark.indicator.key: mark
        for branch, mark in plan.marks()
        if branch.node.level == Level.SASARAN and mark.indicator.name
    }
    kinds = {key: mark.indicator.kind for key, mark in marks.items()}
    years = range(year - TREND_YEARS + 1, year + 1)
    reached = {one: achievements.year_value(user, office, marks, one, kinds) for one in years}
    choices = achievements.choices_of(user, office)
    return {
        key: _line(user, mark, year, {one: reached[one].get(key) for one in years}, choices)
        for key, mark in marks.items()
    }


def _line(user, mark: Mark, year: int, reached: dict, choices) -> Line:
    now = reached[year]
    parts = now.parts if now else {}
    quarter = now.quarter if now else 0
    stood = achievements.stands(user, mark, parts, year, quarter, choices=choices)
    trend = _trend(year, reached, parts)
    months = min(12, quarter * 3 or 12) if now else _months(year)
    forecast = execution.forecast(mark.indicator.kind, stood.reached, months=months)
    return Line(mark, stood, quarter, trend, forecast, now.last if now else None)


def _trend(year: int, reached: dict, parts: dict) -> list[tuple[str, Decimal | None]]:
    """Earlier years with a figure, then the quarters of this one; else this year alone."""
    before = [
        (str(one), found.value)
        for one, found in reached.items()
        if one != year and found is not None
    ]
    quarters = [
        (f"TW {roman(quarter)}", parts[quarter].value)
        for quarter in standing.QUARTERS
        if quarter in parts and parts[quarter].value is not None
    ]
    now = reached[year]
    return before + (quarters or ([(str(year), now.value)] if now else []))


def _months(year: int) -> int:
    last = calendar.last_day(year, 0)
    return 12 if today() >= last else today().month


def tone(rate: Decimal | None) -> str:
    """Reached, nearly, or behind: from 100 and from 75 percent; for the eye, the figure beside it."""
    if rate is None:
        return ""
    return "ok" if rate >= 100 else "warn" if rate >= 75 else "bad"
