"""Cells of an Excel workbook shown as percentages: the reading library tells 0.0938 where people see
9,38 %.

Only worksheets of a workbook whose styles have a percent format are scanned, as bytes while they
unpack. Source: ECMA-376 part 1, 18.8.30 (numFmt; built in 9 is 0 %, 10 is 0.00 %) and 18.8.10.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from binaan.kit.sheets.asides import attribute, local, pieces, small, worksheets

STYLES = "xl/styles.xml"
BUILT_IN = {"9": 0, "10": 2}
CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*[^/>])>")
ADDRESS = re.compile(rb"([A-Z]{1,3})(\d+)")


def percents(path: Path) -> dict[str, dict[tuple[int, int], int]]:
    """Decimals of each percent cell, by the sheet's name, then (line from 1, column from 0).

    Empty for what is no Excel workbook, or one whose styles cannot be told.
    """
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as archive:
        try:
            styles = _styles(archive)
            sheets = worksheets(archive) if styles else []
        except (KeyError, ValueError, SyntaxError):  # SyntaxError: what is not XML
            return {}
        return {name: dict(_cells(archive, part, styles)) for name, part in sheets if part}


def _styles(archive: zipfile.ZipFile) -> dict[bytes, int]:
    """The styles of cells that show percentages, each with its decimals."""
    if STYLES not in archive.namelist():
        return {}
    formats, used = dict(BUILT_IN), []
    for one in small(archive, STYLES):
        if local(one.tag) == "numFmts":
            for each in one:
                code = re.sub(r'"[^"]*"', "", each.get("formatCode", "")).split(";")[0]
                if code.rstrip().endswith("%"):
                    decimals = re.search(r"\.([0#]+)", code)
                    formats[each.get("numFmtId", "")] = len(decimals[1]) if decimals else 0
        elif local(one.tag) == "cellXfs":
            used = [each.get("numFmtId", "") for each in one]
    return {str(at).encode(): formats[one] for at, one in enumerate(used) if one in formats}


def _cells(
    archive: zipfile.ZipFile, part: str, styles: dict[bytes, int]
) -> Iterator[tuple[tuple[int, int], int]]:
    with archive.open(part) as member:
        for piece in pieces(member, (b"<row", b":row")):
            for said in CELL.findall(piece):
                decimals = styles.get(attribute(said, b"s") or b"")
                place = ADDRESS.fullmatch(attribute(said, b"r") or b"")
                if decimals is not None and place and attribute(said, b"t") in (None, b"n"):
                    yield (int(place[2]), _column(place[1])), decimals


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return column - 1
