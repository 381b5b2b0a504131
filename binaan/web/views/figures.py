"""Figures: all of them, one with its rows, and the records behind it."""

import csv

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.utils import timezone

from binaan.access import audit
from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit import measures
from binaan.kit.dates import long_date, moment
from binaan.kit.numbers import id_number, percent
from binaan.kit.pages import page
from binaan.kit.sheets.cells import escaped
from binaan.registry.measures.stocks import active_months
from binaan.web import listing
from binaan.web.addresses import evidence_url, figure_url
from binaan.web.forms import FigureForm
from binaan.web.queries import figures
from binaan.web.queries.scope import scope

HIDDEN = "Kurang dari 5 usaha: tidak ditampilkan, karena dapat menunjuk orangnya."


@requires(Permission.FIGURE_VIEW)
def figure_list(request):
    mine = scope(request.user)
    shown = [
        {
            "label": item.measure.label,
            "unit": item.measure.unit,
            "formula": item.measure.formula,
            "value": id_number(item.figure.value),
            "hidden": item.figure.hidden,
            "when": when(item.asked),
            "is_stock": item.measure.is_stock,
            "url": figure_url(item.measure.key, item.asked),
        }
        for item in figures.listed(request.user, mine)
    ]
    return page(request, "web/figure_list.html", {"shown": shown, "mine": mine})


@requires(Permission.FIGURE_VIEW)
def figure_detail(request, key):
    measure = _measure(key)
    form = FigureForm(request.user, measure, request.GET)
    context = {"measure": measure, "form": form, "hidden_note": HIDDEN}
    if form.is_valid():
        context |= _answer(request.user, measure, form)
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
    lines = _sheet(request.user, measure, form)
    csv.writer(response).writerows([escaped(str(cell)) for cell in line] for line in lines)
    audit.record(
        "figure.exported", measure.key, by=request.user, place=form.asked.place,
        office=form.asked.office,
        payload={"when": when(form.asked), "dimension": form.dimension},
    )  # fmt: skip
    return response


def _measure(key: str) -> measures.Measure:
    try:
        return measures.get(key)
    except ValidationError:
        raise Http404 from None


def when(asked: measures.Asked) -> str:
    """Keadaan 31 Desember 2024; Tahun 2025."""
    return f"Keadaan {long_date(asked.at)}" if asked.at else asked.period.label


def known(asked: measures.Asked) -> str:
    return f"akhir {long_date(asked.known)}" if asked.known else "saat ini"


def _answer(user, measure, form) -> dict:
    """Value, rows and how they came about, ready to be read."""
    asked, dimension = form.asked, form.dimension
    figure = measure.value(user, asked)
    rows = measure.rows(user, asked, dimension)
    opens = user.may(measure.opens_with)
    return {
        "asked": asked,
        "figure": figure,
        "when": when(asked),
        "known": known(asked),
        "rows": [_row(measure, asked, dimension, row, figure=figure, opens=opens) for row in rows],
        "dimension": measure.dimension(dimension),
        "evidence_url": evidence_url(measure.key, asked) if opens else "",
        "export_url": figure_url(measure.key, asked, dimension, "figure_export")
        if user.may(Permission.EXPORT)
        else "",
        "months": active_months(asked) if measure.edition else None,
    }


def _row(measure, asked, dimension, row, *, figure, opens) -> dict:
    share = row.value / figure.value if row.value and figure.value else 0
    inside = dimension == "place" and row.key != asked.place.path and "." in row.key
    return {
        "label": row.label,
        "value": row.value,
        "hidden": row.hidden,
        "share": percent(share) if row.value is not None else "",
        "bar": round(float(share) * 100, 1),
        "url": evidence_url(measure.key, asked, dimension, row.key) if opens else "",
        "inside": figure_url(measure.key, asked, dimension).replace(
            f"wilayah={asked.place.code}", f"wilayah={row.key}"
        )
        if inside
        else "",
    }


def _records(request, measure, form) -> dict:
    asked, row = form.asked, request.GET.get("baris")
    dimension = form.dimension if row is not None else ""
    search = request.GET.get("q", "")
    part = figures.evidence(
        request.user, measure, asked, dimension=dimension, row=row, search=search,
        after=request.GET.get("sesudah", ""), before=request.GET.get("sebelum", ""),
    )  # fmt: skip
    figure = measure.value(request.user, asked, dimension=dimension, row=row)
    label = measure.dimension(dimension).labels(asked, [row or ""]) if dimension else {}
    return {
        "part": part,
        **listing.of_evidence(measure, part.rows),
        "search": search,
        "figure": figure,
        "when": when(asked),
        "known": known(asked),
        "asked": asked,
        "row_label": label.get(row, row) if dimension else "",
        "figure_url": figure_url(measure.key, asked, form.dimension),
        "keep": {name: value for name, value in request.GET.items() if name not in PAGING},
    }


PAGING = ("q", "sesudah", "sebelum")


def _sheet(user, measure, form) -> list[tuple]:
    """The table as it is exported; the last row says who took it, when and for which question."""
    asked, dimension = form.asked, measure.dimension(form.dimension)
    figure = measure.value(user, asked)
    rows = measure.rows(user, asked, dimension.key)
    taken = f"Diekspor oleh {user.username} pada {moment(timezone.now())}"
    who = f"{taken}; sebagaimana diketahui {known(asked)}"
    return [
        (measure.label, f"{asked.place.name} ({asked.place.code})", when(asked)),
        (dimension.label, measure.unit, "Catatan"),
        *((row.label, _plain(row.value), HIDDEN if row.hidden else "") for row in rows),
        ("Jumlah", _plain(figure.value), HIDDEN if figure.hidden else ""),
        ("Rumus", measure.formula, measure.edition),
        ("Binaan", who, str(asked.office or "")),
    ]


def _plain(value) -> str:
    return "" if value is None else str(value)
