"""Rows and tables as printed: repeated rows and names, numbering, the period of the title, years."""

import re
from collections.abc import Iterator

from binaan.planning.rules import papers
from binaan.planning.rules.checking.catalogue import rule
from binaan.planning.rules.checking.paper import Folder, Paper, Part, key_of
from binaan.planning.rules.checking.words import LEVEL_WORDS, named, quoted, say
from binaan.planning.rules.findings import INFO, WARNING, Finding
from binaan.planning.rules.papers import Line

DUPLICATE, REPEATED, NUMBERING, TITLE, YEARS = (
    "duplicate_row", "repeated_parent", "row_numbering", "title_period", "missing_years",
)  # fmt: skip
PERIOD = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*(?:[-–—]|s\.?d\.?|sampai)\s*((?:19|20)\d\d)(?!\d)")
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
NUMBER = "no"


def _values(line: Line) -> tuple:
    """What a row claims: its figures that say something."""
    said = [
        (column, year, figure.value if figure.value is not None else figure.text)
        for (column, year), figure in line.figures.items()
        if column != NUMBER and not figure.is_blank
    ]
    return tuple(sorted(said, key=str))


@rule(DUPLICATE, WARNING, "Baris tercetak dua kali")
def duplicate_row(folder: Folder) -> Iterator[Finding]:
    """The same parent, the same name and the same values as a row before it."""
    for paper in folder.papers:
        seen: dict[tuple, Line] = {}
        for line in paper.table.lines:
            if not (values := _values(line)):
                continue
            part = paper.part_of.get(id(line))
            above = (id(part.parent), part.level) if part else ()
            name = key_of(paper.name_of(line))
            first = seen.setdefault((above, name, key_of(line.indicator), values), line)
            if first is not line:
                yield say(
                    paper, line, (DUPLICATE, WARNING),
                    f"Baris {named(paper, line)} sama persis dengan baris {first.row}: induk, nama dan "
                    f"semua nilainya.",
                    proposal="Hapus salah satu bila memang tercetak dua kali.",
                )  # fmt: skip


@rule(REPEATED, INFO, "Nama induk diulang")
def repeated_parent(folder: Folder) -> Iterator[Finding]:
    """A part is printed again under its name, with children of its own."""
    for paper in folder.of(papers.TREE):
        seen: dict[tuple[str, str], Part] = {}
        for part in paper.parts:
            if not part.key or not part.children:
                continue
            first = seen.setdefault((part.level, part.key), part)
            if first is not part:
                line = part.block.lines[0]
                yield say(
                    paper, line, (REPEATED, INFO),
                    f"{LEVEL_WORDS[part.level].capitalize()} {quoted(part.name)} tercetak lagi (pertama "
                    f"di baris {first.block.row}), dengan "
                    "rinciannya sendiri.",
                )  # fmt: skip


@rule(NUMBERING, INFO, "Nomor urut meloncat atau berulang")
def row_numbering(folder: Folder) -> Iterator[Finding]:
    """The number of a row is neither its place nor one more than the row above."""
    for paper in folder.papers:
        place, before = 0, None
        for line in paper.table.lines:
            number = _number(line.figure(NUMBER).text)
            if number is None:
                continue
            place += 1
            if before is not None and number not in (place, before + 1, 1):
                yield say(
                    paper, line, (NUMBERING, INFO),
                    f"Nomor urut {named(paper, line)} tercetak {line.figure(NUMBER).text}, padahal "
                    f"sesudah {before} seharusnya "
                    f"{before + 1}.",
                    printed=line.figure(NUMBER).text, recomputed=str(before + 1),
                )  # fmt: skip
            before = number


def _number(text: str) -> int | None:
    """A row number in digits or in Roman ones; None for any other."""
    bare = text.strip().strip(".)(")
    if bare.isdigit():
        return int(bare)
    if not bare or not set(bare) <= set(ROMAN):
        return None
    values = [ROMAN[letter] for letter in bare]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))


def _about(paper: Paper, key: str, message: str, **more) -> Finding:
    """A finding about a table as a whole, said at its first row."""
    return say(paper, paper.table.lines[0], (key, INFO), message, **more)


@rule(TITLE, INFO, "Judul dan kolom menyebut tahun berbeda")
def title_period(folder: Folder) -> Iterator[Finding]:
    """The title names another period than the columns hold."""
    for paper in folder.papers:
        years, period = paper.table.years, PERIOD.search(paper.table.title)
        if not period or not years or not paper.table.lines or years[0] < 1900:
            continue
        told = (int(period[1]), int(period[2]))
        if told != (years[0], years[-1]):
            yield _about(
                paper, TITLE,
                f"Judul tabel {paper.table.name} menyebut {told[0]}–{told[1]}, kolomnya "
                f"{years[0]}–{years[-1]}.",
                printed=period[0], recomputed=f"{years[0]}-{years[-1]}",
            )  # fmt: skip


@rule(YEARS, INFO, "Ada tahun tanpa kolom")
def missing_years(folder: Folder) -> Iterator[Finding]:
    """A year between the first and the last has no column, or a kind of figure lacks it."""
    for paper in folder.papers:
        years = paper.table.years
        missing = sorted(set(range(years[0], years[-1] + 1)) - set(years)) if years else []
        if missing and paper.table.lines:
            which = ", ".join(str(year) for year in missing)
            yield _about(
                paper, YEARS,
                f"Tabel {paper.table.name} tidak mempunyai kolom tahun {which}, di antara {years[0]} "
                f"dan {years[-1]}.",
            )  # fmt: skip
