"""Writes an official form as a workbook: merged headings, numbering row, signature block, print set-up.

The sheet stays one an office can add up: figures are numbers, with formats of Indonesia. Text is
written as text, so that no spreadsheet runs it.
"""

import math
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import xlsxwriter

TEXT, NUMBER, MONEY, PERCENT = "text", "number", "money", "percent"
FORMATS = {
    TEXT: "@", NUMBER: "[$-421]#,##0.##", MONEY: "[$-421]#,##0", PERCENT: '[$-421]#,##0.00"%"',
    "whole": "[$-421]#,##0", "sen": "[$-421]#,##0.00",
}  # fmt: skip
PAPERS = {"a3": 8, "a4": 9, "f4": 14}  # Excel knows F4 as folio (215,9 × 330,2 mm)
MM_A_LETTER = 1.9  # the width of a column is told in letters
SHADES = ("", "#E3EFEB", "#EEF5F2", "#F7FAF8", "#EFECE4")
HEAD = "#DCE9E5"
LONGEST = 32_767
FONT = "Plus Jakarta Sans"
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


class Mark(NamedTuple):
    """A heading: its text, top and left from 0, rows and columns it covers."""

    text: str
    top: int
    left: int
    rows: int
    columns: int


class Field(NamedTuple):
    """A box of the table. `value`: the number in it.

    `open`: no line above, it goes on with the box there; `goes_on`: none below.
    """

    text: str
    value: Decimal | int | None = None
    kind: str = TEXT
    left: int = 0
    columns: int = 1
    align: str = "left"
    bold: bool = False
    open: bool = False
    indent: int = 0
    shade: int = 0
    goes_on: bool = False


class Form(NamedTuple):
    """One worksheet. `widths` in mm; `signatures`: lines of each block, from the left.

    `below`: lines under the table (label, text); `notes`: small print under them.
    """

    name: str
    title: Sequence[str]
    above: Sequence[str]
    heads: Sequence[Mark]
    head_rows: int
    rows: Sequence[Sequence[Field]]
    widths: Sequence[float]
    below: Sequence[tuple[str, str]] = ()
    notes: Sequence[str] = ()
    signatures: Sequence[Sequence[str]] = ()
    landscape: bool = True
    paper: str = "a4"


class Imprint(NamedTuple):
    """`foot`: left part of each printed page's foot; `code` and `title` go into the properties."""

    title: str
    by: str
    code: str
    foot: str


def write_forms(out: Path, imprint: Imprint, forms: Sequence[Form]) -> None:
    """Write `out` with one worksheet per form."""
    options = {
        "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    }  # fmt: skip
    with xlsxwriter.Workbook(str(out), options) as book:
        book.set_properties({"title": imprint.title, "author": imprint.by})
        book.set_custom_property("binaan-kode", imprint.code or "-", "text")
        for form in forms:
            _Writer(book, form, imprint).write()


class _Writer:
    """Writes one form; `self.line` is the next free row."""

    def __init__(self, book, form: Form, imprint: Imprint):
        self.book, self.form, self.imprint = book, form, imprint
        self.sheet = book.add_worksheet(form.name.translate(_NOT_IN_NAMES)[:31])
        self.last = len(form.widths) - 1
        self.line = 0
        self.made: dict[tuple, object] = {}

    def write(self) -> None:
        """From the title down to the signatures."""
        for index, width in enumerate(self.form.widths):
            self.sheet.set_column(index, index, max(width / MM_A_LETTER, 3))
        for text in self.form.title:
            self._across(text, bold=True, font_size=12, align="center")
        for text in self.form.above:
            self._across(text, align="left", font_size=10)
        self.line += 1
        top = self.line
        self._heads(top)
        for row in self.form.rows:
            self._row(row)
        self._below()
        self._signatures()
        self._page(top)

    def _style(self, **said):
        key = tuple(sorted(said.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format({"font_name": FONT, "font_size": 8, **said})
        return self.made[key]

    def _across(self, text: str, **said) -> None:
        """A line over the whole width."""
        style = self._style(text_wrap=True, valign="vcenter", **said)
        letters = sum(self.form.widths) / MM_A_LETTER * 8 / said.get("font_size", 8)
        self.sheet.set_row(self.line, _points(text, letters, said.get("font_size", 8)))
        self._put((self.line, 0), (self.line, self.last), text, style)
        self.line += 1

    def _put(self, first: tuple[int, int], last: tuple[int, int], text: str, style) -> None:
        """Text in one cell or in several merged ones; never a formula."""
        if first != last:
            self.sheet.merge_range(*first, *last, "", style)
        self.sheet.write_string(*first, text[:LONGEST], style)

    def _heads(self, top: int) -> None:
        plain = self._style(
            bold=True, text_wrap=True, align="center", valign="vcenter", border=1, bg_color=HEAD
        )
        number = self._style(italic=True, align="center", valign="vcenter", border=1, bg_color=HEAD)
        lowest = max((mark.top for mark in self.form.heads), default=0)
        for mark in self.form.heads:
            style = number if mark.top == lowest and mark.text.startswith("(") else plain
            first = (top + mark.top, mark.left)
            last = (top + mark.top + mark.rows - 1, mark.left + mark.columns - 1)
            self._put(first, last, mark.text, style)
        for row in range(self.form.head_rows):
            self.sheet.set_row(top + row, self._head_height(row, lowest))
        self.line = top + self.form.head_rows

    def _head_height(self, row: int, lowest: int) -> float:
        """What the texts that end in this row need beyond the rows above, at least one line."""
        needed = 14.0
        for mark in self.form.heads:
            if mark.top + mark.rows - 1 == row and row != lowest:
                letters = self._letters(mark.left, mark.columns) * 0.9
                needed = max(needed, _points(mark.text, letters) / mark.rows)
        return needed

    def _letters(self, left: int, columns: int) -> float:
        """How many letters of the table's size fit: the width is told in letters of 11 points."""
        return sum(self.form.widths[left : left + columns]) / MM_A_LETTER * 1.2

    def _row(self, row: Sequence[Field]) -> None:
        height = 13.0
        for field in row:
            letters = self._letters(field.left, field.columns) - field.indent * 2
            height = max(height, _points(field.text, letters))
            self._field(field)
        self.sheet.set_row(self.line, min(height, 400))
        self.line += 1

    def _field(self, field: Field) -> None:
        said = {
            "valign": "top", "text_wrap": True, "align": field.align, "left": 1, "right": 1,
            "bottom": 0 if field.goes_on else 1, "top": 0 if field.open else 1,
            "num_format": FORMATS[_format(field)],
        }  # fmt: skip
        if field.bold:
            said["bold"] = True
        if field.indent:
            said["indent"] = field.indent
        if field.shade:
            said["bg_color"] = SHADES[field.shade]
        if field.value is None and field.text.startswith(_RUNS):
            said["quote_prefix"] = True
        style = self._style(**said)
        first, last = (self.line, field.left), (self.line, field.left + field.columns - 1)
        if field.value is None or field.kind == TEXT:
            self._put(first, last, field.text, style)
        else:
            self.sheet.write_number(*first, field.value, style)

    def _below(self) -> None:
        self._close()
        for label, text in self.form.below:
            bold = self._style(bold=True, text_wrap=True, valign="top", border=1)
            plain = self._style(text_wrap=True, valign="top", border=1)
            split = max(1, self._split())
            self.sheet.set_row(self.line, _points(text, self._letters(split, self.last + 1)))
            self._put((self.line, 0), (self.line, split - 1), label, bold)
            self._put((self.line, split), (self.line, self.last), text, plain)
            self.line += 1
        for text in self.form.notes:
            self._across(text, font_size=7, italic=True, align="left")

    def _close(self) -> None:
        """The line under the last row, where open boxes left it out."""
        if self.form.rows:
            style = self._style(top=1)
            for column in range(self.last + 1):
                self.sheet.write_blank(self.line, column, None, style)
            self.sheet.set_row(self.line, 6)
            self.line += 1

    def _split(self) -> int:
        """The column before which the labels end: about a third of the width."""
        third, sofar = sum(self.form.widths) / 3, 0.0
        for index, width in enumerate(self.form.widths):
            sofar += width
            if sofar > third and index:
                return index
        return 1

    def _signatures(self) -> None:
        """Blocks side by side; a single one stands at the right."""
        blocks = self.form.signatures
        if not blocks:
            return
        self.line += 1
        style = self._style(align="center", valign="vcenter", font_size=9, text_wrap=True)
        name = self._style(align="center", valign="vcenter", font_size=9, bold=True, underline=1)
        height = max(len(block) for block in blocks)
        for number, block in enumerate(blocks):
            first, last = self._columns_of(number, len(blocks))
            for offset, text in enumerate(block):
                at = self.line + offset
                named = offset and text and not block[offset - 1]
                self._put((at, first), (at, last), text, name if named else style)
                letters = self._letters(first, last - first + 1) * 8 / 9
                self.sheet.set_row(at, _points(text, letters, 9))
        self.line += height

    def _columns_of(self, number: int, many: int) -> tuple[int, int]:
        """The columns of a block: equal thirds of the width, the last at the right edge."""
        parts = max(many, 3) if sum(self.form.widths) > 200 else 2
        place = parts - 1 if many == 1 else round(number * (parts - 1) / max(many - 1, 1))
        whole = sum(self.form.widths)
        edges, sofar = [], 0.0
        for width in self.form.widths:
            edges.append(sofar + width / 2)
            sofar += width
        inside = [
            index
            for index, middle in enumerate(edges)
            if place * whole / parts <= middle < (place + 1) * whole / parts
        ]
        return (inside[0], inside[-1]) if inside else (self.last, self.last)

    def _page(self, top: int) -> None:
        sheet = self.sheet
        if self.form.landscape:
            sheet.set_landscape()
        sheet.set_paper(PAPERS[self.form.paper])
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.75)
        sheet.center_horizontally()
        sheet.repeat_rows(top, top + self.form.head_rows - 1)
        sheet.freeze_panes(top + self.form.head_rows, 0)
        foot = self.imprint.foot.replace("&", "&&")[:180]
        sheet.set_footer(f"&L&7{foot}&R&7Halaman &P dari &N")
        sheet.hide_gridlines(2)
        sheet.print_area(0, 0, self.line, self.last)


def _format(field: Field) -> str:
    """A whole number shows no comma; an amount shows sen only where there are some."""
    if field.value is None or field.kind in (TEXT, PERCENT):
        return field.kind
    whole = field.value == int(field.value)
    if field.kind == MONEY:
        return MONEY if whole else "sen"
    return "whole" if whole else NUMBER


def _points(text: str, letters: float, size: float = 8) -> float:
    """The height a text needs in a box so many letters wide."""
    wide = max(letters - 1, 3)
    lines = sum(_lines(part, wide) for part in text.split("\n"))
    return max(lines, 1) * size * 1.42 + 3


def _lines(text: str, wide: float) -> int:
    """Lines after wrapping at words; a word longer than the box is cut."""
    lines, room = 1, wide
    for word in text.split():
        long = len(word)
        if long > room and room < wide:
            lines, room = lines + 1, wide
        lines += math.ceil(long / wide) - 1 if long > wide else 0
        room -= min(long, wide) + 1
    return lines
