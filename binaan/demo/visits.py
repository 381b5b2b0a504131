"""What the staff of Dinas Perindustrian saw on visits in 2025 and 2026: so that figures move.

Invented, and the same on every machine: businesses are taken in the order of their numbers. Each
visit is an observation by the ordinary action, dated on the day of the visit.
"""

from collections.abc import Callable, Iterable
from datetime import date

from django.db import transaction

from binaan.access.models import User
from binaan.demo.books import DISPERIN
from binaan.demo.figures import KABUPATEN
from binaan.kit.dates import today
from binaan.registry.actions import claiming
from binaan.registry.choices import Status
from binaan.registry.models import Business, Claim, Condition

VISITOR = "staf"
WHY = "Kunjungan pembinaan (contoh)"
LATE = "Laporan kunjungan yang terlambat masuk (contoh)"
GROWN_TO = 2_300_000_000  # rupiah a year: above the micro limit of PP 7/2021, below the small one

# Day of the visit, and how many businesses were then seen to have grown, running, and closed.
ROUNDS = (
    (date(2025, 2, 18), 6, 10, 1),
    (date(2025, 5, 20), 9, 10, 2),
    (date(2025, 8, 12), 8, 10, 2),
    (date(2025, 11, 4), 7, 10, 1),
    (date(2026, 2, 10), 7, 10, 2),
    (date(2026, 5, 19), 11, 10, 2),
    (date(2026, 8, 11), 8, 10, 3),
    (date(2026, 10, 20), 4, 6, 1),
)


def record_visits() -> int:
    """Write all rounds once, when the lists are in; answers how many visits were new."""
    if Claim.objects.filter(by=VISITOR, reason=WHY).exists() or not _guided().exists():
        return 0
    visitor = User.objects.get(username=VISITOR)
    grown, seen = _micro(), _others()
    with transaction.atomic():
        return sum(
            _round(day, counts, grown, seen, visitor) for day, *counts in ROUNDS if day <= today()
        )


def _round(day: date, counts: list[int], grown, seen, visitor: User) -> int:
    growing, running, closing = counts
    told = str(day)
    visits: tuple[tuple[Iterable, int, Callable[[], dict]], ...] = (
        (grown, growing, lambda: {
            "sales_low": str(GROWN_TO), "sales_high": str(GROWN_TO), "sales_year": day.year,
            "status": str(Status.RUNNING), "status_on": told,
        }),
        (seen, running, lambda: {"status": str(Status.RUNNING), "status_on": told}),
        (seen, closing, lambda: {"status": str(Status.CLOSED), "status_on": told}),
    )  # fmt: skip
    count = 0
    for businesses, number, said in visits:
        for _ in range(number):
            claiming.record(
                next(businesses), said=said(), as_of=day, by=visitor, reason=WHY, correction=False
            )
            count += 1
    return count


def record_late(day: date, number: int) -> int:
    """Businesses found closed on a day, written down only now: a closed quarter then differs."""
    if day > today() or Claim.objects.filter(by=VISITOR, reason=LATE).exists():
        return 0
    visitor, told = User.objects.get(username=VISITOR), str(day)
    said = {"status": str(Status.CLOSED), "status_on": told}
    found = list(_guided().filter(status=Status.RUNNING).order_by("number")[3 : 3 + number])
    for business in found:
        claiming.record(business, said=said, as_of=day, by=visitor, reason=LATE, correction=False)
    return len(found)


def _guided():
    found = Business.objects.present().filter(
        guidance__office__key=DISPERIN, place__path__startswith=KABUPATEN
    )
    return found.order_by("number")


def _micro():
    """The larger of the micro businesses, by what they sell: every third, so that they lie apart."""
    current = Condition.objects.filter(known_until=None, valid_until=None)
    known = current.filter(sales_low__gte=300_000_000, sales_high__lte=2_000_000_000)
    found = _guided().filter(pk__in=known.values("business"))
    return iter(list(found)[::3])


def _others():
    """The last of the list, from the end: none of them is among those that grow."""
    return iter(list(_guided().order_by("-number")[:400])[::2])
