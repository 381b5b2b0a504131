"""T-C.23: what the services of the office reached, indicator by indicator, over five years."""

from uuid import UUID

from binaan.planning.choices import Level
from binaan.planning.queries import achievements
from binaan.planning.queries.achievements import Reached
from binaan.planning.queries.trees import Mark, Tree, tree
from binaan.planning.rules.papers import PERFORMANCE, Line, Table
from binaan.planning.rules.rates import higher_better
from binaan.reports import cells, evidence
from binaan.reports.asking import Asked
from binaan.reports.builders import framing, paper_tables
from binaan.reports.builders.printed import Printed, printed_of
from binaan.reports.builders.targets import target_cell
from binaan.reports.schemas import year_legend
from binaan.reports.sheet import Cell, Row, Sheet

WIDTHS = {
    "no": 7.0, "indicator": 52.0, "target_nspk": 12.0, "target_ikk": 12.0, "target_other": 15.0,
}  # fmt: skip
Achieved = dict[int, dict[UUID, Reached]]


def build(user, asked: Asked) -> Sheet:
    """The indicators of tujuan and sasaran and those marked IKU, NSPK or IKK; of a period on paper
    the rows of the paper, then the marked ones it left out."""
    table = paper_tables.paper_for(user, asked, PERFORMANCE)
    years = table.years if table else asked.years
    plan = tree(user, asked.version)
    entries = _entries(plan, table, same=years == asked.years)
    marks = [one for one in entries if isinstance(one, Mark)]
    reached = _reached(user, asked, marks, years)
    printed = printed_of(user, asked.version)
    rows = [
        _row(number, one, years, reached, printed)
        if isinstance(one, Mark)
        else paper_tables.performance_row(number, one, table, asked.version)
        for number, one in enumerate(entries, 1)
    ]
    return framing.sheet(
        user, asked, rows,
        columns=framing.columns(asked, years=years, widths=WIDTHS),
        subtitle=framing.subtitle(asked, f"Tahun {years[0]}-{years[-1]}"),
        notes=(
            f"Tahun kolom: {year_legend(years)}.",
            "Rasio = realisasi ÷ target × 100, tidak dibatasi; kosong bila target 0 atau belum ada.",
        ),
    )  # fmt: skip


def _reached(user, asked: Asked, marks: list[Mark], years) -> Achieved:
    keys = [mark.indicator.key for mark in marks]
    kinds = {mark.indicator.key: mark.indicator.kind for mark in marks}
    return {year: achievements.year_value(user, asked.office, keys, year, kinds) for year in years}


def _entries(plan: Tree, table: Table | None, *, same: bool) -> list[Mark | Line]:
    """The rows of the form: indicators of the plan, and lines of the paper no indicator stands for."""
    if table is None:
        return list(chosen(plan))
    by_id = {str(mark.indicator.pk): mark for _branch, mark in plan.marks()}
    found: list[Mark | Line] = [by_id.get(line.mark) or line for line in table.lines]
    if same:
        said = {one.indicator.pk for one in found if isinstance(one, Mark)}
        flagged = (mark for mark in chosen(plan) if _is_flagged(mark))
        found += [mark for mark in flagged if mark.indicator.pk not in said]
    return found


def chosen(plan: Tree) -> list[Mark]:
    """The indicators of the form in printed order; the same name twice (tujuan, sasaran) once."""
    found: dict[str, Mark] = {}
    for branch, mark in plan.marks():
        if branch.node.level in (Level.TUJUAN, Level.SASARAN) or _is_flagged(mark):
            found[mark.indicator.name.casefold()] = mark  # the lower one, which offices measure
    return list(found.values())


def _is_flagged(mark: Mark) -> bool:
    one = mark.indicator
    return one.is_iku or one.is_nspk or one.is_ikk


def _behind(known: Reached | None) -> str:
    """The records or the document of the figure; of a sum of several quarters the indicator tells."""
    if known is None or known.last is None:
        return ""
    summed = len([part for part in known.parts.values() if part.value is not None]) > 1
    return "" if summed and known.value != known.last.value else evidence.achievement(known.last.pk)


def _row(number: int, mark: Mark, years, reached: Achieved, printed: Printed) -> Row:
    one = mark.indicator
    page = evidence.indicator(one.pk)
    made: dict[str, Cell] = {
        "no": cells.count(number),
        "indicator": cells.words(f"{one.name} ({one.unit})" if one.unit else one.name, page),
        "target_nspk": cells.tick(one.is_nspk),
        "target_ikk": cells.tick(one.is_ikk),
        "target_other": cells.tick(not (one.is_nspk or one.is_ikk)),
    }
    for order, year in enumerate(years, 1):
        known = reached[year].get(one.key)
        actual = known.value if known else None
        behind = _behind(known) or page
        target = mark.target(year)
        made[f"target_{order}"] = printed.mark(target_cell(mark, year, page), one, year, "target")
        made[f"actual_{order}"] = printed.mark(cells.number(actual, behind), one, year, "actual")
        made[f"ratio_{order}"] = printed.mark(
            cells.percent(higher_better(actual, target), behind), one, year, "ratio"
        )
    return Row(made)
