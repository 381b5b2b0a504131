"""Copies the tree of one version into another: same keys, rows of its own. Rule: docs/rules/versi-rencana.md."""

from typing import NamedTuple
from uuid import UUID

from django.db import models

from binaan.planning.choices import Level
from binaan.planning.models import Budget, CashPlan, Indicator, Node, Target, Version

EVERY = frozenset(Level.values)
SIZE = 2000  # rows written at once


class Taking(NamedTuple):
    """What comes along. `years` None: all of them, and every node, whether it has figures or not.

    `levels` of nodes; `marked` levels whose indicators come along; money and monthly plans or not.
    """

    years: frozenset[int] | None = None
    levels: frozenset[str] = EVERY
    marked: frozenset[str] = EVERY
    money: bool = True
    months: bool = True


WHOLE = Taking()


def copy_tree(source: Version, target: Version, taking: Taking = WHOLE) -> int:
    """Copy into an empty draft; answers how many nodes came along (for the action that calls it)."""
    budgets = list(_of_years(Budget.objects.filter(node__version=source), taking))
    marks = Indicator.objects.filter(node__version=source, node__level__in=taking.marked)
    targets = list(_of_years(Target.objects.filter(indicator__in=marks), taking))
    indicators = list(marks.order_by("node__order", "order"))
    nodes = list(Node.objects.filter(version=source, level__in=taking.levels).order_by("order"))
    nodes = _with_figures(nodes, indicators, targets, budgets, taking)
    twins = {node.pk: _twin(node, version_id=target.pk) for node in nodes}
    for twin in twins.values():
        twin.parent_id = twins[twin.parent_id].pk if twin.parent_id else None
    Node.objects.bulk_create(twins.values(), SIZE)
    made = {
        one.pk: _twin(one, node_id=twins[one.node_id].pk)
        for one in indicators
        if one.node_id in twins
    }
    Indicator.objects.bulk_create(made.values(), SIZE)
    _hang(Target, targets, "indicator_id", made)
    if taking.money:
        _hang(Budget, budgets, "node_id", twins)
    if taking.months:
        plans = _of_years(CashPlan.objects.filter(node__version=source), taking)
        _hang(CashPlan, plans, "node_id", twins)
    return len(twins)


def _of_years(found, taking: Taking):
    return found if taking.years is None else found.filter(year__in=taking.years)


def _with_figures(nodes, indicators, targets, budgets, taking: Taking) -> list[Node]:
    """Nodes with a target or money in the years taken, and all that stands above such a node."""
    if taking.years is None:
        return nodes
    parents = {node.pk: node.parent_id for node in nodes}
    node_of = {one.pk: one.node_id for one in indicators}
    wanted: set[UUID] = set()
    for pk in {one.node_id for one in budgets} | {node_of[one.indicator_id] for one in targets}:
        above = pk
        while above in parents and above not in wanted:
            wanted.add(above)
            above = parents[above]
    return [node for node in nodes if node.pk in wanted]


def _twin(row: models.Model, **changes):
    """The same values in a row of its own."""
    fields = (one for one in row._meta.concrete_fields if not one.primary_key)
    return type(row)(**{one.attname: getattr(row, one.attname) for one in fields} | changes)


def _hang(model: type[models.Model], rows, above: str, twins: dict) -> None:
    found = [_twin(row, **{above: twins[getattr(row, above)].pk}) for row in rows
             if getattr(row, above) in twins]  # fmt: skip
    model.objects.bulk_create(found, SIZE)
