"""A window asked of the copy: whole cells of the grid, or every business in them.

The condition (reach, filters, area) is compiled from the queryset of cards once an answer; the few
lines of SQL around it are written here, since the ORM takes longer to write them than DuckDB to
answer. Columns `x` and `y` are whole numbers: they are read and grouped in half the time.
"""

from collections.abc import Iterable
from functools import lru_cache
from math import floor
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import connections
from django.db.models import QuerySet

from binaan.kit import snapshot
from binaan.registry.models.cards import UNITS
from binaan.web.mapping.windows import SHIFT, Window

# Up to this zoom a cell is made of whole cells of one grid, kept for each selection and copy: what
# such a window asks is nearly all there is.
FAR = 10
KEPT = 16  # selections; a grid has some 2,000 cells for a province
CELLS = (
    "SELECT x >> {shift}, y >> {shift}, count(*), sum(x), sum(y), min(number) {rest} GROUP BY 1, 2"
)


class Asked(NamedTuple):
    """FROM and WHERE of a selection with their values: equal for equal reach and equal filters."""

    copy: str
    sql: str
    given: tuple[Any, ...]


class Cell(NamedTuple):
    """`x`, `y`: sums of what stands in it. `least`: the smallest number; of one, its own."""

    count: int
    x: int
    y: int
    least: int

    @property
    def middle(self) -> tuple[float, float]:
        return degrees(self.x / self.count), degrees(self.y / self.count)


class Edges(NamedTuple):
    """The cells a window touches, the last ones not included; `shift`: bits inside a cell."""

    west: int
    south: int
    east: int
    north: int
    shift: int


def degrees(units: float) -> float:
    """Of the middle of a unit."""
    return (units + 0.5) / UNITS


def asked(found: QuerySet) -> Asked | None:
    """What the queryset of cards asks; None where nothing can fit."""
    copy = snapshot.current()
    compiler = found.order_by().query.get_compiler(using=found.db)
    try:
        compiler.pre_sql_setup()
        sql, given = compiler.compile(compiler.where)
    except EmptyResultSet:
        return None
    except FullResultSet:
        sql, given = "true", ()
    tables, joined = compiler.get_from_clause()
    name = copy.generation.file if copy else ""
    return Asked(name, f"FROM {' '.join(tables)} WHERE ({sql})", (*joined, *given))


def edges(window: Window) -> Edges:
    shift = SHIFT - window.zoom
    west, south, east, north = (
        floor(degree * UNITS) >> shift
        for degree in (window.west, window.south, window.east, window.north)
    )
    return Edges(west, south, east + 1, north + 1, shift)


def cells(what: Asked, window: Window) -> list[Cell]:
    """All cells the window touches, each whole: it does not change while the map is dragged."""
    if window.zoom <= FAR:
        return _from_far(_far(what), window)
    within = edges(window)
    rest, given = _inside(what, within)
    return [Cell(*one[2:]) for one in _fetch(CELLS.format(shift=within.shift, rest=rest), given)]


def each(what: Asked, window: Window, most: int) -> list[Cell]:
    """Every business in the cells the window touches, at most so many, as cells of one."""
    rest, given = _inside(what, edges(window))
    found = _fetch(f"SELECT x, y, number {rest} LIMIT {most}", given)
    return [Cell(1, x, y, number) for x, y, number in found]


def put_together(singles: Iterable[Cell], window: Window) -> list[Cell]:
    """The cells of these businesses."""
    shift = edges(window).shift
    return _summed((((one.x >> shift), (one.y >> shift)), one) for one in singles)


def _inside(what: Asked, within: Edges) -> tuple[str, tuple]:
    west, south, east, north = (edge << within.shift for edge in within[:4])
    rest = f"{what.sql} AND x >= %s AND x < %s AND y >= %s AND y < %s"
    return rest, (*what.given, west, east, south, north)


@lru_cache(maxsize=KEPT)
def _far(what: Asked) -> tuple[tuple[int, int, Cell], ...]:
    """Everything of the selection in cells of the zoom FAR."""
    rest = f"{what.sql} AND x IS NOT NULL"
    found = _fetch(CELLS.format(shift=SHIFT - FAR, rest=rest), what.given)
    return tuple((x, y, Cell(*rest)) for x, y, *rest in found)


def _from_far(found: Iterable[tuple[int, int, Cell]], window: Window) -> list[Cell]:
    west, south, east, north, _shift = edges(window)
    deep = FAR - window.zoom
    return _summed(
        (key, one)
        for x, y, one in found
        if west <= (key := (x >> deep, y >> deep))[0] < east and south <= key[1] < north
    )


def _summed(keyed: Iterable[tuple[tuple[int, int], Cell]]) -> list[Cell]:
    sums: dict[tuple[int, int], Cell] = {}
    for key, one in keyed:
        had = sums.get(key)
        sums[key] = one if had is None else Cell(
            had.count + one.count, had.x + one.x, had.y + one.y, min(had.least, one.least)
        )  # fmt: skip
    return list(sums.values())


def _fetch(sql: str, given: tuple) -> list[tuple]:
    with connections[snapshot.ALIAS].cursor() as cursor:
        return cursor.execute(sql, given).fetchall()
