"""What still stands between a version and its setting: figures that do not fit, findings nobody decided."""

from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, Q, Sum

from binaan.planning.choices import DocumentKind, FindingState
from binaan.planning.models import Budget, CashPlan, Finding, Indicator, Node, Target, Version
from binaan.planning.rules.findings import ERROR, WARNING

LONG = (DocumentKind.RPJMD, DocumentKind.RENSTRA)  # plans of several years
BY_DECREE = (*LONG, DocumentKind.RENJA)
TOLD = 3  # names listed in a message


class Uneven(NamedTuple):
    """A sub kegiatan whose twelve months are not its ceiling, in rupiah."""

    name: str
    year: int
    ceiling: Decimal
    planned: Decimal


class Waiting(NamedTuple):
    """Open findings of a version."""

    errors: int
    warnings: int


def waiting(version: Version) -> Waiting:
    """How many findings nobody has decided yet, of what the last check found."""
    found = Finding.objects.filter(version=version, state=FindingState.OPEN).aggregate(
        errors=Count("pk", filter=Q(severity=ERROR)), warnings=Count("pk", filter=Q(severity=WARNING))
    )  # fmt: skip
    return Waiting(**found)


def uneven(version: Version) -> list[Uneven]:
    """The sub kegiatan of a DPA whose cash plan differs from the ceiling of its year."""
    year = version.document.first_year
    ceilings = _by_node(Budget.objects.filter(node__version=version, year=year))
    plans = _by_node(CashPlan.objects.filter(node__version=version, year=year))
    differing = [
        pk for pk in ceilings.keys() | plans.keys()
        if ceilings.get(pk, Decimal(0)) != plans.get(pk, Decimal(0))
    ]  # fmt: skip
    named = Node.objects.filter(pk__in=differing).order_by("order").values_list("pk", "name")
    return [
        Uneven(name, year, ceilings.get(pk, Decimal(0)), plans.get(pk, Decimal(0)))
        for pk, name in named
    ]


def _by_node(found) -> dict:
    return dict(found.order_by().values_list("node").annotate(Sum("amount")))


def past_changes(version: Version) -> int:
    """How many targets and ceilings of years already past a perubahan changes.

    Only of plans of several years; past is before the year the perubahan was opened in.
    """
    before = version.copied_from
    same = before is not None and before.document_id == version.document_id
    if not same or version.document.kind not in LONG:
        return 0
    year = version.created_at.year
    cells = [_targets(before, year) ^ _targets(version, year)]
    cells.append(_money(before, year) ^ _money(version, year))
    # By address, so that a figure which changed counts once, not as one gone and one new.
    return sum(len({row[:-1] for row in differing}) for differing in cells)


def _targets(version: Version, year: int) -> set:
    found = Target.objects.filter(indicator__node__version=version, year__lt=year)
    return set(found.values_list("indicator__key", "year", "quarter", "text"))


def _money(version: Version, year: int) -> set:
    found = Budget.objects.filter(node__version=version, year__lt=year)
    return set(found.values_list("node__key", "year", "fund", "amount"))


def missing(version: Version) -> list[str]:
    """What makes setting impossible, in whole sentences; empty when nothing does."""
    found = []
    if not Node.objects.filter(version=version).exists():
        found.append("Versi ini masih kosong. Isi dulu bagian-bagiannya.")
    if version.document.kind == DocumentKind.DPA and (rows := uneven(version)):
        names = "; ".join(one.name for one in rows[:TOLD])
        more = f"; dan {len(rows) - TOLD} lagi" if len(rows) > TOLD else ""
        found.append(
            f"Rencana penarikan dana {len(rows)} sub kegiatan belum sama dengan pagunya: "
            f"{names}{more}. Samakan jumlah dua belas bulannya dengan pagu."
        )
    if version.document.kind == DocumentKind.PK and not _has_parties(version):
        found.append("Para pihak belum lengkap. Pilih pihak pertama dan pihak kedua.")
    return found


def _has_parties(version: Version) -> bool:
    second = version.second_party_id or (
        version.second_party_name and version.second_party_position
    )
    return bool(version.first_party_id and second)


def counts(version: Version) -> dict[str, int]:
    """How many nodes and indicators a version holds, for its page."""
    return {
        "nodes": Node.objects.filter(version=version).count(),
        "indicators": Indicator.objects.filter(node__version=version).count(),
    }
