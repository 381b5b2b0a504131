"""The ceiling of each sub kegiatan in a year: of the DPA in force, else Renja, else Renstra; and its shifts."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db.models import Sum

from binaan.access.permissions import Permission
from binaan.planning.choices import DocumentKind, VersionState
from binaan.planning.models import Budget, CashPlan, Document, Shift, Version
from binaan.planning.queries import periods
from binaan.planning.queries.trees import Branch, tree

IN_ORDER = (DocumentKind.DPA, DocumentKind.RENJA, DocumentKind.RENSTRA)

Figures = dict[UUID, Decimal]


class Source(NamedTuple):
    """Where ceilings come from; `version` None: no document of the office has any for that year."""

    version: Version | None

    @property
    def label(self) -> str:
        return str(self.version) if self.version else "belum ada pagu"


def source(user, document: Document, year: int) -> Source:
    """The version that says the ceilings of a year; where none is set, the document's own newest."""
    mine = Version.objects.permitted(user, Permission.PLAN_VIEW).filter(
        document__office=document.office, document__place=document.place, state=VersionState.SET,
        document__first_year__lte=year, document__last_year__gte=year,
    )  # fmt: skip
    for kind in IN_ORDER:
        found = mine.filter(document__kind=kind).select_related("document")
        for version in found.order_by("-effective_on"):
            if Budget.objects.filter(node__version=version, year=year).exists():
                return Source(version)
    return Source(periods.version_for(user, document, year))


def ceilings(user, document: Document, year: int) -> Figures:
    """Rupiah by key of the sub kegiatan, all funds together; those without a ceiling are absent."""
    version = source(user, document, year).version
    rows = Budget.objects.filter(node__version=version, year=year).values("node__key")
    return dict(rows.annotate(sum=Sum("amount")).values_list("node__key", "sum"))


def shifts(user, document: Document, year: int):
    """The shifts of a year, by day."""
    found = Shift.objects.permitted(user, Permission.PLAN_VIEW)
    return found.filter(office=document.office, year=year).order_by("shifted_on", "recorded_at")


def shifted(user, document: Document, year: int) -> Figures:
    """Rupiah by which each ceiling was moved."""
    rows = shifts(user, document, year).order_by().values("node_key").annotate(sum=Sum("amount"))
    return dict(rows.values_list("node_key", "sum"))


def after_shifts(user, document: Document, keys: Iterable[UUID], year: int) -> Figures:
    """The ceilings that count now, of these sub kegiatan; a shift alone makes one."""
    base, moved = ceilings(user, document, year), shifted(user, document, year)
    return {
        key: base.get(key, Decimal(0)) + moved.get(key, Decimal(0))
        for key in keys
        if key in base or key in moved
    }


def cash_plan(user, document: Document, year: int) -> dict[UUID, dict[int, Decimal]]:
    """Rupiah planned to be drawn, by sub kegiatan and month (RAK), of the version of the ceilings."""
    version = source(user, document, year).version
    found: dict[UUID, dict[int, Decimal]] = {}
    rows = CashPlan.objects.filter(node__version=version, year=year)
    for key, month, amount in rows.values_list("node__key", "month", "amount"):
        found.setdefault(key, {})[month] = amount
    return found


def leaves(user, document: Document, year: int) -> list[Branch]:
    """The sub kegiatan of the document's version that counts in a year."""
    version = periods.version_for(user, document, year)
    return list(tree(user, version).leaves()) if version else []
