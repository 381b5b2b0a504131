"""Writes a table as XLSX or CSV, line by line: a hundred thousand rows need no more memory than ten.

Two lines stand above the headings (what this sheet is, what was selected); a glossary comes last.
Text is written as text, so that no spreadsheet runs it or cuts an identifier down to 15 digits.
"""

import csv
import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import xlsxwriter

from binaan.kit.sheets.cells import escaped

LINES = 1_048_576  # of a worksheet, by ECMA-376
ABOVE = 3  # lines before the first row
TEXT, NUMBER, YEAR, DAY = "text", "number", "year", "day"
FORMATS = {TEXT: "@", NUMBER: "[$-421]#,##0.##", YEAR: "0", DAY: "[$-421]d mmmm yyyy"}
WHOLE = "[$-421]#,##0"
LONGEST = 32_767  # letters of a cell
GREEN, PALE = "#0E6B5B", "#E8F1EE"
KINDS = {TEXT: "teks", NUMBER: "angka", YEAR: "tahun", DAY: "tanggal"}
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")


class Column(NamedTuple):
    """`width` in letters; `meaning` for the glossary, with a unit where there is one."""

    label: str
    kind: str = TEXT
    width: int = 18
    meaning: str = ""
    personal: bool = False


class Paper(NamedTuple):
    """What the file says of itself: `mark` in its properties and under each printed page."""

    title: str
    by: str
    mark: str
    above: tuple[str, str]


def write_xlsx(out: Path, paper: Paper, columns: Sequence[Column], rows: Iterable[Sequence]) -> int:
    """Write `out` and answer how many rows there were. What a cell holds goes by its column's kind.

    The parts of the workbook lie in the folder of `out` until they are packed.
    """
    options = {
        "constant_memory": True, "tmpdir": str(out.parent), "strings_to_formulas": False,
        "strings_to_urls": False, "strings_to_numbers": False,
    }  # fmt: skip
    with xlsxwriter.Workbook(str(out), options) as book:
        book.set_properties({"title": paper.title, "author": paper.by, "comments": paper.above[0]})
        book.set_custom_property("binaan-kode", paper.mark)
        return _Book(book, paper, columns).write(rows)


class _Book:
    def __init__(self, book, paper: Paper, columns: Sequence[Column]):
        self.book, self.paper, self.columns = book, paper, columns
        self.formats = {
            kind: book.add_format({"num_format": code, "valign": "top"})
            for kind, code in {**FORMATS, "whole": WHOLE}.items()
        }
        self.quoted = book.add_format({"num_format": "@", "valign": "top", "quote_prefix": True})
        self.head = book.add_format(
            {"bold": True, "font_color": "#FFFFFF", "bg_color": GREEN, "text_wrap": True,
             "valign": "vcenter", "border": 1, "border_color": "#FFFFFF"}
        )  # fmt: skip
        self.mark = book.add_format(
            {"bold": True, "bg_color": PALE, "text_wrap": True, "valign": "top"}
        )
        self.said = book.add_format({"bg_color": PALE, "text_wrap": True, "valign": "top"})

    def write(self, rows: Iterable[Sequence]) -> int:
        sheet = self.book.add_worksheet(self.paper.title[:31])
        self._set_page(sheet, self.columns)
        for line, (text, style) in enumerate(
            zip(self.paper.above, (self.mark, self.said), strict=True)
        ):
            self._banner(sheet, line, text, style)
        self._headings(sheet, ABOVE - 1, self.columns)
        line = ABOVE - 1
        for line, row in enumerate(rows, start=ABOVE):
            for index, value in enumerate(row):
                self._cell(sheet, line, index, value)
        sheet.autofilter(ABOVE - 1, 0, max(line, ABOVE - 1), len(self.columns) - 1)
        sheet.freeze_panes(ABOVE, 1)
        sheet.repeat_rows(ABOVE - 1)
        self._glossary()
        return line - ABOVE + 1

    def _set_page(self, sheet, columns: Sequence[Column]) -> None:
        for index, one in enumerate(columns):
            sheet.set_column(index, index, one.width)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        mark = self.paper.mark.replace("&", "&&")
        sheet.set_footer(f"&L&8Kode {mark}&R&8Halaman &P dari &N")

    def _banner(self, sheet, line: int, text: str, style) -> None:
        """Across the first columns, as high as its words need."""
        last, letters = 0, 0
        for index, one in enumerate(self.columns):
            last, letters = index, letters + one.width
            if letters >= 110:
                break
        sheet.set_row(line, 15 * max(1, math.ceil(len(text) / max(letters - 4, 10))) + 3)
        if last:
            sheet.merge_range(line, 0, line, last, "", style)
        sheet.write_string(line, 0, text[:LONGEST], style)

    def _headings(self, sheet, line: int, columns: Sequence[Column]) -> None:
        lines = max(math.ceil(len(one.label) / (one.width * 0.8)) for one in columns)
        sheet.set_row(line, 15 * max(2, lines))
        for index, one in enumerate(columns):
            sheet.write_string(line, index, one.label, self.head)

    def _cell(self, sheet, line: int, index: int, value) -> None:
        if value is None or value == "":
            return
        kind = self.columns[index].kind
        if isinstance(value, date) and not isinstance(value, datetime):
            sheet.write_datetime(line, index, value, self.formats[DAY])
        elif isinstance(value, int | float | Decimal) and kind != TEXT:
            whole = kind == NUMBER and value == int(value)
            sheet.write_number(line, index, value, self.formats["whole" if whole else kind])
        else:
            self._text(sheet, line, index, str(value))

    def _text(self, sheet, line: int, index: int, text: str) -> None:
        style = self.quoted if text.startswith(_RUNS) else self.formats[TEXT]
        sheet.write_string(line, index, text[:LONGEST], style)

    def _glossary(self) -> None:
        columns = [
            Column("Kolom", width=26), Column("Arti", width=80), Column("Jenis", width=12),
            Column("Data pribadi", width=14),
        ]  # fmt: skip
        sheet = self.book.add_worksheet("Kamus")
        self._set_page(sheet, columns)
        self._headings(sheet, 0, columns)
        sheet.freeze_panes(1, 1)
        for line, row in enumerate(glossary(self.columns), start=1):
            for index, text in enumerate(row):
                sheet.write_string(
                    line, index, text, self.said if index == 1 else self.formats[TEXT]
                )


def glossary(columns: Sequence[Column]) -> list[tuple[str, str, str, str]]:
    """Label, meaning, kind, and whether it is personal, of each column."""
    return [
        (one.label, one.meaning, KINDS[one.kind], "ya" if one.personal else "tidak")
        for one in columns
    ]


def write_csv(out: Path, paper: Paper, columns: Sequence[Column], rows: Iterable[Sequence]) -> int:
    """As `write_xlsx`. UTF-8 with a mark for Excel, `;` between cells, a comma before decimals."""
    count = 0
    with open(out, "w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerows([escaped(text)] for text in paper.above)
        writer.writerow([escaped(one.label) for one in columns])
        for row in rows:
            writer.writerow([_plain(value) for value in row])
            count += 1
    return count


def _plain(value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float | Decimal):
        return str(value).replace(".", ",")
    return escaped(str(value))
