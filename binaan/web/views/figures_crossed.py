"""A figure divided by two dimensions, as its page shows it."""

from binaan.kit.measures import Asked
from binaan.kit.measuring.tables import Cell, Table
from binaan.web.addresses import evidence_url
from binaan.web.queries import figures_compared as compared
from binaan.web.views.figures_shown import Asking, when, within


def crossed(ask: Asking) -> dict | None:
    """The cross table of each date asked; None where only one way to divide was asked."""
    if not ask.column:
        return None
    across = ask.measure.dimension(ask.column)
    return {
        "by": within(across.label),
        "tables": [_table(ask, asked) for asked in (ask.asked, ask.other) if asked],
    }


def _table(ask: Asking, asked: Asked) -> dict:
    found = ask.measure.table(ask.user, asked, rows=ask.dimension, columns=ask.column)
    figure, _side = compared.side(ask.user, ask.measure, asked)
    return {
        "when": when(asked),
        "columns": [
            {"label": one.label, "total": _sum(ask, asked, ask.column, one)}
            for one in found.columns
        ],
        "rows": [_row(ask, asked, found, line) for line in found.rows],
        "total": {**figure._asdict(), "url": ask.evidence(asked)},
    }


def _row(ask: Asking, asked: Asked, found: Table, line) -> dict:
    return {
        "label": line.label,
        "cells": [
            {
                "label": column.label,
                **_cell(ask, asked, found.cell(line.key, column.key), line.key, column.key),
            }
            for column in found.columns
        ],
        "total": _sum(ask, asked, ask.dimension, line),
    }


def _cell(ask: Asking, asked: Asked, cell: Cell, row: str, lane: str) -> dict:
    url = ""
    if ask.opens and cell.evidence and not cell.hidden:
        url = evidence_url(ask.measure.key, asked, ask.dimension, row, column=ask.column, lane=lane)
    return {**cell._asdict(), "url": url}


def _sum(ask: Asking, asked: Asked, dimension: str, line) -> dict:
    shown = line.total.evidence and not line.total.hidden
    return {
        **line.total._asdict(),
        "url": ask.evidence(asked, dimension, line.key) if shown else "",
    }
