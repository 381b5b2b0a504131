"""What indicators reached: by quarter, by year, with the evidence behind each figure.

An achievement belongs to an office and the key of an indicator: Renstra, Renja and PK read the same.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from binaan.access.permissions import Permission
from binaan.planning.choices import IndicatorKind
from binaan.planning.models import Achievement, Indicator

NO_RECORDS = "tanpa rekaman"


class Reached(NamedTuple):
    """What an indicator reached in a year. `quarter`: the last one known (0: typed for the year).

    `last`: the achievement the figure, or its newest part, stands in; `parts` all of them by quarter.
    """

    value: Decimal | None
    quarter: int
    last: Achievement | None
    parts: dict[int, Achievement]


def permitted(user, permission: Permission = Permission.PLAN_VIEW):
    """The achievements this user may touch with a permission."""
    return Achievement.objects.permitted(user, permission)


def by_quarter(user, office, keys: Iterable[UUID], year: int) -> dict[UUID, dict[int, Achievement]]:
    """The achievements of indicators in a year: {indicator key: {quarter (0: the year): row}}."""
    found: dict[UUID, dict[int, Achievement]] = {}
    rows = permitted(user).filter(office=office, year=year, indicator_key__in=set(keys))
    for row in rows.select_related("file", "hold"):
        found.setdefault(row.indicator_key, {})[row.quarter] = row
    return found


def year_value(
    user, office, keys: Iterable[UUID], year: int, kinds: dict[UUID, str] | None = None
) -> dict[UUID, Reached]:
    """What each indicator reached in a year: {indicator key: Reached}; keys without any are absent.

    Cumulative: the sum of the quarters known. Else the last quarter known. Without quarters: what was
    entered for the year (quarter 0). `kinds` spares a query: {indicator key: IndicatorKind}.
    """
    keys = set(keys)
    kinds = kinds if kinds is not None else kinds_of(user, office, keys)
    return {
        key: _year(parts, kinds.get(key, IndicatorKind.LAST))
        for key, parts in by_quarter(user, office, keys, year).items()
    }


def kinds_of(user, office, keys: Iterable[UUID]) -> dict[UUID, str]:
    """The kind of each indicator, as the newest version that holds it says."""
    found = Indicator.objects.permitted(user, Permission.PLAN_VIEW)
    rows = found.filter(key__in=set(keys), node__version__document__office=office)
    in_order = rows.order_by("node__version__created_at", "node__version__number")
    return dict(in_order.values_list("key", "kind"))


def _year(parts: dict[int, Achievement], kind: str) -> Reached:
    known = [parts[quarter] for quarter in sorted(parts) if quarter and _has(parts[quarter])]
    if not known:
        whole = parts.get(0)
        return Reached(whole.value if whole else None, 0, whole, parts)
    last = known[-1]
    value = last.value
    if kind == IndicatorKind.CUMULATIVE:
        value = sum((one.value for one in known), Decimal(0))
    return Reached(value, last.quarter, last, parts)


def _has(row: Achievement) -> bool:
    return row.value is not None


class Evidence(NamedTuple):
    """What stands behind a figure. `kind`: "records", "document" or "" (nothing yet).

    `url`: the page that shows it; `count`: records counted (None: not frozen, see the page).
    """

    kind: str
    text: str
    url: str = ""
    count: int | None = None
    hash: str = ""


def evidence_of(user, achievement: Achievement) -> Evidence:
    """Where one click on the figure leads."""
    if achievement.hold_id:
        hold = achievement.hold
        return Evidence("records", "rekaman yang dibekukan", "", hold.evidence, hold.hash)
    if achievement.typed is not None:
        name = achievement.file.name if achievement.file_id else achievement.document_note
        return Evidence("document", f"{NO_RECORDS}: {name}")
    if achievement.measured is not None:
        return Evidence("records", "rekaman")
    return Evidence("", "belum diisi")


class OffTrack(NamedTuple):
    """An indicator behind its target. `target` and `reached`: up to the quarter; `rate` in percent."""

    indicator: Indicator
    year: int
    quarter: int
    target: Decimal
    reached: Decimal | None
    rate: Decimal | None
    why: str
    url: str


def off_track(user, limit: int = 20) -> list[OffTrack]:
    """Indicators of the plans in force that are behind, the furthest first."""
    return []
