"""How one sheet is read."""

from typing import NamedTuple


class Layout(NamedTuple):
    """How one sheet is read. `columns` maps a field to the index of its column.

    `heading_line` is the last line of the heading, `headings` the words above each column (the two
    lines of a divided heading joined by " > "). Columns from `width` on are no cells: they carry
    what a line above the rows says (a band, "Kecamatan Setu"). `hidden`: "ask" (hidden rows wait),
    "include", "skip". `skipped`: why -> lines below the heading that are no data. `fill`: columns
    written in the first row of a block only, that count for the blank cells below as well. `every`: a
    program wrote it, every line below the heading is a row, whatever it looks like.
    """

    name: str
    heading_line: int
    columns: dict[str, int]
    multiply: dict[str, float]
    key: int | None
    headings: list[str]
    width: int = 0
    hidden: str = "ask"
    skipped: dict[str, list[int]] = {}
    fill: tuple[int, ...] = ()
    every: bool = False

    def as_json(self) -> dict:
        return self._asdict()
