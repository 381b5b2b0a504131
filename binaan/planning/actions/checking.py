"""A version is checked, and what is found is kept. Rule: docs/rules/pemeriksa-rencana.md.

Checking again changes nothing that a person decided; what is not found any more is marked so.
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from binaan.access.keeper import KEEPER
from binaan.access.permissions import Permission
from binaan.planning.actions.drafting import note
from binaan.planning.actions.versions import locked, must_reach
from binaan.planning.choices import FindingState
from binaan.planning.models import Finding, Version
from binaan.planning.queries import achievements, tables
from binaan.planning.rules import checking, findings

TOLD = ("rule", "severity", "table", "level", "row", "year", "column", "message", "order", "label",
        "printed", "recomputed", "difference", "proposal", "fix", "node_id", "indicator_id",
        "state", "found_at")  # fmt: skip
SIZES = {"label": 600, "printed": 200, "recomputed": 200, "difference": 200}


@transaction.atomic
def check_version(version: Version, *, by) -> list[findings.Finding]:
    """Check a version as it stands and keep the findings; answers those that stand open.

    Needs PLAN_EDIT, in any state: no figure is changed. Idempotent by the mark of a finding.
    """
    version = locked(version)
    must_reach(version, by=by, permission=Permission.PLAN_EDIT)
    found = {one.mark: one for one in look(version, by=by)}
    before = {row.mark: row for row in version.findings.all()}
    was = {mark: _told(row) for mark, row in before.items()}
    rows = [
        _row(version, before.get(mark), one, order)
        for order, (mark, one) in enumerate(found.items())
    ]
    new = [row for row in rows if row.mark not in before]
    Finding.objects.bulk_create(new, batch_size=500)
    changed = [row for row in rows if row.mark in before and was[row.mark] != _told(row)]
    Finding.objects.bulk_update(changed, TOLD, batch_size=200)
    gone = [
        row.pk
        for mark, row in before.items()
        if mark not in found and row.state == FindingState.OPEN
    ]
    Finding.objects.filter(pk__in=gone).update(state=FindingState.GONE)
    if new or gone:
        payload = {"found": len(found), "new": len(new), "gone": len(gone)}
        note("plan.checked", subject=version, version=version, payload=payload, by=by)
    return [found[row.mark] for row in rows if row.state == FindingState.OPEN]


def look(version: Version, *, by) -> list[findings.Finding]:
    """What the checker says of a version as it stands; writes nothing."""
    reader = by if hasattr(by, "holdings") else KEEPER  # a name keeps the machine
    paper = tables.paper(reader, version)
    choices = achievements.choices_of(reader, version.document.office)
    return checking.check(paper.tables, choices=choices, facts=paper.facts)


def _row(version: Version, before: Finding | None, one: findings.Finding, order: int) -> Finding:
    """The finding as it is kept. One that had gone is open again; a decision stays."""
    row = before or Finding(version=version, mark=one.mark, found_at=timezone.now())
    if row.state == FindingState.GONE:
        row.state, row.found_at = FindingState.OPEN, timezone.now()
    for name in ("rule", "severity", "table", "level", "row", "year", "column", "message",
                 "printed", "recomputed", "difference"):  # fmt: skip
        setattr(row, name, _cut(name, getattr(one, name)))
    row.label = _cut("label", one.node)
    row.proposal, row.fix = one.proposal or "", [list(fix) for fix in one.fix]
    row.order, row.node_id, row.indicator_id = order, _id(one.line_node), _id(one.line_mark)
    return row


def _id(text: str) -> UUID | None:
    """As the store gives it back, so that what did not change is equal."""
    return UUID(text) if text else None


def _told(row: Finding) -> list:
    return [getattr(row, name) for name in TOLD]


def _cut(name: str, value):
    return value[: SIZES[name]] if name in SIZES else value
