"""Small sheets for tests: rows of texts as a sheet, a proposal for it, what comes out."""

import polars as pl

from binaan.intake.kinds import KINDS
from binaan.intake.proposing import Proposed, proposals
from binaan.intake.tables import data_rows
from binaan.kit.sheets.reading import RawSheet


def sheet(rows: list[list], name: str = "Data", **more) -> RawSheet:
    """These rows from line 1 on; None and "" are blank cells."""
    width = max(len(row) for row in rows)
    filled = [[*row, *[None] * (width - len(row))] for row in rows]
    columns = {
        f"c{at}": pl.Series([row[at] or None for row in filled], dtype=pl.String)
        for at in range(width)
    }
    lines = pl.Series("line", range(1, len(rows) + 1), dtype=pl.Int64)
    return RawSheet(name, pl.DataFrame([lines]).with_columns(**columns), **more)


def kind(**looks):
    """The kind of lists of businesses, with other eyes for some fields; None for the rest."""
    usaha = KINDS["usaha"]
    fields = tuple(field._replace(looks=looks.get(field.name)) for field in usaha.fields)
    return usaha._replace(fields=fields)


def proposed(rows: list[list], of=None, **more) -> Proposed:
    """How this one sheet would be read."""
    return proposals(of or kind(), [sheet(rows, **more)])[0]


def fields(one: Proposed) -> dict[int, str]:
    """Column -> field."""
    return {at: field for field, at in one.layout.columns.items()}


def said(one: Proposed, field: str = "name") -> list[str | None]:
    """What the rows of data say in a field."""
    rows, _skipped = data_rows(one.sheet, one.layout, kind())
    return rows[f"c{one.layout.columns[field]}"].to_list()
