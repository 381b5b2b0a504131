"""Which version a report is asked of, and the copies taken before."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from binaan.access.permissions import Permission
from binaan.planning.models import Document, Version
from binaan.planning.queries.periods import version_for
from binaan.planning.rules.calendar import last_day
from binaan.reports.asking import Asked, Report
from binaan.reports.models import Printout

VIEW = Permission.PLAN_VIEW


def version_asked(user, given: UUID, year: int, quarter: int = 0) -> Version | None:
    """A version by its own id, or the one of a document that counts at the end of the period.

    None where the id is neither, or of a plan this user may not read.
    """
    version = versions(user).filter(pk=given).first()
    if version is not None:
        return version
    document = documents(user).filter(pk=given).first()
    found = version_for(user, document, year, quarter) if document else None
    return versions(user).get(pk=found.pk) if found else None


def versions(user) -> QuerySet[Version]:
    """The versions this user may read, each with its document, office and place."""
    found = Version.objects.permitted(user, VIEW)
    return found.select_related("document__office__place", "document__place", "decree")


def versions_of(user, document: Document) -> list[Version]:
    """The versions of a document, murni first."""
    return list(versions(user).filter(document=document).order_by("number"))


def documents(user) -> QuerySet[Document]:
    """The documents this user may read, the newest period first."""
    return Document.objects.permitted(user, VIEW).select_related("office", "place")


def asked(user, report: Report, version: Version, *, year: int, quarter: int, on: date) -> Asked:
    """What is asked, with the day on which the office's choices count: the end of a past period."""
    counts = on
    if report.needs_year:
        counts = min(on, last_day(year, quarter))
    return Asked(report, version, year, quarter, on, counts)


def printouts(user) -> QuerySet[Printout]:
    """The copies of plans this user may read, the newest first."""
    found = Printout.objects.permitted(user, VIEW)
    return found.select_related("version__document__office", "file", "contents")


def own_printouts(user) -> QuerySet[Printout]:
    """The copies this user took."""
    return printouts(user).filter(made_by=user.username)
