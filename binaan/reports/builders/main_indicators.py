"""IKU: the main indicators of an office, how each is reckoned, from what source, by whom."""

from binaan.planning.queries.trees import Branch, Mark, tree
from binaan.reports import cells, evidence, schemas
from binaan.reports.asking import Asked
from binaan.reports.builders import framing, origin
from binaan.reports.sheet import Row, Sheet

WIDTHS = {
    "no": 8.0, "objective": 52.0, "indicator": 50.0, "unit": 17.0, "formula": 72.0, "source": 34.0,
    "owner": 40.0,
}  # fmt: skip


def build(user, asked: Asked) -> Sheet:
    """A row per indicator marked as IKU, in the order of the plan; the same name twice once."""
    found: dict[str, tuple[Branch, Mark]] = {}
    for branch, mark in tree(user, asked.version).marks():
        if mark.indicator.is_iku:
            found[mark.indicator.name.casefold()] = (branch, mark)  # the lower, which is measured
    rows = [_row(user, asked, number, *one) for number, one in enumerate(found.values(), 1)]
    return framing.sheet(
        user, asked, rows, columns=schemas.columns(asked.report.code, widths=WIDTHS),
        subtitle=(asked.office.name, str(asked.version.document)),
    )  # fmt: skip


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
