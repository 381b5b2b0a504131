"""The tables of a plan in a CSV or a workbook, every figure with its printed text and its address.

Nothing is corrected and nothing is moved: what looks out of place is marked on its line. Shapes:
docs/rules/pemeriksa-rencana.md, "Berkas dari luar".
"""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from binaan.kit.sheets.reading import Unreadable
from binaan.planning.rules import papers
from binaan.planning.rules.papers import Table
from binaan.planning.sheets import headings, lines
from binaan.planning.sheets.grids import Grid, Row, grids
from binaan.planning.sheets.headings import Heading

CAPTION = re.compile(r"tab(?:el|le)\s+((?:t-?c\.?\s*)?\d+(?:\.\d+)*)", re.IGNORECASE)
MACHINE = re.compile(r"[a-z]+_(?:19|20)\d\d")  # a heading as programs write it
FILE_NUMBER = re.compile(r"(\d+\.\d+)")
EXPECTED = (
    "Tidak ada tabel rencana yang dikenali. Yang dapat dibaca: pohon program (judul kolom level, name, "
    "indicator, unit, target_2021, rp_2021, …), tabel kinerja (indicator, target_2021, actual_2021, "
    "ratio_2021, …), tabel anggaran (name, budget_2021, realised_2021, ratio_2021, …, growth_budget, "
    "growth_realised), atau buku kerja menurut tabel T-C.23, T-C.24, T-C.25, T-C.27 atau T-C.28."
)
MAX_NAME = 20
LAST_NTH = 9  # a year up to this one is the n-th of the period

LevelOf = Callable[[str], str]


def read_tables(path: Path, name: str = "", *, level_of: LevelOf | None = None) -> list[Table]:
    """The tables of a file, in its order. Raises kit's `Unreadable` with a sentence.

    `name`: what the sender called the file. `level_of` tells the level of a name the nomenclature
    knows ("" for another), where kegiatan and sub kegiatan share a column.
    """
    name = name or Path(path).name
    found = [
        table
        for grid in grids(Path(path), name)
        for table in _tables(grid, level_of or (lambda _name: ""))
    ]
    if not found:
        raise Unreadable(EXPECTED)
    return _named_apart([_same_period(table, found) for table in found])


def _same_period(table: Table, beside: list[Table]) -> Table:
    """ "Tahun 1" … "Tahun 5" are the last such years of a table in the same file, if one tells them."""
    told = [
        one.years
        for one in beside
        if one.years[0] > LAST_NTH and len(one.years) == len(table.years)
    ]
    if table.years[-1] > LAST_NTH or not told:
        return table
    years = dict(zip(table.years, max(told), strict=True))
    read = [
        replace(line, figures={(column, years.get(year, year)): figure
                               for (column, year), figure in line.figures.items()})
        for line in table.lines
    ]  # fmt: skip
    return replace(table, years=tuple(years.values()), lines=tuple(read))


def _tables(grid: Grid, level_of: LevelOf) -> list[Table]:
    """A heading printed again on the next page goes on with the table before it."""
    parts: list[tuple[Heading, str, list[Row]]] = []
    begins = _headings(grid)
    for number, heading in enumerate(begins):
        end = begins[number + 1].first if number + 1 < len(begins) else len(grid.rows)
        title = _title(grid, begins[number - 1].last + 1 if number else 0, heading.first)
        rows = [row for row in grid.rows[heading.last + 1 : end] if row.filled]
        rows = [row for row in rows if not _is_aside(row)]
        if parts and not title and parts[-1][0].columns == heading.columns:
            parts[-1][2].extend(rows)
        else:
            parts.append((heading, title, rows))
    return [_table(grid, *part, level_of) for part in parts if part[2]]


def _headings(grid: Grid) -> list[Heading]:
    found: list[Heading] = []
    index = 0
    while index < len(grid.rows):
        heading = headings.heading_at(grid, index)
        if heading:
            found.append(heading)
        index = heading.last + 1 if heading else index + 1
    return found


def _table(grid: Grid, heading: Heading, title: str, rows: list[Row], level_of: LevelOf) -> Table:
    heading = _dated(heading, title)
    caption = CAPTION.search(title) or FILE_NUMBER.search(grid.name)
    name = re.sub(r"\s", "", caption[1]).upper() if caption else grid.name
    kind = _kind(heading)
    words = f"{heading.words} {title}".casefold()
    factor = 10**6 if re.search(r"\bjuta\b|\bjt\b", words) else 10**3 if "rp.000" in words else 1
    read = lines.of_table(lines.Sheet(grid, heading, factor), rows, kind, level_of)
    if kind == papers.MONEY and factor == 1 and lines.is_small(read):
        factor = 10**6
        read = lines.of_table(lines.Sheet(grid, heading, factor), rows, kind, level_of)
    words = tuple(column.word for _at, column in sorted(heading.columns.items()))
    if any(MACHINE.fullmatch(cell) for cell in grid.rows[heading.first].filled):
        words = (papers.TYPED, *words)
    return Table(name[:MAX_NAME], kind, heading.years, tuple(read), factor, title, words)


def _title(grid: Grid, above: int, first: int) -> str:
    """The words directly above a heading: its caption, not the rows of the table before it."""
    texts: list[str] = []
    for row in reversed(grid.rows[above:first]):
        if len(set(row.filled)) > 1:
            break
        texts = [*row.filled[:1], *texts]
    captioned = next((n for n, text in enumerate(texts) if CAPTION.search(text)), None)
    if captioned is None and above:
        return ""
    return " ".join(texts[captioned or 0 :])


def _is_aside(row: Row) -> bool:
    """A caption, or the numbers under a heading printed again."""
    return headings.numbers_columns(row) or (
        len(set(row.filled)) == 1 and bool(CAPTION.match(row.filled[0]))
    )


def _dated(heading: Heading, title: str) -> Heading:
    """ "Tahun 1" … "Tahun 5" become years where the title says which ("2019-2023": its last ones)."""
    years = heading.years
    if not years or years[-1] > LAST_NTH:
        return heading
    told = [int(year) for year in headings.YEAR.findall(title)]
    if not told:
        return heading
    shift = max(told) - years[-1]
    columns = {
        index: one._replace(year=one.year + shift) if one.year else one
        for index, one in heading.columns.items()
    }
    return replace(heading, columns=columns)


def _kind(heading: Heading) -> str:
    roles = {column.role for column in heading.columns.values()}
    if papers.BUDGET in roles or papers.REALISED in roles:
        return papers.MONEY
    if papers.ACTUAL in roles:
        return papers.PERFORMANCE
    if headings.LEVEL in roles or papers.RP in roles:
        return papers.TREE
    return papers.TARGETS


def _named_apart(tables: list[Table]) -> list[Table]:
    """No two tables of a file bear the same name."""
    seen: dict[str, int] = {}
    named = []
    for table in tables:
        seen[table.name] = seen.get(table.name, 0) + 1
        again = seen[table.name]
        name = table.name if again == 1 else f"{table.name[: MAX_NAME - 4]} ({again})"
        named.append(replace(table, name=name))
    return named
