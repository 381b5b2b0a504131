"""Writes several plain sheets as one XLSX: headings in line 1, text as text, nothing else.

For workbooks that another program reads by their headings (an XLSForm); lists for people are written
by `writing`.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

from binaan.kit.sheets.writing import GREEN, LONGEST

NARROW, WIDE = 10, 48  # letters
MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - of no zone, as a workbook writes it; in every such file: the same rows are the same bytes


def write_book(
    out: Path, sheets: Mapping[str, tuple[Sequence[str], Iterable[Sequence[str]]]], *, title: str
) -> None:
    """Write each sheet with its headings and rows of text; empty cells stay empty."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(out), options) as book:
        book.set_properties({"title": title, "created": MADE})
        text = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        head = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": GREEN})
        for name, (headings, rows) in sheets.items():
            _sheet(book.add_worksheet(name), headings, list(rows), text, head)


def _sheet(sheet, headings: Sequence[str], rows: list[Sequence[str]], text, head) -> None:
    for index, heading in enumerate(headings):
        longest = max((len(row[index]) for row in rows), default=0)
        sheet.set_column(index, index, min(max(longest, len(heading), NARROW) + 2, WIDE))
        sheet.write_string(0, index, heading, head)
    for line, row in enumerate(rows, start=1):
        for index, value in enumerate(row):
            if value:
                sheet.write_string(line, index, value[:LONGEST], text)
    sheet.freeze_panes(1, 0)
