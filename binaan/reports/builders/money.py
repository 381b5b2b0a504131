"""T-C.24: what the programmes were given and spent, year by year, and how both grew."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from binaan.planning.choices import Level
from binaan.planning.queries import spending
from binaan.planning.queries.trees import Branch, Tree, tree
from binaan.planning.rules.papers import MONEY, Table
from binaan.reports import cells, evidence
from binaan.reports.asking import Asked
from binaan.reports.builders import framing, paper_tables
from binaan.reports.builders.printed import Printed, printed_of
from binaan.reports.schemas import year_legend
from binaan.reports.sheet import Cell, Row, Sheet

WIDTHS = {"label": 48.0, "growth_budget": 15.0, "growth_spend": 15.0} | {
    f"{name}_{order}": width
    for name, width in (("budget", 19.5), ("spend", 19.5), ("ratio", 13.0))
    for order in range(1, 6)
}
Money = dict[UUID, dict[int, Decimal]]
Series = Sequence[Decimal | None]


def build(user, asked: Asked) -> Sheet:
    """One row per programme, and their sum; of a period on paper the rows of the paper."""
    table = paper_tables.paper_for(user, asked, MONEY)
    years = table.years if table else asked.years
    rows = _of_paper(table, asked) if table else _of_plan(user, asked)
    return framing.sheet(
        user, asked, rows,
        columns=framing.columns(asked, years=years, widths=WIDTHS),
        subtitle=framing.subtitle(asked, f"Tahun {years[0]}-{years[-1]} (dalam rupiah)"),
        notes=(
            f"Tahun kolom: {year_legend(years)}.",
            "Rasio = realisasi ÷ anggaran × 100. Rata-rata pertumbuhan = rata-rata hitung kenaikan "
            "dari tahun ke tahun; pasangan yang salah satunya kosong atau 0 dilewati.",
        ),
    )  # fmt: skip


def _of_paper(table: Table, asked: Asked) -> list[Row]:
    rows = [paper_tables.money_row(line, table, asked.version) for line in table.lines]
    return [*rows, paper_tables.money_total(table, asked.version)] if rows else []


def _of_plan(user, asked: Asked) -> list[Row]:
    plan = tree(user, asked.version)
    spent = _spent(user, asked, plan)
    printed = printed_of(user, asked.version)
    programmes = [one for one in plan.walk() if one.node.level == Level.PROGRAM]
    paid = [evidence.spending(asked.version.document_id, year) for year in asked.years]
    rows = [_row(branch, asked.years, spent, printed, paid) for branch in programmes]
    if programmes:
        rows.append(_total(programmes, asked.years, spent, paid))
    return rows


def _spent(user, asked: Asked, plan: Tree) -> Money:
    """Rupiah paid of every node: {node key: {year: rupiah}}."""
    leaves = [leaf.node.key for leaf in plan.leaves()]
    by_leaf: Money = {}
    for year in asked.years:
        for key, months in spending.by_month(user, asked.office, leaves, year).items():
            by_leaf.setdefault(key, {})[year] = sum(months.values(), Decimal(0))
    return spending.upward(user, plan, by_leaf)


def _row(branch: Branch, years, spent: Money, printed: Printed, payments: list[str]) -> Row:
    page = evidence.node(branch.node.pk)
    given = [branch.money.get(year) for year in years]
    paid = [spent.get(branch.node.key, {}).get(year) for year in years]
    label = f"{branch.node.code} {branch.node.name}".strip()
    made = {"label": cells.words(label, page)} | _figures(years, given, paid, [page, *payments])
    for order, year in enumerate(years, 1):
        for ours, theirs in (("budget", "rp"), ("spend", "realised"), ("ratio", "ratio")):
            key = f"{ours}_{order}"
            made[key] = printed.mark(made[key], branch.node, year, theirs)
    return Row(made, level="")


def _total(programmes: list[Branch], years, spent: Money, payments: list[str]) -> Row:
    given = [paper_tables.total([one.money.get(year) for one in programmes]) for year in years]
    paid = [
        paper_tables.total([spent.get(one.node.key, {}).get(year) for one in programmes])
        for year in years
    ]
    page = evidence.version(programmes[0].node.version_id)
    figures = _figures(years, given, paid, [page, *payments])
    return Row({"label": cells.words("Jumlah")} | figures, "total")


def _figures(years, given: Series, paid: Series, pages: list[str]) -> dict[str, Cell]:
    """`pages`: that of the node, then the payments of each year, where they can be shown."""
    page, *payments = pages
    made = paper_tables.money_cells(years, given, paid, page)
    for order, behind in enumerate(payments, 1):
        for key in (f"spend_{order}", f"ratio_{order}"):
            if behind and made[key].value is not None:
                made[key] = made[key]._replace(evidence=behind)
    return made
