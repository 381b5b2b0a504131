"""Rows of a printed table as lines: figures read, levels told, names broken by a page joined."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from statistics import median
from typing import NamedTuple

from binaan.kit.sheets.reading import Unreadable
from binaan.planning.rules import papers
from binaan.planning.rules.papers import Figure, Line
from binaan.planning.rules.reading import MONEY_COLUMNS, PLAIN, notation_of, read_figure
from binaan.planning.sheets import headings, levels
from binaan.planning.sheets.grids import Grid, Row
from binaan.planning.sheets.headings import Heading

SHIFTED, JOINED = "shifted", "joined"
# A name that ends so goes on in the next row.
UNFINISHED = re.compile(
    r"(?:[,/(-]|\b(?:dan|atau|serta|yang|di|ke|dari|untuk|dengan|pada|dalam|oleh|bagi|melalui|"
    r"terhadap|antar|secara|the))$",
    re.IGNORECASE,
)
SMALL = 100_000
BARE_NUMBER = re.compile(r"[\d.,]+\s*%?")


class Sheet(NamedTuple):
    """Where a table stands, its heading, rupiah per unit of its money, and how it writes numbers."""

    grid: Grid
    heading: Heading
    factor: int = 1
    notation: str = ""

    def figure(self, row: Row, index: int, role: str) -> Figure:
        address = self.grid.address(row.line, index)
        text = row.cell(index)
        return read_figure(
            text, column=role, factor=self.factor, notation=self.notation, cell=address
        )


def of_table(
    sheet: Sheet, rows: Sequence[Row], kind: str, level_of: Callable[[str], str]
) -> list[Line]:
    """The lines of a table's rows; a row that opens several levels at once gives one for each."""
    heading = sheet.heading
    sheet = sheet._replace(notation=_notation(heading, rows))
    if kind in (papers.TREE, papers.TARGETS) and _has_levels(heading):
        found = joined([line for row in rows for line in _tree_lines(sheet, row)])
        return levels.told(found, _shared(heading), level_of)
    return list(joined([_plain_line(sheet, row) for row in rows]))


def _notation(heading: Heading, rows: Sequence[Row]) -> str:
    """PLAIN where a program wrote every figure: no marks but a decimal dot, and one that shows it.

    Else what the table groups its thousands with, if its figures tell.
    """
    texts = [text for row in rows for index in heading.figures if (text := row.cell(index))]
    numbers = [text for text in texts if any(mark.isdigit() for mark in text)]
    shown = any(re.fullmatch(r"\d{5,}|\d+\.(?:\d{1,2}|\d{4,})", text) for text in numbers)
    alike = all(re.fullmatch(r"-?\d+(?:\.\d+)?", text) for text in numbers)
    return PLAIN if shown and alike else notation_of(numbers)


def is_small(found: Sequence[Line]) -> bool:
    """Whether a table's money can only be in juta though nothing says so: no programme of an office
    costs less than Rp 100.000 in most of its figures."""
    amounts = [
        abs(figure.value)
        for line in found
        for (column, _year), figure in line.figures.items()
        if column in MONEY_COLUMNS and figure.value
    ]
    return bool(amounts) and median(amounts) < SMALL


def _has_levels(heading: Heading) -> bool:
    return bool(heading.of(headings.LEVEL)) or any(
        heading.columns[index].levels for index in heading.of(headings.NAME)
    )


def _shared(heading: Heading) -> tuple[str, ...]:
    """The levels that share a column; () where each has its own."""
    found = [heading.columns[index].levels for index in heading.of(headings.NAME)]
    return next((one for one in found if len(one) > 1), ())


def _figures(sheet: Sheet, row: Row) -> dict[tuple[str, int], Figure]:
    """Its figures, and at year 0 what the row says beside them (its number, NSPK, IKK, location …)."""
    found = {
        (column.role, column.year): sheet.figure(row, index, column.role)
        for index, column in sheet.heading.figures.items()
        if row.cell(index)
    }
    for role in (*headings.NOTES, headings.NUMBER):
        for index in sheet.heading.of(role):
            if text := row.cell(index):
                found[role, 0] = Figure(text, cell=sheet.grid.address(row.line, index))
    return found


def _words(heading: Heading, row: Row, role: str) -> str:
    """The last text in the columns of a role: an indicator's number may stand in one of its own."""
    texts = [row.cell(index) for index in heading.of(role)]
    return next((text for text in reversed(texts) if text), "")


def _oddities(sheet: Sheet, row: Row, indicator: str, unit: str) -> tuple[str, ...]:
    """Whether the row's cells stand beside the columns they belong to.

    Words right of a workbook's table are somebody's notes; a number next to its last column is not.
    """
    beyond = row.cells[max(sheet.heading.columns) + 1 :]
    numbers = [BARE_NUMBER.fullmatch(text) for text in (unit, indicator, *beyond[:1])]
    extra = any(beyond) and not sheet.grid.has_cells
    return (SHIFTED,) if any(numbers) or extra else ()


def _plain_line(sheet: Sheet, row: Row) -> Line:
    heading = sheet.heading
    indicator = _words(heading, row, headings.INDICATOR)
    name = _words(heading, row, headings.NAME) or indicator
    unit = _words(heading, row, headings.UNIT)
    odd = _oddities(sheet, row, "", unit)
    figures = _figures(sheet, row)
    return Line(row.line, name, "", "", indicator or name, unit, figures, oddities=odd)


def _tree_lines(sheet: Sheet, row: Row) -> list[Line]:
    heading = sheet.heading
    indicator = _words(heading, row, headings.INDICATOR)
    unit = _words(heading, row, headings.UNIT)
    parts = [row.cell(index).replace(" ", "") for index in heading.of(headings.CODE)]
    code = ".".join(part.strip(".") for part in parts if part)
    named = [
        (heading.columns[index].levels, row.cell(index))
        for index in heading.of(headings.NAME)
        if row.cell(index)
    ]
    if heading.of(headings.LEVEL):
        named = [((_level(row, heading),), named[-1][1] if named else "")]
    whole = Line(
        row.line, "", "", code, indicator, unit, _figures(sheet, row),
        oddities=_oddities(sheet, row, indicator, unit),
    )  # fmt: skip
    if not named:
        return [whole]
    above = [Line(row.line, name, _only(level)) for level, name in named[:-1]]
    level, name = named[-1]
    return [*above, replace(whole, name=name, level=levels.of_name(level, name, code))]


def _only(found: tuple[str, ...]) -> str:
    return found[0] if len(found) == 1 else ""


def _level(row: Row, heading: Heading) -> str:
    text = row.cell(heading.of(headings.LEVEL)[0])
    level = re.sub(r"[\s_-]", "", text.casefold())
    if level not in papers.LEVELS:
        raise Unreadable(
            f"Baris {row.line}: tingkat “{text}” tidak dikenal. Isilah tujuan, sasaran, program, "
            "kegiatan atau subkegiatan."
        )
    return level


def joined(found: Sequence[Line]) -> tuple[Line, ...]:
    """Names and indicators that a page broke are put together again, and the line says so."""
    kept: list[Line] = []
    named = -1  # the line that named the node the next ones belong to
    for line in found:
        before = kept[-1] if kept else None
        if before is not None and not line.figures and _only_continues(before, line):
            kept[-1] = _together(before, line)
            continue
        if named >= 0 and line.name and _continues_name(kept[named], line):
            whole = f"{kept[named].name} {line.name}"
            kept[named] = replace(kept[named], name=whole, oddities=(*kept[named].oddities, JOINED))
            line = replace(
                line, name="", level=kept[named].level, oddities=(*line.oddities, JOINED)
            )
        kept.append(line)
        named = len(kept) - 1 if line.name else named
    return tuple(kept)


def _only_continues(before: Line, line: Line) -> bool:
    """A row of words alone whose words go on from the row above it."""
    if line.unit or line.code or not (line.name or line.indicator):
        return False
    pairs = ((before.name, line.name), (before.indicator, line.indicator))
    return all(not more or (text and _goes_on(text, more)) for text, more in pairs)


def _goes_on(text: str, more: str) -> bool:
    return bool(UNFINISHED.search(text)) or more[:1].islower() or text.count("(") > text.count(")")


def _continues_name(before: Line, line: Line) -> bool:
    return bool(UNFINISHED.search(before.name)) and line.level in (before.level, "")


def _together(before: Line, line: Line) -> Line:
    return replace(
        before,
        name=f"{before.name} {line.name}".strip(),
        indicator=f"{before.indicator} {line.indicator}".strip(),
        oddities=(*before.oddities, JOINED),
    )
