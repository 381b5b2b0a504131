"""IKU and IN2-IKU: the main indicators of an office, how each is reckoned, by whom, and its targets."""

from binaan.planning.queries.trees import Branch, Mark, Tree, tree
from binaan.reports import cells, evidence, schemas
from binaan.reports.asking import Asked
from binaan.reports.builders import framing, origin
from binaan.reports.builders.targets import base_cell, target_cell
from binaan.reports.sheet import Row, Sheet

WIDTHS = {
    "no": 8.0, "objective": 52.0, "indicator": 50.0, "unit": 17.0, "formula": 72.0, "source": 34.0,
    "owner": 40.0,
}  # fmt: skip
TARGET_YEARS = {f"target_{year}": year for year in range(2025, 2031)}  # those of Inmendagri 2/2025
TARGET_WIDTHS = {
    "no": 8.0, "indicator": 86.0, "unit": 20.0, "baseline": 24.0, "note": 36.0,
} | dict.fromkeys(TARGET_YEARS, 17.0)  # fmt: skip


def build(user, asked: Asked) -> Sheet:
    """A row per indicator marked as IKU, in the order of the plan; the same name twice once."""
    found = chosen(tree(user, asked.version))
    rows = [_row(user, asked, number, *one) for number, one in enumerate(found, 1)]
    return framing.sheet(
        user, asked, rows, columns=schemas.columns(asked.report.code, widths=WIDTHS),
        subtitle=(asked.office.name, str(asked.version.document)),
    )  # fmt: skip


def chosen(plan: Tree) -> list[tuple[Branch, Mark]]:
    """The indicators marked as IKU; of one that stands at two levels the lower, which is measured."""
    found: dict[str, tuple[Branch, Mark]] = {}
    for branch, mark in plan.marks():
        if mark.indicator.is_iku:
            found[mark.indicator.name.casefold()] = (branch, mark)
    return list(found.values())


def _row(user, asked: Asked, number: int, branch: Branch, mark: Mark) -> Row:
    one = mark.indicator
    page = evidence.indicator(one.pk)
    return Row({
        "no": cells.count(number),
        "objective": cells.words(branch.node.name, evidence.node(branch.node.pk)),
        "indicator": cells.words(one.name, page),
        "unit": cells.words(one.unit),
        "formula": cells.words(one.formula, page),
        "source": cells.words(one.source),
        "owner": cells.words(origin.owner_words(user, asked, branch, mark)),
    })  # fmt: skip


def build_targets(user, asked: Asked) -> Sheet:
    """IN2-IKU: the same indicators with base and the targets of each year the form names."""
    found = chosen(tree(user, asked.version))
    rows = [_target_row(number, mark) for number, (_branch, mark) in enumerate(found, 1)]
    return framing.sheet(
        user, asked, rows, columns=schemas.columns(asked.report.code, widths=TARGET_WIDTHS),
        subtitle=(asked.office.name, str(asked.version.document)),
    )  # fmt: skip


def _target_row(number: int, mark: Mark) -> Row:
    one = mark.indicator
    page = evidence.indicator(one.pk)
    made = {
        "no": cells.count(number),
        "indicator": cells.words(one.name, page),
        "unit": cells.words(one.unit),
        "baseline": base_cell(one, page),
        "note": cells.words(one.get_kind_display().split(" (")[0]),
    }
    return Row(made | {key: target_cell(mark, year, page) for key, year in TARGET_YEARS.items()})
