"""Writes the demo lists as an office keeps them: workbooks that look like its own, and a CSV.

The bytes depend on the lists only (no clock, no locale), so a file written twice is the same file
for the door. Identifiers are text cells, except where a fault is that they are not.
"""

import csv
import json
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from binaan.demo import layouts
from binaan.demo.firms import Firm
from binaan.demo.layouts import IMPORTED, NUMBER, Column, Layout

CREATED = datetime(2025, 1, 6, 8, 0)  # noqa: DTZ001 - a fixed date in the file's properties
HEAD = {"bold": True, "bg_color": "#DCE8DC", "border": 1, "text_wrap": True, "align": "center"}
CELL = {"border": 1, "border_color": "#BFBFBF"}
FORMATS = {
    "text": {**CELL, "num_format": "@"},
    "number": {**CELL, "num_format": "0"},
    "year": {**CELL, "num_format": "0", "align": "center"},
    "money": {**CELL, "num_format": "#,##0"},
    "date": {**CELL, "num_format": "dd/mm/yyyy"},
    "position": {**CELL, "num_format": "0.000000"},
    "typed": {**CELL, "num_format": "General"},
    "head": {**HEAD, "valign": "vcenter"},
    "title": {"bold": True, "font_size": 13},
    "example": {"bold": True, "font_color": "#B00000"},
}


def write_workbook(path: Path, firms: list[Firm], layout: Layout) -> None:
    """A workbook with the list and, where its layout asks, a second sheet that adds it up."""
    workbook = xlsxwriter.Workbook(path, {"strings_to_numbers": False})
    workbook.set_properties(
        {"title": path.stem, "comments": layouts.EXAMPLE, "created": CREATED, "author": "Binaan"}
    )
    formats = {name: workbook.add_format(look) for name, look in FORMATS.items()}
    sheet = workbook.add_worksheet(layout.sheet)
    _title(sheet, layout, formats)
    _heading(sheet, layout, formats)
    for index, firm in enumerate(firms):
        cells = layouts.cells(firm, index + 1, layout)
        _row(sheet, layout.heading_row + index, zip(layout.columns, cells, strict=True), formats)
    _print_set_up(sheet, layout, len(firms))
    if layout.title and layout.adds_up:
        _summary(workbook.add_worksheet("Rekap"), firms, formats)
    workbook.close()


def _title(sheet, layout: Layout, formats: dict) -> None:
    for row, line in enumerate(layout.title):
        sheet.write_string(row, 0, line, formats["example" if line == layouts.EXAMPLE else "title"])


def _heading(sheet, layout: Layout, formats: dict) -> None:
    row = layout.heading_row - 1
    sheet.set_row(row, 32)
    for number, column in enumerate(layout.columns):
        sheet.set_column(number, number, column.width)
        sheet.write_string(row, number, column.heading, formats["head"])
    frozen = next(i for i, column in enumerate(layout.columns) if column.shows == "name") + 1
    sheet.freeze_panes(layout.heading_row, frozen)


def _row(sheet, row: int, cells, formats: dict) -> None:
    for number, (column, value) in enumerate(cells):
        if value is None or value == "":
            sheet.write_blank(row, number, None, formats[column.kind])
        elif isinstance(value, str):
            sheet.write_string(row, number, value, formats[_kind(column, value)])
        elif isinstance(value, date):
            sheet.write_datetime(row, number, value, formats["date"])
        else:
            sheet.write_number(row, number, value, formats[_kind(column, value)])


def _kind(column: Column, value: object) -> str:
    """The column's own kind; a number in a text column was typed before it was made text."""
    if isinstance(value, str):
        return "text" if column.kind == "text" else "typed"
    return "typed" if column.kind == "text" else column.kind


def _print_set_up(sheet, layout: Layout, count: int) -> None:
    last = layout.heading_row + count - 1
    sheet.autofilter(layout.heading_row - 1, 0, last, len(layout.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(layout.heading_row - 1)
    sheet.set_footer(f"&L{layouts.EXAMPLE}&RHalaman &P dari &N")


def _summary(sheet, firms: list[Firm], formats: dict) -> None:
    """Units and workers by kecamatan, as the office adds them up for its report."""
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 2, 14)
    sheet.write_string(0, 0, "REKAPITULASI MENURUT KECAMATAN", formats["title"])
    for number, heading in enumerate(("Kecamatan", "Jumlah baris", "Tenaga kerja")):
        sheet.write_string(2, number, heading, formats["head"])
    units = Counter(firm.place.district for firm in firms)
    workers: Counter[str] = Counter()
    for firm in firms:
        workers[firm.place.district] += sum(firm.workers)
    rows = [(name, units[name], workers[name]) for name in sorted(units)]
    rows.append(("JUMLAH", units.total(), workers.total()))
    for index, (name, unit_count, worker_count) in enumerate(rows, start=3):
        sheet.write_string(index, 0, name, formats["text"])
        sheet.write_number(index, 1, unit_count, formats["money"])
        sheet.write_number(index, 2, worker_count, formats["money"])


def write_csv(path: Path, firms: list[Firm], layout: Layout) -> None:
    """A semicolon CSV as an Indonesian Excel saves it: UTF-8 with byte order mark, CRLF."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        sheet = csv.writer(file, delimiter=";", lineterminator="\r\n")
        sheet.writerow([column.heading for column in layout.columns])
        for index, firm in enumerate(firms):
            cells = layouts.cells(firm, index + 1, layout)
            sheet.writerow(["" if cell is None else _plain(cell) for cell in cells])


def _plain(cell: object) -> object:
    """A number as Excel shows it in a narrow cell: 3.2752E+15 loses a NIK for good."""
    return f"{cell:.5E}".replace(".", ",") if isinstance(cell, float) and cell > 1e11 else cell


def column_map(layout: Layout) -> dict:
    """What the door must be told of a list: the heading's row and the key, and where a column is
    kept in thousands also which column is which, since its heading alone would mislead."""
    placed = [(xl_col_to_name(number), column) for number, column in enumerate(layout.columns)]
    thousands = [letter for letter, column in placed if column.shows == "investment_thousands"]
    told = {"heading_row": layout.heading_row}
    if thousands:
        told["columns"] = {
            letter: IMPORTED.get(column.shows, column.shows)
            for letter, column in placed
            if column.shows not in (NUMBER, "key")
        }
        told["multiply"] = dict.fromkeys(thousands, 1_000)
    told["key"] = next(letter for letter, column in placed if column.shows == "key")
    return {"sheets": {layout.sheet: told}}


def write_map(path: Path, layout: Layout) -> None:
    path.write_text(json.dumps(column_map(layout), indent=2, ensure_ascii=False) + "\n")


class Book(NamedTuple):
    """A file of the demo and how to hand it in at the door; `has_map` says a map lies beside it."""

    file: str
    source: str
    office: str
    place: str
    as_of: date
    layout: Layout
    write: Callable[[Path, list[Firm], Layout], None]
    has_map: bool

    def map_path(self, folder: Path) -> Path | None:
        return (folder / self.file).with_suffix(".map.json") if self.has_map else None
