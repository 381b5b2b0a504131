"""T-C.23 and T-C.24 of a document taken over from paper: its own rows, in its own order.

A Renstra prints the period before it too (table 2.6 beside 2.7): the year asked for chooses. What the
paper says of a row that no part of the plan stands for is printed with the paper as its evidence;
ratios and growth are always reckoned.
"""

from decimal import Decimal

from binaan.planning.models import Version
from binaan.planning.queries.printed import tables
from binaan.planning.rules import execution, growth
from binaan.planning.rules.papers import (
    ACTUAL,
    BUDGET,
    GROWTH_BUDGET,
    GROWTH_REALISED,
    RATIO,
    REALISED,
    TARGET,
    Figure,
    Line,
    Table,
)  # fmt: skip
from binaan.planning.rules.rates import higher_better
from binaan.reports import cells, evidence
from binaan.reports.asking import Asked
from binaan.reports.builders.printed import beside
from binaan.reports.sheet import NUMBER, Cell, Row

YEARS = 5
TICKS = {"target_nspk": "nspk", "target_ikk": "ikk", "target_other": "other"}


def papers(user, version: Version, kind: str) -> list[Table]:
    """The imported tables of a kind that fill the form, the earliest period first."""
    found = [one for one in tables(user, version) if one.kind == kind and len(one.years) == YEARS]
    return sorted(found, key=lambda one: one.years)


def paper_for(user, asked: Asked, kind: str) -> Table | None:
    """The table that covers the year asked for, else the years of the form; None for neither."""
    found = papers(user, asked.version, kind)
    covering = [one for one in found if asked.year in one.years]
    same = [one for one in found if one.years == asked.years]
    return next(iter(covering or same), None)


def periods(user, version: Version, kind: str) -> list[tuple[int, ...]]:
    """The years that can be asked for: of each imported table, and the document's own five."""
    document = version.document
    first = max(document.first_year, document.last_year - YEARS + 1)
    own = tuple(range(first, first + YEARS))
    return sorted({own, *(one.years for one in papers(user, version, kind))})


def performance_row(number: int, line: Line, table: Table, version: Version) -> Row:
    """A row of T-C.23 as the paper says it, the ratio reckoned from it."""
    page = evidence.printed(version.pk, table.name, line.row)
    made: dict[str, Cell] = {
        "no": cells.count(number),
        "indicator": cells.words(line.indicator or line.name, page),
        **{key: cells.tick(bool(line.figure(column).text)) for key, column in TICKS.items()},
    }
    for order, year in enumerate(table.years, 1):
        target, actual = line.figure(TARGET, year), line.figure(ACTUAL, year)
        reckoned = higher_better(actual.value, target.value)
        made[f"target_{order}"] = _as_printed(target, page)
        made[f"actual_{order}"] = _as_printed(actual, page)
        made[f"ratio_{order}"] = beside(cells.percent(reckoned, page), line.figure(RATIO, year))
    return Row(made)


def money_row(line: Line, table: Table, version: Version) -> Row:
    """A row of T-C.24 as the paper says it, in rupiah; ratios and growth reckoned."""
    page = evidence.printed(version.pk, table.name, line.row)
    given = [_rupiah(line.figure(BUDGET, year), table) for year in table.years]
    paid = [_rupiah(line.figure(REALISED, year), table) for year in table.years]
    made = {"label": cells.words(line.name, page)} | money_cells(table.years, given, paid, page)
    for order, year in enumerate(table.years, 1):
        key = f"ratio_{order}"
        made[key] = beside(made[key], line.figure(RATIO, year))
    for key, column in (("growth_budget", GROWTH_BUDGET), ("growth_spend", GROWTH_REALISED)):
        made[key] = beside(made[key], line.figure(column))
    return Row(made)


def money_total(table: Table, version: Version) -> Row:
    """What the rows of the paper come to."""
    sums: dict[str, list[Decimal | None]] = {}
    for column in (BUDGET, REALISED):
        sums[column] = [
            total([_rupiah(line.figure(column, year), table) for line in table.lines])
            for year in table.years
        ]
    page = evidence.printed(version.pk, table.name)
    figures = money_cells(table.years, sums[BUDGET], sums[REALISED], page)
    return Row({"label": cells.words("Jumlah")} | figures, "total")


def money_cells(years, given, paid, page: str) -> dict[str, Cell]:
    """Budgets, spending, their ratios and growth, all with the same evidence."""
    made = {
        "growth_budget": cells.percent(growth.average(given, first_year=years[0]).value, page),
        "growth_spend": cells.percent(growth.average(paid, first_year=years[0]).value, page),
    }
    for order, (budget, spend) in enumerate(zip(given, paid, strict=True), 1):
        made[f"budget_{order}"] = cells.money(budget, page)
        made[f"spend_{order}"] = cells.money(spend, page)
        made[f"ratio_{order}"] = cells.percent(execution.share(spend, budget), page)
    return made


def total(values: list[Decimal | None]) -> Decimal | None:
    """The sum of what is known; nothing known is not 0."""
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def _as_printed(figure: Figure, page: str) -> Cell:
    """The number that was read; the words where none was."""
    if figure.value is None and not figure.is_blank:
        return cells.words(figure.text, page)._replace(type=NUMBER)
    return cells.number(figure.value, page)


def _rupiah(figure: Figure, table: Table) -> Decimal | None:
    return None if figure.value is None else figure.value * table.factor
