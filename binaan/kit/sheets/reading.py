"""Any list a person may hand over, as frames of text with the line numbers Excel would show.

Raises `Unreadable` with a sentence in Bahasa for what cannot be read; nothing is half read.
"""

import csv
import io
import json
import re
import signal
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import polars as pl

from binaan.kit.processes import run_module
from binaan.kit.sheets.cells import EMPTY_FORMULA, OWN_MARKS, tidy
from binaan.kit.sheets.tags import mark_of, tag_of

__all__ = ["RawSheet", "Unreadable", "mark_of", "not_calculated", "read", "uncalculated"]

MAX_FILE = 600 * 1024**2
MAX_UNPACKED = 3 * 1024**3
MAX_RATIO = 150
BOMB_FROM = 50 * 1024**2
MAX_COLUMNS = 300
SECONDS = 300
OUT_OF_MEMORY = (-signal.SIGABRT, -signal.SIGKILL)  # how a reader ends that asks for too much
CONVERTER = "binaan.kit.sheets.convert"
OLE = b"\xd0\xcf\x11\xe0"
TEXT_NAMES = (".csv", ".tsv", ".txt")
BOOK_NAMES = (".xlsx", ".xlsm", ".xls", ".ods")
AS_FORMULA = r'^="([^"]*)"$'  # ="0812…", as exports write numbers that must keep their zeros
UTF16 = (b"\xff\xfe", b"\xfe\xff")
LOOK_FOR_SEPARATOR = 20  # lines
SEPARATORS = ";,\t|"
QUOTED = re.compile(r'"[^"]*"')
# Excel writes and reads this line, so that a file opens anywhere; it is no row.
ANNOUNCED = re.compile(r'"?sep=([;,\t|])"?[;,\t|]*(?:\r\n|\r|\n|$)', re.IGNORECASE)


class Unreadable(Exception):
    """The file cannot be read; the text says why and what to do."""


class RawSheet(NamedTuple):
    """A sheet as it came: `frame` has `line` (1-based) and text columns c0, c1, …

    A merged cell says its words in its first cell only; `merged` tells the ranges as (first line,
    first column, last line, last column), lines from 1, columns from 0. Hidden lines and columns
    are told in the same numbers. `empty_formulas`: lines with a formula without a value, by column.
    """

    name: str
    frame: pl.DataFrame
    hidden: bool = False
    hidden_lines: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    empty_formulas: dict[int, list[int]] = {}

    @property
    def width(self) -> int:
        return self.frame.width - 1

    @property
    def uncalculated(self) -> int:
        """How many formulas have no value, because a program wrote them and nobody opened the file."""
        return sum(len(lines) for lines in self.empty_formulas.values())


SENTENCES = {
    "password": "Buku kerja ini dikunci kata sandi. Simpan ulang tanpa kata sandi, lalu kirim lagi.",
    "unreadable": "Berkas rusak atau bukan lembar kerja. Buka di Excel, simpan ulang sebagai .xlsx.",
    "too_wide": f"Lembar ini memuat lebih dari {MAX_COLUMNS} kolom. Hapus kolom yang tidak terpakai.",
    "too_large": "Lembar ini terlalu besar untuk dibaca sekaligus. Bagi menjadi beberapa berkas.",
}


def uncalculated(sheet: RawSheet, columns: Iterable[int], lines: Iterable[int]) -> int:
    """How many cells of these columns and lines are formulas without a value (EMPTY_FORMULA)."""
    if not sheet.empty_formulas:
        return 0
    wanted = set(lines)
    found = (sheet.empty_formulas.get(column, ()) for column in columns)
    return sum(line in wanted for some in found for line in some)


def not_calculated(count: int) -> str:
    """What to tell somebody whose formulas have no values: read as they are, they would say nothing."""
    return (
        f"Buku kerja ini memuat {count} rumus yang belum dihitung; nilainya menunggu. Lebih baik "
        "buka di Excel, simpan, lalu kirim lagi."
    )


def read(path: Path, name: str) -> list[RawSheet]:
    """The sheets of a file by what it really is, not by what its name says."""
    size = path.stat().st_size
    if size == 0:
        raise Unreadable("Berkas kosong (0 bita). Kirim ulang berkas yang berisi data.")
    if size > MAX_FILE:
        raise Unreadable("Berkas lebih besar dari 600 MB. Bagi menjadi beberapa berkas.")
    with open(path, "rb") as file:
        head = file.read(4096)
    is_zip = head.startswith(b"PK\x03\x04")
    is_book = is_zip or head.startswith(OLE)
    _refuse_false_name(Path(name).suffix.lower(), head, is_book)
    if is_zip:
        _refuse_bomb(path)
    sheets = _workbook(path) if is_book else [_text(path)]
    if is_zip and (tag := tag_of(path)):
        sheets = [sheet for sheet in sheets if sheet.name != tag.sheet]
    sheets = [sheet for sheet in sheets if sheet.frame.height and sheet.width]
    if not sheets:
        raise Unreadable("Berkas tidak memuat satu baris pun. Periksa apakah lembarnya benar.")
    return sheets


def _refuse_false_name(ending: str, head: bytes, is_book: bool) -> None:
    """A workbook may bear another workbook's ending, as systems export them; nothing else may lie."""
    if is_book and ending in TEXT_NAMES:
        raise Unreadable(
            f"Nama berkas ini {ending} tetapi isinya buku kerja. Ganti akhirannya menjadi .xlsx, "
            "lalu kirim lagi."
        )
    if is_book:
        return
    if ending in BOOK_NAMES or (b"\x00" in head and not head.startswith(UTF16)):
        raise Unreadable(
            f"Isi berkas ini bukan {ending or 'lembar kerja'}. {SENTENCES['unreadable']}"
        )


def _refuse_bomb(path: Path) -> None:
    """Measure a zip before anything unpacks it."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError) as error:
        raise Unreadable(SENTENCES["unreadable"]) from error
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    if unpacked > MAX_UNPACKED or (unpacked > BOMB_FROM and unpacked / packed > MAX_RATIO):
        raise Unreadable(
            "Berkas mengembang tidak wajar bila dibuka, jadi tidak dibaca. "
            "Salin datanya ke buku kerja baru, lalu kirim lagi."
        )


def _workbook(path: Path) -> list[RawSheet]:
    with tempfile.TemporaryDirectory() as folder:
        done = run_module(CONVERTER, str(path.resolve()), folder, seconds=SECONDS)
        if done is None:
            raise Unreadable(SENTENCES["too_large"])
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip()
            code = "too_large" if done.returncode in OUT_OF_MEMORY else said
            raise Unreadable(SENTENCES.get(code, SENTENCES["unreadable"]))
        listed = json.loads(Path(folder, "sheets.json").read_text())
        return [_raw(item, Path(folder, item["file"])) for item in listed]


def _raw(item: dict, file: Path) -> RawSheet:
    empty = {int(column): lines for column, lines in item["uncalculated"].items()}
    return RawSheet(
        item["name"],
        _marked(pl.read_ipc(file.read_bytes()), empty),
        item["hidden"],
        frozenset(item["hidden_lines"]),
        frozenset(item["hidden_columns"]),
        tuple(tuple(one) for one in item["merged"]),
        empty,
    )


def _marked(frame: pl.DataFrame, empty: dict[int, list[int]]) -> pl.DataFrame:
    """Formulas without a value say so, where their line says anything at all."""
    there = {column: lines for column, lines in empty.items() if f"c{column}" in frame.columns}
    return frame.with_columns(
        pl.when(pl.col("line").is_in(lines) & pl.col(f"c{column}").is_null())
        .then(pl.lit(EMPTY_FORMULA))
        .otherwise(pl.col(f"c{column}"))
        .alias(f"c{column}")
        for column, lines in there.items()
    )


def _text(path: Path) -> RawSheet:
    raw = path.read_bytes()
    if raw.startswith(UTF16):
        content = raw.decode("utf-16", errors="replace")
        encoded = content.encode()
    else:
        try:
            content = raw.decode("utf-8-sig")
            encoded = raw.removeprefix(b"\xef\xbb\xbf")
        except UnicodeDecodeError:
            content = raw.decode("cp1252", errors="replace")
            encoded = content.encode()
    content, encoded, separator, first_line = _announced(content, encoded)
    separator = separator or _separator(content)
    # A quoted cell may hold separators too, so only what no list can mean is refused unread.
    first = content[: content.find("\n")] if "\n" in content else content
    if first.count(separator) > 10 * MAX_COLUMNS:
        raise Unreadable(SENTENCES["too_wide"])
    frame = _plain(encoded, separator)
    if frame is None:
        frame = _careful(content, separator, first_line)
    else:
        frame = frame.with_columns(pl.col("line") + (first_line - 1))
    if frame.width - 1 > MAX_COLUMNS:
        raise Unreadable(SENTENCES["too_wide"])
    if b'="' in encoded:
        frame = frame.with_columns(pl.col(pl.String).str.replace(AS_FORMULA, "${1}"))
    return RawSheet("CSV", frame)


def _announced(content: str, encoded: bytes) -> tuple[str, bytes, str, int]:
    """Both without a first line "sep=;", the separator it announces, and the line they begin on."""
    found = ANNOUNCED.match(content[:20])
    if not found:
        return content, encoded, "", 1
    cut = found.end()
    return content[cut:], encoded[len(content[:cut].encode()) :], found[1], 2


def _separator(content: str) -> str:
    """The mark that parts most of the first lines alike; above them may stand a title with commas."""
    lines = [QUOTED.sub("", line) for line in content[: 64 * 1024].splitlines()]
    return max(SEPARATORS, key=lambda mark: _parting(lines[:LOOK_FOR_SEPARATOR], mark))


def _parting(lines: list[str], mark: str) -> tuple[int, int, int]:
    """How many lines it parts into equally many cells, into how many, and how many lines it is in."""
    counts = Counter(line.count(mark) for line in lines if mark in line)
    alike, times = max(((lines, times) for times, lines in counts.items()), default=(0, 0))
    return alike, times, counts.total()


def _plain(encoded: bytes, separator: str) -> pl.DataFrame | None:
    """The fast way, for files whose every physical line is one record; None where it is not so."""
    lines = encoded.count(b"\n") + (not encoded.endswith(b"\n"))
    if lines == 1 and b"\r" in encoded:
        return None
    try:
        frame = pl.read_csv(
            encoded, separator=separator, has_header=False, infer_schema=False, quote_char='"'
        )
    except pl.exceptions.PolarsError:
        return None
    if frame.height != lines:
        return None
    names = [f"c{index}" for index in range(frame.width)]
    frame.columns = names
    text = pl.col(pl.String)
    marked = any(mark.encode() in encoded for mark in OWN_MARKS)
    spaced = b"  " in encoded or b"\t" in encoded
    if marked:
        text = text.str.replace_all(f"[{OWN_MARKS}]", " ")
    if spaced:
        text = text.str.replace_all(r"\s+", " ")
    if marked or spaced or _has_edges(encoded, separator.encode()):
        text = text.str.strip_chars(" \r\u00a0").replace("", None)
    frame = frame.with_columns(text)
    return frame.select(pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias("line"), *names)


def _has_edges(encoded: bytes, separator: bytes) -> bool:
    """Whether a cell may begin or end with a blank, or be empty between quotation marks."""
    blanks = (b" " + separator, separator + b" ", b"\n ", b" \n", b'" ', b' "', b'""')
    odd = (b"\r", "\u00a0".encode())
    return (
        encoded[:1] == b" " or encoded[-1:] == b" " or any(one in encoded for one in blanks + odd)
    )


def _careful(content: str, separator: str, first_line: int = 1) -> pl.DataFrame:
    """Record by record: quoted line breaks, blank and ragged lines; `line` is where each starts."""
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=separator)
    lines, records, start = [], [], first_line
    csv.field_size_limit(1024 * 1024)
    try:
        for record in reader:
            lines.append(start)
            records.append([tidy(cell) for cell in record])
            start = reader.line_num + first_line
    except csv.Error as error:
        raise Unreadable(f"Baris {start} tidak terbaca. {SENTENCES['unreadable']}") from error
    if lines:
        _refuse_open_quote(content, separator, lines[-1], first_line)
    width = max((len(record) for record in records), default=0)
    if width > MAX_COLUMNS:
        raise Unreadable(SENTENCES["too_wide"])
    columns = {"line": pl.Series(lines, dtype=pl.Int64)}
    for index in range(width):
        values = [record[index] if index < len(record) else None for record in records]
        columns[f"c{index}"] = pl.Series(values, dtype=pl.String)
    return pl.DataFrame(columns)


def _refuse_open_quote(content: str, separator: str, last: int, first_line: int) -> None:
    """A quotation mark that is never closed would swallow every row after it."""
    rest = io.StringIO(content, newline="").readlines()[last - first_line :]
    try:
        list(csv.reader(rest, delimiter=separator, strict=True))
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise Unreadable(
                f"Tanda kutip yang dibuka di baris {last} tidak pernah ditutup. Perbaiki baris itu."
            ) from error
