"""Which lists still named a business on a date.

A newer version lands only the rows that changed; the others it states again by naming them.
Nothing here is shown to anybody: it narrows queries that have asked who is reading.
"""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Max, OuterRef, Q, QuerySet

from binaan.intake.models import BatchState, ListedKey, SourceVersion


def last_versions(since: date, at: date, known: datetime | None) -> list[tuple[UUID, date]]:
    """Per list its last version of `at` or before, as known, if it is of `since` or later."""
    applied = Q(batches__state=BatchState.APPLIED)
    if known is not None:
        applied &= Q(batches__applied_at__lte=known)
    newest = SourceVersion.objects.filter(applied, as_of__lte=at).values("source")
    found = newest.annotate(newest=Max("as_of")).filter(newest__gte=since)
    return list(found.values_list("source", "newest"))


def still_listed(source: UUID, as_of: date) -> QuerySet[ListedKey]:
    """Rows of a list that observe their business and had not vanished by a version's date.

    For use below a condition: `business_id` is that of the outer query.
    """
    there = Q(gone_since__isnull=True) | Q(gone_since__as_of__gt=as_of)
    return ListedKey.objects.filter(
        there, source=source, observes=True, record_id=OuterRef("business_id")
    )
