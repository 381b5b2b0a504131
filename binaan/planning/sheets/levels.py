"""Which level a row of a tree stands on: by its column, its code, its name, or its money.

Where kegiatan and sub kegiatan share a column and nothing else tells them apart, a row is a kegiatan
when the rows below it add up to it in every year; such lines are marked GUESSED for a person.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from binaan.places.rules import nomenclature
from binaan.planning.rules import papers
from binaan.planning.rules.papers import LEVELS, Line

GUESSED = "level_guessed"
PROGRAM, KEGIATAN, LEAF = LEVELS[2:]


def of_name(levels: tuple[str, ...], name: str, code: str) -> str:
    """The level of a named row: its column's only one, its code's, or "Program …"; else ""."""
    if len(levels) == 1:
        return levels[0]
    by_code = nomenclature.level_of(code) if code else ""
    if by_code in LEVELS:
        return by_code
    return PROGRAM if re.match(r"program\b", name, re.IGNORECASE) else ""


def told(
    lines: Sequence[Line], shared: tuple[str, ...], level_of: Callable[[str], str]
) -> list[Line]:
    """Every line with its level. `shared`: the levels that share a column, if any do."""
    found: list[Line] = []
    for line in lines:
        level = line.level
        if not level and line.name:
            level = level_of(line.name) if shared else ""
            level = level if level in shared else ""
            if not level and KEGIATAN in shared and LEAF not in shared:
                level = KEGIATAN
        elif not level:
            by_code = nomenclature.level_of(line.code) if line.code else ""
            level = by_code if by_code in LEVELS else found[-1].level if found else LEVELS[0]
        found.append(replace(line, level=level))
    return _guessed(found)


def _guessed(lines: list[Line]) -> list[Line]:
    """Kegiatan and sub kegiatan by what adds up, a run of undecided rows at a time."""
    at = 0
    while at < len(lines):
        if lines[at].level:
            at += 1
            continue
        end = at
        while end < len(lines) and not (lines[end].level and lines[end].name):
            end += 1
        above = lines[at - 1].level if at else ""
        lines[at:end] = _run(lines[at:end], above)
        at = end
    return lines


def _run(lines: list[Line], above: str) -> list[Line]:
    """One run: a name begins a part, nameless lines belong to the part above them."""
    starts = [number for number, line in enumerate(lines) if line.name]
    parts = [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    money = [_money(part) for part in parts]
    heads = set() if above in (KEGIATAN, LEAF) else {0}
    at = 0
    while at < len(parts):
        below = next((n for n in range(1, len(parts) - at) if _adds_up(money, at, n)), 0)
        if below:
            heads.add(at)
        at += below + 1
    done = []
    for number, part in enumerate(parts):
        level = KEGIATAN if number in heads else LEAF
        for line in part:
            done.append(replace(line, level=level, oddities=(*line.oddities, GUESSED)))
    return done


def _money(part: list[Line]) -> dict[int, Decimal]:
    found: dict[int, Decimal] = {}
    for line in part:
        for (column, year), figure in line.figures.items():
            if column == papers.RP and figure.value is not None:
                found[year] = found.get(year, Decimal(0)) + figure.value
    return found


def _adds_up(money: list[dict[int, Decimal]], at: int, count: int) -> bool:
    """Whether the next `count` parts sum to this one in every year, and there is money at all."""
    below: dict[int, Decimal] = {}
    for one in money[at + 1 : at + 1 + count]:
        for year, value in one.items():
            below[year] = below.get(year, Decimal(0)) + value
    known = {year: value for year, value in money[at].items() if value}
    return bool(known) and known == {year: value for year, value in below.items() if value}
