"""T-C.26: tujuan, sasaran, strategi and arah kebijakan, under visi and misi."""

from binaan.kit.romans import roman
from binaan.planning.models import Version
from binaan.planning.queries.trees import Branch, tree
from binaan.reports import cells, evidence
from binaan.reports.asking import Asked
from binaan.reports.builders import framing
from binaan.reports.sheet import Cell, Row, Sheet

WIDTHS = {"goal": 62.0, "objective": 62.0, "strategy": 72.0, "policy": 77.0}


def build(user, asked: Asked) -> Sheet:
    """One row per sasaran; a tujuan with a strategy of its own has a row before them."""
    rows: list[Row] = []
    for goal in tree(user, asked.version).roots:
        rows += _rows(goal)
    return framing.sheet(
        user, asked, rows,
        columns=framing.columns(asked, widths=WIDTHS), above=above(asked.version),
    )  # fmt: skip


def above(version: Version) -> tuple[str, ...]:
    """VISI: … and MISI I: …, one line per misi."""
    visions = [f"VISI: {version.vision.strip()}"] if version.vision.strip() else []
    lines = [line.strip() for line in version.mission.splitlines() if line.strip()]
    missions = [f"MISI {roman(number)}: {line}" for number, line in enumerate(lines, 1)]
    return (*visions, *missions)


def _rows(goal: Branch) -> list[Row]:
    name = cells.words(goal.node.name, evidence.node(goal.node.pk))
    own = goal.node.strategy or goal.node.policy
    made = [Row({"goal": name, "objective": cells.EMPTY, **_way(goal)})] if own else []
    for branch in goal.children:
        objective = cells.words(branch.node.name, evidence.node(branch.node.pk))
        made.append(Row({"objective": objective, **_way(branch)}))
    if made and not own:
        made[0].cells["goal"] = name
    return made or [Row({"goal": name, "objective": cells.EMPTY, **_way(goal)})]


def _way(branch: Branch) -> dict[str, Cell]:
    page = evidence.node(branch.node.pk)
    return {
        "strategy": cells.words(branch.node.strategy, page),
        "policy": cells.words(branch.node.policy, page),
    }
