"""The tables of a version for the checker: as printed where it was imported, else the working tree.

Rule: docs/rules/pemeriksa-rencana.md. The same rules read both; what only the store knows are facts.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Sum

from binaan.places.models import NomenclatureItem
from binaan.places.rules import nomenclature
from binaan.planning.choices import DocumentKind
from binaan.planning.models import CashPlan, Version
from binaan.planning.queries import printed, trees
from binaan.planning.queries.trees import Branch, Mark, Tree
from binaan.planning.rules import matching
from binaan.planning.rules.checking import live
from binaan.planning.rules.papers import BASE, END, RP, TARGET, TREE, Figure, Line, Table
from binaan.planning.rules.reading import COMMA_GROUPS, DOT_GROUPS, PLAIN, read_figure

FIXED_SINCE = 2022  # Kepmendagri 050-5889/2021 of 27 December 2021


class Paper(NamedTuple):
    """All the checker reads of a version."""

    tables: list[Table]
    facts: list[live.Fact]


def paper(user, version: Version) -> Paper:
    """Tables and facts from one reading of the tree; nothing outside this user's reach."""
    tree = trees.tree(user, version)
    found = [_sharp(table) for table in printed.tables(user, version)]
    if not any(table.kind == TREE for table in found):
        found.append(_tree_table(tree))
    return Paper([table for table in found if table.lines], _facts(tree))


def _facts(tree: Tree) -> list[live.Fact]:
    """Months, names, owners and targets of the working tree."""
    spots = {
        branch.node.pk: live.Spot(
            str(branch.node.pk), branch.node.level, branch.node.code or branch.node.name, row
        )
        for row, branch in enumerate(tree.walk(), 1)
    }
    return [
        *_months(tree, spots), *_names(tree, spots), *_fixed(tree, spots), *_judged(tree, spots),
    ]  # fmt: skip


def tree_table(user, version: Version) -> Table:
    """The working tree as a table; empty outside this user's reach."""
    return _tree_table(trees.tree(user, version))


def _tree_table(tree: Tree) -> Table:
    """The working tree as a table of whole rupiah; rows are counted from the top."""
    years = tuple(tree.version.document.years)
    lines = [line for branch in tree.walk() for line in _lines(branch, years)]
    numbered = tuple(replace(line, row=row) for row, line in enumerate(lines, 1))
    return Table(live.TREE_NAME, TREE, years, numbered)


def _lines(branch: Branch, years: tuple[int, ...]) -> Iterator[Line]:
    node = branch.node
    money = {(RP, year): _money(branch.money[year]) for year in years if year in branch.money}
    base = Line(0, node.name, node.level, node.code, node=str(node.pk))
    if not branch.marks:
        yield replace(base, figures=money)
    for number, mark in enumerate(branch.marks):
        one = mark.indicator
        figures = _targets(mark, years) | (money if not number else {})
        yield replace(
            base, name=node.name if not number else "", indicator=one.name, unit=one.unit,
            figures=figures, mark=str(one.pk),
        )  # fmt: skip


def _targets(mark: Mark, years: tuple[int, ...]) -> dict[tuple[str, int], Figure]:
    one = mark.indicator
    found = {(BASE, 0): _figure(one.base_text, one.base_value, BASE),
             (END, 0): _figure(one.end_text, one.end_value, END)}  # fmt: skip
    for year in years:
        if target := mark.targets.get((year, 0)):
            found[TARGET, year] = _figure(target.text, target.value, TARGET)
    return {at: figure for at, figure in found.items() if figure.text}


def _figure(text: str, value: Decimal | None, column: str) -> Figure:
    """What counts is the stored value; the text says with how many decimals it was written."""
    if value is None:
        return read_figure(text, column=column) if text else Figure("")
    shown = text or f"{_short(value):f}"
    read = read_figure(shown, column=column)
    return Figure(shown, read.value if read.value == value else _short(value))


def _money(amount: Decimal) -> Figure:
    return Figure(f"{_short(amount):f}", _short(amount))


def _short(value: Decimal) -> Decimal:
    """Without the zeros a column of the store adds: 94.700000 is 94.7."""
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()


def _sharp(table: Table) -> Table:
    """Values with the decimals that were printed, which a column of the store does not keep."""
    return replace(
        table,
        lines=tuple(
            replace(
                line,
                figures={
                    at: _resharpened(figure, at[0], table.factor)
                    for at, figure in line.figures.items()
                },
            )
            for line in table.lines
        ),
    )


def _resharpened(figure: Figure, column: str, factor: int) -> Figure:
    if figure.value is None:
        return figure
    for notation in ("", COMMA_GROUPS, DOT_GROUPS, PLAIN):
        read = read_figure(figure.text, column=column, factor=factor, notation=notation)
        if read.value == figure.value:
            return figure._replace(value=read.value)
    return figure._replace(value=_short(figure.value))


def _months(tree: Tree, spots: dict) -> Iterator[live.Months]:
    """A DPA plans every month; elsewhere only what was begun is asked."""
    planned = {
        (row["node"], row["year"]): row["total"]
        for row in CashPlan.objects.filter(node__version=tree.version)
        .values("node", "year")
        .annotate(total=Sum("amount"))
        .order_by()
    }
    wanted = tree.version.document.kind == DocumentKind.DPA
    for leaf in tree.leaves():
        for year, ceiling in sorted(leaf.money.items()):
            months = planned.get((leaf.node.pk, year), Decimal(0) if wanted else None)
            yield live.Months(spots[leaf.node.pk], year, _short(ceiling),
                              None if months is None else _short(months))  # fmt: skip


def _names(tree: Tree, spots: dict) -> Iterator[live.Named]:
    """Nodes whose name is not the official one, but for letters and marks."""
    rows = NomenclatureItem.objects.filter(era=tree.version.era).values_list("code", "name")
    official = dict(rows)
    for branch in tree.walk():
        node = branch.node
        code = node.official_code
        name = official.get(code) or official.get(nomenclature.generic_of(code)) if code else None
        if name and matching.key(name) != matching.key(node.name):
            yield live.Named(spots[node.pk], code, node.name, name)


def _fixed(tree: Tree, spots: dict) -> Iterator[live.Fixed]:
    """Sub kegiatan whose indicator the nomenclature fixes, one for each code; before 2022 none was."""
    if tree.version.document.last_year < FIXED_SINCE:
        return
    by_code: dict[str, list[Branch]] = {}
    for leaf in tree.leaves():
        if leaf.node.official_code:
            by_code.setdefault(leaf.node.official_code, []).append(leaf)
    wanted = {*by_code, *map(nomenclature.generic_of, by_code)}
    rows = NomenclatureItem.objects.filter(era=tree.version.era, code__in=wanted)
    official = {row.code: row for row in rows.exclude(indicator="")}
    for code, leaves in by_code.items():
        row = official.get(code) or official.get(nomenclature.generic_of(code))
        if row:
            own = tuple((mark.indicator.name, mark.indicator.unit)
                        for leaf in leaves for mark in leaf.marks)  # fmt: skip
            yield live.Fixed(spots[leaves[0].node.pk], code, row.indicator, row.unit, own, row.note)


def _judged(tree: Tree, spots: dict) -> Iterator[live.Judged]:
    for branch, mark in tree.marks():
        one = mark.indicator
        spot = spots[branch.node.pk]._replace(mark=str(one.pk))
        aims = any(target.text or target.value is not None for target in mark.targets.values())
        owned = bool(one.division_id or branch.node.division_id)
        yield live.Judged(spot, one.name or branch.node.name, aims, one.is_iku, owned)
