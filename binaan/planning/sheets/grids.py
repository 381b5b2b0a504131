"""A file as grids of text with the line numbers a person sees, merged headings spread out."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

from binaan.kit.numbers import id_number
from binaan.kit.sheets.cells import letters, shown
from binaan.kit.sheets.percents import percents
from binaan.kit.sheets.reading import RawSheet, Unreadable, read

TAIL = re.compile(r"-?\d+\.\d{9,}(?:e-?\d+)?")  # 93.80000000000001, which a sheet shows as 93.8
DIGITS = 10
MOST_LINES = 50_000  # no plan and no list of SP2D of a year has so many


class Row(NamedTuple):
    """A line of a sheet, 1-based, and its cells from column A on ("" for an empty one)."""

    line: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        return self.cells[column] if 0 <= column < len(self.cells) else ""

    @property
    def filled(self) -> list[str]:
        return [cell for cell in self.cells if cell]


class Grid(NamedTuple):
    """A sheet. `has_cells`: its cells have addresses, as a workbook's do."""

    name: str
    rows: tuple[Row, ...]
    merged: tuple[tuple[int, int, int, int], ...]
    has_cells: bool

    def address(self, line: int, column: int) -> str:
        return f"{letters(column)}{line}" if self.has_cells else ""


def grids(path: Path, name: str) -> list[Grid]:
    """The visible sheets of a workbook, or the one sheet of a CSV. Raises kit's Unreadable."""
    sheets = read(path, name)
    visible = [sheet for sheet in sheets if not sheet.hidden] or sheets
    if (lines := sum(sheet.frame.height for sheet in visible)) > MOST_LINES:
        raise Unreadable(
            f"Berkas ini memuat {id_number(lines)} baris, terlalu banyak. Bagi dahulu."
        )
    shares = percents(path) if _is_book(name) else {}
    return [_grid(sheet, name, shares.get(sheet.name, {})) for sheet in visible]


def _grid(sheet: RawSheet, name: str, shares: dict[tuple[int, int], int]) -> Grid:
    is_book = _is_book(name)
    rows = []
    for line, *cells in sheet.frame.iter_rows():
        texts = [shown(cell) if cell else "" for cell in cells]
        if is_book:
            texts = [_seen(text, shares.get((line, at))) for at, text in enumerate(texts)]
        rows.append(Row(line, tuple(texts)))
    return Grid(sheet.name if is_book else Path(name).stem, tuple(rows), sheet.merged, is_book)


def _seen(text: str, decimals: int | None) -> str:
    """A number cell as a person sees it: a share as percent, no tail of a binary fraction."""
    if decimals is None and not TAIL.fullmatch(text):
        return text
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    if decimals is None:
        return f"{value.normalize(Context(prec=DIGITS)):f}"
    return f"{(value * 100).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):f}%"


def _is_book(name: str) -> bool:
    return Path(name).suffix.lower() in (".xlsx", ".xlsm", ".xls", ".ods")
