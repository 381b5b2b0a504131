"""Rekonsiliasi: published figures beside the register, and the answer to "1.400 or 300?"."""

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.numbers import percent
from binaan.kit.pages import page
from binaan.registry.rules import activity
from binaan.web.addresses import evidence_url, figure_url
from binaan.web.queries import reconciliation as found


@requires(Permission.FIGURE_VIEW)
def reconciliation(request):
    opens = request.user.may(Permission.BUSINESS_VIEW)
    context = {
        "compared": [_compared(request.user, item) for item in found.compared(request.user)],
        "quarrel": _quarrel(found.quarrel(request.user), opens=opens),
        "citation": activity.CITATION,
        "edition": activity.EDITION,
    }
    return page(request, "web/reconciliation.html", context)


def _compared(user, item: found.Compared) -> dict:
    opens = user.may(Permission.BUSINESS_VIEW)
    rows = user.may(Permission.LIST_VIEW)
    return {
        **item._asdict(),
        "terms": [_line(term, opens=opens) for term in item.terms],
        "waiting": _line(item.waiting, opens=rows),
        "between": _between(user, item.between),
    }


def _between(user, item: found.Between | None) -> dict | None:
    """From where to where the count may lie, with the way to the pairs nobody has decided."""
    if item is None:
        return None
    way = evidence_url if user.may(Permission.IDENTITY_DECIDE) else figure_url
    return {**item._asdict(), "url": way(item.key, item.asked)}


def _line(term: found.Term, *, opens: bool) -> dict:
    line = {**term._asdict(), "url": ""}
    if term.key:
        where = (term.key, term.asked, term.dimension)
        line["url"] = evidence_url(*where, term.row) if opens else figure_url(*where)
    return line


def _quarrel(item: found.Quarrel | None, *, opens: bool) -> dict | None:
    """Both definitions side by side, each figure with its address."""
    if item is None:
        return None
    recorded_key = "registry.guided" if item.sides[-1].asked.office else "registry.businesses"
    way = evidence_url if opens else figure_url
    sides = [
        {
            **side._asdict(),
            "share": percent(side.running / side.recorded)
            if side.recorded and side.running is not None
            else "",
            "recorded_url": way(recorded_key, side.asked),
            "running_url": way("registry.running", side.asked),
        }
        for side in item.sides
    ]
    today = sides[-1]
    states = [
        {
            **row._asdict(),
            "url": evidence_url(recorded_key, today["asked"], "status", row.key) if opens else "",
        }
        for row in item.states
    ]
    return {**item._asdict(), "sides": sides, "today": today, "states": states}
