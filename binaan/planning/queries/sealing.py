"""The contents of a version as they are sealed: sorted by key, so that copies and stores agree."""

from collections.abc import Sequence

from django.db.models import F

from binaan.planning.models import Budget, CashPlan, Indicator, Node, Target, Version
from binaan.planning.rules.sealing import seal

NODE = (
    "key", "parent__key", "level", "code", "name", "printed_name", "official_code", "order",
    "division", "location", "beneficiary", "strategy", "policy",
)  # fmt: skip
INDICATOR = (
    "key", "node__key", "order", "name", "unit", "polarity", "kind", "lower_formula", "formula",
    "source", "base_text", "base_value", "end_text", "end_value", "is_iku", "is_nspk", "is_ikk",
    "division",
)  # fmt: skip
TARGET = ("indicator__key", "year", "quarter", "value", "text")
BUDGET = ("node__key", "year", "fund", "amount")
CASH = ("node__key", "year", "month", "amount")
HEAD = (
    "number", "era", "reason", "vision", "mission", "first_party", "second_party",
    "second_party_name", "second_party_position", "decree", "file", "effective_on",
)  # fmt: skip


def fingerprint(version: Version) -> str:
    """The hash of everything this version says now, from six queries."""
    head = Version.objects.filter(pk=version.pk).annotate(
        of_kind=F("document__kind"), of_title=F("document__title"),
        first=F("document__first_year"), last=F("document__last_year"),
    )  # fmt: skip
    names = ("of_kind", "of_title", "first", "last", *HEAD)
    return seal(
        {
            "version": dict(zip(names, head.values_list(*names).get(), strict=True)),
            "nodes": _rows(Node.objects.filter(version=version), NODE),
            "indicators": _rows(Indicator.objects.filter(node__version=version), INDICATOR),
            "targets": _rows(Target.objects.filter(indicator__node__version=version), TARGET),
            "budgets": _rows(Budget.objects.filter(node__version=version), BUDGET),
            "cash_plans": _rows(CashPlan.objects.filter(node__version=version), CASH),
        }
    )


def _rows(found, names: Sequence[str]) -> list[tuple]:
    """Sorted here by the text of their keys: two stores sort ids and words differently."""
    rows = found.order_by().values_list(*names)
    return sorted(rows, key=lambda row: (row[0].hex, str(row[1]), str(row[2])))


def is_whole(version: Version) -> bool | None:
    """Whether a set version still says what it said when it was set; None before that."""
    return fingerprint(version) == version.hash if version.hash else None
