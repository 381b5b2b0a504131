"""Figures: all of them, one with its rows, and the records behind it."""

import csv

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse

from binaan.access import audit
from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit import charts, measures
from binaan.kit.dates import short_date
from binaan.kit.numbers import id_number
from binaan.kit.pages import page
from binaan.kit.sheets.cells import escaped
from binaan.web import comparing, listing
from binaan.web.addresses import figure_url
from binaan.web.forms import FigureForm
from binaan.web.queries import figures
from binaan.web.queries import figures_compared as compared
from binaan.web.queries.scope import scope
from binaan.web.views import figures_shown as shown_as
from binaan.web.views.figures_crossed import crossed
from binaan.web.views.figures_sheet import sheet
from binaan.web.views.figures_shown import HIDDEN, known, when

LISTED_LIVE, LISTED_POINTS = 2_000, 5
PAGING = ("q", "sesudah", "sebelum")


@requires(Permission.FIGURE_VIEW)
def figure_list(request):
    mine, search = scope(request.user), request.GET.get("q", "")
    lines = "garis" in request.GET
    found = figures.listed(request.user, mine, search)
    shown = [_listed(request.user, item, lines=lines) for item in found]
    stocks = [item for item in shown if item["is_stock"]]
    flows = [item for item in shown if not item["is_stock"]]
    groups = [
        {"title": "Keadaan pada hari ini", "items": stocks},
        {"title": "Kejadian tahun ini", "items": flows},
    ]
    context = {
        "groups": [group for group in groups if group["items"]], "search": search, "mine": mine,
        "lines": lines,
    }  # fmt: skip
    return page(request, "web/figure_list.html", context, fragment="found")


def _listed(user, item: figures.Shown, *, lines: bool) -> dict:
    return {
        "label": item.measure.label,
        "unit": item.measure.unit,
        "formula": item.measure.formula,
        "value": id_number(item.figure.value),
        "hidden": item.figure.hidden,
        "when": when(item.asked),
        "counted": shown_as.counted(item.measure, item.asked),
        "is_stock": item.measure.is_stock,
        "url": figure_url(item.measure.key, item.asked),
        **_lately(user, item, lines=lines),
    }


def _lately(user, item: figures.Shown, *, lines: bool) -> dict:
    """The last change of a stock where it costs little; a spark of each figure when asked for."""
    cheap = comparing.is_cheap(item.measure, item.asked, item.figure, LISTED_LIVE)
    if not cheap or not (lines or item.measure.is_stock):
        return {}
    pace = "triwulan" if item.measure.is_stock else "tahun"
    count = LISTED_POINTS if lines else 2
    points = compared.trend(user, item.measure, item.asked, pace, count=count)
    values = [None if one.gap else one.figure.value for one in points]
    lately = {"points": points}
    if lines:
        labels = [one.step.label for one in points]
        lately["spark"] = charts.spark(list(zip(labels, values, strict=True)))
    if item.measure.is_stock and None not in values[-2:]:
        lately |= {"change": values[-1] - values[-2], "since": short_date(points[-2].step.at)}
    return lately


@requires(Permission.FIGURE_VIEW)
def figure_detail(request, key):
    measure = _measure(key)
    form = FigureForm(request.user, measure, request.GET)
    context = {"measure": measure, "form": form, "hidden_note": HIDDEN}
    if form.is_valid():
        ask = shown_as.of_form(request.user, measure, form)
        context |= shown_as.answer(ask, form) | {"crossed": crossed(ask)}
    return page(request, "web/figure_detail.html", context, fragment="result")


@requires(Permission.FIGURE_VIEW)
def figure_evidence(request, key):
    measure = _measure(key)
    if not request.user.may(measure.opens_with):
        raise PermissionDenied("Tugas Anda melihat angka, bukan nama di baliknya.")
    form = FigureForm(request.user, measure, request.GET)
    if not form.is_valid():
        return page(request, "web/figure_evidence.html", {"measure": measure, "form": form})
    context = {"measure": measure, "form": form, **_records(request, measure, form)}
    return page(request, "web/figure_evidence.html", context, fragment="rows")


@requires(Permission.EXPORT)
def figure_export(request, key):
    measure = _measure(key)
    form = FigureForm(request.user, measure, request.GET)
    if not form.is_valid():
        raise Http404
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{key}.csv"'
    response.write("\ufeff")
    ask = shown_as.of_form(request.user, measure, form)
    csv.writer(response).writerows([_cell(one) for one in line] for line in sheet(ask))
    audit.record(
        "figure.exported", measure.key, by=request.user, place=ask.asked.place,
        office=ask.asked.office, payload=_traced(ask),
    )  # fmt: skip
    return response


def _cell(value):
    """Numbers stay numbers, also below zero; words never become a formula."""
    return escaped(value) if isinstance(value, str) else value


def _traced(ask: shown_as.Asking) -> dict:
    """What the audit keeps of the question."""
    traced = {"when": when(ask.asked), "dimension": ask.dimension}
    if ask.other:
        traced["compared"] = when(ask.other)
    return traced | ({"column": ask.column} if ask.column else {})


def _measure(key: str) -> measures.Measure:
    try:
        return measures.get(key)
    except ValidationError:
        raise Http404 from None


def _records(request, measure, form) -> dict:
    pairs = _pairs(request.GET, form)
    asked, search = form.asked.but(parts=tuple(pairs)), request.GET.get("q", "")
    part = figures.evidence(
        request.user, measure, asked, dimension="", row=None, search=search,
        after=request.GET.get("sesudah", ""), before=request.GET.get("sebelum", ""),
    )  # fmt: skip
    labels = [_label(measure, asked, *pair) for pair in pairs]
    return {
        "part": part,
        **listing.of_evidence(measure, part.rows),
        "search": search,
        "figure": figures.part(request.user, measure, form.asked, pairs),
        "when": when(asked),
        "known": known(asked),
        "asked": asked,
        "row_label": ", ".join(labels),
        "figure_url": figure_url(
            measure.key, asked, form.dimension, other=form.other, column=form.column
        ),
        "keep": {name: value for name, value in request.GET.items() if name not in PAGING},
    }


def _pairs(query, form) -> list[tuple[str, str]]:
    """The row, and the column of a cross table, whose records are asked for."""
    row, lane = query.get("baris"), query.get("lajur")
    pairs = [] if row is None else [(form.dimension, row)]
    return pairs + ([(form.column, lane)] if lane is not None and form.column else [])


def _label(measure, asked, dimension: str, key: str) -> str:
    return measure.dimension(dimension).labels(asked, [key]).get(key, key)
