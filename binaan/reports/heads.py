"""The headings of a sheet as rectangles: which texts are merged across and which downwards."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from binaan.reports.sheet import Column


class Head(NamedTuple):
    """A heading cell; `top` and `left` from 0, how many rows and columns it covers."""

    text: str
    top: int
    left: int
    rows: int = 1
    columns: int = 1


def heads(columns: Sequence[Column], height: int) -> list[Head]:
    """Every heading cell, row by row from the top left.

    Neighbours with the same text below the same heading are one; a text above nothing reaches down.
    """
    texts = [(*column.heads, *[""] * height)[:height] for column in columns]
    return sorted(_below(texts, 0, 0, height), key=lambda head: (head.top, head.left))


def numbers(columns: Sequence[Column], top: int) -> list[Head]:
    """The numbering row; neighbours with the same number (K and Rp) share one cell."""
    found, left = [], 0
    for no, group in groupby(columns, key=lambda column: column.no):
        wide = len(list(group))
        found.append(Head(f"({no})", top, left, 1, wide))
        left += wide
    return found


def _below(texts: list[tuple[str, ...]], left: int, top: int, height: int) -> Iterator[Head]:
    """The cells of some neighbouring columns from the row `top` down."""
    if top >= height:
        return
    at = left
    for text, group in groupby(texts, key=lambda one: one[top]):
        mine = list(group)
        wide = len(mine)
        bottom = top + 1
        while bottom < height and not any(one[bottom] for one in mine):
            bottom += 1
        yield Head(text, top, at, bottom - top, wide)
        yield from _below(mine, at, bottom, height)
        at += wide
