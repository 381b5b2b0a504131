"""Which counts of street vendors may be read by everybody: none that points at fewer than five.

Source: docs/rules/peta-pkl.md §3 (handbook small-industry §9 [D]: counts under 5 hidden with the cells
they could be computed from). Figures of one regency are one table: kecamatan by inside and outside a
determined location, "inside" again by location; trades of the whole regency beside it.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple

from binaan.kit.measuring.cells import Entry, hide, hide_rows, is_small

ALL, IN, OUT = "semua", "di_lokasi", "di_luar"


class Stood(NamedTuple):
    """Vendors of a kecamatan ("" unknown) at a location (code; "" at none of ours)."""

    kecamatan: str
    location: str
    many: int


class Line(NamedTuple):
    """Counts of a kecamatan or of all; None is hidden."""

    total: int | None
    inside: int | None
    outside: int | None


class Figures(NamedTuple):
    """What may be printed. A location that is missing from `occupied` is hidden."""

    rows: dict[str, Line]
    total: Line
    occupied: dict[str, int]
    trades: dict[str, int | None]


def figures(
    stood: Iterable[Stood], places: Mapping[str, str], trades: Mapping[str, int]
) -> Figures:
    """The figures of one regency.

    `places`: kecamatan by code of location, the empty ones too; `trades`: vendors by trade.
    """
    cells: Counter[tuple[str, str]] = Counter()
    taken = dict.fromkeys(places, 0)
    for one in stood:
        cells[one.kecamatan, IN if one.location else OUT] += one.many
        if one.location:
            taken[one.location] = taken.get(one.location, 0) + one.many
            places = {**places, one.location: places.get(one.location, one.kecamatan)}
    rows = sorted({row for row, _side in cells} | set(places.values()))
    entries = _entries(cells, taken, places, rows)
    shut = hide(entries, keep={("total", ALL)})
    if is_small(sum(trades.values())):
        shut.add(("total", ALL))
    hidden_trades = set(trades) if ("total", ALL) in shut else hide_rows(trades)

    def line(row: str) -> Line:
        kinds = (("row", row), ("cell", row, IN), ("cell", row, OUT))
        return Line(*(None if key in shut else entries[key].size for key in kinds))

    whole = (("total", ALL), ("column", IN), ("column", OUT))
    return Figures(
        {row: line(row) for row in rows},
        Line(*(None if key in shut else entries[key].size for key in whole)),
        {code: count for code, count in taken.items() if ("place", code) not in shut},
        {key: None if key in hidden_trades else count for key, count in trades.items()},
    )


def _entries(cells: Counter, taken: Mapping[str, int], places: Mapping[str, str], rows: list[str]):
    """The table as a network: every number leads from one sum to another (kit/measuring/cells)."""
    found: dict[Hashable, Entry] = {}
    for row in rows:
        found["row", row] = Entry("rows", row, cells[row, IN] + cells[row, OUT])
        found["cell", row, IN] = Entry(row, (row, IN), cells[row, IN])
        found["cell", row, OUT] = Entry(row, OUT, cells[row, OUT])
    for code, count in taken.items():
        found["place", code] = Entry((places[code], IN), IN, count)
    inside = sum(count for (_row, side), count in cells.items() if side == IN)
    found["column", IN] = Entry(IN, "columns", inside)
    found["column", OUT] = Entry(OUT, "columns", sum(cells.values()) - inside)
    found["total", ALL] = Entry("columns", "rows", sum(cells.values()))
    return found
