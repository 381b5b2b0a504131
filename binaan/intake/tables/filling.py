"""Words that count for more lines than the one they stand in: merged cells, bands, blocks."""

import re
from typing import TYPE_CHECKING

import polars as pl

from binaan.intake.kinds import Kind
from binaan.intake.tables.layout import Layout
from binaan.intake.tables.words import ENUMERATOR
from binaan.kit.sheets.reading import RawSheet

if TYPE_CHECKING:
    from binaan.intake.tables.sorting import Sorter

BLOCK, BLOCKS = 3, 3  # rows a block has on average at least, blocks of such a table at least
OFFICE_ADDRESS = re.compile(
    r"\b(?:jl|jln|jalan|telp|tlp|fax|komplek|kompleks|kode pos|email)\b", re.I
)
_BEHIND = re.compile(
    r"\s*(?:[,;|–]|\s-\s|\b(?:tahun|thn|kabupaten|kab\.|kab|kota|provinsi|prov|periode|per)\b).*$",
    re.I,
)


def merged_down(below: pl.DataFrame, sheet: RawSheet, layout: Layout) -> pl.DataFrame:
    """The words of a cell merged over several lines in each of them."""
    wanted: dict[int, dict[int, int]] = {}
    for top, left, bottom, _right in sheet.merged:
        if bottom > top and bottom > layout.heading_line < top and left < sheet.width:
            wanted.setdefault(left, {}).update(dict.fromkeys(range(top + 1, bottom + 1), top))
    for column, sources in wanted.items():
        name = f"c{column}"
        words = dict(below.select("line", name).iter_rows())
        said = {line: words.get(top) for line, top in sources.items()}
        above = pl.col("line").replace_strict(said, default=None, return_dtype=pl.String)
        below = below.with_columns(pl.coalesce(name, above).alias(name))
    return below


def filled_down(rows: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """Columns in which only the first row of a block says a word."""
    names = [f"c{at}" for at in layout.fill if f"c{at}" in rows.columns]
    return rows.with_columns(pl.col(names).forward_fill()) if names else rows


def carried(below: pl.DataFrame, sorter: "Sorter", layout: Layout, kind: Kind) -> pl.DataFrame:
    """The columns from `layout.width` on: what the last band said, before the first the title."""
    fields = {name: at for name, at in layout.columns.items() if 0 < layout.width <= at}
    if not fields:
        return below
    above = said_above(sorter.sheet, layout, kind)
    order = list(kind.bands or {})
    for name, at in sorted(fields.items(), key=lambda item: item[1]):
        larger = order[: order.index(name)] if name in order else []
        changes: dict[int, str | None] = {-1: above.get(name)}
        for line, field, value in sorter.bands:
            if field == name:
                changes[line] = value
            elif field in larger and changes.get(line) is None:
                changes[line] = None
        said = pl.DataFrame(
            {"line": list(changes), f"c{at}": list(changes.values())},
            schema={"line": pl.Int64, f"c{at}": pl.String},
        ).sort("line")
        below = below.with_columns(pl.col("line").set_sorted()).join_asof(said, on="line")
    return below


def said_above(sheet: RawSheet, layout: Layout, kind: Kind) -> dict[str, str]:
    """What the title above the heading, else the name of the sheet, says of all its rows."""
    found: dict[str, str] = {}
    titles = sheet.frame.filter(pl.col("line") <= layout.heading_line).rows()
    for row in titles[: max(0, len(titles) - 1)]:
        text = " ".join(dict.fromkeys(cell for cell in row[1:] if cell))
        if len(text) < 120 and not OFFICE_ADDRESS.search(text):
            for name, value in in_words(kind, text, anywhere=True).items():
                found.setdefault(name, value)
    for name, value in in_words(kind, sheet.name).items():
        found.setdefault(name, value)
    return found


def block_columns(rows: pl.DataFrame, layout: Layout, kind: Kind) -> tuple[int, ...]:
    """Columns of places that are plainly written in the first row of each block only.

    Plainly: most rows are blank, the first is not, no word stands twice, and the blocks are long.
    Plain gaps look otherwise: the same places come again and again, and the first row may be one.
    """
    found = []
    for name in kind.bands or {}:
        at = layout.columns.get(name)
        if at is None or at >= layout.width:
            continue
        cells = rows[f"c{at}"]
        said = cells.drop_nulls()
        if said.len() < BLOCKS or cells[0] is None:
            continue
        if said.len() * BLOCK <= rows.height and said.n_unique() == said.len():
            found.append(at)
    return tuple(sorted(found))


def in_words(kind: Kind, text: str, *, anywhere: bool = False) -> dict[str, str]:
    """Which place a line names: "I. KEC. CIBITUNG" -> {"district": "CIBITUNG"}."""
    found: dict[str, str] = {}
    plain = " ".join(ENUMERATOR.sub("", re.sub(r"\s*:\s*", " ", text)).split())
    parts = re.split(r"\s*[,;/|]\s*|\s+[-–]\s+|\s+(?=kec(?:amatan)?\b)", plain, flags=re.I)
    if anywhere:
        words = plain.split()
        parts = [_BEHIND.sub("", " ".join(words[at:])) for at in range(len(words))]
    for name, pattern in (kind.bands or {}).items():
        for part in parts:
            match = re.match(pattern, part, re.I)
            value = _value(match) if match else ""
            if value:
                found.setdefault(name, value)
                break
    return found


def _value(match: re.Match) -> str:
    groups = [group for group in match.groups() if group]
    return (groups[-1] if groups else match[0]).strip(" :.-")
