"""What the reading library does not tell of a sheet: hidden lines and columns, merged cells of
OpenDocument, formulas nobody calculated.

Runs inside the converter's own process. Worksheets are scanned as bytes while they unpack, never
built as a tree: a million rows cost seconds, not memory. Old Excel is in `biff`.
"""

import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

BLOCK = 4 * 1024**2
MAX_PART = 16 * 1024**2  # of a small part (list of sheets, relations), and of one line of a sheet
MAX_COLUMNS = 300


class Aside(NamedTuple):
    """Of one sheet; lines from 1, columns from 0. `merged` None: the library told it already.

    `uncalculated`: the lines whose formula has no value, by column.
    """

    hidden_lines: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] | None = None
    uncalculated: dict[int, list[int]] = {}


NOTHING = Aside()


def asides(source: str) -> list[Aside]:
    """One per sheet in the order of the workbook; shorter, or empty, where nothing can be told."""
    if not zipfile.is_zipfile(source):
        from binaan.kit.sheets.biff import asides as of_old_excel

        return of_old_excel(source)
    with zipfile.ZipFile(source) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" in names:
            return [_worksheet(archive, part) for _name, part in worksheets(archive)]
        return _opendocument(archive) if "content.xml" in names else []


def small(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """A small part of a workbook as a tree; raises ValueError for one that is large or declares things."""
    with archive.open(name) as member:
        data = member.read(MAX_PART + 1)
    if len(data) > MAX_PART or b"<!DOCTYPE" in data:
        raise ValueError(name)
    return ElementTree.fromstring(data)


def local(tag: str) -> str:
    """The name of an element or attribute without its namespace."""
    return tag.rpartition("}")[2]


def worksheets(archive: zipfile.ZipFile) -> list[tuple[str, str | None]]:
    """Name and file of every sheet of an Excel workbook, in its order; None for one without a file."""
    names = set(archive.namelist())
    relations = {
        one.get("Id"): one.get("Target", "") for one in small(archive, "xl/_rels/workbook.xml.rels")
    }
    found: list[tuple[str, str | None]] = []
    for one in small(archive, "xl/workbook.xml").iter():
        if local(one.tag) != "sheet":
            continue
        identifier = next((v for k, v in one.attrib.items() if k.endswith("}id")), "")
        target = relations.get(identifier, "")
        part = target[1:] if target.startswith("/") else f"xl/{target}"
        found.append((one.get("name", ""), part if part in names else None))
    return found


# Excel (xlsx)

ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
COL = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
# A formula and then no value; of a formula that gave an empty text the cell says t="str".
EMPTY_FORMULA = re.compile(
    rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:</(?:\w+:)?c>|<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</)"
)
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)>\s*$")
YES = (b"1", b"true", b"on")


def attribute(tag: bytes, name: bytes) -> bytes | None:
    """The value of an attribute of a start tag, in any order and either quotation mark."""
    found = re.search(rb"(?:^|\s)" + name + rb"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", tag)
    return (found[1] if found[1] is not None else found[2]) if found else None


def _worksheet(archive: zipfile.ZipFile, part: str | None) -> Aside:
    if part is None:
        return NOTHING
    scan = _Worksheet()
    with archive.open(part) as member:
        for piece in pieces(member, (b"<row", b":row")):
            scan.take(piece)
    return Aside(frozenset(scan.lines), frozenset(scan.columns), None, scan.empty)


def pieces(member, starts: tuple[bytes, ...]) -> Iterator[bytes]:
    """The member in pieces that end where a new row begins, so that no row is cut in two."""
    rest = b""
    while block := member.read(BLOCK):
        rest += block
        cut = max(rest.rfind(start) for start in starts)
        cut = rest.rfind(b"<", 0, cut + 1)
        if cut > 0:
            yield rest[:cut]
            rest = rest[cut:]
        elif len(rest) > MAX_PART:
            raise ValueError("a row without end")
    yield rest


class _Worksheet:
    """Collects what the pieces of one worksheet say."""

    def __init__(self):
        self.lines: set[int] = set()
        self.columns: set[int] = set()
        self.empty: dict[int, list[int]] = {}
        self.counted = 0
        self.numbered: bool | None = None

    def take(self, piece: bytes) -> None:
        if self.numbered is None:
            self._head(piece)
        if not self.numbered or b"hidden" in piece or b'ht="0"' in piece:
            self._rows(piece)
        if b"<f" in piece or b":f" in piece:
            self._formulas(piece)

    def _head(self, piece: bytes) -> None:
        """Columns stand before the first row; rows usually carry their number."""
        first = ROW.search(piece)
        for tag in COL.findall(piece, 0, first.start() if first else len(piece)):
            if attribute(tag, b"hidden") in YES:
                start, end = int(attribute(tag, b"min") or 1), int(attribute(tag, b"max") or 0)
                self.columns.update(range(start - 1, min(end, MAX_COLUMNS)))
        if first:
            self.numbered = attribute(first[1], b"r") is not None

    def _rows(self, piece: bytes) -> None:
        for tag in ROW.findall(piece):
            if self.numbered and b"hidden" not in tag and b'ht="0"' not in tag:
                continue
            number = attribute(tag, b"r")
            self.counted = int(number) if number else self.counted + 1
            if attribute(tag, b"hidden") in YES or attribute(tag, b"ht") == b"0":
                self.lines.add(self.counted)

    def _formulas(self, piece: bytes) -> None:
        for found in EMPTY_FORMULA.finditer(piece):
            start = piece.rfind(b"<", 0, found.start())
            cell = CELL.search(piece, start, found.start())
            if cell and attribute(cell[1], b"t") != b"str":
                line, column = _place(attribute(cell[1], b"r") or b"")
                self.empty.setdefault(column, []).append(line)


def _place(address: bytes) -> tuple[int, int]:
    """D17 -> 17, 3; 0, -1 for a cell that does not say where it stands."""
    letters = address.rstrip(b"0123456789")
    column = 0
    for letter in letters.upper():
        column = column * 26 + letter - 64
    return int(address[len(letters) :] or 0), column - 1


# OpenDocument

TABLE_OR_ROW = re.compile(rb"<(table:table|table:table-row|table:table-column)\b(?!-)([^>]*)>")
ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*)>")
ODS_HIDDEN = (b"collapse", b"filter")


def _opendocument(archive: zipfile.ZipFile) -> list[Aside]:
    scan = _OpenDocument()
    with archive.open("content.xml") as member:
        for piece in pieces(member, (b"<table:table-row", b"<table:table ")):
            scan.take(piece)
    return scan.found()


class _OpenDocument:
    """Collects what the pieces of content.xml say, one table after the other."""

    def __init__(self):
        self.tables: list[tuple[set[int], set[int], list[tuple[int, int, int, int]]]] = []
        self.line = self.column = 0

    def found(self) -> list[Aside]:
        return [
            Aside(frozenset(lines), frozenset(columns), tuple(merged))
            for lines, columns, merged in self.tables
        ]

    def take(self, piece: bytes) -> None:
        tags = list(TABLE_OR_ROW.finditer(piece))
        for number, tag in enumerate(tags):
            kind, said = tag[1], tag[2]
            if kind == b"table:table":
                self.tables.append((set(), set(), []))
                self.line = self.column = 0
            elif self.tables and kind == b"table:table-column":
                self._column(said)
            elif self.tables:
                end = tags[number + 1].start() if number + 1 < len(tags) else len(piece)
                self._row(said, piece, tag.end(), end)

    def _column(self, said: bytes) -> None:
        count = _times(said, b"table:number-columns-repeated")
        if attribute(said, b"table:visibility") in ODS_HIDDEN:
            last = min(self.column + count, MAX_COLUMNS)
            self.tables[-1][1].update(range(self.column, last))
        self.column += count

    def _row(self, said: bytes, piece: bytes, start: int, end: int) -> None:
        lines, _columns, merged = self.tables[-1]
        count = _times(said, b"table:number-rows-repeated")
        if b"visibility" in said and attribute(said, b"table:visibility") in ODS_HIDDEN:
            lines.update(range(self.line + 1, self.line + 1 + min(count, 2**20)))
        if piece.find(b"-spanned", start, end) >= 0:
            merged += _spans(ODS_CELL.findall(piece, start, end), self.line + 1)
        self.line += count


def _spans(cells: list[bytes], line: int) -> Iterator[tuple[int, int, int, int]]:
    column = 0
    for said in cells:
        wide = _times(said, b"table:number-columns-spanned")
        high = _times(said, b"table:number-rows-spanned")
        if wide > 1 or high > 1:
            yield line, column, line + high - 1, column + wide - 1
        column += _times(said, b"table:number-columns-repeated")


def _times(said: bytes, name: bytes) -> int:
    value = attribute(said, name)
    return int(value) if value and value.isdigit() else 1
