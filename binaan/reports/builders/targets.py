"""T-C.25 and T-C.28: tujuan and sasaran with their indicators and targets; cells that other forms share."""

from decimal import Decimal

from binaan.planning.choices import IndicatorKind, Level
from binaan.planning.models import Indicator
from binaan.planning.queries.trees import Branch, Mark, Tree, tree
from binaan.reports import cells, evidence
from binaan.reports.asking import Asked
from binaan.reports.builders import framing
from binaan.reports.builders.printed import Printed, printed_of
from binaan.reports.schemas import year_legend
from binaan.reports.sheet import NUMBER, Cell, Row, Sheet

WIDTHS_25 = {"no": 8.0, "goal": 52.0, "objective": 52.0, "indicator": 62.0} | {
    f"target_{order}": 18.0 for order in range(1, 6)
}
WIDTHS_28 = {"no": 8.0, "indicator": 86.0, "baseline": 26.0, "end": 28.0} | {
    f"target_{order}": 19.0 for order in range(1, 6)
}
TOP = (Level.TUJUAN, Level.SASARAN)


def build_goals(user, asked: Asked) -> Sheet:
    """T-C.25: each tujuan with its indicators, then each of its sasaran with theirs."""
    printed = printed_of(user, asked.version)
    rows: list[Row] = []
    for number, goal in enumerate(tree(user, asked.version).roots, 1):
        rows += _goal_rows(goal, number, asked.years, printed)
        for branch in goal.children:
            rows += _objective_rows(branch, asked.years, printed)
    legend = f"Tahun kolom: {year_legend(asked.years)}."
    return framing.sheet(
        user, asked, rows, columns=framing.columns(asked, widths=WIDTHS_25), notes=(legend,)
    )


def build_indicators(user, asked: Asked) -> Sheet:
    """T-C.28: the indicators of tujuan and sasaran that refer to the RPJMD."""
    printed = printed_of(user, asked.version)
    rows = [
        _indicator_row(number, mark, asked.years, printed)
        for number, mark in enumerate(top_marks(tree(user, asked.version)), 1)
    ]
    legend = f"Tahun 0 = {asked.years[0] - 1}; {year_legend(asked.years)}."
    return framing.sheet(
        user, asked, rows, columns=framing.columns(asked, widths=WIDTHS_28), notes=(legend,)
    )


def top_marks(plan: Tree) -> list[Mark]:
    """The indicators of tujuan and sasaran; one that stands at both levels by the same name once."""
    found: dict[str, Mark] = {}
    for branch, mark in plan.marks():
        if branch.node.level in TOP:
            found[mark.indicator.name.casefold()] = mark
    return list(found.values())


def target_cell(mark: Mark, year: int, page: str) -> Cell:
    """The target of a year: a number, or the words that stand for one ("WTP"), or a dash."""
    target = mark.targets.get((year, 0))
    return value_cell(target.value if target else None, target.text if target else "", page)


def base_cell(indicator: Indicator, page: str) -> Cell:
    """The state before the first year."""
    return value_cell(indicator.base_value, indicator.base_text, page)


def end_cell(mark: Mark, years: tuple[int, ...], page: str) -> Cell:
    """The state at the end of the period: as entered, else the sum (cumulative) or the last target."""
    one = mark.indicator
    if one.end_value is not None or one.end_text:
        return value_cell(one.end_value, one.end_text, page)
    if one.kind == IndicatorKind.CUMULATIVE:
        known = [value for value in (mark.target(year) for year in years) if value is not None]
        return cells.number(sum(known, Decimal(0)) if known else None, page)
    last = max((year for year in years if (year, 0) in mark.targets), default=years[-1])
    return target_cell(mark, last, page)


def value_cell(value: Decimal | None, text: str, page: str) -> Cell:
    """A number where there is one, else the words."""
    if value is None and text.strip(" -–"):
        return cells.words(text, page)._replace(type=NUMBER)
    return cells.number(value, page)


def _targets(mark: Mark, years: tuple[int, ...], printed: Printed) -> dict[str, Cell]:
    page = evidence.indicator(mark.indicator.pk)
    return {
        f"target_{order}": printed.mark(
            target_cell(mark, year, page), mark.indicator, year, "target"
        )
        for order, year in enumerate(years, 1)
    }


def named(indicator: Indicator) -> Cell:
    """Its name and unit, leading to its page."""
    text = f"{indicator.name} ({indicator.unit})" if indicator.unit else indicator.name
    return cells.words(text, evidence.indicator(indicator.pk))


def _goal_rows(goal: Branch, number: int, years, printed: Printed) -> list[Row]:
    head = {
        "no": cells.count(number),
        "goal": cells.words(goal.node.name, evidence.node(goal.node.pk)),
        "objective": cells.EMPTY,
    }
    return _rows(goal, head, {"objective": cells.EMPTY}, years, printed)


def _objective_rows(branch: Branch, years, printed: Printed) -> list[Row]:
    head = {"objective": cells.words(branch.node.name, evidence.node(branch.node.pk))}
    return _rows(branch, head, {}, years, printed)


def _rows(branch: Branch, head: dict, rest: dict, years, printed: Printed) -> list[Row]:
    """One row per indicator; the first names the node. A node without indicators has one row."""
    if not branch.marks:
        empty = {f"target_{order}": cells.EMPTY for order in range(1, len(years) + 1)}
        return [Row(head | {"indicator": cells.EMPTY} | empty)]
    made = []
    for position, mark in enumerate(branch.marks):
        front = head if not position else rest
        row = front | {"indicator": named(mark.indicator)} | _targets(mark, years, printed)
        made.append(Row(row))
    return made


def _indicator_row(number: int, mark: Mark, years, printed: Printed) -> Row:
    one = mark.indicator
    page = evidence.indicator(one.pk)
    made = {"no": cells.count(number), "indicator": named(one)} | _targets(mark, years, printed)
    made["baseline"] = printed.mark(base_cell(one, page), one, 0, "base")
    made["end"] = printed.mark(end_cell(mark, years, page), one, 0, "end")
    return Row(made)
