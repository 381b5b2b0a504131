"""Quarters of a document: which version counts, what each owner has to say, what waits to be closed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Q
from django.urls import reverse

from binaan.access import parameters as office_parameters
from binaan.access.models import Division
from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.planning.choices import AchievementState as State
from binaan.planning.models import Achievement, Document, Indicator, Version
from binaan.planning.parameters import QUARTER_DAYS
from binaan.planning.queries import achievements, owners
from binaan.planning.queries.trees import Branch, Mark, Tree, tree
from binaan.planning.rules import calendar


def documents(user, permission: Permission = Permission.PLAN_VIEW):
    """The documents this user may touch with a permission."""
    return Document.objects.permitted(user, permission).select_related("office", "place")


def version_for(user, document: Document, year: int, quarter: int = 0) -> Version | None:
    """The version in force at the end of a quarter; where none was set, the newest there is."""
    end = calendar.last_day(year, quarter)
    found = Version.objects.permitted(user, Permission.PLAN_VIEW).filter(document=document)
    once_set = found.exclude(set_at=None).order_by("number")
    before = once_set.filter(effective_on__lte=end).last()
    return before or once_set.first() or found.order_by("number").last()


@dataclass(frozen=True)
class Line:
    """An indicator in a quarter: where it stands, whose it is, what was saved of it (`row`).

    `parts`: what was saved of the whole year, by quarter.
    """

    branch: Branch
    mark: Mark
    owner: Division | None
    row: Achievement | None
    document: Document
    parts: dict[int, Achievement]

    @property
    def indicator(self) -> Indicator:
        return self.mark.indicator

    @property
    def state(self) -> str:
        """An AchievementState, or "" where nothing was saved."""
        return self.row.state if self.row and self.row.filled_at else ""

    def is_mine(self, user, permission: Permission) -> bool:
        """Whether this user does this for its bidang."""
        mine = owners.my_divisions(user, self.document, permission)
        return mine is None or self.owner is None or self.owner.pk in mine


def lines(user, document: Document, year: int, quarter: int) -> list[Line]:
    """The indicators of the version that counts, in its order, with what was saved of the quarter."""
    version = version_for(user, document, year, quarter)
    return lines_of(user, tree(user, version), year, quarter) if version else []


def lines_of(user, plan: Tree, year: int, quarter: int) -> list[Line]:
    """As `lines`, of a tree already read. An indicator with targets in other years only is left out."""
    document = plan.version.document
    found = list(plan.marks())
    keys = {mark.indicator.key for _branch, mark in found}
    rows = achievements.by_quarter(user, document.office, keys, year)
    return [
        Line(branch, mark, owners.owner_of(user, branch, mark), parts.get(quarter), document, parts)
        for branch, mark in found
        for parts in [rows.get(mark.indicator.key, {})]
        if _belongs(mark, year, parts.get(quarter))
    ]


def _belongs(mark: Mark, year: int, row: Achievement | None) -> bool:
    if not mark.indicator.name:
        return False
    told = [one for one, _quarter in mark.targets]
    return bool(row or mark.indicator.citation or not told or year in told)


def counts(user, found: Iterable[Line]) -> Counter:
    """How many indicators stand in each state ("" for nothing saved)."""
    return Counter(line.state for line in found)


class Waiting(NamedTuple):
    """A quarter that has ended and is not closed. Counts are of indicators."""

    document: Document
    year: int
    quarter: int
    label: str
    ended_on: date
    due_on: date
    closed: int
    approved: int
    checked: int
    drafts: int
    missing: int
    url: str


def to_close(user, limit: int = 8) -> list[Waiting]:
    """Of the last four quarters those not wholly closed, the oldest first.

    Only of documents whose quarters this user may close, and that have indicators.
    """
    found = []
    for document in documents(user, Permission.PERIOD_CLOSE).order_by("title"):
        for year, quarter in calendar.lately(today(), document.years):
            waiting = _waiting(user, document, year, quarter)
            if waiting:
                found.append(waiting)
    return sorted(found, key=lambda one: (one.ended_on, one.document.title))[:limit]


def _waiting(user, document: Document, year: int, quarter: int) -> Waiting | None:
    found = counts_of(user, document, year, quarter)
    if not found or set(found) == {State.CLOSED}:
        return None
    ended = calendar.last_day(year, quarter)
    days = int(office_parameters.number(QUARTER_DAYS, office=document.office))
    return Waiting(
        document, year, quarter, calendar.label(year, quarter), ended,
        ended + timedelta(days=days), found[State.CLOSED], found[State.APPROVED],
        found[State.CHECKED], found[State.DRAFT], found[""],
        reverse("period_detail", args=[document.pk, year, quarter]),
    )  # fmt: skip


def counts_of(user, document: Document, year: int, quarter: int) -> Counter:
    """How many indicators stand in each state, without reading the tree."""
    version = version_for(user, document, year, quarter)
    mine = Indicator.objects.filter(node__version=version).exclude(name="")
    due = mine.filter(Q(targets__year=year) | Q(targets=None) | ~Q(citation={}))
    keys = set(due.values_list("key", flat=True))
    rows = Achievement.objects.filter(
        office=document.office, year=year, quarter=quarter, indicator_key__in=keys
    ).exclude(filled_at=None)
    found = Counter(rows.values_list("state", flat=True))
    missing = len(keys) - found.total()
    return found + Counter({"": missing}) if missing else found
