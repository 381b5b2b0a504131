"""Keeps what an imported table printed, figure by figure. Called inside the action that imports.

docs/rules/memasukkan-rencana.md; `queries.printed` puts the tables together again.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from binaan.planning.models import Indicator, Node, Printed, Version
from binaan.planning.queries import printed as keeping
from binaan.planning.rules.papers import RP, Figure, Line, Table

SIX = Decimal("0.000001")  # what the column of values holds
LARGEST = Decimal(10) ** 17
TOO_LARGE = "Angka “{text}” pada tabel {table} baris {row} terlalu besar untuk sebuah rencana. Periksa berkasnya."


class Spot(NamedTuple):
    """Where a line of a table ended up in the tree."""

    node: Node | None = None
    indicator: Indicator | None = None


NOWHERE = Spot()


@transaction.atomic
def keep_tables(version: Version, *, tables: list[Table], spots: dict[int, Spot], by) -> int:
    """Every figure of the tables as Printed. `spots`: by the id() of a line. Answers how many."""
    rows = [row for table in tables for row in _table(version, table, spots)]
    Printed.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def _table(version: Version, table: Table, spots: dict[int, Spot]) -> Iterator[Printed]:
    facts = {
        keeping.KIND: table.kind,
        keeping.FACTOR: str(table.factor),
        keeping.TITLE: table.title,
        keeping.YEARS: " ".join(map(str, table.years)),
        keeping.COLUMNS: " ".join(table.columns),
    }
    whole = {"version": version, "table": table.name, "line": 0, "row": 0}
    yield from _words(facts, whole)
    for number, line in enumerate(table.lines, 1):
        spot = spots.get(id(line), NOWHERE)
        at = whole | {
            "line": number, "row": line.row, "level": line.level, "label": line.name[:600],
            "unit": line.unit[:60], "node": spot.node, "indicator": spot.indicator,
        }  # fmt: skip
        yield from _line(table, line, at)


def _line(table: Table, line: Line, at: dict) -> Iterator[Printed]:
    words = {keeping.INDICATOR: line.indicator, keeping.CODE: line.code,
             keeping.ODDITIES: keeping.APART.join(line.oddities)}  # fmt: skip
    # A row without a figure stays a row.
    yield from _words(words, at, always=keeping.INDICATOR if not line.figures else "")
    for (column, year), figure in line.figures.items():
        # Money belongs to the node; by its indicator only what the indicator reaches.
        where = at | ({"indicator": None} if column == RP else {})
        yield Printed(
            **where, column=column, year=year, text=figure.text[: keeping.PIECE],
            value=stored(figure, table, line), cell=figure.cell,
        )  # fmt: skip
        if figure.doubt:
            yield Printed(**at, column=f"{keeping.DOUBT}{column}", year=year, text=figure.doubt)


def _words(words: dict[str, str], at: dict, always: str = "") -> Iterator[Printed]:
    for column, text in words.items():
        for piece in range(0, len(text) or (column == always), keeping.PIECE):
            yield Printed(
                **at, column=column, year=piece // keeping.PIECE,
                text=text[piece : piece + keeping.PIECE],
            )  # fmt: skip


def stored(figure: Figure, table: Table, line: Line) -> Decimal | None:
    """The value as a column holds it. Raises ValidationError for one no plan can have."""
    if figure.value is None:
        return None
    if abs(figure.value) >= LARGEST:
        raise ValidationError(TOO_LARGE.format(text=figure.text, table=table.name, row=line.row))
    return figure.value.quantize(SIX)
