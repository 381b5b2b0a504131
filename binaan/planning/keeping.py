"""The worker counts what plans cite as soon as the copy is another, so that no page waits for it.

Of a register too small for the copy nothing is kept: there the store answers at once.
"""

import time
from collections.abc import Iterator

from binaan.kit import snapshot
from binaan.kit.dates import today
from binaan.kit.keepers import keeper
from binaan.kit.measuring import kept
from binaan.planning.models import Document, Indicator
from binaan.planning.queries import measuring
from binaan.planning.rules import calendar

EVERY = 20
REST = 10  # times what counting took: a busy register is not counted without pause
_last = {"generation": "", "not_before": 0.0}


@keeper("plans", every=EVERY)
def keep() -> bool:
    """Count the cited figures of the quarter under way and of the last four, if there is a new copy."""
    copy = snapshot.current() if snapshot.answers() else None
    if copy is None or copy.generation.file == _last["generation"]:
        return False
    began = time.monotonic()
    if began < _last["not_before"]:
        return False
    kept.sweep()
    for document in Document.objects.select_related("place", "office"):
        _count(document)
    took = time.monotonic() - began
    _last.update(generation=copy.generation.file, not_before=began + (1 + REST) * took)
    return False


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
