"""T-C.27: the whole tree with indicators, targets and money. A node's money stands on its first row only,
so that a column of the workbook adds up level by level."""

from decimal import Decimal

from binaan.planning.choices import Level
from binaan.planning.queries.trees import Branch, Mark, tree
from binaan.reports import cells, evidence
from binaan.reports.asking import Asked
from binaan.reports.builders import framing
from binaan.reports.builders.printed import Printed, printed_of
from binaan.reports.builders.targets import base_cell, end_cell, named, target_cell
from binaan.reports.schemas import year_legend
from binaan.reports.sheet import TEXT, Cell, Row, Sheet

WIDTHS = {
    "goal": 27.0, "objective": 27.0, "code": 21.0, "node_name": 42.0, "indicator": 42.0,
    "baseline": 15.0, "target_end": 13.0, "budget_end": 21.0, "owner_unit": 25.0, "location": 18.0,
} | {f"target_{order}": 12.0 for order in range(1, 6)} | {
    f"budget_{order}": 19.5 for order in range(1, 6)
}  # fmt: skip
NAMES = {Level.TUJUAN: "goal", Level.SASARAN: "objective"}
INDENTS = {Level.KEGIATAN: 1, Level.SUBKEGIATAN: 2}
WORDS = ("code", "node_name", "owner_unit", "location")


def build(user, asked: Asked) -> Sheet:
    """One row per indicator in the order of the tree; tujuan and sasaran carry the sum below them."""
    printed = printed_of(user, asked.version)
    rows: list[Row] = []
    for branch in tree(user, asked.version).walk():
        rows += _rows(branch, asked.years, printed)
    return framing.sheet(
        user, asked, rows,
        columns=framing.columns(asked, widths=WIDTHS),
        subtitle=framing.subtitle(asked, "(dalam rupiah)"),
        notes=(
            f"Tahun kolom: {year_legend(asked.years)}.",
            "Pagu diisi pada sub kegiatan dan dijumlah ke atas; baris tujuan dan sasaran memuat "
            "jumlah program di bawahnya. Pagu dicetak sekali untuk setiap bagian.",
        ),
    )  # fmt: skip


def _rows(branch: Branch, years, printed: Printed) -> list[Row]:
    first = _head(branch) | _money(branch, years, printed)
    marks = branch.marks or [None]
    rows = []
    for position, mark in enumerate(marks):
        made = _aims(mark, years, printed)
        if not position:
            made = first | made
        rows.append(Row(made, level=branch.node.level))
    return rows


def _head(branch: Branch) -> dict[str, Cell]:
    """The words of a node; what stands left of its own column goes on from above."""
    node, page = branch.node, evidence.node(branch.node.pk)
    strong = node.level in (Level.TUJUAN, Level.SASARAN, Level.PROGRAM)
    own = NAMES.get(node.level, "node_name")
    name = cells.words(node.name, page, bold=strong, indent=INDENTS.get(node.level, 0))
    said = {
        "code": cells.words(node.official_code or node.code),
        "owner_unit": cells.words(node.division.name if node.division else ""),
        "location": cells.words(node.location),
        "node_name": cells.EMPTY,
    }
    if own == "goal":
        said["objective"] = cells.EMPTY
    return said | {own: name}


def _money(branch: Branch, years, printed: Printed) -> dict[str, Cell]:
    node, page = branch.node, evidence.node(branch.node.pk)
    strong = node.level != Level.SUBKEGIATAN
    made = {
        f"budget_{order}": printed.mark(
            cells.money(branch.money.get(year), page, bold=strong), node, year, "rp"
        )
        for order, year in enumerate(years, 1)
    }
    known = [branch.money[year] for year in years if year in branch.money]
    whole = sum(known, Decimal(0)) if known else None
    made["budget_end"] = printed.mark(cells.money(whole, page, bold=strong), node, 0, "end_rp")
    return made


def _aims(mark: Mark | None, years, printed: Printed) -> dict[str, Cell]:
    """The indicator with base, targets and end; empty boxes where the node has none."""
    keys = [f"target_{order}" for order in range(1, len(years) + 1)]
    if mark is None:
        return dict.fromkeys(("indicator", "baseline", "target_end", *keys), cells.EMPTY)
    one, page = mark.indicator, evidence.indicator(mark.indicator.pk)
    made = {
        key: printed.mark(target_cell(mark, year, page), one, year, "target")
        for key, year in zip(keys, years, strict=True)
    }
    made["indicator"] = named(one)
    made["baseline"] = printed.mark(base_cell(one, page)._replace(type=TEXT), one, 0, "base")
    made["target_end"] = printed.mark(end_cell(mark, years, page), one, 0, "end")
    return made
