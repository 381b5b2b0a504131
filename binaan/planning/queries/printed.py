"""What imported tables printed, put together again as the tables they were.

Every figure is a row of Printed. So that nothing of a table is lost, line 0 keeps its facts, and
each line its words: indicator, code, what the reader noticed, and which figures are in doubt.
Words longer than a row holds go on in further rows, numbered in `year`.
"""

from collections.abc import Iterable
from uuid import UUID

from binaan.access.permissions import Permission
from binaan.planning.models import Printed, Version
from binaan.planning.rules.papers import Figure, Line, Table

KIND, FACTOR, TITLE, YEARS, COLUMNS = FACTS = ("kind", "factor", "title", "years", "columns")
INDICATOR, CODE, ODDITIES = WORDS = ("indicator", "code", "oddities")
DOUBT = "?"  # before the name of a column: what is doubtful about its figure of that year
APART = " · "
PIECE = 200  # letters one row holds


def tables(user, version: Version) -> list[Table]:
    """The tables a version was imported from, as they were read."""
    rows = Printed.objects.permitted(user, Permission.PLAN_VIEW).filter(version=version)
    by_table: dict[str, list[Printed]] = {}
    for row in rows.order_by("table", "line", "year", "column"):
        by_table.setdefault(row.table, []).append(row)
    return [_table(name, found) for name, found in by_table.items()]


def names(user, version: Version) -> list[str]:
    """The names of the tables a version was imported from."""
    rows = Printed.objects.permitted(user, Permission.PLAN_VIEW).filter(version=version)
    return sorted(set(rows.values_list("table", flat=True)))


def figures_of(user, version: Version, indicators: Iterable[UUID]) -> dict[UUID, list[Printed]]:
    """The printed figures of indicators, in the order of tables, lines, years: {id: rows}."""
    found: dict[UUID, list[Printed]] = {}
    rows = Printed.objects.permitted(user, Permission.PLAN_VIEW).filter(version=version)
    for row in rows.filter(indicator__in=set(indicators)).exclude(column__in=WORDS):
        found.setdefault(row.indicator_id, []).append(row)
    return found


def _table(name: str, rows: list[Printed]) -> Table:
    facts = _words([row for row in rows if row.line == 0])
    lines: dict[int, list[Printed]] = {}
    for row in rows:
        if row.line:
            lines.setdefault(row.line, []).append(row)
    return Table(
        name,
        facts.get(KIND, ""),
        tuple(int(year) for year in facts.get(YEARS, "").split()),
        tuple(_line(found) for found in lines.values()),
        int(facts.get(FACTOR, "1")),
        facts.get(TITLE, ""),
        tuple(facts.get(COLUMNS, "").split()),
    )


def _line(rows: list[Printed]) -> Line:
    first = rows[0]
    words = _words([row for row in rows if row.column in WORDS])
    doubts = {
        (row.column.removeprefix(DOUBT), row.year): row.text
        for row in rows if row.column.startswith(DOUBT)
    }  # fmt: skip
    figures = {
        (row.column, row.year): Figure(
            row.text, row.value, doubts.get((row.column, row.year), ""), row.cell
        )
        for row in rows
        if row.column not in WORDS and not row.column.startswith(DOUBT)
    }
    return Line(
        row=first.row,
        name=first.label,
        level=first.level,
        code=words.get(CODE, ""),
        indicator=words.get(INDICATOR, ""),
        unit=first.unit,
        figures=figures,
        node=next((str(row.node_id) for row in rows if row.node_id), ""),
        mark=next((str(row.indicator_id) for row in rows if row.indicator_id), ""),
        oddities=tuple(filter(None, words.get(ODDITIES, "").split(APART))),
    )


def _words(rows: list[Printed]) -> dict[str, str]:
    """Texts by column, their pieces put together."""
    found: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: row.year):
        found[row.column] = found.get(row.column, "") + row.text
    return found
