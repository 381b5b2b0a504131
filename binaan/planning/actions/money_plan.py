"""Ceilings of sub kegiatan, and the twelve months they are drawn in. Rule: docs/rules/pohon-rencana.md."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum

from binaan.planning.actions.drafting import must_be_fresh, note
from binaan.planning.actions.versions import must_be_open
from binaan.planning.choices import FundSource, Level
from binaan.planning.models import Budget, CashPlan, Node, Version
from binaan.planning.queries import stamps
from binaan.planning.rules.branches import MONTHS, missing

LARGEST = Decimal(10) ** 15  # a thousand trillion: no ceiling of an office
ONLY_LEAVES = (
    "Pagu hanya diisi pada sub kegiatan; pagu {level} adalah jumlah dari bawahnya. "
    "Isi pagu sub kegiatannya."
)


class Amount(NamedTuple):
    """A ceiling somebody entered; `rupiah` None takes it away."""

    node: UUID
    year: int
    fund: str
    rupiah: Decimal | None


@transaction.atomic
def set_budgets(*, version: Version, amounts: Iterable[Amount], stamp: str = "", by) -> int:
    """Enter ceilings of many sub kegiatan at once; answers how many changed. What is not named stays.

    `stamp`: of the sub kegiatan named, when a form was opened. Raises ValidationError for a node
    that is no sub kegiatan, a year the document does not have, an amount below zero.
    """
    version, amounts = must_be_open(version), list(amounts)
    leaves = _leaves(version, {one.node for one in amounts})
    now = stamps.money_stamp(by, sorted(leaves, key=str)) if stamp else ""
    must_be_fresh(stamp, now=now, subject=next(iter(leaves.values()), None), by=by)
    rows = Budget.objects.filter(node_id__in=leaves)
    stood = {(one.node_id, one.year, one.fund): one for one in rows}
    changes: dict[UUID, dict] = {}
    for one in amounts:
        _must_be_possible(version, one)
        row = stood.get((one.node, one.year, one.fund))
        was = row.amount if row else None
        if was != one.rupiah:
            _put(row, one)
            told = changes.setdefault(one.node, {})
            told[f"{one.year} {one.fund}"] = [_plain(was), _plain(one.rupiah)]
    for key, budgets in changes.items():
        payload = {"what": "budgets", "node": str(leaves[key]), "budgets": budgets}
        note("plan.changed", subject=leaves[key], version=version, payload=payload, by=by)
    return sum(len(budgets) for budgets in changes.values())


@transaction.atomic
def set_cash_plan(
    *, node: Node, year: int, months: dict[int, Decimal | None], stamp: str = "", by
) -> Decimal:
    """The rupiah drawn in each of twelve months; answers what is left of the ceiling (0: it fits).

    Kept as a draft even when it does not fit; setting a DPA asks again.
    """
    version = must_be_open(node.version)
    leaf = _leaves(version, {node.pk})[node.pk]
    if stamp:
        must_be_fresh(stamp, now=stamps.cash_stamp(by, leaf, year), subject=leaf, by=by)
    if year not in version.document.years:
        raise ValidationError(f"Dokumen ini tidak memuat tahun {year}.")
    stood = {one.month: one for one in CashPlan.objects.filter(node=leaf, year=year)}
    was = {month: row.amount for month, row in stood.items()}
    now = {month: months.get(month, was.get(month)) for month in MONTHS}
    _must_be_amounts(now.values())
    CashPlan.objects.filter(node=leaf, year=year).delete()
    CashPlan.objects.bulk_create(
        CashPlan(node=leaf, year=year, month=month, amount=rupiah)
        for month, rupiah in now.items()
        if rupiah is not None
    )
    left = missing(_ceiling(leaf, year), now.values())
    changed = {month: [_plain(was.get(month)), _plain(now[month])]
               for month in MONTHS if was.get(month) != now[month]}  # fmt: skip
    if changed:
        payload = {"year": year, "months": changed, "left": _plain(left)}
        note("plan.cash_planned", subject=leaf, version=version, payload=payload, by=by)
    return left


def _leaves(version: Version, keys: set[UUID]) -> dict[UUID, Node]:
    found = {one.pk: one for one in Node.objects.filter(version=version, pk__in=keys)}
    for node in found.values():
        node.version = version
        if node.level != Level.SUBKEGIATAN:
            level = Level(node.level).label.lower()
            raise ValidationError(ONLY_LEAVES.format(level=level))
    if len(found) < len(keys):
        raise ValidationError("Ada sub kegiatan yang sudah dihapus orang lain. Muat ulang halaman.")
    return found


def _must_be_possible(version: Version, one: Amount) -> None:
    if one.year not in version.document.years:
        raise ValidationError(f"Dokumen ini tidak memuat tahun {one.year}.")
    if one.fund not in FundSource.values:
        raise ValidationError("Sumber dana ini tidak dikenal. Pilih dari daftar.")
    _must_be_amounts([one.rupiah])


def _must_be_amounts(found: Iterable[Decimal | None]) -> None:
    for rupiah in found:
        if rupiah is not None and not 0 <= rupiah < LARGEST:
            raise ValidationError(
                "Pagu tidak boleh kurang dari nol atau lebih dari seribu triliun."
            )


def _put(row: Budget | None, one: Amount) -> None:
    if one.rupiah is None:
        if row:
            row.delete()
        return
    row = row or Budget(node_id=one.node, year=one.year, fund=one.fund)
    row.amount = one.rupiah
    row.save()


def _ceiling(node: Node, year: int) -> Decimal | None:
    """The ceiling of a sub kegiatan in a year over all funds; None: nothing entered."""
    return Budget.objects.filter(node=node, year=year).aggregate(all=Sum("amount"))["all"]


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"
