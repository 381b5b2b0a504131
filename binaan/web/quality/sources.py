"""Which lists name the businesses of a place, what they have columns for, and what waits in them."""

from collections import Counter, defaultdict
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, F, QuerySet

from binaan.access.permissions import Permission
from binaan.intake.models import Batch, BatchState, Source
from binaan.registry.rules.completeness import KEYS
from binaan.web.quality import asking, counts
from binaan.web.quality.counts import NOTHING, Tally

# Columns of a list by which it can say a field that counts.
SAID_BY = {
    "owner_name": {"owner_name"},
    "nik": {"nik"},
    "nib": {"nib"},
    "phone": {"phone"},
    "address": {"address"},
    "village": {"village", "place_code"},
    "position": {"position", "lat", "lon"},
    "group": {"group", "kbli"},
    "product": {"product"},
    "workers": {"workers", "paid_male", "paid_female", "family_male", "family_female"},
    "sales": {"sales", "sales_month", "sales_year"},
    "started_year": {"started_year"},
    "status": {"status"},
    "verification": {"verification"},
}


class Listed(NamedTuple):
    """One list: its newest applied version, what it has columns for, the businesses it names.

    `also`: of these, how many another list names too. `waiting`: rows, None when too few to show.
    """

    source: Source
    as_of: date | None
    batch_id: UUID | None
    versions: int
    says: frozenset[str]
    tally: Tally
    also: int
    waiting: int | None
    vanished: int


def lists(question: asking.Question) -> list[Listed]:
    """The lists this user may see, those with the fewest values known first."""
    mine = Source.objects.permitted(question.user, Permission.LIST_VIEW).select_related("office")
    known = {str(source.pk): source for source in mine}
    if not known:
        return []
    newest, versions = _batches(list(known.values()))
    named = _named(question, set(known))
    waiting, gone = _waiting(question), _gone(question)
    found = [
        Listed(
            source, *newest.get(source.pk, (None, None)), versions[source.pk],
            frozenset(), *named.get(key, (NOTHING, 0)),
            asking.shown(question, waiting[source.pk]), gone[source.pk],
        )
        for key, source in known.items()
    ]  # fmt: skip
    layouts = Batch.objects.in_bulk([one.batch_id for one in found if one.batch_id])
    found = [
        one._replace(says=says(layouts[one.batch_id].layout)) if one.batch_id else one
        for one in found
    ]
    return sorted(_kept(question, found), key=_worst)


def says(layout: list[dict]) -> frozenset[str]:
    """The fields that count a list with these columns can state."""
    columns = {name for sheet in layout for name in sheet["columns"]}
    return frozenset(key for key in KEYS if SAID_BY.get(key, {key}) & columns)


def _worst(one: Listed) -> tuple:
    return (one.tally.mean is None, one.tally.mean or 0, one.source.name)


def _kept(question: asking.Question, found: list[Listed]) -> list[Listed]:
    if not question.discreet:
        return found
    kept = counts.discreet({str(one.source.pk): one.tally for one in found})
    return [one._replace(tally=kept[str(one.source.pk)]) for one in found]


def _batches(sources: list[Source]) -> tuple[dict, Counter]:
    """By list: date and key of its newest applied batch; and how many versions were applied."""
    applied = Batch.objects.filter(version__source__in=sources, state=BatchState.APPLIED)
    lines = applied.order_by("version__as_of", "received_at", "pk").values_list(
        "version__source_id", "version__as_of", "pk"
    )
    newest = {}
    dates = defaultdict(set)
    for source, as_of, batch in lines:
        newest[source] = (as_of, batch)
        dates[source].add(as_of)
    return newest, Counter({source: len(found) for source, found in dates.items()})


def _named(question: asking.Question, visible: set[str]) -> dict[str, tuple[Tally, int]]:
    """By list: what is known of the businesses it names, and how many others name as well."""
    found: dict[str, tuple[Tally, int]] = {}
    for together, tally in _combined(question, visible).items():
        for key in together:
            before, also = found.get(key, (NOTHING, 0))
            shared = tally.total if len(together) > 1 else 0
            found[key] = counts.added(before, tally), also + shared
    return found


def _combined(question: asking.Question, visible: set[str]) -> dict[tuple[str, ...], Tally]:
    """One line for each set of visible lists that name the same businesses."""
    parts = question.counted(F("sources"), median=False)
    found: dict[tuple[str, ...], Tally] = {}
    for text, tally in parts.items():
        together = tuple(key for key in text.split(",") if key in visible)
        if together:
            found[together] = counts.added(found.get(together, NOTHING), tally)
    return found


def _waiting(question: asking.Question) -> Counter:
    return _counter(asking.rows(question), "batch__version__source_id")


def _gone(question: asking.Question) -> Counter:
    gone = asking.vanished(question)
    return Counter() if gone is None else _counter(gone, "source_id")


def _counter(found: QuerySet, column: str) -> Counter:
    lines = found.order_by().values(column).annotate(n=Count("*"))
    return Counter({line[column]: line["n"] for line in lines})
