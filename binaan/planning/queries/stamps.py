"""Marks of what a form was opened on, and who changed it since: so nobody overwrites another unseen."""

from collections.abc import Iterable
from uuid import UUID

from binaan.access import audit
from binaan.access.models import AuditEvent
from binaan.access.queries import names
from binaan.kit.dates import moment
from binaan.planning.models import Budget, CashPlan, Indicator, Node, Target, Version
from binaan.planning.rules.branches import fingerprint

NODE_FIELDS = (
    "parent_id", "code", "name", "official_code", "division_id", "location", "beneficiary",
    "strategy", "policy",
)  # fmt: skip
INDICATOR_FIELDS = (
    "name", "unit", "polarity", "kind", "lower_formula", "formula", "source", "base_text",
    "end_text", "is_iku", "is_nspk", "is_ikk", "division_id",
)  # fmt: skip


def node_stamp(user, node: Node) -> str:
    """Of a node's own words; not of what hangs below it."""
    return fingerprint([getattr(node, name) for name in NODE_FIELDS])


def indicator_stamp(user, indicator: Indicator) -> str:
    """Of an indicator's definition; its targets and citation have marks of their own."""
    return fingerprint([getattr(indicator, name) for name in INDICATOR_FIELDS])


def vision_stamp(user, version: Version) -> str:
    """Of the words above the tree."""
    return fingerprint([version.vision, version.mission])


def citation_stamp(user, indicator: Indicator) -> str:
    """Of what an indicator is measured with."""
    return fingerprint(indicator.citation)


def targets_stamp(user, indicator: Indicator) -> str:
    """Of all targets of an indicator."""
    rows = Target.objects.filter(indicator=indicator).order_by("year", "quarter")
    return fingerprint(list(rows.values_list("year", "quarter", "text", "value")))


def money_stamp(user, leaves: Iterable[UUID]) -> str:
    """Of the ceilings of these sub kegiatan."""
    rows = Budget.objects.filter(node_id__in=list(leaves)).order_by("node_id", "year", "fund")
    return fingerprint(list(rows.values_list("node_id", "year", "fund", "amount")))


def cash_stamp(user, node: Node, year: int) -> str:
    """Of the twelve months of a sub kegiatan in a year."""
    rows = CashPlan.objects.filter(node=node, year=year).order_by("month")
    return fingerprint(list(rows.values_list("month", "amount")))


def last_change(user, subject: object) -> str:
    """Who changed a row last and when, as a sentence says it: "Siti Aminah, 3 Mei 2026 10.12"."""
    event = AuditEvent.objects.filter(subject=audit.name_of(subject)).order_by("-id").first()
    if event is None:
        return ""
    return f"{names(user, [event.by]).get(event.by, event.by)}, {moment(event.at)}"
