"""Pemeriksa rencana: what does not add up in a plan, one sentence each. docs/rules/pemeriksa-rencana.md.

Pure: the same for a plan in the system and for a file from outside. Nothing is corrected here.
"""

from collections.abc import Iterable

from binaan.planning.rules import rates
from binaan.planning.rules.checking import (  # noqa: F401 - each enters its rules
    codes,
    crossing,
    figures,
    growths,
    live,
    ratios,
    rows,
    shapes,
    sums,
    targets,
)
from binaan.planning.rules.checking.catalogue import CATALOGUE, Rule
from binaan.planning.rules.checking.paper import Folder, Paper
from binaan.planning.rules.findings import ERROR, INFO, WARNING, Finding
from binaan.planning.rules.papers import Table

__all__ = ["CATALOGUE", "Rule", "check"]

GRAVITY = {ERROR: 0, WARNING: 1, INFO: 2}


def check(
    tables: Iterable[Table],
    *,
    choices: rates.Choices = rates.USUAL,
    facts: Iterable[live.Fact] = (),
) -> list[Finding]:
    """What is wrong with the tables of one document, in the order of tables and rows.

    `choices`: what the office chose where practice differs; `facts`: what only the store knows.
    """
    folder = Folder([Paper(table) for table in tables], choices, tuple(facts))
    order = {paper.table.name: number for number, paper in enumerate(folder.papers)}
    found = [finding for rule in CATALOGUE.values() for finding in rule.finds(folder)]
    last = len(order)
    found.sort(
        key=lambda one: (
            order.get(one.table, last), one.row or 0, one.year or 0, GRAVITY[one.severity],
        )
    )  # fmt: skip
    return found
