"""A file as grids of text with the line numbers a person sees, merged headings spread out."""

from pathlib import Path
from typing import NamedTuple

from binaan.kit.sheets.cells import letters, shown
from binaan.kit.sheets.reading import RawSheet, read


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
    return [_grid(sheet, name) for sheet in visible]


def _grid(sheet: RawSheet, name: str) -> Grid:
    rows = tuple(
        Row(line, tuple(shown(cell) if cell else "" for cell in cells))
        for line, *cells in sheet.frame.iter_rows()
    )
    is_text = sheet.name == "CSV" and not sheet.merged and not _is_book(name)
    return Grid(Path(name).stem if is_text else sheet.name, rows, sheet.merged, not is_text)


def _is_book(name: str) -> bool:
    return Path(name).suffix.lower() in (".xlsx", ".xlsm", ".xls", ".ods")
