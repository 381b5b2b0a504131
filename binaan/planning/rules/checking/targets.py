"""Targets beside money, units beside indicators, the end of the period beside its years."""

import re
from collections.abc import Iterator
from decimal import Decimal

from binaan.planning.rules import papers
from binaan.planning.rules.checking.catalogue import rule
from binaan.planning.rules.checking.paper import Folder, Paper, Part, key_of
from binaan.planning.rules.checking.words import money, named, plain, say
from binaan.planning.rules.findings import INFO, WARNING, Finding
from binaan.planning.rules.papers import BASE, END, TARGET, Line

NO_BUDGET, NO_TARGET, NO_UNIT, OTHER_UNIT, END_RULE = (
    "target_without_budget", "budget_without_target", "unit_missing", "unit_mismatch",
    "derived_end_condition",
)  # fmt: skip
FUNDED = ("program", "kegiatan", "subkegiatan")
PERCENT_UNITS = {"persen", "%", "prosentase", "persentase", "persen (%)"}
SHARE = re.compile(r"(?:persentase|prosentase|presentase|persen)\b", re.IGNORECASE)
COUNT = re.compile(r"(?:jumlah|banyaknya)\b", re.IGNORECASE)


class Group:
    """A part with the ones printed right after it under the same name: one thing, several rows."""

    def __init__(self, parts: list[Part]):
        self.parts = parts
        self.lines = [line for part in parts for line in part.block.lines]

    def amount(self, year: int) -> Decimal | None:
        found = [part.own[year] for part in self.parts if year in part.own]
        return sum(found, Decimal(0)) if found else None

    def has_target(self, year: int) -> bool:
        return any(not line.figure(TARGET, year).is_blank for line in self.lines)

    def aims(self, year: int) -> bool:
        """Whether something is to be reached: a target of 0 asks for no money."""
        figures = [line.figure(TARGET, year) for line in self.lines]
        return any(figure.doubt or figure.value for figure in figures)

    def unreadable(self, year: int) -> bool:
        return any(year in part.unreadable for part in self.parts)

    def below(self, year: int) -> bool:
        return any(year in part.below for part in self.parts)


def _groups(paper: Paper) -> Iterator[Group]:
    """Programmes, kegiatan and sub kegiatan of a tree that prints both targets and money."""
    last: dict[int, list[Part]] = {}
    made: list[list[Part]] = []
    for part in paper.parts:
        if part.level not in FUNDED or part.level not in paper.money_levels & paper.target_levels:
            continue
        before = last.get(id(part.parent))
        leaf = not part.children and before and not before[-1].children
        if leaf and before and part.key == before[-1].key:
            before.append(part)
            continue
        last[id(part.parent)] = [part]
        made.append(last[id(part.parent)])
    return (Group(parts) for parts in made)


@rule(NO_BUDGET, WARNING, "Target tanpa pagu")
def target_without_budget(folder: Folder) -> Iterator[Finding]:
    """A target is to be reached in a year without money, though the part has money in others."""
    for paper in folder.of(papers.TREE):
        for year in paper.table.years:
            lines = [line for group in _groups(paper) if (line := _unpaid(paper, group, year))]
            if year not in paper.paid_years and len(lines) > 1:
                yield _none_paid(paper, lines, year)
                continue
            for line in lines:
                yield say(
                    paper, line, (NO_BUDGET, WARNING),
                    f"Tahun {year}, {named(paper, line)} bertarget {line.figure(TARGET, year).text} "
                    f"tetapi tanpa pagu.",
                    year=year, column="rp",
                )  # fmt: skip


def _unpaid(paper: Paper, group: Group, year: int) -> Line | None:
    """The line with a target and no money, of a group that has money in another year."""
    silent = group.amount(year) is None and not group.unreadable(year)
    funded = any(group.amount(each) for each in paper.table.years)
    if not (silent and funded and group.aims(year)) or group.below(year):
        return None
    return next(line for line in group.lines if not line.figure(TARGET, year).is_blank)


def _none_paid(paper: Paper, lines: list[Line], year: int) -> Finding:
    """A year in which the whole table prints no money is one thing to settle."""
    rows = ", ".join(str(line.row) for line in lines)
    return say(
        paper, lines[0], (NO_BUDGET, WARNING),
        f"Tahun {year} tidak satu bagian pun berpagu di tabel {paper.table.name}, padahal {len(lines)} bagian "
        f"bertarget (baris {rows}).",
        year=year, column="rp",
    )  # fmt: skip


@rule(NO_TARGET, WARNING, "Pagu tanpa target")
def budget_without_target(folder: Folder) -> Iterator[Finding]:
    """Money in a year without a target; told once where the part never has one."""
    for paper in folder.of(papers.TREE):
        for group in _groups(paper):
            funded = [year for year in paper.table.years if group.amount(year)]
            bare = [year for year in funded if not group.has_target(year)]
            if not bare:
                continue
            if not any(group.has_target(year) for year in paper.table.years):
                yield _without_target(paper, group, None, len(funded))
                continue
            for year in bare:
                yield _without_target(paper, group, year, 1)


def _without_target(paper: Paper, group: Group, year: int | None, years: int) -> Finding:
    line = group.parts[0].line(year) if year else group.lines[0]
    if year is None:
        message = f"{named(paper, line)} berpagu pada {years} tahun tetapi tidak mempunyai target satu pun."
    else:
        amount = group.amount(year)
        assert amount is not None
        message = f"Tahun {year}, {named(paper, line)} berpagu {money(paper, amount)} tetapi tanpa target."
    message = message[:1].upper() + message[1:]
    return say(paper, line, (NO_TARGET, WARNING), message, year=year, column=TARGET)


def _has_target(line: Line) -> bool:
    return any(
        column == TARGET and not figure.is_blank for (column, _y), figure in line.figures.items()
    )


def _unit_in_figures(line: Line) -> bool:
    """Whether the targets carry their unit: "2 unit", "3%"."""
    texts = [figure.text for (column, _y), figure in line.figures.items() if column == TARGET]
    return any(re.search(r"[^\W\d]{2}|%", text) for text in texts if text.casefold() != "n/a")


@rule(NO_UNIT, WARNING, "Satuan kosong")
def unit_missing(folder: Folder) -> Iterator[Finding]:
    """An indicator has targets and no unit, in a table that has a column for it."""
    for paper in folder.papers:
        if not any(line.unit for line in paper.table.lines):
            continue
        for line in paper.table.lines:
            told = line.unit.strip("- ") or _unit_in_figures(line)
            if (line.indicator or line.name) and _has_target(line) and not told:
                yield say(
                    paper, line, (NO_UNIT, WARNING),
                    f"Indikator “{line.indicator or line.name}” bertarget tetapi tanpa satuan.",
                    column=TARGET,
                )  # fmt: skip


@rule(OTHER_UNIT, WARNING, "Satuan tidak cocok dengan indikator")
def unit_mismatch(folder: Folder) -> Iterator[Finding]:
    """A share that is not counted in percent, a number that is, or the unit of the row above."""
    for paper in folder.papers:
        before = ""
        for line in paper.table.lines:
            why = _unit_wrong(line, before)
            if why and _has_target(line):
                yield say(
                    paper, line, (OTHER_UNIT, WARNING),
                    f"Indikator “{line.indicator}” memakai satuan “{line.unit}”: {why}.",
                    column=TARGET, printed=line.unit,
                )  # fmt: skip
            before = line.unit


def _unit_wrong(line: Line, before: str) -> str:
    unit, name = line.unit.casefold().strip(), line.indicator.strip()
    if not unit or not name:
        return ""
    if SHARE.match(name) and unit not in PERCENT_UNITS and "persen" not in unit and "%" not in unit:
        return "persentase dihitung dalam persen"
    if COUNT.match(name) and unit in PERCENT_UNITS and not SHARE.search(name):
        return "jumlah tidak dihitung dalam persen"
    words, said = key_of(unit).split(), key_of(name).split()
    counted = said[1] if COUNT.match(name) and len(said) > 1 else ""
    narrower = len(words) > 1 and words[0] == counted and not set(words[1:]) & set(said)
    if narrower and unit == before.casefold().strip():
        return "satuan ini sama dengan baris di atasnya dan tidak disebut oleh indikatornya"
    return ""


@rule(END_RULE, INFO, "Kondisi akhir tidak turun dari target tahunan")
def derived_end_condition(folder: Folder) -> Iterator[Finding]:
    """The end of the period is neither the last target nor the sum of all, with or without the base."""
    for paper in folder.papers:
        for line in paper.table.lines:
            end = line.figure(END)
            values = [
                v for year in paper.table.years if (v := line.value(TARGET, year)) is not None
            ]
            if end.is_blank or not values or _derives(end.value, line.value(BASE), values):
                continue
            yield say(
                paper, line, (END_RULE, INFO),
                f"Kondisi akhir {named(paper, line)} tercetak “{end.text}”, bukan target tahun terakhir "
                f"({plain(values[-1])}) dan bukan "
                f"jumlah semua tahun ({plain(sum(values, Decimal(0)))}).",
                column=END, printed=end.text, recomputed=values[-1],
                difference=end.value - values[-1] if end.value is not None else None,
            )  # fmt: skip


def _derives(end: Decimal | None, base: Decimal | None, values: list[Decimal]) -> bool:
    total = sum(values, Decimal(0))
    ways = {values[-1], total, max(values), min(values)}
    if base is not None:
        ways |= {base + total, base - total, base + values[-1]}
    return end in ways
