"""A sender's workbook with each problem marked in its cell, to be repaired and sent back.

See docs/rules/marked-workbook.md. The libraries that write workbooks run in a process of their own.
"""

import json
import os
import tempfile
from pathlib import Path
from typing import NamedTuple

from binaan.kit.processes import run_module
from binaan.kit.sheets.listing import Mark
from binaan.kit.sheets.reading import Unreadable

__all__ = ["Mark", "Marked", "Unmarkable", "mark"]
MARKER = "binaan.kit.sheets.marker"
SECONDS = 600
FORMATS_LOST = 4  # exit code: written by `plain`, as the file is no Excel workbook or is too large
SENTENCES = {
    "too_many_lines": "Daftar ini lebih panjang dari 1.048.576 baris, lebih dari isi satu lembar "
    "Excel. Bagi menjadi beberapa berkas, lalu masukkan satu per satu.",
    "broken": "Buku kerja bertanda tidak dapat dibuat dari berkas ini. Perbaiki lewat Kotak "
    "perbaikan di Binaan.",
}


class Unmarkable(Exception):
    """No marked workbook can be made of the file; the text says why and what to do."""


class Marked(NamedTuple):
    """`cells`: how many were marked. `formats_kept`: whether it is the sender's own workbook."""

    cells: int
    formats_kept: bool


def mark(path: Path, name: str, out: Path, marks: list[Mark], tag: str) -> Marked:
    """Write `path` to `out` (xlsx) with these marks; `tag` is what `reading.mark_of` will answer.

    All or nothing. Raises Unmarkable, Unreadable; OSError when `out` cannot be written.
    """
    handle, partial = tempfile.mkstemp(dir=out.resolve().parent, prefix=".tanda-", suffix=".xlsx")
    os.close(handle)
    try:
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder, "work.json")
            work.write_text(json.dumps({"name": name, "tag": tag, "marks": marks}))
            code = _run(path, partial, work)
        os.chmod(partial, 0o644)
        os.replace(partial, out)
    finally:
        Path(partial).unlink(missing_ok=True)
    cells = len({(one.sheet, one.line, one.column) for one in marks})
    return Marked(cells, code != FORMATS_LOST)


def _run(path: Path, partial: str, work: Path) -> int:
    """Keep the sender's formats if that can be done, else write the words alone."""
    done = None
    for way in ("kept", "plain"):
        words = (way, str(path.resolve()), partial, str(work))
        done = run_module(MARKER, *words, seconds=SECONDS) or done
        if done is not None and done.returncode in (0, FORMATS_LOST):
            return done.returncode
    said = done.stderr.decode(errors="replace").strip().splitlines()[-1:] if done else []
    _refuse(said[0] if said else "")
    return 1


def _refuse(said: str) -> None:
    if said.startswith("unreadable: "):
        raise Unreadable(said.removeprefix("unreadable: "))
    raise Unmarkable(SENTENCES.get(said, SENTENCES["broken"]))
