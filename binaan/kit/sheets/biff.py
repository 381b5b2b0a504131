"""Hidden lines and columns of an old Excel workbook (BIFF5, BIFF8), record by record.

The few records needed are read here rather than by a library: the known one reads every cell in
Python only to say which lines are hidden. Source: [MS-XLS] 2.4.63, 2.4.53, 2.4.221; [MS-CFB] 2.2-2.6.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

from binaan.kit.sheets.asides import MAX_COLUMNS, Aside

BOF, EOF, BOUND_SHEET, ROW, COLUMN_INFO = 0x0809, 0x000A, 0x0085, 0x0208, 0x007D
WANTED = frozenset((BOF, EOF, ROW, COLUMN_INFO))
ROW_HIDDEN, COLUMN_HIDDEN = 0x20, 0x01
LAST_SECTOR = 0xFFFFFFFA
SMALL_STREAM = 4096  # shorter streams lie elsewhere; no workbook of Excel is so short


def asides(source: str) -> list[Aside]:
    """One per sheet in the order of the workbook; empty where the file is not understood."""
    data = _stream(Path(source).read_bytes())
    return [_sheet(data, start) for start in _starts(data)]


def _starts(data: bytes) -> list[int]:
    """Where each sheet's records begin, told in the first part of the stream."""
    starts, at = [], 0
    while at + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, at)
        if kind == BOUND_SHEET:
            starts.append(struct.unpack_from("<I", data, at + 4)[0])
        elif kind == EOF:
            break
        at += 4 + length
    return starts


def _sheet(data: bytes, at: int) -> Aside:
    lines: set[int] = set()
    columns: set[int] = set()
    depth = 0
    for kind, length, body in _records(data, at):
        if kind == ROW and length >= 14:
            line, flags = struct.unpack_from("<H10xB", data, body)
            if flags & ROW_HIDDEN:
                lines.add(line + 1)
        elif kind == COLUMN_INFO and length >= 10:
            first, last, flags = struct.unpack_from("<HH4xH", data, body)
            if flags & COLUMN_HIDDEN:
                columns.update(range(first, min(last + 1, MAX_COLUMNS)))
        elif kind in (BOF, EOF):
            depth += 1 if kind == BOF else -1  # a chart inside the sheet has both of its own
            if not depth:
                break
    return Aside(frozenset(lines), frozenset(columns))


def _records(data: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Kind, length and place of the body of each record that matters here."""
    head, end = struct.Struct("<HH").unpack_from, len(data) - 4
    while at <= end:
        kind, length = head(data, at)
        if kind in WANTED:
            yield kind, length, at + 4
        at += 4 + length


def _stream(raw: bytes) -> bytes:
    """The stream `Workbook` (or `Book`) of the compound file."""
    size = 1 << struct.unpack_from("<H", raw, 30)[0]
    directory, _flags, _shortest, _mini, _minis, extra, _extras = struct.unpack_from("<7I", raw, 48)
    sectors = [one for one in struct.unpack_from("<109I", raw, 76) if one <= LAST_SECTOR]
    while extra <= LAST_SECTOR:
        *more, extra = struct.unpack_from(f"<{size // 4}I", raw, (extra + 1) * size)
        sectors += [one for one in more if one <= LAST_SECTOR]
        if len(sectors) > len(raw) // size:
            raise ValueError("sectors in a circle")
    table = b"".join(raw[(one + 1) * size : (one + 2) * size] for one in sectors)
    following = struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])
    entries = _chain(raw, size, following, directory)
    for at in range(0, len(entries), 128):
        name = entries[at : at + 64].decode("utf-16-le", "replace").rstrip("\0")
        start, length = struct.unpack_from("<II", entries, at + 116)
        if name in ("Workbook", "Book") and length >= SMALL_STREAM:
            return _chain(raw, size, following, start)[:length]
    return b""


def _chain(raw: bytes, size: int, following: tuple[int, ...], sector: int) -> bytes:
    found = []
    while sector <= LAST_SECTOR:
        found.append(raw[(sector + 1) * size : (sector + 2) * size])
        if len(found) > len(following):
            raise ValueError("sectors in a circle")
        sector = following[sector]
    return b"".join(found)
