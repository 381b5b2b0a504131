"""A sheet laid out as boxes: what page, workbook and PDF draw, each in its own way."""

from datetime import date
from itertools import pairwise
from typing import NamedTuple

from binaan.kit.dates import long_date
from binaan.reports.heads import Head, heads, numbers
from binaan.reports.sheet import TEXT, Cell, Column, Row, Sheet

BOLD = 1.07  # how much wider a bold figure is
CENTRED = frozenset({"no", "code", "unit"})
SHADES = {"tujuan": 1, "sasaran": 2, "program": 3}


class Imprint(NamedTuple):
    """What a copy says of itself. `code` "" for a page that nobody has taken out yet."""

    code: str
    document: str
    version: str
    period: str
    edition: str
    choices: tuple[str, ...]
    made_on: date

    @property
    def address(self) -> str:
        return f"/laporan/cetak/{self.code}/" if self.code else ""

    @property
    def line(self) -> str:
        """Document, version, period, date: the line at the foot of every page."""
        said = (self.document, self.version, self.period, f"dicetak {long_date(self.made_on)}")
        return " · ".join(part for part in said if part)


class Box(NamedTuple):
    """A rectangle of one row: `left` and `wide` in columns.

    `open`: no line above it, it goes on with the box there; `goes_on`: none below it. `align`: left,
    center or right. `shade`: 0 none, 1 (tujuan) to 3 (program), 4 a line across.
    """

    cell: Cell
    column: Column | None
    left: int
    wide: int
    open: bool
    align: str
    bold: bool
    shade: int
    goes_on: bool = False


class Grid(NamedTuple):
    """`heads` with the numbering row as its last; `rows` of boxes from the left."""

    heads: list[Head]
    head_rows: int
    rows: list[list[Box]]
    widths: tuple[float, ...]


def grid(sheet: Sheet, *, numbered: bool = True) -> Grid:
    """The whole table of a sheet."""
    top = sheet.header_rows
    above = heads(sheet.columns, top)
    if numbered:
        above += numbers(sheet.columns, top)
    rows = [
        _boxes(sheet, row, first=not index or bool(sheet.rows[index - 1].kind))
        for index, row in enumerate(sheet.rows)
    ]
    _join(rows)
    widths = tuple(_width(column, left, above, rows) for left, column in enumerate(sheet.columns))
    return Grid(above, top + numbered, rows, widths)


def _width(column: Column, left: int, above: list[Head], rows: list[list[Box]]) -> float:
    """As declared, or more where a figure or a word of the heading would not fit, in mm."""
    words = [
        word
        for head in above
        if head.left == left and head.columns == 1
        for word in head.text.replace("-", "- ").replace("/", "/ ").split()
    ]
    least = max((_long(word) for word in words), default=0.0)
    if column.type != TEXT:
        texts = {
            (box.cell.text, box.bold)
            for row in rows
            for box in row
            if box.column is column and box.cell.type != TEXT
        }
        least = max([least, *(_long(text) * (BOLD if bold else 1) for text, bold in texts)])
    return max(column.width or 20.0, round(least, 1))


def _long(text: str) -> float:
    """How wide a text is that must not be broken: mm at the size the widths are declared for."""
    narrow = sum(letter in ".,-–():;ijl/ " for letter in text)
    return (len(text) - narrow) * 1.56 + narrow * 0.82 + 2.2


def _join(rows: list[list[Box]]) -> None:
    """A box above an open one has no line below."""
    for upper, lower in pairwise(rows):
        opened = {box.left for box in lower if box.open}
        upper[:] = [box._replace(goes_on=box.left in opened) for box in upper]


def _boxes(sheet: Sheet, row: Row, *, first: bool) -> list[Box]:
    strong = row.kind in ("total", "footer")
    shade = SHADES.get(row.level, 0)
    if row.kind == "group":
        return [Box(Cell(row.span), None, 0, len(sheet.columns), False, "left", True, 4)]
    found = []
    start = _span(sheet, row) if row.span else 0
    if start:
        found.append(Box(Cell(row.span), None, 0, start, False, "left", True, shade))
    for left, column in enumerate(sheet.columns[start:], start):
        cell = row.cells.get(column.key)
        below = cell is None and not first and not strong
        cell = cell or Cell()
        align = _align(cell, column)
        tint = 0 if below else shade
        found.append(Box(cell, column, left, 1, below, align, cell.bold or strong, tint))
    return found


def _span(sheet: Sheet, row: Row) -> int:
    """How many columns the words of a row cover: those before its first cell."""
    for position, column in enumerate(sheet.columns):
        if column.key in row.cells:
            return position
    return len(sheet.columns)


def _align(cell: Cell, column: Column) -> str:
    if column.key in CENTRED:
        return "center"
    if column.type == TEXT and cell.type == TEXT:
        return "center" if len(cell.text) <= 2 and cell.text else "left"
    return "right"
