"""A plan's tables prepared once for all rules: the parts of the tree, their money, who stands where."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache

from binaan.planning.rules import papers, rates
from binaan.planning.rules.papers import LEVELS, RP, Block, Figure, Line, Table, blocks
from binaan.planning.rules.reading import TEXT

LEAF = LEVELS[-1]
NO_WORD = re.compile(r"[^\w%]+")


@lru_cache(maxsize=8192)
def key_of(text: str) -> str:
    """A name as it is compared: small letters, without its number ("1. ") and without marks."""
    bare = re.sub(r"^\s*(?:\d{1,2}|[a-z])[.)]\s+", "", text.casefold())
    return " ".join(NO_WORD.sub(" ", bare).split())


@dataclass(eq=False)
class Part:
    """A node as printed. `own`: its money by year; `below`: the sum of what its children print."""

    block: Block
    parent: "Part | None"
    children: list["Part"] = field(default_factory=list)
    own: dict[int, Decimal] = field(default_factory=dict)
    below: dict[int, Decimal] = field(default_factory=dict)
    leaves: dict[int, Decimal] = field(default_factory=dict)
    unreadable: set[int] = field(default_factory=set)
    said: dict[int, str] = field(default_factory=dict)  # what sums.verdict said, by year

    @property
    def level(self) -> str:
        return self.block.level

    @property
    def name(self) -> str:
        return self.block.name

    @cached_property
    def key(self) -> str:
        return key_of(self.block.name)

    def line(self, year: int, column: str = RP) -> Line:
        """The line that prints the figure of that year; the first one where none does."""
        lines = self.block.lines
        return next((one for one in lines if not one.figure(column, year).is_blank), lines[0])

    def printed(self, year: int) -> str:
        texts = [one.figure(RP, year).text for one in self.block.lines]
        return " + ".join(text for text, line in zip(texts, self.block.lines, strict=True)
                          if not line.figure(RP, year).is_blank)  # fmt: skip

    def figures(self, column: str, year: int) -> Iterator[Figure]:
        return (line.figure(column, year) for line in self.block.lines)

    def ancestors(self) -> Iterator["Part"]:
        above = self.parent
        while above is not None:
            yield above
            above = above.parent


@dataclass(eq=False)
class Paper:
    """One table. `parts` in printed order (a tree, or a table with levels); else empty."""

    table: Table

    @cached_property
    def parts(self) -> list[Part]:
        lines = self.table.lines
        if not lines or not all(line.level in LEVELS for line in lines):
            return []
        found: list[Part] = []
        for root in blocks(self.table):
            self._part(root, None, found)
        return found

    def _part(self, block: Block, parent: Part | None, found: list[Part]) -> Part:
        part = Part(block, parent)
        found.append(part)
        part.children = [self._part(child, part, found) for child in block.children]
        for year in self.table.years:
            _money(part, year)
        return part

    @property
    def is_tree(self) -> bool:
        return self.table.kind == papers.TREE

    @cached_property
    def part_of(self) -> dict[int, Part]:
        """The part a line belongs to, by the line's identity in memory."""
        return {id(line): part for part in self.parts for line in part.block.lines}

    @cached_property
    def money_levels(self) -> set[str]:
        """Levels that print money at all; others leave it out by design."""
        return {part.level for part in self.parts if part.own or part.unreadable}

    @cached_property
    def paid_years(self) -> set[int]:
        """Years this table plans: those it prints money in; all, where it prints no money at all."""
        found = {
            year
            for line in self.table.lines
            for (column, year), figure in line.figures.items()
            if column == RP and (figure.value or figure.doubt)
        }
        return found or set(self.table.years)

    @cached_property
    def target_levels(self) -> set[str]:
        return {
            part.level
            for part in self.parts
            if any(
                not one.is_blank
                for year in self.table.years
                for one in part.figures("target", year)
            )
        }

    @cached_property
    def parent_levels(self) -> set[str]:
        """Levels that have something below them somewhere in this table."""
        return {part.level for part in self.parts if part.children}

    def name_of(self, line: Line) -> str:
        part = self.part_of.get(id(line))
        return part.name if part else line.name or line.indicator

    def label_of(self, line: Line) -> str:
        """The code if printed, else the name."""
        part = self.part_of.get(id(line))
        return part.block.label if part else line.code or line.name or line.indicator


def _money(part: Part, year: int) -> None:
    """Money of a year: printed on its own lines, by its children, and at the leaves."""
    figures = [one for one in part.figures(RP, year) if not one.is_blank]
    values = [one.value for one in figures if one.value is not None]
    if any(one.doubt == TEXT for one in figures):
        part.unreadable.add(year)
    below = [child.own[year] for child in part.children if year in child.own]
    if below:
        part.below[year] = sum(below, Decimal(0))
    if values:
        part.own[year] = _once(values, part.below.get(year))
    leaves = [child.leaves[year] for child in part.children if year in child.leaves]
    if leaves:
        part.leaves[year] = sum(leaves, Decimal(0))
    elif not part.children and values:
        part.leaves[year] = part.own[year]


def _once(values: list[Decimal], below: Decimal | None) -> Decimal:
    """The sum of its lines; an amount printed again beside each further indicator counts once."""
    if len(values) > 1 and len(set(values)) == 1 and below == values[0]:
        return values[0]
    return sum(values, Decimal(0))


@dataclass(eq=False)
class Folder:
    """All tables of a document, and what the office chose where practice differs."""

    papers: list[Paper]
    choices: rates.Choices = rates.USUAL
    facts: tuple = ()  # what only the store knows (checking.live)
    memory: dict = field(default_factory=dict)  # what several rules ask for is reckoned once

    def of(self, *kinds: str) -> Iterator[Paper]:
        return (paper for paper in self.papers if paper.table.kind in kinds)
