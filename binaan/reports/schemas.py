"""The columns of the statutory tables as the regulation prints them, read from data/table-schemas.csv.

Order, headings and numbers are never typed a second time in a builder.
"""

import re
from functools import cache
from typing import NamedTuple

from binaan.places.files import rows
from binaan.reports.sheet import MONEY, NUMBER, PERCENT, TEXT, Column

FILE = "table-schemas.csv"
ORDINAL, CALENDAR = "ke", "kalender"
TYPES = {"text": TEXT, "int": NUMBER, "number": NUMBER, "money": MONEY, "percent": PERCENT}
WIDTHS = {
    TEXT: 34.0,
    NUMBER: 12.0,
    MONEY: 20.0,
    PERCENT: 14.0,
}  # mm at the size of the table's text
# What stands for a year: "1" below "... Tahun ke-", "Tahun-1", "Tahun 1"; 0 is the year before.
YEAR = re.compile(r"(?P<word>Tahun[- ])?(?P<order>\d)")


class Schema(NamedTuple):
    """A table as printed. `fields`: one (no, headings, key, type) per column, from the left."""

    code: str
    title: str
    regulation: str
    orientation: str
    header_rows: int
    numbered: bool
    fields: tuple[tuple[str, tuple[str, ...], str, str], ...]


@cache
def schemas() -> dict[str, Schema]:
    """Every table known, by its code; knowing a table does not mean that it can be printed."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows(FILE):
        found.setdefault(row["id"], []).append(row)
    return {code: _schema(lines) for code, lines in found.items()}


def schema(code: str) -> Schema:
    """The table of this code. Raises KeyError for an unknown one."""
    return schemas()[code]


def _schema(lines: list[dict[str, str]]) -> Schema:
    first = lines[0]
    high = int(first["header_rows"])
    fields = tuple(
        (
            line["no"],
            tuple(line[f"heading_{level}"] for level in range(1, high + 1)),
            line["key"],
            line["type"],
        )
        for line in lines
    )
    return Schema(
        first["id"], first["title"], first["regulation"], first["orientation"], high,
        first["numbering"] == "yes", fields,
    )  # fmt: skip


def columns(
    code: str,
    *,
    years: tuple[int, ...] = (),
    labels: str = ORDINAL,
    words: dict[str, str] | None = None,
    widths: dict[str, float] | None = None,
) -> tuple[Column, ...]:
    """The columns of a table, ready for a Sheet.

    `years`: the calendar years of "Tahun ke-1" … in order; each such column then knows its year
    (`Column.year`). `labels`: ORDINAL leaves the heading as the regulation prints it, CALENDAR puts
    the year instead (an office's choice). `words`: text of a heading → what stands there this time,
    for "..." and "(n-1)". `widths`: mm by key; the rest goes by type.
    """
    made = []
    for no, heads, key, kind in schema(code).fields:
        year = _year_of(heads, years)
        if year and labels == CALENDAR:
            heads = tuple(_dated(text, year) for text in heads)
        for text, said in (words or {}).items():
            heads = tuple(head.replace(text, said) for head in heads)
        width = (widths or {}).get(key) or WIDTHS[TYPES[kind]]
        made.append(Column(no, key, heads, TYPES[kind], width, year))
    return tuple(made)


def year_legend(years: tuple[int, ...]) -> str:
    """What "Tahun ke-1" is in this document."""
    return "; ".join(f"tahun ke-{order} = {year}" for order, year in enumerate(years, 1))


def _year_of(heads: tuple[str, ...], years: tuple[int, ...]) -> int:
    """The calendar year of a column; 0 for one that stands for none."""
    for level, text in enumerate(heads):
        found = YEAR.fullmatch(text)
        if not years or not found:
            continue
        if found["word"] or (level and heads[level - 1].endswith("ke-")):
            order = int(found["order"])
            return years[order - 1] if order else years[0] - 1
    return 0


def _dated(text: str, year: int) -> str:
    found = YEAR.fullmatch(text)
    return text if not found else f"Tahun {year}" if found["word"] else str(year)
