"""Marks in the sender's own Excel workbook, which keeps its formats, formulas and their values."""

import re
import zipfile
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from binaan.kit.sheets import listing, tags
from binaan.kit.sheets.asides import attribute, pieces, worksheets
from binaan.kit.sheets.cells import column_index
from binaan.kit.sheets.listing import Mark

# openpyxl needs 0.6 KB and 20 µs a cell: 1.5 million are about 1 GB and half a minute.
MAX_CELLS = 1_500_000
FONT = "Calibri"
FILL = PatternFill("solid", fgColor=listing.YELLOW)

Links = dict[tuple[str, int, str], str]  # sheet, line and column of a mark → where a link leads


def fits(source: Path) -> bool:
    """Whether this is an Excel workbook small enough to be built whole."""
    if not zipfile.is_zipfile(source):
        return False
    count = 0
    with zipfile.ZipFile(source) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return False
        for _name, part in worksheets(archive):
            if part:
                with archive.open(part) as member:
                    count += sum(
                        p.count(b"</c>") + p.count(b":c>") for p in pieces(member, (b"<row",))
                    )
    return count <= MAX_CELLS


def write(source: Path, out: Path, marks: list[Mark], *, name: str, tag: str) -> None:
    """Write the workbook with its marks, its list of problems and its tag."""
    with open(source, "rb") as file:
        book = openpyxl.load_workbook(file, rich_text=True)
    _forget(book, tags.tag_of(source))
    links: Links = {}
    for sheet, cells in listing.by_cell(marks).items():
        links |= _marked(book[sheet], cells)
    title = listing.free_title(tags.TITLE, book.sheetnames)
    _list(book, title, marks, links, name)
    for key, value in ((tags.BATCH, tag), (tags.SHEET, title)):
        book.custom_doc_props.append(StringProperty(name=key, value=value))
    book.save(out)
    _keep_values(source, out)


def _forget(book, tag: tags.Tag | None) -> None:
    """Take out what we wrote into this workbook the last time."""
    for key in (tags.BATCH, tags.SHEET):
        if key in book.custom_doc_props.names:
            del book.custom_doc_props[key]
    if tag is None:
        return
    if tag.sheet in book.sheetnames:
        del book[tag.sheet]
    for sheet in book.worksheets:
        for cell in [one for line in sheet.iter_rows() for one in line if one.comment]:
            _unmark(cell)


def _unmark(cell) -> None:
    words = listing.own_words(cell.comment.text)
    if words != cell.comment.text.strip():
        cell.comment = Comment(words, cell.comment.author or "") if words else None
        if str(cell.fill.fgColor.rgb)[-6:] == listing.YELLOW:
            cell.fill = PatternFill()


def _marked(sheet, cells: dict[tuple[int, str], list[Mark]]) -> Links:
    """Mark cells; answers where a link to each place leads."""
    links: Links = {}
    grouped: dict[str, list[Mark]] = {}
    for (line, column), marks in cells.items():
        cell = _cell(sheet, line, column)
        links[(sheet.title, line, column)] = listing.link(sheet.title, cell.row, cell.column_letter)
        grouped.setdefault(cell.coordinate, []).extend(marks)
    for coordinate, marks in grouped.items():
        cell, author, before = sheet[coordinate], listing.AUTHOR, ""
        if cell.comment:
            author, before = cell.comment.author or listing.AUTHOR, cell.comment.text.strip()
        words = listing.note(marks, before)
        cell.comment = Comment(words, author, listing.height(words), listing.WIDTH)
        cell.fill = FILL
        if any(mark.text for mark in marks):
            cell.number_format = "@"
    return links


def _cell(sheet, line: int, column: str):
    """The cell of a place; of a merged range the one that holds its words."""
    cell = sheet.cell(line, column_index(column) + 1 if column else _first_used(sheet, line))
    if isinstance(cell, MergedCell):
        whole = next(one for one in sheet.merged_cells.ranges if cell.coordinate in one)
        cell = sheet.cell(whole.min_row, whole.min_col)
    return cell


def _first_used(sheet, line: int) -> int:
    found = (cell.column for cell in sheet[line] if cell.value is not None)
    return next(found, 1)


def _list(book, title: str, marks: list[Mark], links: Links, name: str) -> None:
    """The sheet of problems, first and open; no other sheet stays selected with it."""
    sheet = book.create_sheet(title, 0)
    sheet["A1"], sheet["A2"] = listing.summary(marks, name), listing.HOW_TO
    sheet["A1"].font, sheet["A2"].alignment = Font(name=FONT, bold=True, size=14), _wrapped()
    sheet.merge_cells(start_row=2, end_row=2, start_column=1, end_column=len(listing.HEADINGS))
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 24, 36
    for number, (heading, width) in enumerate(listing.HEADINGS.items(), 1):
        cell = sheet.cell(listing.FIRST_LINE - 1, number, heading)
        cell.font, cell.alignment = Font(name=FONT, bold=True, color=listing.WHITE), _wrapped()
        cell.fill = PatternFill("solid", fgColor=listing.GREEN)
        sheet.column_dimensions[get_column_letter(number)].width = width
    for number, mark in enumerate(marks, 1):
        _listed(sheet, listing.FIRST_LINE + number - 1, number, mark)
        if number <= listing.LINKS:
            cell = sheet.cell(listing.FIRST_LINE + number - 1, listing.LINK_COLUMN + 1)
            where = links[(mark.sheet, mark.line, mark.column)]
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=where)
            cell.font = Font(name=FONT, color=listing.GREEN, underline="single")
    _printable(sheet)
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    book.active = 0


def _listed(sheet, line: int, number: int, mark: Mark) -> None:
    thin = Border(bottom=Side("hair", color="999999"))
    values = listing.row(number, mark)
    sheet.row_dimensions[line].height = listing.row_height(values)
    for column, value in enumerate(values, 1):
        cell = sheet.cell(line, column)
        cell.value = value
        if isinstance(value, str):
            cell.data_type, cell.number_format = "s", "@"  # never a formula
        cell.alignment, cell.border = _wrapped(), thin


def _wrapped() -> Alignment:
    return Alignment(wrap_text=True, vertical="top", horizontal="left")


def _printable(sheet) -> None:
    sheet.freeze_panes = sheet.cell(listing.FIRST_LINE, 1)
    sheet.print_title_rows = f"{listing.FIRST_LINE - 1}:{listing.FIRST_LINE - 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&P / &N"


# openpyxl keeps formulas and forgets their values; who then reads the file finds empty cells.
FORMULA = rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)"
VALUED = re.compile(rb"<(?:\w+:)?c\b([^>]*)>\s*" + FORMULA + rb"\s*<(?:\w+:)?v[^>]*>([^<]+)</")
EMPTIED = re.compile(rb"<c\b([^>]*)>(" + FORMULA + rb")<v\s*/?>(?:</v>)?</c>")


def _keep_values(source: Path, out: Path) -> None:
    """Write the values of formulas back into the sheets they were in."""
    with zipfile.ZipFile(source) as old:
        values = {name: _values(old, part) for name, part in worksheets(old) if part}
    if not any(values.values()):
        return
    patched = out.with_name(f"{out.name}.part")
    try:
        with (
            zipfile.ZipFile(out) as new,
            zipfile.ZipFile(patched, "w", zipfile.ZIP_DEFLATED) as done,
        ):
            sheet_of = {part: name for name, part in worksheets(new) if part}
            for part in new.namelist():
                data = new.read(part)
                known = values.get(sheet_of.get(part, ""))
                done.writestr(part, EMPTIED.sub(_Valued(known), data) if known else data)
        patched.replace(out)
    finally:
        patched.unlink(missing_ok=True)


def _values(archive: zipfile.ZipFile, part: str) -> dict[bytes, tuple[bytes, bytes]]:
    """Address → type and value of each formula that has one."""
    found: dict[bytes, tuple[bytes, bytes]] = {}
    with archive.open(part) as member:
        for piece in pieces(member, (b"<row", b":row")):
            if b"<f" in piece or b":f" in piece:
                for cell, value in VALUED.findall(piece):
                    address = attribute(cell, b"r")
                    if address:
                        found[address] = (attribute(cell, b"t") or b"n", value)
    return found


class _Valued:
    """Puts the value a formula had behind it."""

    def __init__(self, values: dict[bytes, tuple[bytes, bytes]]):
        self.values = values

    def __call__(self, found: re.Match) -> bytes:
        kind, value = self.values.get(attribute(found[1], b"r") or b"", (b"", b""))
        if not kind:
            return found[0]
        return b'<c%s t="%s">%s<v>%s</v></c>' % (found[1], kind, found[2], value)
