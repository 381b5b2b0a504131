"""The tag of a workbook that was sent back marked: which batch it belongs to, which sheet is ours.

The tag lies in the workbook's own properties, which Excel and LibreOffice keep when they save.
"""

import re
import zipfile
from pathlib import Path
from typing import NamedTuple

from binaan.kit.sheets.asides import local, small

BATCH, SHEET = "binaan-batch", "binaan-lembar"
TITLE = "Perlu diperbaiki"
ALLOWED = re.compile(r"[\w-]{1,64}")


class Tag(NamedTuple):
    """`batch` as it was written; `sheet`: the name of the sheet that lists what is to be repaired."""

    batch: str
    sheet: str


def tag_of(path: Path) -> Tag | None:
    """The tag of a workbook (xlsx, xlsm, ods); None for every other file and for a tag that is none."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            said: dict[str, str] = {}
            for name in ("docProps/custom.xml", "meta.xml"):
                if name in names:
                    said |= _properties(archive, name)
    except (
        OSError,
        ValueError,
        SyntaxError,
        NotImplementedError,
        zipfile.BadZipFile,
        RuntimeError,
    ):
        return None
    batch = said.get(BATCH, "")
    return Tag(batch, said.get(SHEET) or TITLE) if ALLOWED.fullmatch(batch) else None


def mark_of(path: Path) -> str | None:
    """The batch a marked workbook was made from, as text."""
    tag = tag_of(path)
    return tag.batch if tag else None


def _properties(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """Own properties: <property name="…"><vt:lpwstr>…, or <meta:user-defined meta:name="…">…"""
    said = {}
    for one in small(archive, name).iter():
        if local(one.tag) in ("property", "user-defined"):
            key = next((v for k, v in one.attrib.items() if local(k) == "name"), "")
            said[key] = "".join(one.itertext()).strip()
    return said
