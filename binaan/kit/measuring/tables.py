"""A measure divided by two dimensions at once; cells add up to rows, columns and the value."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet, Sum

from binaan.kit.measuring import cells as small

if TYPE_CHECKING:
    from binaan.kit.measures import Asked, Dimension, Measure


class Cell(NamedTuple):
    """A number of the table; None when nothing is known, or when `hidden`."""

    value: int | Decimal | None
    evidence: int | None
    hidden: bool = False


class Line(NamedTuple):
    """A row or a column with its sum."""

    key: str
    label: str
    total: Cell


class Table(NamedTuple):
    """`cells` by (key of the row, key of the column); a pair that is missing counts nothing."""

    rows: list[Line]
    columns: list[Line]
    cells: dict[tuple[str, str], Cell]

    def cell(self, row: str, column: str) -> Cell:
        return self.cells.get((row, column), NOTHING)


NOTHING = Cell(0, 0)
HIDDEN = Cell(None, None, hidden=True)


def ways(measure: Measure, rows: str, columns: str) -> tuple[Dimension, Dimension]:
    """Both dimensions. Raises ValidationError when one is unknown, or they are the same."""
    if rows == columns:
        raise ValidationError("Baris dan kolom memakai rincian yang sama; pilih yang lain.")
    return measure.dimension(rows), measure.dimension(columns)


def question(
    measure: Measure, found: QuerySet, asked: Asked, down: Dimension, across: Dimension
) -> QuerySet:
    """One query for all cells, over the records `found` that answer `asked`."""
    divided = found.order_by().annotate(row_key=down.row(asked), column_key=across.row(asked))
    answers = divided.values("row_key", "column_key").annotate(
        row_value=Sum(measure.total) if measure.total else Count("*"),
        row_evidence=Count(measure.total or "*"),
    )
    return answers.order_by()


def table(
    counted: list[dict], asked: Asked, down: Dimension, across: Dimension, *, discreet: bool
) -> Table:
    """The answers of `question` as a table; `discreet`: without small cells."""
    cells = {
        (str(one["row_key"]), str(one["column_key"])): Cell(one["row_value"], one["row_evidence"])
        for one in counted
    }
    sums = [_sums(cells, side) for side in (0, 1)]
    if discreet:
        hidden = small.hide_cells({pair: cell.evidence or 0 for pair, cell in _full(cells, sums)})
        # A pair that counts nothing may have to be hidden too, so it must stand in the table.
        cells = {**cells, **dict.fromkeys(hidden[0], HIDDEN)}
        for side in (0, 1):
            sums[side] |= dict.fromkeys(hidden[side + 1], HIDDEN)
    return Table(_lines(down, asked, sums[0]), _lines(across, asked, sums[1]), cells)


def hidden(found: Table) -> Table:
    """The same rows and columns without any number."""
    rows, columns = (
        [line._replace(total=HIDDEN) for line in lines] for lines in (found.rows, found.columns)
    )
    every = {(row.key, column.key): HIDDEN for row in rows for column in columns}
    return Table(rows, columns, every)


def _sums(cells: dict, side: int) -> dict[str, Cell]:
    sums: dict[str, Cell] = {}
    for pair, cell in cells.items():
        before = sums.get(pair[side], Cell(None, 0))
        sums[pair[side]] = Cell(_plus(before.value, cell.value), before.evidence + cell.evidence)
    return sums


def _plus(one: Any, other: Any) -> Any:
    """A sum over nothing known is None; what is known counts."""
    known = [value for value in (one, other) if value is not None]
    return sum(known) if known else None


def _full(cells: dict, sums: list[dict]):
    for row in sums[0]:
        for column in sums[1]:
            yield (row, column), cells.get((row, column), NOTHING)


def _lines(dimension: Dimension, asked: Asked, sums: dict[str, Cell]) -> list[Line]:
    labels = dimension.labels(asked, sorted(sums))
    order = [key for key in labels if key in sums]
    order += sorted(key for key in sums if key not in labels)
    return [Line(key, labels.get(key, key), sums[key]) for key in order]
