"""Where the heading of a table stands: one, two or three lines, below titles, at any column."""

import re
from typing import NamedTuple

import polars as pl

from binaan.intake.headings import JOIN, PLAIN, Vocabulary, folded, said
from binaan.intake.kinds import Kind
from binaan.intake.tables.words import RUNNING, follows, is_amount
from binaan.kit.sheets.reading import RawSheet

LOOK_DOWN = 45  # lines in which a heading is looked for
DEPTH = 3  # lines a heading may have
NAMING = ("name", "owner_name")  # a list names one of them


class Heading(NamedTuple):
    """The lines of a heading and the words above each column, its lines joined by " > ".

    `score` tells how many columns are known; `fields` the fields surely named, by column.
    """

    first: int
    last: int
    texts: list[str]
    fields: dict[int, str]
    score: float = 0


class _Line(NamedTuple):
    number: int
    cells: list[str]
    merged: list[tuple[int, int] | None]  # the columns of the merged range a cell lies in


def find_heading(
    kind: Kind, sheet: RawSheet, vocabulary: Vocabulary | None = None
) -> Heading | None:
    """The heading that names most fields, the uppermost of equals; None where none is known."""
    vocabulary = vocabulary or Vocabulary(kind)
    best = None
    for block in _blocks(sheet):
        heading = _read(block, vocabulary)
        if best is None or (heading.score > best.score + 1e-6 and not _again(best, heading)):
            best = heading
    return best if best and best.score >= 1 else None


def _again(earlier: Heading, later: Heading) -> bool:
    """The same heading at a page break, perhaps with a line of the page below it."""
    same = len(earlier.fields.items() & later.fields.items())
    return later.first > earlier.last and same >= 2 and same >= 0.6 * len(later.fields)


def heading_at(sheet: RawSheet, first: int, last: int, vocabulary: Vocabulary) -> Heading:
    """The heading somebody said stands in these lines."""
    block = [line for line in _lines(sheet, last) if first <= line.number <= last]
    if not block:
        return Heading(first, last, [""] * sheet.width, {})
    return _read(block, vocabulary)._replace(first=first, last=last)


def blocks(sheet: RawSheet):
    """Every heading that could stand in the first lines, without a look at its words."""
    nothing = Vocabulary(None)
    for block in _blocks(sheet):
        yield _read(block, nothing)


def _blocks(sheet: RawSheet):
    """Lines that may be a heading together; a merged cell is not cut through."""
    lines = _lines(sheet)
    deep = {top: bottom for top, _left, bottom, _right in sheet.merged if 0 < bottom - top < DEPTH}
    for start in range(len(lines)):
        for depth in range(1, DEPTH + 1):
            block = lines[start : start + depth]
            if len(block) < depth or not _may_be(block):
                break
            if all(deep.get(line.number, 0) <= block[-1].number for line in block):
                yield block


def _lines(sheet: RawSheet, last: int = 0) -> list[_Line]:
    """The first lines with their merged ranges filled, blank lines left out."""
    head = sheet.frame.head(LOOK_DOWN) if not last else sheet.frame.filter(pl.col("line") <= last)
    rows = {row[0]: [text or "" for text in row[1:]] for row in head.iter_rows()}
    spans: dict[int, list[tuple[int, int] | None]] = {line: [None] * sheet.width for line in rows}
    for top, left, bottom, right in sheet.merged:
        if top not in rows or left >= sheet.width:
            continue
        text = rows[top][left]
        for line in range(top, min(bottom, top + DEPTH) + 1):
            for column in range(left, min(right + 1, sheet.width)):
                if line in rows:
                    spans[line][column] = (left, right)
                    rows[line][column] = text
    return [_Line(line, cells, spans[line]) for line, cells in rows.items() if any(cells)]


def _may_be(block: list[_Line]) -> bool:
    """A heading has words, and no line of numbers below them."""
    words = {text for text in block[0].cells if text}
    if len(block) == 1:
        return not all(is_amount(text) for text in words)
    if len(words) < 2:
        return False
    last, above = block[-1], block[-2]
    if last.number != above.number + 1:
        return False
    filled = [text for text in last.cells if text]
    if follows(filled):
        return False
    numbers = [text for text in filled if RUNNING.match(text) and not _is_year(text)]
    return not numbers


def _is_year(text: str) -> bool:
    return len(text) == 4 and text[:2] in ("19", "20")


def _read(block: list[_Line], vocabulary: Vocabulary) -> Heading:
    width = len(block[0].cells)
    pieces: list[list[str]] = [[] for _column in range(width)]
    for depth, line in enumerate(block):
        below = block[depth + 1 :]
        for column, text in enumerate(_grouped(line, below)):
            if text and text not in pieces[column]:
                pieces[column].append(text)
    texts = [JOIN.join(parts) for parts in pieces]
    found = {at: vocabulary.strictly(text) for at, text in enumerate(texts) if text}
    fields: dict[int, str] = {}
    for at, guess in found.items():
        if guess and guess.field not in fields.values():
            fields[at] = guess.field
    score = sum(1 + (found[at].confidence - 0.9) / 10 for at in fields)
    ticked = {text.rpartition(JOIN)[0] for text in texts if text.endswith((f"{JOIN}L", f"{JOIN}P"))}
    score += sum(1.1 for text in ticked if vocabulary.strictly(text))
    score -= sum(0.5 for text in texts if text and is_amount(text))
    score -= sum(0.01 for at, guess in found.items() if not guess and not _plain(texts[at]))
    if _divided(block, vocabulary):
        score += 0.3 * (len(block) - 1)
    if not set(fields.values()) & set(NAMING):
        score *= 0.6
    return Heading(block[0].number, block[-1].number, texts, fields, score)


def _divided(block: list[_Line], vocabulary: Vocabulary) -> bool:
    """Whether the lower lines hold nothing but words of headings, below a line that is one.

    What a merged cell says of the line above as well is no word of the lower one.
    """
    top = {text for text in block[0].cells if text}
    under = {
        text for line in block[1:]
        for text, above in zip(line.cells, block[0].cells, strict=True) if text and text != above
    }  # fmt: skip
    named = sum(vocabulary.is_known(text) for text in top) >= 0.5 * len(top)
    return named and bool(under) and all(_is_part(text, vocabulary) for text in under)


def _is_part(text: str, vocabulary: Vocabulary) -> bool:
    """A heading, a unit, or one of "L" and "P"."""
    if said(text).words in ("", "l", "p"):
        return True
    return not re.search(r"\d", text) and vocabulary.is_known(text)


def _plain(text: str) -> bool:
    return folded(text) in PLAIN


def _grouped(line: _Line, below: list[_Line]) -> list[str]:
    """A group word stands over its first column only: it counts for the divided ones beside it."""
    cells = list(line.cells)
    if not below:
        return cells
    divided = [any(under.cells[column] for under in below) for column in range(len(cells))]
    for column in range(1, len(cells)):
        if cells[column] or line.merged[column] or line.merged[column - 1]:
            continue
        if cells[column - 1] and divided[column] and divided[column - 1]:
            cells[column] = cells[column - 1]
    return cells
