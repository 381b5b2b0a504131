"""A closer look at the few lines that may be no rows: totals, bands, notes, repeated headings.

In doubt a line is a row: it waits with its problem, but it is not lost.
"""

from bisect import bisect_right
from typing import TYPE_CHECKING

import polars as pl

from binaan.intake.headings import Vocabulary
from binaan.intake.kinds import Kind
from binaan.intake.tables.filling import in_words
from binaan.intake.tables.layout import Layout
from binaan.intake.tables.words import (
    CARRIED,
    ENUMERATOR,
    GROUP,
    LONE_ENUMERATOR,
    NOTE,
    PAGE,
    SIGN,
    TOTAL,
    follows,
    is_amount,
    running,
    says_nothing,
    squeezed,
)
from binaan.kit.sheets.reading import RawSheet

if TYPE_CHECKING:
    from binaan.intake.tables.rows import Looks

WIDE = 3  # merged columns from which a lone text stands over the table, not in it
SPARSE = 3  # mapped cells up to which a line below a signature belongs to it


class Line:
    """One suspicious line: its words by column."""

    def __init__(self, at: int, row: tuple, number: int | None):
        self.at, self.number = at, row[0]
        self.cells = {column: text for column, text in enumerate(row[1:]) if text}
        self.running = running(self.cells.get(number)) if number is not None else None
        marked = number is not None and (
            self.running is not None or LONE_ENUMERATOR.match(self.cells.get(number, ""))
        )
        self.mark = self.cells.get(number, "") if marked and number is not None else ""
        self.words = {c: t for c, t in self.cells.items() if not (marked and c == number)}
        self.plain = {c: squeezed(t) for c, t in self.words.items()}

    @property
    def lone(self) -> str:
        """The only text of this line, if it has but one."""
        texts = list(dict.fromkeys(self.words.values()))
        return texts[0] if len(texts) == 1 else ""


class Sorter:
    """Tells the suspicious lines of one sheet apart."""

    def __init__(self, sheet: RawSheet, layout: Layout, kind: Kind, looks: "Looks"):
        self.sheet, self.layout, self.kind, self.looks = sheet, layout, kind, looks
        self.vocabulary = Vocabulary(kind)
        self.places = {layout.columns[f] for f in kind.bands or {} if f in layout.columns}
        self.bands: list[tuple[int, str, str]] = []
        self.note = -1  # position of the last line of notes so far
        self.below = looks.below
        head = sheet.frame.filter(pl.col("line") <= layout.heading_line).tail(50).rows()
        self.heads = [_signature(row[1:]) for row in head]
        self.wide = {top: right - left for top, left, _b, right in sheet.merged}

    def verdicts(self) -> dict[int, str]:
        """Position below the heading -> why it is no row; what bands say is kept in `bands`."""
        odd = self.looks.odd
        if not odd.any():
            return {}
        numbers = odd.arg_true().to_list()
        self.lines = [
            Line(at, row, self.looks.number)
            for at, row in zip(numbers, self.below.filter(odd).rows(), strict=True)
        ]
        self.told: dict[int, str] = {}
        self.full = (~odd & ~self.looks.blank).arg_true()
        for line in self.lines:
            why = self._plainly(line)
            if why == "other_table":
                self._stop(line)
                break
            if why:
                self.told[line.at] = why
        ends = ("heading", "other_table")
        self.breaks = sorted(at for at, why in self.told.items() if why in ends)
        for line in self.lines:
            if line.at not in self.told and (why := self._by_its_words(line)):
                self.told[line.at] = why
        return self.told

    def _plainly(self, line: Line) -> str | None:
        """What a line shows without regard to those beside it."""
        if self._repeats(line):
            return "heading"
        if follows(list(line.cells.values())) and self._numbers_columns(line):
            return "numbering"
        if len(line.cells) >= 3 and self._is_heading(line):
            return self._same_table(line)
        return None

    def _repeats(self, line: Line) -> bool:
        """The heading or the title of the page once more."""
        mine = _signature(tuple(line.cells.get(c) for c in range(self.sheet.width)))
        for head in self.heads:
            same = len(mine.items() & head.items())
            if head and same >= max(1, 0.6 * len(head)) and same >= 0.6 * len(mine):
                return True
        return False

    def _numbers_columns(self, line: Line) -> bool:
        """(1) (2) (3) below a heading; elsewhere only when it fills the table."""
        before = self._before(line.at)
        return before is None or self.told.get(before) == "heading" or len(line.cells) >= 5

    def _before(self, at: int) -> int | None:
        """The position of the last line above that is not blank."""
        while at > 0:
            at -= 1
            if not self.looks.blank[at]:
                return at
        return None

    def _is_heading(self, line: Line) -> bool:
        texts = list(line.cells.values())
        if any(is_amount(text) for text in texts):
            return False
        known = sum(self.vocabulary.is_known(text) for text in texts)
        return known >= max(2, 0.6 * len(texts))

    def _same_table(self, line: Line) -> str:
        """A heading in other words: of these columns, or of another table."""
        fields = {c: g.field for c, t in line.cells.items() if (g := self.vocabulary.strictly(t))}
        mine = {at: name for name, at in self.layout.columns.items()}
        same = sum(mine.get(column) == name for column, name in fields.items())
        return "heading" if fields and same >= 0.6 * len(fields) else "other_table"

    def _stop(self, line: Line) -> None:
        """Another table begins: it ends this one, with the title right above it."""
        first = line.at
        for other in reversed([one for one in self.lines if one.at < line.at]):
            between = self.below["line"][first] - other.number
            if between > 2 or len(other.cells) > 1 or other.running is not None:
                break
            first = other.at
        self.told = {at: why for at, why in self.told.items() if at < first}
        for at in range(first, self.below.height):
            if not self.looks.blank[at]:
                self.told[at] = "other_table"
        self.lines = [one for one in self.lines if one.at < first]
        self.full = self.full.filter(self.full < first)

    def _goes_on(self, line: Line) -> bool:
        """A running number that follows the last one marks a row, whatever its words are."""
        if line.running is None or self.looks.number is None:
            return False
        name, at = f"c{self.looks.number}", line.at
        while (at := self._before(at) if at else None) is not None:
            last = running(self.below[name][at])
            if last is not None and self.told.get(at) is None:
                return line.running == last + 1
        return line.running == 1

    def _by_its_words(self, line: Line) -> str | None:
        goes_on = self._goes_on(line)
        if not goes_on and (why := self._summed(line)):
            return why
        if len(line.words) <= 2 and (why := self._band(line, goes_on)):
            return why
        if not goes_on and (why := self._noted(line)):
            return why
        if not goes_on and PAGE.match(line.lone):
            return "heading"
        said = [text for c, text in line.words.items() if c in self.looks.mapped]
        if all(says_nothing(text) for text in said):
            return "note" if len(said) < len(line.words) else "blank"
        return None

    def _summed(self, line: Line) -> str | None:
        """A total: its label, and nothing else that would name somebody."""
        label = next((c for c, text in line.plain.items() if _sums(text)), None)
        if label is None:
            return None
        others = {c: t for c, t in line.words.items() if c != label and not is_amount(t)}
        sums = [c for c, t in line.words.items() if c != label and is_amount(t)]
        for column, text in others.items():
            if {column, label} <= set(self.looks.naming):
                return None
            named = in_words(self.kind, text) or line.plain[column] == line.plain[label]
            if not named and not (column in self.places and sums):
                return None
        return "carried" if CARRIED.match(line.plain[label]) else "total"

    def _band(self, line: Line, goes_on: bool) -> str | None:
        """A line that stands above its rows and says of what place or group they are."""
        text = line.lone
        if not text and len(line.words) == 2:
            first, second = line.words.values()
            text = f"{first} {second}" if GROUP.fullmatch(first.strip(" :.")) else ""
        if not text or is_amount(text):
            return None
        places = in_words(self.kind, text)
        if places and self._stands_above(line) and not (goes_on and self._next_goes_on(line)):
            self.bands += [(line.number, name, value) for name, value in places.items()]
            return "band"
        return "band" if not goes_on and self._groups(line, text) else None

    def _stands_above(self, line: Line) -> bool:
        """A band has rows below it; the last line of a table has none."""
        later = (~self.looks.blank).slice(line.at + 1)
        return bool(later.any())

    def _next_goes_on(self, line: Line) -> bool:
        """Whether the line below bears the next running number."""
        after = self.below.slice(line.at + 1, 1)
        name = f"c{self.looks.number}"
        return bool(after.height) and running(after[name][0]) == (line.running or 0) + 1

    def _groups(self, line: Line, text: str) -> bool:
        if self._in_tail(line):
            return False
        column = next(iter(line.words))
        words = GROUP.match(ENUMERATOR.sub("", text)) is not None
        if self.wide.get(line.number, 0) + 1 >= WIDE and (words or self._in_sequence(line, text)):
            return True
        if column not in self.looks.mapped:
            return words or self._in_sequence(line, text)
        if self.looks.numbered and line.running is None and words:
            return True
        return self._in_sequence(line, text)

    def _in_sequence(self, line: Line, text: str) -> bool:
        """A. … B. … or I. … II. …: one alone may be a name ("H. Udin"), two are a division."""
        mark = _mark(line, text)
        if not mark:
            return False
        marks = {_mark(one, one.lone) for one in self.lines if one.lone and one.running is None}
        return ({"a", "b"} <= marks and len(mark) == 1) or {"i", "ii"} <= marks

    def _in_tail(self, line: Line) -> bool:
        """No full row follows before the next heading or the end."""
        at = bisect_right(self.breaks, line.at)
        end = self.breaks[at] if at < len(self.breaks) else self.below.height
        later = self.full.search_sorted(line.at, side="right")
        return later == self.full.len() or self.full[later] > end

    def _noted(self, line: Line) -> str | None:
        mapped = [c for c in line.words if c in self.looks.mapped]
        if len(mapped) > SPARSE or (self.looks.naming and len(line.words) > 2 * SPARSE):
            return None
        texts = list(line.words.values())
        if self._in_tail(line):
            marked = any(NOTE.match(text) or SIGN.match(text) for text in texts)
            if marked or self._below_a_note(line):
                self.note = line.at
                return "note"
            return None
        return "note" if line.lone and NOTE.match(line.lone) else None

    def _below_a_note(self, line: Line) -> bool:
        """Belongs to the notes above: nothing but blanks and notes lie between."""
        return self.note >= 0 and not any(self.note < at < line.at for at in self.breaks)


def _mark(line: Line, text: str) -> str:
    if line.mark and line.running is None:
        return line.mark.strip("(). ").lower()
    found = ENUMERATOR.match(text)
    return found[1].lower() if found and not found[1].isdigit() else ""


def _sums(text: str) -> bool:
    return bool(TOTAL.match(text) or CARRIED.match(text))


def _signature(cells: tuple) -> dict[int, str]:
    found = {column: squeezed(text) for column, text in enumerate(cells) if text}
    return {column: text for column, text in found.items() if text}
