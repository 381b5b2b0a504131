"""A statutory sheet before it is drawn: page, XLSX, PDF and JSON are made from the same one."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

TEXT, NUMBER, MONEY, PERCENT = "text", "number", "money", "percent"


class Column(NamedTuple):
    """A column of the form. `no`: what its numbering row prints; `heads`: header texts from the top.

    Neighbours with the same upper heading are merged; a heading above nothing is merged downwards.
    `width` in mm, shared out over the paper; `year`: the calendar year it stands for, 0 for none.
    """

    no: str
    key: str
    heads: tuple[str, ...]
    type: str = TEXT
    width: float = 0
    year: int = 0


class Cell(NamedTuple):
    """`text` is what is printed (Indonesian format); `value` what a workbook calculates with.

    `evidence`: address of the page behind the figure ("" only for words and blanks). `printed`: what
    the imported document printed here, where that differs from `text`. A row without a cell for a
    column goes on with what stands above: no line is drawn between them.
    """

    text: str = ""
    value: Decimal | int | None = None
    type: str = TEXT
    evidence: str = ""
    indent: int = 0
    bold: bool = False
    printed: str = ""


class Row(NamedTuple):
    """Cells by column key. `kind`: "", "group" (a full-width line), "total", "footer"; `level` of the tree."""

    cells: dict[str, Cell]
    kind: str = ""
    level: str = ""
    span: str = ""  # the text of a full-width row


class Signature(NamedTuple):
    """A signature block. `lines` above the gap (place and date, position), then name, rank, NIP."""

    lines: tuple[str, ...]
    name: str = ""
    rank: str = ""
    nip: str = ""


@dataclass
class Sheet:
    """`notes`: variants in use, editions, money unit; printed small under the table."""

    code: str
    title: str
    subtitle: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: list[Row]
    header_rows: int
    orientation: str = "landscape"
    paper: str = "a4"
    above: tuple[str, ...] = ()
    footer: list[tuple[str, str]] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    statement: tuple[str, ...] = ()
    annex: "Sheet | None" = None
