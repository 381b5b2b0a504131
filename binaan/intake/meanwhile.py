"""Stands in for modules of intake that are being written; each part goes when its module is there."""

import inspect

import polars as pl

from binaan.intake import mapping

try:
    from binaan.intake.tables import data_rows

    mapping.Layout.fill  # noqa: B018
except (ImportError, AttributeError):

    def data_rows(sheet, layout, kind):
        mapped = [f"c{index}" for index in layout.columns.values()]
        some = pl.any_horizontal(pl.col(mapped).is_not_null())
        below = sheet.frame.filter((pl.col("line") > layout.heading_line) & some)
        return below.with_columns(pl.col("line").is_in(sheet.hidden_lines).alias("hidden")), {}


try:
    from binaan.intake.remembering import Remembered
except ImportError:

    class Remembered:
        def __init__(self, source):
            self.source = source

        def applied(self, fields):
            return fields


try:
    from binaan.intake.returning import Returned
except ImportError:
    Returned = None

try:
    from binaan.intake.proposing import propose
except ImportError:

    def propose(kind, sheets, source=None):
        from binaan.kit.sheets.cells import letters

        return {
            "sheets": {
                sheet.name: {
                    "use": True,
                    "heading_row": layout.heading_line,
                    "columns": {letters(index): name for name, index in layout.columns.items()},
                    "multiply": {},
                    "key": None,
                    "hidden": "ask",
                }
                for sheet, layout in mapping.layouts(kind, sheets, {})
            }
        }


def layouts(kind, sheets, wanted, source):
    if "source" in inspect.signature(mapping.layouts).parameters:
        return mapping.layouts(kind, sheets, wanted, source=source)
    return mapping.layouts(kind, sheets, wanted)


__all__ = ["Remembered", "Returned", "data_rows", "layouts", "propose"]
