"""A marked workbook made anew from what the reader gave: every word where it stood, as text."""

import re
from pathlib import Path

import polars as pl
import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from binaan.kit.sheets import listing, reading, tags
from binaan.kit.sheets.cells import EMPTY_FORMULA, NUMBER_MARK, column_index, letters
from binaan.kit.sheets.listing import Mark
from binaan.kit.sheets.reading import RawSheet

MAX_LINES = 1_048_576
LARGE = (
    1_500_000  # cells from which on rows are written as a stream, and merged cells are not merged
)
LONGEST = 32_767  # letters in a cell of Excel
LOOKED_AT = 200  # lines that decide how wide a column is
SHORT_COUNT = re.compile(
    r"0|[1-9]\d{0,8}"
)  # counts people add up; longer numbers may be identifiers
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


class TooManyLines(Exception):
    """More lines than a worksheet has."""


def write(source: Path, out: Path, marks: list[Mark], *, name: str, tag: str) -> None:
    """Write the sheets of any readable file with marks, list of problems and tag."""
    sheets = reading.read(source, name)
    if any((sheet.frame["line"] > MAX_LINES).any() for sheet in sheets):
        raise TooManyLines
    stream = sum(sheet.frame.height * sheet.width for sheet in sheets) > LARGE
    with xlsxwriter.Workbook(out, {"constant_memory": stream}) as book:
        names = _names(sheets)
        title = listing.free_title(tags.TITLE, list(names.values()))
        first = book.add_worksheet(title)
        cells, links = listing.by_cell(marks), {}
        formats = _formats(book)
        for sheet in sheets:
            target = book.add_worksheet(names[sheet.name])
            places = _places(sheet, cells.get(sheet.name, {}))
            for (line, column), mine in places.items():
                for mark in mine:
                    key = (mark.sheet, mark.line, mark.column)
                    links[key] = listing.link(names[sheet.name], line, letters(column))
            _dress(target, sheet, stream)
            _fill(target, sheet, places, formats)
        _list(book, first, marks, links, name)
        book.set_custom_property(tags.BATCH, tag, "text")
        book.set_custom_property(tags.SHEET, title, "text")


def _names(sheets: list[RawSheet]) -> dict[str, str]:
    """Each sheet's name as Excel allows it."""
    names: dict[str, str] = {}
    for sheet in sheets:
        free = NOT_IN_NAMES.sub(" ", sheet.name).strip("' ")[:25] or "Lembar"
        allowed = sheet.name if len(sheet.name) <= 31 and free == sheet.name[:25] else free
        names[sheet.name] = listing.free_title(allowed, list(names.values()))
    return names


def _formats(book) -> dict[tuple[bool, bool], object]:
    """By (marked, number)."""
    fill = {"bg_color": f"#{listing.YELLOW}"}
    return {
        (marked, number): book.add_format(
            {"num_format": "0" if number else "@", "valign": "top", **(fill if marked else {})}
        )
        for marked in (False, True)
        for number in (False, True)
    }


def _places(sheet: RawSheet, cells: dict) -> dict[tuple[int, int], list[Mark]]:
    """(line, column index) → marks; those of a whole row stand in its first used cell."""
    whole = [line for line, column in cells if not column]
    firsts = _first_used(sheet, whole) if whole else {}
    places: dict[tuple[int, int], list[Mark]] = {}
    for (line, column), marks in cells.items():
        index = column_index(column) if column else firsts.get(line, 0)
        places.setdefault((line, index), []).extend(marks)
    return places


def _first_used(sheet: RawSheet, lines: list[int]) -> dict[int, int]:
    rows = sheet.frame.filter(pl.col("line").is_in(lines))
    return {
        row[0]: next((index for index, text in enumerate(row[1:]) if text is not None), 0)
        for row in rows.iter_rows()
    }


def _dress(target, sheet: RawSheet, stream: bool) -> None:
    """Widths by what is said; hidden what was hidden; merged what was merged."""
    for index in range(sheet.width):
        said = sheet.frame[f"c{index}"].head(LOOKED_AT).str.len_chars()
        width = min(max(int(said.quantile(0.95) or 0) + 2, 8), 45)
        hidden = {"hidden": True} if index in sheet.hidden_columns else {}
        target.set_column(index, index, width, None, hidden)
    for line in sheet.hidden_lines:
        target.set_row(line - 1, None, None, {"hidden": True})
    if sheet.hidden:
        target.hide()
    target.ignore_errors(
        {"number_stored_as_text": f"A1:{letters(max(sheet.width - 1, 0))}{MAX_LINES}"}
    )
    for top, left, bottom, right in () if stream else sheet.merged:
        try:
            target.merge_range(top - 1, left, bottom - 1, right, "")
        except XlsxWriterException:
            continue  # overlapping ranges are broken in the sender's file too


def _fill(target, sheet: RawSheet, places: dict, formats: dict) -> None:
    """Every row in its line; `places` are marked."""
    marked: dict[int, dict[int, list[Mark]]] = {line: {} for line, _column in places}
    for (line, column), marks in places.items():
        marked[line][column] = marks
    for line, *texts in sheet.frame.iter_rows():
        here = marked.pop(line, {})
        for index, text in enumerate(texts):
            if text is not None or index in here:
                _cell(target, (line - 1, index), text, here.get(index), formats)
        for index in here:
            if index >= len(texts):
                _cell(target, (line - 1, index), None, here[index], formats)


def _cell(target, at: tuple[int, int], text: str | None, marks: list[Mark] | None, formats) -> None:
    stays_text = any(mark.text for mark in marks or ())
    if text is None or text == EMPTY_FORMULA:
        target.write_blank(*at, None, formats[bool(marks), False])
    elif text.startswith(NUMBER_MARK):  # digits are lost; as text it would look whole
        target.write_number(*at, int(text.removeprefix(NUMBER_MARK)), formats[bool(marks), False])
    elif SHORT_COUNT.fullmatch(text) and not stays_text:
        target.write_number(*at, int(text), formats[bool(marks), True])
    else:
        target.write_string(*at, text[:LONGEST], formats[bool(marks), False])
    if marks:
        words = listing.note(marks)
        size = {"width": listing.WIDTH, "height": listing.height(words)}
        target.write_comment(*at, words, {"author": listing.AUTHOR, **size})


def _list(book, sheet, marks: list[Mark], links: dict, name: str) -> None:
    """The sheet of problems, first and open."""
    line = {"valign": "top", "align": "left", "bottom": 7, "bottom_color": "#999999"}
    plain = book.add_format({**line, "text_wrap": True, "num_format": "@"})
    blue = book.add_format({**line, "underline": 1, "font_color": f"#{listing.GREEN}"})
    _above(book, sheet, listing.summary(marks, name))
    for number, mark in enumerate(marks, 1):
        at, values = listing.FIRST_LINE + number - 2, listing.row(number, mark)
        sheet.set_row(at, listing.row_height(values))
        for index, value in enumerate(values):
            where = links.get((mark.sheet, mark.line, mark.column))
            if index == listing.LINK_COLUMN and where and number <= listing.LINKS:
                sheet.write_url(at, index, f"internal:{where}", blue, str(value))
            elif isinstance(value, int):
                sheet.write_number(at, index, value, plain)
            else:
                sheet.write_string(at, index, value, plain)
    _printable(sheet)


def _above(book, sheet, title: str) -> None:
    """The title, how to use the list, and its headings."""
    bold = book.add_format({"bold": True, "font_size": 14})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    white = {"bold": True, "font_color": f"#{listing.WHITE}", "bg_color": f"#{listing.GREEN}"}
    head = book.add_format(white)
    sheet.set_row(0, 24)
    sheet.write_string(0, 0, title, bold)
    sheet.set_row(1, 36)
    sheet.merge_range(1, 0, 1, len(listing.HEADINGS) - 1, listing.HOW_TO, wrapped)
    for index, (heading, width) in enumerate(listing.HEADINGS.items()):
        sheet.set_column(index, index, width)
        sheet.write_string(listing.FIRST_LINE - 2, index, heading, head)


def _printable(sheet) -> None:
    sheet.freeze_panes(listing.FIRST_LINE - 1, 0)
    sheet.repeat_rows(listing.FIRST_LINE - 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")
    sheet.activate()
    sheet.set_first_sheet()
