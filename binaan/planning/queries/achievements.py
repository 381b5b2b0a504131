"""What indicators reached: by quarter, by year, with the evidence behind each figure.

An achievement belongs to an office and the key of an indicator: Renstra, Renja and PK read the same.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse

from binaan.access.parameters import number, parameter
from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.planning import parameters
from binaan.planning.choices import IndicatorKind
from binaan.planning.models import Achievement, Document, Indicator, Target
from binaan.planning.queries.trees import Aim, Mark
from binaan.planning.rules import calendar, rates, standing

NO_RECORDS = "tanpa rekaman"
NOT_EXPLAINED = "Belum dijelaskan."
# Where the same indicator stands in several documents, the first of these is asked.
NEAREST = ("pk", "renja", "renstra", "dpa", "rpjmd")


class Reached(NamedTuple):
    """What an indicator reached in a year. `quarter`: the last one known (0: entered for the year).

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
    values = {quarter: row.value for quarter, row in parts.items()}
    known = [quarter for quarter in standing.QUARTERS if values.get(quarter) is not None]
    last = known[-1] if known else 0
    return Reached(standing.so_far(kind, values, 0), last, parts.get(last), parts)


def choices_of(user, office) -> rates.Choices:
    """What the office chose where practice differs, for every rate of its indicators."""
    return rates.choices(
        lower=parameter(parameters.LOWER, office=office),
        zero_target=parameter(parameters.ZERO_TARGET, office=office),
        cap=number(parameters.CAP, office=office),
    )


def stands(
    user,
    mark: Mark,
    parts: dict[int, Achievement],
    year: int,
    quarter: int,
    *,
    choices: rates.Choices,
) -> standing.Standing:
    """How an indicator stands in a quarter by what was saved of the year."""
    one = mark.indicator
    judged = standing.Judged(one.kind, one.polarity, one.lower_formula)
    values = {key: row.value for key, row in parts.items()}
    targets = {key: target.value for (of, key), target in mark.targets.items() if of == year}
    return standing.standing(judged, values, targets, quarter, choices)


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
    """Where one click on the figure leads: the frozen records, the document, or the live records."""
    url = reverse("achievement_evidence", args=[achievement.pk])
    hold = achievement.hold
    if hold is not None and hold.records_id:
        return Evidence("records", "rekaman yang dibekukan", url, hold.evidence, hold.hash)
    if achievement.typed is not None:
        name = achievement.document_note or (achievement.file.name if achievement.file else "")
        return Evidence("document", f"{NO_RECORDS}: {name}", url, hash=hold.hash if hold else "")
    if achievement.measured is not None:
        return Evidence("records", "rekaman", url)
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
    """Indicators behind what the plan says for the last quarter that is over, the furthest first.

    Only where the plan has a target for that quarter, or it is the fourth.
    """
    year, quarter = calendar.lately(today(), [today().year - 1, today().year])[-1]
    found: dict[tuple, OffTrack | None] = {}
    for document in _nearest_first(user, year):
        choices = choices_of(user, document.office)
        for mark, parts in _marks(user, document, year):
            place = (document.office_id, mark.indicator.key)
            if place not in found:
                stood = stands(user, mark, parts, year, quarter, choices=choices)
                found[place] = _behind(mark, parts, (year, quarter), stood, document)
    behind = [one for one in found.values() if one is not None]
    return sorted(behind, key=lambda one: (one.rate is not None, one.rate or 0))[:limit]


def _nearest_first(user, year: int) -> list[Document]:
    mine = Document.objects.permitted(user, Permission.PLAN_VIEW).select_related("office")
    found = mine.filter(first_year__lte=year, last_year__gte=year)
    return sorted(found, key=lambda one: NEAREST.index(one.kind))


def _marks(user, document: Document, year: int) -> list[tuple[Mark, dict[int, Achievement]]]:
    """The indicators of the newest version with a target in a year, and what was saved of it."""
    version = document.versions.exclude(set_at=None).order_by("number").last()
    version = version or document.versions.order_by("number").last()
    marks: dict[UUID, Mark] = {}
    targets = Target.objects.filter(indicator__node__version=version, year=year)
    for target in targets.select_related("indicator__node"):
        mark = marks.setdefault(target.indicator_id, Mark(target.indicator))
        mark.targets[target.year, target.quarter] = Aim(target.value, target.text)
    rows = by_quarter(user, document.office, {one.indicator.key for one in marks.values()}, year)
    return [(mark, rows.get(mark.indicator.key, {})) for mark in marks.values()]


def _behind(mark, parts, when, stood: standing.Standing, document) -> OffTrack | None:
    if stood.due is None:
        return None
    one, row = mark.indicator, parts.get(when[1])
    rate = stood.due_rate
    if rate.value is not None and rate.value >= 100:
        return None
    why = (row.obstacle or row.explanation if row else "") or rate.why or NOT_EXPLAINED
    url = reverse("achievement_detail", args=[document.pk, *when, one.key])
    return OffTrack(one, *when, stood.due, stood.reached, rate.value, why, url)
