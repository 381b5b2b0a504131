"""The plan: documents and versions, the tree, what was printed and found, what was reached."""

from binaan.planning.models.achieving import Achievement, Hold, Progress, Shift, Spending
from binaan.planning.models.documents import Document, PlanQuerySet, Version
from binaan.planning.models.printed import Finding, Printed
from binaan.planning.models.tree import Budget, CashPlan, Indicator, Node, Target

__all__ = [
    "Achievement",
    "Budget",
    "CashPlan",
    "Document",
    "Finding",
    "Hold",
    "Indicator",
    "Node",
    "PlanQuerySet",
    "Printed",
    "Progress",
    "Shift",
    "Spending",
    "Target",
    "Version",
]
