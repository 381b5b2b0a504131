"""Tells rows of performance and target tables which indicator of the tree they speak of.

Called inside the action that imports. Only a name that is the same, cut off, or nearly the same is
related, or one in other words with the same targets; the rest is kept as printed and told.
docs/rules/memasukkan-rencana.md.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from binaan.planning.actions.impressing import Spot, stored
from binaan.planning.choices import Level
from binaan.planning.models import Achievement, Indicator, Version
from binaan.planning.rules import arriving, matching
from binaan.planning.rules.checking.crossing import OUTCOMES, same_by_targets
from binaan.planning.rules.papers import (
    ACTUAL,
    BASE,
    END,
    PERFORMANCE,
    TARGET,
    TARGETS,
    Figure,
    Line,
    Table,
)
from binaan.planning.rules.reading import read_figure

KINDS = (PERFORMANCE, TARGETS)  # tables whose rows are indicators
LEAST = 0.9
NOTE = "Menurut tabel {table} baris {row}: “{text}” (dimasukkan dari berkas)"
TICKS = frozenset({"✓", "√", "v", "x", "ya", "ada"})


class Related(NamedTuple):
    """`spots`: by the id() of a line. `unknown`: names no indicator of the tree bears. `iku`: how
    many indicators a table named as the main ones.
    """

    spots: dict[int, Spot]
    unknown: list[str]
    achievements: int
    iku: int


@transaction.atomic
def relate(version: Version, *, tables: list[Table], by) -> Related:
    """The indicator each row speaks of; realisations become achievements, base and end are filled in,
    and what a table lists as Indikator Kinerja Utama becomes one.

    An achievement that is there already stays: what people typed or measured wins over a table.
    """
    known = Indicator.objects.filter(node__version=version).select_related("node")
    names = _Names(list(known.prefetch_related("targets")))
    spots: dict[int, Spot] = {}
    unknown, made, iku = [], 0, 0
    for table in tables:
        for line in table.lines:
            found = names.of(line)
            if not found:
                unknown.append(f"Tabel {table.name}: {line.indicator or line.name}")
                continue
            spots[id(line)] = Spot(found[0].node, found[0])
            _fill_in(found, table, line)
            made += _reach(version, found, table, line, by)
            iku += _appoint(found) if arriving.names_iku(table) else 0
    return Related(spots, unknown, made, iku)


class _Names:
    """Indicators by what they are called; the same name may stand at two levels."""

    def __init__(self, known: list[Indicator]):
        self.by_key: dict[str, list[Indicator]] = {}
        for one in known:
            if one.name:
                self.by_key.setdefault(matching.key(one.name), []).append(one)
        self.rows = [matching.Row(key, "", "", found[0].name) for key, found in self.by_key.items()]

    def of(self, line: Line) -> list[Indicator]:
        """By name; else the one outcome whose targets are the same, called nearly so."""
        name = matching.plain(line.indicator or line.name)
        found = matching.propose(name, self.rows, LEAST)
        if found.code:
            return self.by_key[found.code]
        alike = [
            key
            for key, known in self.by_key.items()
            if any(
                one.node.level in OUTCOMES and same_by_targets(_line(one), line) for one in known
            )
        ]
        return self.by_key[alike[0]] if len(alike) == 1 else []


def _line(one: Indicator) -> Line:
    """An indicator of the tree as a line of a table."""
    figures = {(TARGET, row.year): Figure(row.text, row.value) for row in one.targets.all()
               if not row.quarter}  # fmt: skip
    return Line(0, one.name, indicator=one.name, figures=figures)


def _fill_in(found: list[Indicator], table: Table, line: Line) -> None:
    """Base and end, text and value together, where the indicator has none; NSPK and IKK ticks."""
    ticked = {f"is_{mark}": True for mark in ("nspk", "ikk") if _is_ticked(line, mark)}
    for one in found:
        given: dict = dict(ticked)
        for edge in (BASE, END):
            figure = line.figure(edge)
            if figure.is_blank or getattr(one, f"{edge}_value") is not None:
                continue
            if not read_figure(getattr(one, f"{edge}_text"), column=edge).is_blank:
                continue
            value = (
                stored(figure, table, line) if arriving.in_its_unit(figure.text, one.unit) else None
            )
            given |= {f"{edge}_text": figure.text[:100], f"{edge}_value": value}
        for name, value in given.items():
            setattr(one, name, value)
        if given:
            one.save(update_fields=list(given))


def _appoint(found: list[Indicator]) -> int:
    """Indicators become main ones: of the same one at several levels that of the sasaran, else tujuan."""
    levels = {one.node.level for one in found}
    level = next((one for one in (Level.SASARAN, Level.TUJUAN) if one in levels), None)
    chosen = [one for one in found if level is None or one.node.level == level]
    for one in chosen:
        one.is_iku = True
        one.save(update_fields=["is_iku"])
    return len(chosen)


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
