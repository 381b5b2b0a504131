"""What stands behind a saved figure: the records frozen, by name where they may be read, or a document."""

from typing import NamedTuple
from uuid import UUID

from django.core.paginator import Paginator
from django.urls import reverse

from binaan.access import queries as access
from binaan.kit import measures
from binaan.planning.models import Achievement, Document, Hold, Indicator
from binaan.planning.queries import holds, measuring, periods
from binaan.planning.rules import calendar
from binaan.registry.queries import pages

PAGE = 50


class Record(NamedTuple):
    """A counted record; without `name` for who may not read it, or where it was erased."""

    key: str
    name: str = ""
    number: str = ""
    place: str = ""
    url: str = ""


class Past(NamedTuple):
    """A time a figure was frozen, with its seal; `seal` None where reading it takes long."""

    hold: Hold
    seal: holds.Seal | None
    by: str
    released_by: str


def past(user, row: Achievement) -> list[Past]:
    """Every time the figure was frozen, the newest first, each seal checked."""
    found = holds.history(user, row)
    names = access.names(user, {by for hold in found for by in (hold.held_by, hold.released_by)})
    return [
        Past(
            hold, holds.seal_of(user, hold) if hold.evidence <= holds.AT_ONCE else None,
            names.get(hold.held_by, hold.held_by), names.get(hold.released_by, hold.released_by),
        )
        for hold in found
    ]  # fmt: skip


def indicator_of(user, row: Achievement) -> tuple[Indicator, Document] | None:
    """The indicator an achievement is of, in the newest document that has it."""
    mine = periods.documents(user).filter(office=row.office)
    found = Indicator.objects.filter(
        key=row.indicator_key, node__version__document__in=mine,
        node__version__document__first_year__lte=row.year,
        node__version__document__last_year__gte=row.year,
    )  # fmt: skip
    newest = found.select_related(
        "node__version__document__office", "node__version__document__place"
    )
    one = newest.order_by("node__version__created_at", "node__version__number").last()
    return (one, one.node.version.document) if one else None


def evidence(user, row: Achievement, frozen: str, number: str) -> dict | None:
    """All the page shows; `live_url`: the page of the records as they are, for one not frozen.

    `frozen`: the id of an older freezing. None where the indicator is out of reach.
    """
    found = indicator_of(user, row)
    if found is None:
        return None
    indicator, document = found
    hold = _hold(user, row, frozen)
    names = access.names(user, {row.filled_by, hold.held_by if hold else ""})
    told = {
        "by": names.get(hold.held_by, hold.held_by) if hold else "",
        "filler": names.get(row.filled_by, row.filled_by),
        "row": row, "indicator": indicator, "document": document, "hold": hold, "live_url": "",
        "label": calendar.label(row.year, row.quarter),
        "page_url": reverse(
            "achievement_detail", args=[document.pk, row.year, row.quarter, row.indicator_key]
        ),
    }  # fmt: skip
    if hold is not None and hold.records_id:
        return told | _frozen(user, hold, number)
    if row.measured is not None and hold is None:
        now = measuring.measured(user, indicator, document, row.year, row.quarter)
        told["live_url"] = now.url or told["page_url"]
    return told


def _hold(user, row: Achievement, frozen: str) -> Hold | None:
    if frozen:
        return next((one for one in holds.history(user, row) if str(one.pk) == frozen), row.hold)
    return row.hold


def _frozen(user, hold: Hold, number: str) -> dict:
    seal = holds.seal_of(user, hold)
    try:
        lists = holds.lists_of(user, hold)
    except (OSError, EOFError, UnicodeDecodeError):
        lists = ()
    part = Paginator(lists[0] if lists else [], PAGE).get_page(number)
    said = hold.asked.get("numerator", {})
    measure = measures.get(said["measure"]) if said.get("measure") else None
    return {
        "seal": seal, "part": part, "records": _named(user, measure, list(part)),
        "measure": measure, "per_count": len(lists[1]) if len(lists) > 1 else None,
    }  # fmt: skip


def _named(user, measure, keys: list[str]) -> list[Record]:
    if measure is None or measure.subject != "business":
        return [Record(key) for key in keys]
    found = {str(one.pk): one for one in pages.businesses(user).filter(pk__in=map(UUID, keys))}
    return [
        Record(key, one.name, one.short_number, str(one.place), reverse("business_detail", args=[key]))
        if (one := found.get(key)) else Record(key)
        for key in keys
    ]  # fmt: skip
