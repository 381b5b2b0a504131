"""Kinerja at a glance: the sasaran of a year with target, achievement, trend, money and forecast."""

from django.http import Http404
from django.urls import reverse

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit import charts
from binaan.kit.dates import today
from binaan.kit.numbers import rounded
from binaan.kit.pages import page
from binaan.planning.queries import achievements, overview, waiting
from binaan.planning.rules import calendar


@requires(Permission.PLAN_VIEW)
def plan_overview(request):
    """One document a time; `dokumen` and `tahun` choose, `bagian=saya` narrows to the own bidang."""
    user = request.user
    year = _year(request)
    documents = overview.documents(user, year)
    chosen = _chosen(request, documents)
    found = overview.overview(user, chosen, year) if chosen else None
    own = request.GET.get("bagian") == "saya"
    context = {
        "year": year,
        "years": [today().year - 1, today().year, today().year + 1],
        "documents": documents,
        "chosen": chosen,
        "found": found,
        "own": own,
        "objectives": [
            shown(user, found, one) for one in (overview.mine(user, found) if own else found.objectives)
        ] if found else [],
        "waiting": [work(one) for one in waiting.quarter_work(user)],
        "behind": achievements.off_track(user, 6),
        "can_add": user.may(Permission.PLAN_EDIT),
    }  # fmt: skip
    return page(request, "planning/overview.html", context)


def work(one: waiting.Work) -> dict:
    """A step of the quarter as a line to follow."""
    url = reverse("period_detail", args=[one.document.pk, one.year, one.quarter])
    return {"url": url, "count": one.count, "title": one.title, "note": one.note}


def _year(request) -> int:
    return calendar.year_said(request.GET.get("tahun", "")) or today().year


def _chosen(request, documents):
    key = request.GET.get("dokumen", "")
    if not key:
        return documents[0] if documents else None
    for one in documents:
        if str(one.pk) == key:
            return one
    raise Http404


def shown(user, found: overview.Overview, one: overview.Objective) -> dict:
    """A sasaran as the page draws it."""
    return {
        "node": one.branch.node,
        "money": one.money,
        "lines": [_line(user, found, line) for line in one.lines],
    }


def _line(user, found: overview.Overview, line: overview.Line) -> dict:
    indicator = line.mark.indicator
    quarter = line.quarter or 4
    return {
        "indicator": indicator,
        "url": reverse("plan_indicator", args=[indicator.pk]),
        "figure_url": reverse(
            "achievement_detail", args=[found.document.pk, found.year, quarter, indicator.key]
        ),
        "value": line.stood.reached,
        "target": line.stood.year,
        "rate": line.stood.rate,
        "tone": overview.tone(line.stood.rate.value),
        "when": calendar.label(found.year, line.quarter) if line.quarter else "",
        "forecast": line.forecast,
        "trend": charts.spark(line.trend),
        "told": [(label, rounded(value)) for label, value in line.trend],
        "measured": bool(indicator.citation),
    }
