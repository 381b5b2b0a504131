"""Findings of a version: grouped, filtered, and beside the table as it was printed."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count

from binaan.access.permissions import Permission
from binaan.access.queries import names
from binaan.kit.numbers import id_number
from binaan.planning.choices import FindingState, Level
from binaan.planning.models import Finding, Version
from binaan.planning.queries import printed
from binaan.planning.rules.checking.catalogue import CATALOGUE
from binaan.planning.rules.papers import LEVELS, Line

SEVERITIES = {
    "error": ("Kesalahan", "bad", "alert-circle"),
    "warning": ("Peringatan", "warn", "alert-triangle"),
    "info": ("Catatan", "info", "info-circle"),
}
COLUMNS = {
    "rp": "Rp", "target": "Target", "actual": "Realisasi", "ratio": "Rasio", "budget": "Anggaran",
    "realised": "Realisasi anggaran", "growth_budget": "Pertumbuhan anggaran",
    "growth_realised": "Pertumbuhan realisasi", "growth": "Pertumbuhan", "base": "Kondisi awal",
    "end": "Kondisi akhir", "end_rp": "Rp akhir",
}  # fmt: skip
AROUND = 4  # lines shown before and behind the wrong one


class Asked(NamedTuple):
    """Filters of the page; "" everything. `state`: a FindingState, by default open."""

    state: str = FindingState.OPEN
    severity: str = ""
    rule: str = ""
    table: str = ""
    year: int | None = None
    node: UUID | None = None


@dataclass
class Shown:
    """A finding as a row: figures as people read them. `by`: full name of who decided."""

    finding: Finding
    column: str
    level: str
    recomputed: str
    difference: str
    by: str


@dataclass
class Group:
    """Findings of one weight and one rule."""

    severity: str
    label: str
    tone: str
    icon: str
    rule: str
    rows: list[Shown]


class Counts(NamedTuple):
    """How many findings a filter would show, by value: for the chips."""

    states: dict[str, int]
    severities: dict[str, int]
    rules: dict[str, int]
    tables: dict[str, int]
    years: dict[int, int]


def findings(user, permission: Permission = Permission.PLAN_VIEW):
    """The findings this user may touch, with version and document."""
    found = Finding.objects.permitted(user, permission)
    return found.select_related("version__document__office", "version__document__place", "node",
                                "indicator__node")  # fmt: skip


def groups(user, version: Version, asked: Asked) -> list[Group]:
    """The findings that a filter leaves, the heaviest first, rule by rule in order."""
    rows = list(_filtered(findings(user).filter(version=version), asked).order_by("order"))
    rows.sort(key=lambda one: (list(SEVERITIES).index(_weight(one)), one.rule))
    who = names(user, {one.decided_by for one in rows if one.decided_by})
    made = []
    for (severity, rule), members in groupby(rows, lambda one: (_weight(one), one.rule)):
        label, tone, icon = SEVERITIES[severity]
        shown = [as_shown(user, one, who) for one in members]
        made.append(Group(severity, label, tone, icon, rule_label(user, rule), shown))
    return made


def flat(user, version: Version, asked: Asked) -> list[Shown]:
    """The same, as one list for a sheet."""
    return [row for group in groups(user, version, asked) for row in group.rows]


def counts(user, version: Version, asked: Asked) -> Counts:
    """How many findings each value of each filter has, of those in the state asked for."""
    found = findings(user).filter(version=version)
    states = dict(found.order_by().values_list("state").annotate(n=Count("pk")))
    here = found.filter(state=asked.state) if asked.state else found
    here = here.filter(node=asked.node) if asked.node else here

    def by(column: str) -> dict:
        return dict(here.order_by(column).values_list(column).annotate(n=Count("pk")))

    years = {year: count for year, count in by("year").items() if year}
    tables = {table: count for table, count in by("table").items() if table}
    return Counts(states, by("severity"), by("rule"), tables, years)


def as_shown(user, finding: Finding, who: dict[str, str] | None = None) -> Shown:
    """One finding with its words."""
    if who is None:
        who = names(user, [finding.decided_by]) if finding.decided_by else {}
    return Shown(
        finding,
        COLUMNS.get(finding.column, finding.column),
        Level(finding.level).label if finding.level in Level.values else finding.level,
        _plain(finding.recomputed),
        _plain(finding.difference),
        who.get(finding.decided_by, finding.decided_by),
    )


def rule_label(user, rule: str) -> str:
    """What a rule looks for, in a few words."""
    known = CATALOGUE.get(rule)
    return known.title if known else rule.replace("_", " ").capitalize()


def neighbours(user, finding: Finding) -> tuple[Finding | None, Finding | None]:
    """The open findings before and behind this one, in the order of the page."""
    rows = findings(user).filter(version=finding.version, state=FindingState.OPEN)
    before = rows.filter(order__lt=finding.order).order_by("-order").first()
    return before, rows.filter(order__gt=finding.order).order_by("order").first()


class Cell(NamedTuple):
    """A figure of the printed table; `mark`: "" or "wrong"; `address` where the file had one."""

    text: str
    mark: str = ""
    address: str = ""


class PaperLine(NamedTuple):
    row: int
    level: str
    label: str
    indicator: str
    unit: str
    cells: list[Cell]
    here: bool


class Paper(NamedTuple):
    """A part of the printed table: its columns (label, year) and the lines around the wrong cell."""

    table: str
    title: str
    columns: list[tuple[str, int]]
    lines: list[PaperLine]
    cut: bool


def paper(user, finding: Finding) -> Paper | None:
    """The printed table around a finding; None where it speaks of no printed row."""
    tables = printed.tables(user, finding.version) if finding.table else []
    table = next((one for one in tables if one.name == finding.table), None)
    rows = [line.row for line in table.lines] if table else []
    if table is None or finding.row not in rows:
        return None
    here = rows.index(finding.row)
    near = table.lines[max(0, here - AROUND) : _last(table.lines, here) + 1]
    columns = _columns(table.lines)
    lines = [_paper_line(line, columns, finding) for line in near]
    headings = [(COLUMNS[column], year) for column, year in columns]
    return Paper(table.name, table.title, headings, lines, len(near) < len(table.lines))


def _last(lines: tuple[Line, ...], here: int) -> int:
    """The last line shown: those a sum was made of, and a few behind."""
    last = min(here + AROUND, len(lines) - 1)
    if lines[here].level not in LEVELS:
        return last
    depth = LEVELS.index(lines[here].level)
    for position in range(here + 1, len(lines)):
        below = lines[position].level
        if below not in LEVELS or (LEVELS.index(below) <= depth and lines[position].name):
            break
        last = max(last, position)
    return last


def _columns(lines: Iterable[Line]) -> list[tuple[str, int]]:
    """A tree prints target and Rp side by side for each year, another table one block after another."""
    known = list(COLUMNS)
    found = {key for line in lines for key in line.figures if key[0] in COLUMNS}
    if {column for column, _year in found} & {"actual", "realised", "ratio"}:
        return sorted(found, key=lambda one: (known.index(one[0]), one[1]))
    edges = {"base": 0, "end": 9998, "end_rp": 9999}
    return sorted(found, key=lambda one: (edges.get(one[0], one[1]), one[0] == "rp"))


def _paper_line(line: Line, columns: list[tuple[str, int]], finding: Finding) -> PaperLine:
    here = line.row == finding.row
    wrong = (finding.column, finding.year or 0)
    cells = []
    for column, year in columns:
        figure = line.figure(column, year)
        mark = "wrong" if here and (column, year) == wrong else ""
        cells.append(Cell(figure.text, mark, figure.cell))
    level = Level(line.level).label if line.level in Level.values else ""
    return PaperLine(line.row, level, line.name, line.indicator, line.unit, cells, here)


def _filtered(found, asked: Asked):
    wanted = {
        "state": asked.state, "severity": asked.severity, "rule": asked.rule,
        "table": asked.table, "year": asked.year,
    }  # fmt: skip
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    if asked.node:
        found = found.filter(node=asked.node) | found.filter(indicator__node=asked.node)
    return found


def _weight(finding: Finding) -> str:
    return finding.severity if finding.severity in SEVERITIES else "info"


def _plain(text: str) -> str:
    """A plain decimal as people read it; other words as they are."""
    try:
        return id_number(Decimal(text)) if text else ""
    except InvalidOperation:
        return text
