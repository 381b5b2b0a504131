"""LKJIP-3.1: what was promised for the year and what was reached. Rule: docs/rules/laporan.md §6."""

from uuid import UUID

from binaan.planning import parameters
from binaan.planning.queries import achievements
from binaan.planning.queries.achievements import Reached
from binaan.planning.queries.trees import Mark, tree
from binaan.planning.rules import rates, ratings
from binaan.reports import cells, evidence, schemas
from binaan.reports.asking import Asked
from binaan.reports.builders import framing, origin
from binaan.reports.builders.agreement import objectives
from binaan.reports.builders.targets import target_cell
from binaan.reports.sheet import Cell, Row, Sheet

WIDTHS = {
    "no": 8.0, "objective": 42.0, "indicator": 46.0, "unit": 16.0, "target": 17.0, "actual": 17.0,
    "rate": 17.0, "category": 20.0,
}  # fmt: skip


def build(user, asked: Asked) -> Sheet:
    """A row per indicator of a sasaran, with the year's rate and its grade."""
    found = objectives(tree(user, asked.version))
    kinds = {mark.indicator.key: mark.indicator.kind for one in found for mark in one.marks}
    reached = achievements.year_value(user, asked.office, kinds, asked.year, kinds)
    rows: list[Row] = []
    for number, branch in enumerate(found, 1):
        head = {
            "no": cells.count(number),
            "objective": cells.words(branch.node.name, evidence.node(branch.node.pk)),
        }
        rows += [
            Row((head if not at else {}) | _aim(asked, mark, reached))
            for at, mark in enumerate(branch.marks or [None])
        ]
    title = schemas.schema(asked.report.code).title
    scale = ratings.scale(asked.choice(parameters.SCALE))
    return framing.sheet(
        user, asked, rows, columns=schemas.columns(asked.report.code, widths=WIDTHS),
        title=title.replace("Tahun n", f"Tahun {asked.year}"), subtitle=(asked.office.name,),
        notes=(
            "Realisasi: yang diketahui sampai triwulan terakhir yang diisi; – berarti belum ada.",
            f"Kategori: {scale.name}, {scale.source}. {scale.note}".strip(),
        ),
    )  # fmt: skip


def _aim(asked: Asked, mark: Mark | None, reached: dict[UUID, Reached]) -> dict[str, Cell]:
    if mark is None:
        return dict.fromkeys((*WIDTHS,)[2:], cells.EMPTY)
    one, known = mark.indicator, reached.get(mark.indicator.key)
    page = evidence.indicator(one.pk)
    behind = origin.behind(known) or page
    actual = known.value if known else None
    chosen = rates.choices(
        lower=asked.choice(parameters.LOWER), zero_target=asked.choice(parameters.ZERO_TARGET),
        cap=None,
    )  # fmt: skip
    rate = rates.achievement(
        actual, mark.target(asked.year), polarity=one.polarity, lower=one.lower_formula,
        choices=chosen,
    ).value  # fmt: skip
    grade = ratings.rated(asked.choice(parameters.SCALE), rate)
    return {
        "indicator": cells.words(one.name, page),
        "unit": cells.words(one.unit),
        "target": target_cell(mark, asked.year, page),
        "actual": cells.number(actual, behind),
        "rate": cells.percent(rate, behind),
        "category": cells.words(grade.label if grade else "–"),
    }
