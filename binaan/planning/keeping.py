"""The worker counts what plans cite as soon as the copy is another, so that no page waits for it."""

from collections.abc import Iterator

from binaan.kit.dates import today
from binaan.kit.keepers import keeper
from binaan.kit.measuring import kept
from binaan.kit.measuring.ahead import OnceACopy
from binaan.planning.models import Document, Indicator
from binaan.planning.queries import measuring
from binaan.planning.rules import calendar

EVERY = 20


@keeper("plans", every=EVERY)
@OnceACopy
def keep() -> None:
    """Count the cited figures of the quarter under way and of the last four."""
    kept.sweep()
    for document in Document.objects.select_related("place", "office"):
        _count(document)


def _count(document: Document) -> None:
    cited = Indicator.objects.filter(node__version__document=document).exclude(citation={})
    cited = list(cited.exclude(node__version__state="replaced"))
    if not cited:
        return
    reach = measuring.Reach(document.place, document.office)
    answers: measuring.Answers = {}
    for year, quarter in _quarters(document):
        for indicator in cited:
            measuring.measured(reach, indicator, document, year, quarter, answers=answers)


def _quarters(document: Document) -> Iterator[tuple[int, int]]:
    """The newest first: it is looked at most."""
    day = today()
    if day.year in document.years:
        yield day.year, calendar.quarter_of(day)
    yield from reversed(calendar.lately(day, document.years))
