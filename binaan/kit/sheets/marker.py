"""Run as a program of its own: write a marked workbook.

Usage: python -m binaan.kit.sheets.marker kept|plain SOURCE OUT WORK.json
"""

import json
import resource
import sys
from pathlib import Path

MEMORY = 6 * 1024**3
FORMATS_LOST = 4


def main(way: str, source: str, out: str, work: str) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    from binaan.kit.sheets.listing import Mark

    said = json.loads(Path(work).read_text())
    marks = [Mark(*one) for one in said["marks"]]
    if way == "kept":
        return _kept(Path(source), Path(out), marks, said)
    return _plain(Path(source), Path(out), marks, said)


def _kept(source: Path, out: Path, marks: list, said: dict) -> int:
    from binaan.kit.sheets import kept

    if not kept.fits(source):
        return 1
    kept.write(source, out, marks, name=said["name"], tag=said["tag"])
    return 0


def _plain(source: Path, out: Path, marks: list, said: dict) -> int:
    from binaan.kit.sheets import plain
    from binaan.kit.sheets.reading import Unreadable

    try:
        plain.write(source, out, marks, name=said["name"], tag=said["tag"])
    except Unreadable as error:
        sys.stderr.write(f"unreadable: {error}")
        return 1
    except plain.TooManyLines:
        sys.stderr.write("too_many_lines")
        return 1
    return FORMATS_LOST


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:5]))
