"""What each column of a plan's table holds, told by its headings, however many rows they take.

Machine headings (`target_2019`, `rp_2019`) and printed ones ("Target Kinerja … / Tahun 2019 / Rp")
are read alike: from the lowest heading up, the first that says what the column is decides.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from binaan.planning.rules import papers
from binaan.planning.sheets.grids import Grid, Row

IKU = "iku"
NAME, INDICATOR, UNIT, CODE, NUMBER, LEVEL = "name", "indicator", "unit", "code", "no", "level"
NSPK, IKK, OTHER, LOCATION, OFFICE = "nspk", "ikk", "other", "location", "office"
NOTES = (NSPK, IKK, OTHER, LOCATION, OFFICE)
YEARLY = (papers.TARGET, papers.RP, papers.ACTUAL, papers.RATIO, papers.BUDGET, papers.REALISED)
YEARLESS = (papers.BASE, papers.END, papers.END_RP, papers.GROWTH_BUDGET, papers.GROWTH_REALISED)

YEAR = re.compile(r"(?<!\d)(20\d\d|19\d\d)(?!\d)")
NTH_YEAR = re.compile(r"tahun\s*(?:ke)?\s*[-–]?\s*([0-9])\b")
HEAD_WORD = re.compile(
    r"(no|nomor|seq|kode|code|level|tingkat|name|nama|tujuan|sasaran|program|kegiatan|sub|uraian|"
    r"indikator|indicator|satuan|unit|target|rp|rupiah|realisasi|rasio|ratio|anggaran|rata|"
    r"pertumbuhan|growth|tahun|kondisi|data capaian|lokasi|keterangan|ket|pagu|base|baseline|end|"
    r"actual|budget|realised|bidang)\b|(20\d\d|19\d\d)\b"
)
NUMBERING = re.compile(r"\(?\d{1,2}\)?(?:\s*=.*)?")


class Column(NamedTuple):
    """What a column holds: a figure of `papers`, a name of `levels`, or one of the words above."""

    role: str
    year: int = 0
    levels: tuple[str, ...] = ()
    is_iku: bool = False

    @property
    def word(self) -> str:
        """What it holds in one word, as a Table keeps it."""
        return IKU if self.is_iku else "+".join(self.levels) or self.role


@dataclass(frozen=True)
class Heading:
    """The heading rows `first`..`last` of a grid (indexes) and what they say of each column."""

    columns: dict[int, Column]
    first: int
    last: int
    words: str

    def of(self, role: str) -> list[int]:
        return [index for index, column in self.columns.items() if column.role == role]

    @property
    def figures(self) -> dict[int, Column]:
        roles = YEARLY + YEARLESS
        return {index: one for index, one in self.columns.items() if one.role in roles}

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({one.year for one in self.figures.values() if one.year}))


def plain(text: str) -> str:
    """A heading in small letters, without underscores, ticks and marks of bold."""
    text = re.sub(r"</?\w+>|[✓*_]", " ", text.casefold())
    return " ".join(text.split())


def heads(row: Row) -> bool:
    """Whether every cell of the row is a word of a heading."""
    return bool(row.filled) and all(HEAD_WORD.match(plain(cell)) for cell in row.filled)


def numbers_columns(row: Row) -> bool:
    """Whether the row only counts the columns: 1, 2, 3 …"""
    counted = [int(re.sub(r"\D.*", "", cell.strip("()")) or 0) for cell in row.filled
               if NUMBERING.fullmatch(cell)]  # fmt: skip
    return len(counted) == len(row.filled) >= 4 and counted == list(
        range(counted[0], counted[0] + len(counted))
    )


def heading_at(grid: Grid, index: int) -> Heading | None:
    """The heading that begins at this row, if one does: with names and at least one yearly figure."""
    rows = grid.rows
    if not heads(rows[index]) or len(rows[index].filled) < 2:
        return None
    last = index
    while last + 1 < len(rows) and (heads(rows[last + 1]) or not rows[last + 1].filled):
        last += 1
    while not rows[last].filled:
        last -= 1
    levels = _spread(grid, index, last)
    columns = {at: column for at, texts in levels.items() if (column := _column(texts))}
    words = " ".join(" ".join(texts) for texts in levels.values())
    if last + 1 < len(rows) and numbers_columns(rows[last + 1]):
        last += 1
    found = Heading(columns, index, last, words)
    named = any(found.of(role) for role in (NAME, INDICATOR))
    return found if named and len(found.figures) >= 2 else None


def _spread(grid: Grid, first: int, last: int) -> dict[int, list[str]]:
    """The headings over each column from the top; one over several columns is said of each."""
    rows = grid.rows[first : last + 1]
    width = max(len(row.cells) for row in rows)
    table = [[plain(row.cell(column)) for column in range(width)] for row in rows]
    _spread_merged(grid, [row.line for row in rows], table)
    for number, texts in enumerate(table[:-1]):
        for column in range(1, width):
            below = any(under[column] for under in table[number + 1 :])
            if not texts[column] and below and not _begins(table, number, column):
                texts[column] = texts[column - 1]
    return {
        column: list(dict.fromkeys(texts[column] for texts in table if texts[column]))
        for column in range(width)
        if any(texts[column] for texts in table)
    }


def _spread_merged(grid: Grid, lines: list[int], table: list[list[str]]) -> None:
    """A merged cell says its words in all it covers."""
    for top, left, bottom, right in grid.merged:
        if top not in lines or left >= len(table[0]):
            continue
        words = table[lines.index(top)][left]
        for number, line in enumerate(lines):
            if top <= line <= bottom:
                stop = min(right + 1, len(table[0]))
                table[number][left:stop] = [words] * (stop - left)


def _begins(table: list[list[str]], number: int, column: int) -> bool:
    """Whether a heading above already stands over this column alone."""
    return any(table[above][column] for above in range(number)) and not table[number][column - 1]


def _column(texts: list[str]) -> Column | None:
    """What the headings over one column, from the top, say it holds."""
    joined = " ".join(texts)
    year = next((int(found[1]) for text in reversed(texts) if (found := YEAR.search(text))), 0)
    nth = next((int(f[1]) for text in reversed(texts) if (f := NTH_YEAR.search(text))), None)
    year = year or nth or 0
    if special := _special(texts, joined, nth):
        return Column(special, year if special == papers.RATIO else 0)
    for text in reversed(texts):
        role = _role(text, joined)
        if role in YEARLY:
            return Column(role, year) if year else _note(joined)
        if role == NAME:
            return Column(NAME, levels=_levels(text))
        if role:
            return Column(role, is_iku=role == INDICATOR and "kinerja utama" in joined)
    return Column(papers.TARGET, year) if year else None


def _special(texts: list[str], joined: str, nth: int | None) -> str:
    money = bool(re.search(r"\brp\b|rupiah|pagu|anggaran", texts[-1]))
    if "pertumbuhan" in joined or "growth" in joined:
        return papers.GROWTH_REALISED if "realis" in joined else papers.GROWTH_BUDGET
    if re.search(r"\bakhir\b|^end\b", joined):
        return papers.END_RP if money else papers.END
    if re.search(r"\bawal\b|^base|baseline", joined) or nth == 0:
        return papers.BASE
    return papers.RATIO if re.search(r"rasio|ratio", joined) else ""


ROLES = (
    (NUMBER, r"(no|nomor)\b"),
    (LEVEL, r"(level|tingkat)$"),
    (OFFICE, r"unit kerja|.*penanggung jawab"),
    (LOCATION, r"lokasi"),
    (UNIT, r"(satuan|unit)\b"),
    (CODE, r"kode|code"),
    (INDICATOR, r"indi[ck]ator"),
    (papers.RP, r"\(?rp\b|rupiah|pagu"),
    (papers.TARGET, r"target"),
    (papers.ACTUAL, r"realis|actual"),
    (papers.BUDGET, r"anggaran|budget"),
    (NAME, r"(name|nama|uraian|tujuan|sasaran|bidang|program|kegiatan|sub)\b"),
)


def _role(text: str, joined: str) -> str:
    role = next((role for role, shape in ROLES if re.match(shape, text)), "")
    if role == papers.ACTUAL and ("anggaran" in joined or "realised" in joined):
        return papers.REALISED
    return role


def _note(joined: str) -> Column | None:
    """A target without a year: what T-C.23 keeps beside the indicator."""
    return Column(NSPK if "nspk" in joined else IKK if "ikk" in joined else OTHER)


def _levels(text: str) -> tuple[str, ...]:
    """The levels a column of names may hold, from its heading: "Program dan Kegiatan"."""
    without_sub = re.sub(r"sub[ _-]*kegiatan", " ", text)
    found = [level for level in papers.LEVELS[:4] if level in without_sub]
    return (*found, *(["subkegiatan"] if without_sub != text else []))
