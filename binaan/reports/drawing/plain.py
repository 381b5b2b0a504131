"""A sheet as other programs read it, and the hash of its figures."""

import hashlib
import json
from decimal import Decimal

from binaan.reports.drawing.grid import Imprint
from binaan.reports.sheet import Cell, Row, Sheet


def answer(sheet: Sheet, imprint: Imprint) -> dict:
    """Columns, rows with values and the addresses of their evidence, notes, hash.

    Numbers are plain ("9142760925", "93.8"), percentages in points; nothing known is null.
    """
    return {
        "report": sheet.code,
        "code": imprint.code,
        "title": sheet.title,
        "subtitle": list(sheet.subtitle),
        "document": imprint.document,
        "version": imprint.version,
        "period": imprint.period,
        "edition": imprint.edition,
        "made_on": imprint.made_on.isoformat(),
        "choices": list(imprint.choices),
        **_table(sheet),
        "footer": [{"label": label, "text": text} for label, text in sheet.footer],
        "notes": list(sheet.notes),
        "signatures": [one._asdict() for one in sheet.signatures],
        "statement": list(sheet.statement),
        "annex": _table(sheet.annex) if sheet.annex else None,
        "hash": figures_hash(sheet),
    }


def _table(sheet: Sheet) -> dict:
    return {
        "header_rows": sheet.header_rows,
        "columns": [
            {
                "no": one.no, "key": one.key, "heads": list(one.heads), "type": one.type,
                "year": one.year or None,
            }
            for one in sheet.columns
        ],
        "above": list(sheet.above),
        "rows": [_row(sheet, row) for row in sheet.rows],
    }  # fmt: skip


def _row(sheet: Sheet, row: Row) -> dict:
    return {
        "kind": row.kind,
        "level": row.level,
        "span": row.span,
        "cells": {key: _cell(cell) for key, cell in _in_order(sheet, row)},
    }


def _in_order(sheet: Sheet, row: Row) -> list[tuple[str, Cell]]:
    """The boxes of a row from the left."""
    keys = (column.key for column in sheet.columns)
    return [(key, row.cells[key]) for key in keys if key in row.cells]


def _cell(cell: Cell) -> dict:
    made = {"text": cell.text, "value": plain(cell.value), "evidence": cell.evidence}
    return made | ({"printed": cell.printed} if cell.printed else {})


def plain(value: Decimal | int | None) -> str | None:
    """9142760925, 93.8; at most six decimals."""
    if value is None:
        return None
    text = f"{Decimal(value):.6f}"
    return text.rstrip("0").rstrip(".")


def figures(sheet: Sheet) -> list:
    """What the hash is taken over: every box by row and column, the rows across, the foot."""
    rows = [
        [row.span, *[[key, cell.text, plain(cell.value)] for key, cell in _in_order(sheet, row)]]
        for row in sheet.rows
    ]
    below = [list(pair) for pair in sheet.footer]
    return [sheet.code, rows, below, figures(sheet.annex) if sheet.annex else []]


def figures_hash(sheet: Sheet) -> str:
    """SHA-256 of the figures: two copies that say the same share it, whatever their form and day."""
    text = json.dumps(figures(sheet), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
