"""What a person decides about a finding: apply the proposal, leave it with a reason, open it again.

Rule: docs/rules/pohon-rencana.md. Nothing is corrected silently, and what was printed never changes.
"""

from decimal import Decimal
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.planning.actions.drafting import note
from binaan.planning.actions.versions import locked, must_be_open
from binaan.planning.choices import FindingState, FundSource, Level
from binaan.planning.models import Budget, Finding, Indicator, Node, Printed, Target
from binaan.planning.queries import tables
from binaan.planning.queries.printed import FACTOR
from binaan.planning.rules.checking.live import TREE_NAME
from binaan.planning.rules.findings import Fix
from binaan.planning.rules.papers import BASE, END, RP, TARGET
from binaan.planning.rules.reading import read_figure

CHANGED = (
    "Angka ini sudah berubah sejak temuan dibuat, jadi usulnya belum tentu benar lagi. "
    "Tekan “Periksa sekarang”, lalu putuskan lagi."
)
MANY_FUNDS = (
    "Pagu ini terbagi atas beberapa sumber dana, jadi pembagiannya Anda yang menentukan. "
    "Ubah di halaman pagu sub kegiatannya."
)


class Place(NamedTuple):
    """Where a proposed figure belongs, and what that cell printed (None: it came from no paper)."""

    node: Node | None
    indicator: Indicator | None
    printed: Printed | None


@transaction.atomic
def apply(*, finding: Finding, by) -> list[str]:
    """Make the proposed figures the working ones; answers what changed, in words ([]: nothing had to).

    Raises ValidationError where there is no proposal, or the figure changed since it was found.
    """
    version = must_be_open(finding.version)
    finding = _waiting(finding)
    if not finding.fix:
        raise ValidationError("Temuan ini tidak punya usul: perbaiki angkanya, atau biarkan.")
    factor = _factor(finding)
    changed = []
    for fix in _fixes(finding):
        place = _place(finding, fix, by)
        if place.node is None:  # a row that only stands on paper has no working figure
            continue
        if fix.column == TARGET:
            changed += _apply_target(finding, fix, place)
        elif fix.column in (BASE, END):
            changed += _apply_edge(fix, place)
        elif fix.column == RP and place.node.level == Level.SUBKEGIATAN:
            changed += _apply_money(finding, fix, place, factor)
    _decide(finding, FindingState.APPLIED, "", by)
    payload = {"rule": finding.rule, "decision": "applied", "label": finding.label,
               "proposal": finding.proposal, "changed": changed}  # fmt: skip
    note("plan.finding_decided", subject=finding, version=version, payload=payload, by=by)
    return changed


@transaction.atomic
def keep(*, finding: Finding, reason: str, by) -> Finding:
    """Leave a figure as it is, and say why; it is not asked again. No figure changes, so any time."""
    version = locked(finding.version)
    finding = _waiting(finding)
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError({"reason": "Tuliskan mengapa angka ini dibiarkan."})
    _decide(finding, FindingState.KEPT, reason, by)
    payload = {"rule": finding.rule, "decision": "kept", "label": finding.label, "why": reason}
    note("plan.finding_decided", subject=finding, version=version, payload=payload, by=by)
    return finding


@transaction.atomic
def reopen(*, finding: Finding, by) -> Finding:
    """Ask about it again; a figure that was applied stays until somebody changes it."""
    version = locked(finding.version)
    finding = _now(finding)
    if finding.state not in (FindingState.KEPT, FindingState.APPLIED):
        raise ValidationError("Temuan ini memang masih terbuka.")
    was = finding.state
    finding.state, finding.decided_by, finding.decided_at = FindingState.OPEN, "", None
    finding.decided_why = ""
    finding.save(update_fields=["state", "decided_by", "decided_at", "decided_why"])
    payload = {"rule": finding.rule, "decision": "reopened", "was": was, "label": finding.label}
    note("plan.finding_decided", subject=finding, version=version, payload=payload, by=by)
    return finding


def _now(finding: Finding) -> Finding:
    return Finding.objects.select_for_update(of=("self",)).get(pk=finding.pk)


def _waiting(finding: Finding) -> Finding:
    found = _now(finding)
    if found.state != FindingState.OPEN:
        raise ValidationError(
            f"Temuan ini sudah diputus: {found.get_state_display().lower()}. Buka lagi bila perlu."
        )
    return found


def _decide(finding: Finding, state: str, why: str, by) -> None:
    finding.state, finding.decided_why = state, why
    finding.decided_by, finding.decided_at = getattr(by, "username", by), timezone.now()
    finding.save(update_fields=["state", "decided_why", "decided_by", "decided_at"])


def _fixes(finding: Finding) -> list[Fix]:
    """The proposed figures as stored: [[row, column, year, text], …]."""
    return [Fix(**one) if isinstance(one, dict) else Fix(*one) for one in finding.fix]


def _place(finding: Finding, fix: Fix, by) -> Place:
    cells = Printed.objects.filter(
        version=finding.version_id, table=finding.table, row=fix.row, year=fix.year,
        column=fix.column,
    )  # fmt: skip
    cell = cells.select_related("node", "indicator").first() if finding.table else None
    if cell is not None:
        node = cell.node or (cell.indicator.node if cell.indicator else None)
        return Place(node, cell.indicator, cell)
    own = fix.row == finding.row or len(finding.fix) == 1
    if own and (finding.node or finding.indicator):
        return Place(finding.node or finding.indicator.node, finding.indicator, None)
    lines = tables.tree_table(by, finding.version).lines if finding.table == TREE_NAME else ()
    line = next((one for one in lines if one.row == fix.row), None)
    if line is None:
        raise ValidationError(
            "Baris yang diusulkan tidak dikenali lagi di pohon. Perbaiki angkanya di pohon."
        )
    node = Node.objects.get(pk=line.node)
    return Place(node, node.indicators.filter(pk=line.mark or None).first(), None)


def _apply_target(finding: Finding, fix: Fix, place: Place) -> list[str]:
    indicator = place.indicator or place.node.indicators.first()
    if indicator is None:
        raise ValidationError("Indikatornya sudah dihapus. Periksa rencana ini sekali lagi.")
    row = Target.objects.filter(indicator=indicator, year=fix.year, quarter=0).first()
    was = row.value if row else None
    text = row.text if row else ""
    value = read_figure(fix.text, column=TARGET).value
    if was is not None and was == value:
        return []
    if place.printed:
        _must_be_same(was, place.printed.value)
    elif fix.year == finding.year:
        _must_be_same(was, read_figure(finding.printed, column=TARGET).value)
    row = row or Target(indicator=indicator, year=fix.year, quarter=0)
    row.text, row.value = fix.text, value
    row.save()
    return [f"target {fix.year}: {text or '–'} → {fix.text}"]


def _apply_edge(fix: Fix, place: Place) -> list[str]:
    indicator = place.indicator
    if indicator is None:
        return []
    value = read_figure(fix.text, column=fix.column).value
    was = getattr(indicator, f"{fix.column}_text")
    setattr(indicator, f"{fix.column}_text", fix.text)
    setattr(indicator, f"{fix.column}_value", value)
    indicator.save(update_fields=[f"{fix.column}_text", f"{fix.column}_value"])
    return [f"{indicator._meta.get_field(f'{fix.column}_text').verbose_name}: {was} → {fix.text}"]


def _apply_money(finding: Finding, fix: Fix, place: Place, factor: int) -> list[str]:
    rows = list(Budget.objects.filter(node=place.node, year=fix.year))
    if len(rows) > 1:
        raise ValidationError(MANY_FUNDS)
    was = rows[0].amount if rows else None
    before = place.printed.value if place.printed else None
    if place.printed is None and fix.year == finding.year:
        before = read_figure(finding.printed, column=RP).value
    value = read_figure(fix.text, column=RP, factor=factor).value
    if value is not None and was == value * factor:
        return []
    _must_be_same(was, before * factor if before is not None else None)
    if value is None:
        for row in rows:
            row.delete()
    else:
        row = rows[0] if rows else Budget(node=place.node, year=fix.year, fund=FundSource.APBD)
        row.amount = value * factor
        row.save()
    return [f"pagu {fix.year}: {was if was is not None else '–'} → {fix.text}"]


def _must_be_same(now: Decimal | None, found: Decimal | None) -> None:
    if now != found:
        raise ValidationError(CHANGED)


def _factor(finding: Finding) -> int:
    """Rupiah per unit of the table's money, as its import read it."""
    said = Printed.objects.filter(
        version=finding.version_id, table=finding.table, line=0, column=FACTOR
    )
    return int(said.values_list("text", flat=True).first() or 1)
