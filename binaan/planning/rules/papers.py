"""A plan as tables of printed figures: what the checker reads, whether it came from a file or the store.

Shapes: table 6.2 / T-C.27 (a tree), T-C.23 (performance), T-C.24 (money), T-C.25 and T-C.28 (targets).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NamedTuple

LEVELS = ("tujuan", "sasaran", "program", "kegiatan", "subkegiatan")

TREE, PERFORMANCE, MONEY, TARGETS = "tree", "performance", "money", "targets"

# Columns of figures. A figure stands at (column, year); year 0 where the column has no year.
RP, TARGET, ACTUAL, RATIO = "rp", "target", "actual", "ratio"
BUDGET, REALISED = "budget", "realised"
GROWTH_BUDGET, GROWTH_REALISED = "growth_budget", "growth_realised"
BASE, END, END_RP = "base", "end", "end_rp"
TYPED = "typed"


class Figure(NamedTuple):
    """A figure as printed. `value`: None where nothing, or nothing readable, stands.

    `doubt`: "" | "ambiguous" (two readings; `value` is the one the column suggests) | "notation"
    (two readings; the table's other figures decided) | "text".
    `cell`: "H12" where the file has addresses.
    """

    text: str
    value: Decimal | None = None
    doubt: str = ""
    cell: str = ""

    @property
    def is_blank(self) -> bool:
        """Nothing is claimed: empty, a dash, N/A."""
        return self.value is None and not self.doubt


BLANK = Figure("")


@dataclass(frozen=True)
class Line:
    """One row: an indicator of a node (tree), or a row of another table.

    `name` "" in a tree: a further indicator of the node above. `row`: sheet row or CSV line.
    `node` and `mark`: ids of node and indicator when the line came from the store.
    `oddities`: what the reader noticed ("shifted", "joined", "broken").
    """

    row: int
    name: str
    level: str = ""
    code: str = ""
    indicator: str = ""
    unit: str = ""
    figures: dict[tuple[str, int], Figure] = field(default_factory=dict)
    node: str = ""
    mark: str = ""
    oddities: tuple[str, ...] = ()

    def figure(self, column: str, year: int = 0) -> Figure:
        return self.figures.get((column, year), BLANK)

    def value(self, column: str, year: int = 0) -> Decimal | None:
        return self.figure(column, year).value

    def but(self, column: str, year: int, figure: Figure) -> "Line":
        """The same line with one figure replaced."""
        return replace(self, figures={**self.figures, (column, year): figure})


@dataclass(frozen=True)
class Table:
    """A printed table. `factor`: rupiah per unit of money (1 or 1,000,000 for "juta").

    `columns`: what its columns hold, in order, as the headings say (sheets.headings; a column of
    names by its levels, one of indicators "iku" where its heading says Indikator Kinerja Utama);
    TYPED first where they are those of a file made for a program (`target_2019`). () for a table
    that came from no file.
    """

    name: str
    kind: str
    years: tuple[int, ...]
    lines: tuple[Line, ...]
    factor: int = 1
    title: str = ""
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """A node of a tree: its consecutive lines, and the blocks below it.

    A nameless line directly below a line of its level is a further indicator of the same block. One
    that comes after that block's children opens a block of its own under the same name.
    """

    level: str
    name: str
    lines: tuple[Line, ...]
    children: tuple["Block", ...] = ()

    @property
    def row(self) -> int:
        return self.lines[0].row

    @property
    def code(self) -> str:
        return next((line.code for line in self.lines if line.code), "")

    @property
    def label(self) -> str:
        """How a finding names it: the code if printed, else the name."""
        return self.code or self.name

    def walk(self) -> Iterator["Block"]:
        yield self
        for child in self.children:
            yield from child.walk()


def blocks(table: Table) -> tuple[Block, ...]:
    """The tree a table of kind TREE prints. A level skipped hangs below the nearest one above."""
    return _below(list(table.lines), -1, {})


def _below(lines: list[Line], above: int, named: dict[str, str]) -> tuple[Block, ...]:
    found = []
    position = 0
    while position < len(lines):
        depth = LEVELS.index(lines[position].level)
        head = position + 1
        while (
            head < len(lines)
            and lines[head].level == lines[position].level
            and not lines[head].name
        ):
            head += 1
        end = head
        while end < len(lines) and LEVELS.index(lines[end].level) > depth:
            end += 1
        own = lines[position:head]
        name = own[0].name or named.get(own[0].level, "")
        named[own[0].level] = name
        found.append(
            Block(own[0].level, name, tuple(own), _below(lines[head:end], depth, dict(named)))
        )
        position = end
    return tuple(found)
