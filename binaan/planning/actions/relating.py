"""Tells rows of performance and target tables which indicator of the tree they speak of.

Called inside the action that imports. Only a name that is the same, cut off, or nearly the same is
related; the rest is kept as printed and told. docs/rules/memasukkan-rencana.md.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from binaan.planning.actions.impressing import Spot, stored
from binaan.planning.models import Achievement, Indicator, Version
from binaan.planning.rules import matching
from binaan.planning.rules.papers import ACTUAL, BASE, END, PERFORMANCE, TARGETS, Line, Table

KINDS = (PERFORMANCE, TARGETS)  # tables whose rows are indicators
LEAST = 0.9
NOTE = "Menurut tabel {table} baris {row}: “{text}” (dimasukkan dari berkas)"
TICKS = frozenset({"✓", "√", "v", "x", "ya", "ada"})


class Related(NamedTuple):
    """`spots`: by the id() of a line. `unknown`: names no indicator of the tree bears."""

    spots: dict[int, Spot]
    unknown: list[str]
    achievements: int


@transaction.atomic
def relate(version: Version, *, tables: list[Table], by) -> Related:
    """The indicator each row speaks of; realisations become achievements, base and end are filled in.

    An achievement that is there already stays: what people typed or measured wins over a table.
    """
    known = list(Indicator.objects.filter(node__version=version).select_related("node"))
    names = _Names(known)
    spots: dict[int, Spot] = {}
    unknown, made = [], 0
    for table in tables:
        for line in table.lines:
            found = names.named(line.indicator or line.name)
            if not found:
                unknown.append(f"Tabel {table.name}: {line.indicator or line.name}")
                continue
            spots[id(line)] = Spot(found[0].node, found[0])
            _fill_in(found, table, line)
            made += _reach(version, found, table, line, by)
    return Related(spots, unknown, made)


class _Names:
    """Indicators by what they are called; the same name may stand at two levels."""

    def __init__(self, known: list[Indicator]):
        self.by_key: dict[str, list[Indicator]] = {}
        for one in known:
            if one.name:
                self.by_key.setdefault(matching.key(one.name), []).append(one)
        self.rows = [matching.Row(key, "", "", found[0].name) for key, found in self.by_key.items()]

    def named(self, name: str) -> list[Indicator]:
        found = matching.propose(matching.plain(name), self.rows, LEAST)
        return self.by_key.get(found.code, [])


def _fill_in(found: list[Indicator], table: Table, line: Line) -> None:
    base, end = line.figure(BASE), line.figure(END)
    said = {
        "base_text": base.text[:100], "base_value": stored(base, table, line),
        "end_text": end.text[:100], "end_value": stored(end, table, line),
    }  # fmt: skip
    ticked = {f"is_{mark}": True for mark in ("nspk", "ikk") if _is_ticked(line, mark)}
    for one in found:
        missing = {name: value for name, value in said.items() if not getattr(one, name) and value}
        for name, value in (missing | ticked).items():
            setattr(one, name, value)
        if missing or ticked:
            one.save(update_fields=[*missing, *ticked])


def _is_ticked(line: Line, mark: str) -> bool:
    return line.figure(mark).text.strip().casefold() in TICKS


def _reach(version: Version, found: list[Indicator], table: Table, line: Line, by) -> int:
    return sum(
        Achievement.objects.get_or_create(
            office=version.document.office, indicator_key=one.key, year=year, quarter=0,
            defaults={
                "place": version.document.place, "value": value, "typed": value,
                "document_note": NOTE.format(table=table.name, row=line.row, text=text)[:300],
                "filled_by": by.username, "filled_at": timezone.now(),
            },
        )[1]
        for one in found
        for year, value, text in _actuals(table, line)
    )  # fmt: skip


def _actuals(table: Table, line: Line) -> Iterator[tuple]:
    for (column, year), figure in line.figures.items():
        if column == ACTUAL and figure.value is not None:
            yield year, stored(figure, table, line), figure.text
