"""A table of an imported document as it was printed: the evidence of what no record stands for."""

from typing import NamedTuple

from binaan.planning.models import Version
from binaan.planning.queries.printed import tables
from binaan.planning.rules.papers import Table

HEADS = {
    "target": "Target", "actual": "Realisasi", "ratio": "Rasio", "rp": "Rp", "base": "Kondisi awal",
    "end": "Kondisi akhir", "end_rp": "Rp akhir", "budget": "Anggaran", "realised": "Realisasi",
    "growth_budget": "Pertumbuhan anggaran", "growth_realised": "Pertumbuhan realisasi",
    "nspk": "Target NSPK", "ikk": "Target IKK", "other": "Target lainnya",
}  # fmt: skip


class Paper(NamedTuple):
    """`heads` of the figures; `rows`: (row of the file, words, texts of the figures)."""

    table: Table
    heads: list[str]
    rows: list[tuple[int, str, list[str]]]


def paper(user, version: Version, name: str) -> Paper | None:
    """The table of this name; None where the version was not imported with one."""
    table = next((one for one in tables(user, version) if one.name == name), None)
    if table is None:
        return None
    present = {key for line in table.lines for key in line.figures}
    order = list(HEADS)
    keys = sorted(
        (key for key in present if key[0] in HEADS), key=lambda key: (order.index(key[0]), key[1])
    )
    rows = [
        (line.row, _words(line.name, line.indicator), [line.figure(*key).text for key in keys])
        for line in table.lines
    ]
    return Paper(table, [_head(column, year) for column, year in keys], rows)


def _head(column: str, year: int) -> str:
    return f"{HEADS[column]} {year}" if year else HEADS[column]


def _words(name: str, indicator: str) -> str:
    return " · ".join(dict.fromkeys(part for part in (name, indicator) if part))
