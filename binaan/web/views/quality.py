"""How complete the register is, so that people see what to collect next and where."""

import csv
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from binaan.access import audit
from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.dates import moment, today
from binaan.kit.pages import page
from binaan.kit.sheets.cells import escaped
from binaan.registry.rules.completeness import KEYS
from binaan.web.quality import asking as counted
from binaan.web.quality import sources, summary
from binaan.web.quality import tables as shown
from binaan.web.quality.asking import BY_GROUP, BY_PLACE, BY_SIZE, Question
from binaan.web.quality.tables import LABELS, ORDERS, Table
from binaan.web.queries.scope import place_choices

FIELDS, PLACES, LISTS = "isian", "wilayah", "daftar"
TABS = {FIELDS: "Menurut isian", PLACES: "Menurut wilayah", LISTS: "Menurut daftar"}
MOST_CHOSEN = 4  # fields beside each other in the table of places


@requires(Permission.FIGURE_VIEW)
def business_quality(request):
    """The summary, and one table: by field, by place or by list."""
    question = _question(request)
    section = _section(request)
    context = _frame(request, question) | {"section": section}
    if not question.too_many:
        whole = counted.whole(question)
        chosen = _chosen(request, whole)
        context |= {
            "summary": _summary(question, whole),
            "tables": _tables(request, question, section, whole, chosen),
            "chosen": chosen,
            "orders": ORDERS,
            "order": _order(request),
            "empty": not whole.total,
        }
    return page(request, "web/quality.html", context, fragment="result")


@requires(Permission.FIGURE_VIEW)
def business_quality_field(request, field):
    """One field: where it is empty, for whom, and which lists say it."""
    if field not in KEYS:
        raise Http404
    question = _question(request)
    context = _frame(request, question) | {"field": field, "label": LABELS[field]}
    if not question.too_many:
        whole = counted.whole(question)
        context |= {
            "tally": whole,
            "share": shown.share(whole, field),
            "lacking": shown.lacking(question, whole, field),
            "exempt": shown.exempt(whole, field),
            "tables": _field_tables(request, question, field),
            "empty": not whole.total,
        }
    return page(request, "web/quality_field.html", context, fragment="result")


@requires(Permission.EXPORT)
def business_quality_export(request):
    """One table as CSV; who took it stands in its last row and in the trail."""
    question = _question(request)
    wanted, field = request.GET.get("tabel", ""), request.GET.get("satu", "")
    if question.too_many or (field and field not in KEYS):
        raise Http404
    whole = counted.whole(question)
    tables = (
        _field_tables(request, question, field)
        if field
        else _tables(request, question, _section(request), whole, _chosen(request, whole))
    )
    table = next((one for one in tables if one.key == wanted), None)
    if table is None:
        raise Http404
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="mutu-{table.key}.csv"'
    response.write("\ufeff")
    lines = _sheet(request.user, question, table)
    csv.writer(response).writerows([escaped(str(cell)) for cell in line] for line in lines)
    audit.record(
        "quality.exported", table.key, by=request.user, place=question.place,
        payload={"field": field, "as_of": question.as_of.isoformat(), "rows": len(table.rows)},
    )  # fmt: skip
    return response


def _question(request) -> Question:
    place = counted.asked_place(request.user, request.GET.get("wilayah", ""))
    if place is None:
        raise Http404
    return Question(request.user, place)


def _section(request) -> str:
    """Lists only for who may see some."""
    section = request.GET.get("bagian", FIELDS)
    offered = [key for key in TABS if key != LISTS or request.user.may(Permission.LIST_VIEW)]
    return section if section in offered else FIELDS


def _order(request) -> str:
    order = request.GET.get("urut", "")
    return order if order in ORDERS else "lengkap"


def _chosen(request, whole) -> list[str]:
    """The fields asked for, else the emptiest three."""
    asked = [key for key in KEYS if key in request.GET.getlist("isian")][:MOST_CHOSEN]
    shares = {key: whole.share(key) for key in KEYS if not whole.hides(key)}
    shares.pop("verification", None)  # it has columns of its own
    known = [key for key in shares if shares[key] is not None]
    return asked or sorted(sorted(known, key=lambda key: shares[key])[:3], key=KEYS.index)


def _frame(request, question: Question) -> dict:
    """What every page of this kind says: which place, which moment, which tabs."""
    return {
        "place": question.place,
        "places": place_choices(request.user, question.place),
        "live": question.cards.live,
        "as_of": question.as_of,
        "too_many": question.too_many,
        "fields": [(key, label) for key, label in LABELS.items()],
        "tabs": _tabs(request, question),
        "quality_url": _address(question),
        "above": _above(request),
        "export_url": _export(request, question) if request.user.may(Permission.EXPORT) else "",
    }


def _above(request) -> dict[str, str]:
    """Where the page hangs: the directory, for who sees it."""
    if request.user.may(Permission.BUSINESS_VIEW):
        return {"label": "Direktori", "url": reverse("business_list")}
    return {"label": "Angka", "url": reverse("figure_list")}


def _tabs(request, question: Question) -> list[dict]:
    return [
        {
            "label": label,
            "url": _address(question, bagian=key),
            "active": key == _section(request),
        }
        for key, label in TABS.items()
        if key != LISTS or request.user.may(Permission.LIST_VIEW)
    ]


def _address(question: Question, name: str = "business_quality", *arguments, **words) -> str:
    said = {"wilayah": question.place.code} | words
    return f"{reverse(name, args=arguments)}?{urlencode(said, doseq=True)}"


def _export(request, question: Question) -> str:
    """The address of an export of this page; the template adds which table."""
    kept = {key: request.GET.getlist(key) for key in ("bagian", "isian", "urut")}
    return _address(question, "business_quality_export", **{k: v for k, v in kept.items() if v})


def _summary(question: Question, whole) -> list[dict]:
    return summary.figures(
        question, whole, counted.rows_waiting(question), counted.vanished(question), on=today(),
        lists_url=_address(question, bagian=LISTS),
    )  # fmt: skip


def _tables(request, question: Question, section: str, whole, chosen) -> list[Table]:
    if section == PLACES:
        return [_places(request, question, chosen)]
    if section == LISTS:
        found = sources.lists(question)
        return [
            shown.by_list(question, found),
            shown.matrix(found),
        ]
    links = {key: _address(question, "business_quality_field", key) for key in KEYS}
    return [shown.by_field(question, whole, links)]


def _places(request, question: Question, chosen) -> Table:
    order = _order(request)
    lines = shown.worst_first(counted.places(question), order, chosen)
    asked = {key: request.GET.getlist(key) for key in ("isian", "urut") if request.GET.get(key)}
    links = {
        line.key: _address(question, bagian=PLACES, **asked | {"wilayah": line.key})
        for line in lines
        if line.inside
    }
    return shown.by_part(question, BY_PLACE, lines, chosen, links)


def _field_tables(request, question: Question, field: str) -> list[Table]:
    lines = counted.divided(question, BY_PLACE)
    lines = shown.worst_first(lines, "isian", [field])
    links = {
        line.key: _address(question, "business_quality_field", field, wilayah=line.key)
        for line in lines
        if line.inside
    }
    tables = [shown.of_field(question, BY_PLACE, lines, field, links)]
    for part in (BY_SIZE, BY_GROUP):
        lines = counted.divided(question, part)
        tables.append(shown.of_field(question, part, lines, field, {}))
    if request.user.may(Permission.LIST_VIEW):
        found = sources.lists(question)
        tables.append(shown.of_field_by_list(question, found, field))
    return tables


def _sheet(user, question: Question, table: Table) -> list[tuple]:
    """The table as it is exported; the last row says who took it, when and of which moment."""
    place = f"{question.place.name} ({question.place.code})"
    taken = f"Diekspor oleh {user.username} pada {moment(timezone.now())}"
    return [
        (table.caption, place, f"Keadaan {moment(question.as_of)}"),
        (table.heading, *(column.label for column in table.columns)),
        *((row.title, *(_plain(cell) for cell in row.cells)) for row in table.rows),
        ("Binaan", taken, ""),
    ]


def _plain(cell) -> str:
    """Without a bar a figure is a figure; with one it is percent."""
    return cell.plain or (cell.text if cell.text != "–" else "")
