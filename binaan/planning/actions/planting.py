"""Grows the tree of a draft from a printed table: nodes, indicators, targets, money at the leaves.

Called inside the action that imports. docs/rules/memasukkan-rencana.md tells what becomes of what.
"""

from collections import Counter
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max

from binaan.planning.actions.impressing import Spot, stored
from binaan.planning.choices import Level
from binaan.planning.models import Budget, Indicator, Node, Target, Version
from binaan.planning.rules import arriving, matching
from binaan.planning.rules.papers import (
    BASE,
    END,
    LEVELS,
    RP,
    TARGET,
    Block,
    Figure,
    Line,
    Table,
    blocks,
)

UNSAID = "({level} tidak tercetak)"
CENT = Decimal("0.01")


class Grown(NamedTuple):
    """What a table became. `spots`: by the id() of a line; `loose`: names of parts whose printed
    money has no sub kegiatan to stand at, and so is only kept as printed.
    """

    spots: dict[int, Spot]
    nodes: int
    loose: list[str]


@transaction.atomic
def plant(
    version: Version, *, table: Table, proposals: dict[matching.Address, matching.Proposal], by
) -> Grown:
    """The tree a table prints, below nothing. `proposals`: codes of the nomenclature, if known."""
    garden = _Garden(version, table, proposals)
    for block in blocks(table):
        garden.grow(block, None)
    garden.write()
    return Grown(garden.spots, len(garden.nodes), garden.loose)


class _Garden:
    """Rows collected in printed order, then written together."""

    def __init__(self, version: Version, table: Table, proposals):
        self.version, self.table, self.proposals = version, table, proposals
        last = Node.objects.filter(version=version).aggregate(last=Max("order"))["last"]
        self.first = 0 if last is None else last + 1
        self.nodes: list[Node] = []
        self.indicators: list[Indicator] = []
        self.targets: list[Target] = []
        self.budgets: list[Budget] = []
        self.spots: dict[int, Spot] = {}
        self.loose: list[str] = []
        self.bridges: dict[tuple[int, str], Node] = {}  # by the id() of what stands above, level
        self.counts: Counter[int] = Counter()  # indicators by id() of their node

    def grow(self, block: Block, above: Node | None) -> None:
        above = self._bridge(block, above)
        node = self._node(block.level, block.name, above)
        node.printed_name = block.lines[0].name[:600]
        node.code = block.code[:20]
        proposal = self.proposals.get((block.row, block.level))
        node.official_code = proposal.code if proposal else ""
        location = next((line.figure("location").text for line in block.lines), "")
        node.location = location[:200]
        for line in block.lines:
            self.spots[id(line)] = Spot(node, self._indicator(node, line))
        self._money(node, block)
        for child in block.children:
            self.grow(child, node)

    def _bridge(self, block: Block, above: Node | None) -> Node | None:
        """A level the table does not print gets a node that says so."""
        at = LEVELS.index(above.level) + 1 if above else 0
        for level in LEVELS[at : LEVELS.index(block.level)]:
            place = id(above), level
            if place not in self.bridges:
                name = UNSAID.format(level=Level(level).label.lower())
                self.bridges[place] = self._node(level, name, above)
            above = self.bridges[place]
        return above

    def _node(self, level: str, name: str, above: Node | None) -> Node:
        order = self.first + len(self.nodes)
        name = " ".join(name.split())[:600] or UNSAID.format(level="nama")
        node = Node(version=self.version, parent=above, level=level, name=name, order=order)
        self.nodes.append(node)
        return node

    def _indicator(self, node: Node, line: Line) -> Indicator | None:
        figures = {year: line.figure(TARGET, year) for year in self.table.years}
        said = {year: figure for year, figure in figures.items() if not figure.is_blank}
        base, end = line.figure(BASE), line.figure(END)
        if not (line.indicator or line.unit or said):
            return None
        order = self.counts[id(node)]
        self.counts[id(node)] += 1
        found = Indicator(
            node=node, order=order, name=matching.plain(line.indicator)[:400], unit=line.unit[:60],
            base_text=base.text[:100], base_value=self._edge(base, line),
            end_text=end.text[:100], end_value=self._edge(end, line),
        )  # fmt: skip
        self.indicators.append(found)
        for year, figure in said.items():
            value = stored(figure, self.table, line)
            text = figure.text[:100]
            self.targets.append(Target(indicator=found, year=year, value=value, text=text))
        return found

    def _edge(self, figure: Figure, line: Line) -> Decimal | None:
        """Base or end as a number, if it counts what the indicator counts."""
        fits = arriving.in_its_unit(figure.text, line.unit)
        return stored(figure, self.table, line) if fits else None

    def _money(self, node: Node, block: Block) -> None:
        """A leaf's printed rupiah, over all its rows; elsewhere it is only kept as printed."""
        sums: dict[int, Decimal] = {}
        for line in block.lines:
            for (column, year), figure in line.figures.items():
                if column == RP and figure.value is not None and figure.value >= 0:
                    amount = stored(figure, self.table, line) * self.table.factor
                    sums[year] = sums.get(year, Decimal(0)) + amount
        if node.level != Level.SUBKEGIATAN:
            has_leaf = any(one.level == Level.SUBKEGIATAN for one in block.walk())
            if any(sums.values()) and not has_leaf:
                self.loose.append(node.name)
            return
        for year, amount in sums.items():
            self.budgets.append(Budget(node=node, year=year, amount=amount.quantize(CENT)))

    def write(self) -> None:
        Node.objects.bulk_create(self.nodes, batch_size=200)
        Indicator.objects.bulk_create(self.indicators, batch_size=200)
        Target.objects.bulk_create(self.targets, batch_size=500)
        Budget.objects.bulk_create(self.budgets, batch_size=500)
