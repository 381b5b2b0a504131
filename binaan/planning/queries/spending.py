"""Money that left, by sub kegiatan: what was paid (SP2D), shifted and done."""

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from binaan.access.permissions import Permission
from binaan.planning.models import Spending


def payments(user, office, keys: Iterable[UUID], year: int):
    """The payments of sub kegiatan in a year that count (not voided), by date."""
    found = Spending.objects.permitted(user, Permission.PLAN_VIEW)
    return found.filter(office=office, node_key__in=set(keys), paid_on__year=year, void_at=None)


def by_month(user, office, keys: Iterable[UUID], year: int) -> dict[UUID, dict[int, Decimal]]:
    """Rupiah paid, returns taken off: {node key: {month 1-12: rupiah}}; months without any absent."""
    found: dict[UUID, dict[int, Decimal]] = {}
    for key, day, amount in payments(user, office, keys, year).values_list(
        "node_key", "paid_on", "amount"
    ):
        months = found.setdefault(key, {})
        months[day.month] = months.get(day.month, Decimal(0)) + amount
    return found


def by_quarter(user, office, keys: Iterable[UUID], year: int) -> dict[UUID, dict[int, Decimal]]:
    """Rupiah paid, returns taken off: {node key: {quarter 1-4: rupiah}}; quarters without any absent.

    Keys of sub kegiatan; what stands above them is their sum (queries.spending.upward).
    """
    found: dict[UUID, dict[int, Decimal]] = {}
    for key, months in by_month(user, office, keys, year).items():
        quarters = found.setdefault(key, {})
        for month, amount in months.items():
            quarter = (month + 2) // 3
            quarters[quarter] = quarters.get(quarter, Decimal(0)) + amount
    return found


def upward(user, tree, by_leaf: dict[UUID, dict[int, Decimal]]) -> dict[UUID, dict[int, Decimal]]:
    """The same figures for every node of a tree (queries.trees.Tree), summed from the leaves."""
    found: dict[UUID, dict[int, Decimal]] = {}
    for leaf in tree.leaves():
        branch = leaf
        while branch is not None:
            sums = found.setdefault(branch.node.key, {})
            for period, amount in by_leaf.get(leaf.node.key, {}).items():
                sums[period] = sums.get(period, Decimal(0)) + amount
            branch = branch.parent
    return found
