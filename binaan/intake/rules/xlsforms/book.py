"""A workbook of a form as its rows say it, and a fault at the address where people find it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

Row = Mapping[str, str]
FIRST_ROW = 2  # of a sheet, below its headings
# Headings that mean the same, by https://xlsform.org; the first is how we name it.
ALIASES = {
    "relevant": ("relevant", "relevance", "bind::relevant"),
    "constraint": ("constraint", "bind::constraint"),
    "constraint_message": ("constraint_message", "constraint message", "bind::jr:constraintMsg"),
    "calculation": ("calculation", "calculate", "bind::calculate"),
    "required": ("required", "bind::required"),
    "repeat_count": ("repeat_count", "control::jr:count", "count"),
    "choice_filter": ("choice_filter", "choice filter"),
    "list_name": ("list_name", "list name"),
    "name": ("name", "value"),
    "form_id": ("form_id", "id_string", "set form id"),
    "form_title": ("form_title", "title", "set form title"),
    "type": ("type", "command"),
    "appearance": ("appearance", "control::appearance", "bind::appearance"),
}


class Fault(NamedTuple):
    """`row` as seen in Excel, None: the sheet as a whole. `stops`: the form cannot be used so."""

    sheet: str
    row: int | None
    column: str
    says: str
    stops: bool = True

    @property
    def address(self) -> str:
        """Where it is, in words: "survey baris 12, kolom relevant"."""
        said = self.sheet + (f" baris {self.row}" if self.row else "")
        return f"{said}, kolom {self.column}" if self.column else said

    def __str__(self) -> str:
        return f"{self.address}: {self.says}"


class Book(NamedTuple):
    """Rows of each sheet by their headings, the empty ones too, so that rows keep their number."""

    survey: Sequence[Row]
    choices: Sequence[Row] = ()
    settings: Sequence[Row] = ()
    sheets: tuple[str, ...] = ()


def cell(row: Row, column: str) -> str:
    """What a row says under a heading or one that means the same."""
    for heading in ALIASES.get(column, (column,)):
        for name, value in row.items():
            if name.lower() == heading.lower() and value:
                return str(value).strip()
    return ""


def says(row: Row, column: str) -> bool:
    """Whether a row says this in any language: "label" or "label::Bahasa (id)"."""
    return any(
        value and name.lower().split("::")[0].split(":")[0].strip() == column
        for name, value in row.items()
    )


def numbered(rows: Sequence[Row]) -> Iterator[tuple[int, Row]]:
    """Rows that say something, with their number in Excel."""
    return ((number, row) for number, row in enumerate(rows, FIRST_ROW) if any(row.values()))
