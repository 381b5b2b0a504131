"""Workbooks for tests, written by hand where no library writes them: old Excel, OpenDocument, traps."""

import struct
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"


def xlsx(path: Path, sheets: dict[str, list[list]], *, at: str = "A1", hidden=()) -> Path:
    """A workbook with these rows per sheet, beginning at one cell."""
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            top, left = xlsxwriter.utility.xl_cell_to_rowcol(at)
            for offset, row in enumerate(rows):
                sheet.write_row(top + offset, left, row)
            if name in hidden:
                sheet.hide()
    return path


def ods(path: Path, sheets: dict[str, list[list[str]]], *, encrypted: bool = False) -> Path:
    """A minimal OpenDocument spreadsheet of text cells."""
    tables = ""
    for name, rows in sheets.items():
        lines = "".join(f"<table:table-row>{ods_cells(row)}</table:table-row>" for row in rows)
        tables += f'<table:table table:name="{escape(name)}">{lines}</table:table>'
    return raw_ods(path, tables, encrypted=encrypted)


def ods_cells(row: list[str]) -> str:
    """Text cells of one row."""
    return "".join(
        f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p>'
        "</table:table-cell>"
        for cell in row
    )


def raw_ods(path: Path, tables: str, *, encrypted: bool = False) -> Path:
    """An OpenDocument spreadsheet that holds exactly these tables."""
    spaces = " ".join(f'xmlns:{n}="{OFFICE.format(n)}"' for n in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}>'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    locked = '<manifest:encryption-data manifest:checksum="x"/>' if encrypted else ""
    manifest = (
        f'<manifest:manifest xmlns:manifest="{OFFICE.format("manifest")}">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
        f"{locked}</manifest:file-entry></manifest:manifest>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", "locked" if encrypted else content)
    return path


def xls(path: Path, name: str, rows: list[list], *, lines=(), columns=(), merged=()) -> Path:
    """A minimal workbook of Excel 97-2003 (BIFF8): texts as LABEL, numbers as NUMBER.

    Hidden `lines` (from 1) and `columns` (from 0), `merged` as RawSheet tells them.
    """
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    end = _record(0x000A, b"")
    title = name.encode("utf-16-le")
    length = len(start) + len(end) + 4 + 8 + len(title)
    bound = _record(0x0085, struct.pack("<IHBB", length, 0, len(name), 1) + title)
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    width = max(len(row) for row in rows)
    for column in columns:
        sheet += _record(0x007D, struct.pack("<HHHHHH", column, column, 2560, 0, 1, 0))
    sheet += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for line in lines:
        sheet += _record(0x0208, struct.pack("<HHHHHHI", line - 1, 0, width, 255, 0, 0, 0x120))
    for line, row in enumerate(rows):
        for column, value in enumerate(row):
            head = struct.pack("<HHH", line, column, 0)
            if isinstance(value, str):
                text = value.encode("utf-16-le")
                sheet += _record(0x0204, head + struct.pack("<HB", len(value), 1) + text)
            elif value is not None:
                sheet += _record(0x0203, head + struct.pack("<d", value))
    if merged:
        ranges = b"".join(struct.pack("<HHHH", a - 1, c - 1, b, d) for a, b, c, d in merged)
        sheet += _record(0x00E5, struct.pack("<H", len(merged)) + ranges)
    return ole(path, {"Workbook": start + bound + end + sheet + end})


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def ole(path: Path, streams: dict[str, bytes]) -> Path:
    """An OLE2 container; each stream is padded to at least 4,096 bytes, so that no mini stream is needed."""
    padded = {
        name: data.ljust(max(4096, -(-len(data) // SECTOR) * SECTOR), b"\x00")
        for name, data in streams.items()
    }
    fat, body, entries = [FAT, END], b"", [_entry("Root Entry", 5, END, 0, child=1)]
    for number, (name, data) in enumerate(padded.items(), 1):
        first, count = len(fat), len(data) // SECTOR
        fat += [*range(first + 1, first + count), END]
        body += data
        right = number + 1 if number < len(padded) else FREE
        entries.append(_entry(name, 2, first, len(data), right=right))
    if len(entries) > 4 or len(fat) > SECTOR // 4:
        raise ValueError("too much for one sector of directory or table")
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(SECTOR, b"\xff")
    head = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0, END, 0,
    )  # fmt: skip
    head += struct.pack("<I", 0) + b"\xff" * 432
    path.write_bytes(head + table + b"".join(entries).ljust(SECTOR, b"\x00") + body)
    return path


def _entry(name: str, kind: int, first: int, size: int, *, child=FREE, right=FREE) -> bytes:
    text = name.encode("utf-16-le")
    return (
        text.ljust(64, b"\x00")
        + struct.pack("<HBBIII", len(text) + 2, kind, 1, FREE, right, child)
        + b"\x00" * 36
        + struct.pack("<IQ", first, size)
    )


def raw_xlsx(path: Path, sheet_data: str, *, before: str = "", columns: str = "") -> Path:
    """A workbook whose only sheet holds exactly this XML; `before` stands ahead of its root."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    typed = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" '
        f'Type="{typed}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{typed}"><sheets>'
        '<sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" '
        f'Type="{typed}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<?xml version="1.0"?>{before}<worksheet xmlns="{main}">'
        f"{columns}<sheetData>{sheet_data}</sheetData></worksheet>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def bomb(path: Path, size: int = 200 * 1024**2) -> Path:
    """A small workbook that unpacks to `size` bytes of blanks."""
    raw_xlsx(path, "")
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/sharedStrings.xml", "w") as member,
    ):
        for _block in range(size // 1024**2):
            member.write(b" " * 1024**2)
    return path
