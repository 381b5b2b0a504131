"""Money and progress of a year: the table, one sub kegiatan with its entries, a list, a workbook."""

import tempfile
from pathlib import Path

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit import uploading
from binaan.kit.pages import page
from binaan.kit.refusing import refuse
from binaan.kit.sheets.reading import Unreadable
from binaan.planning.actions import spending as acting
from binaan.planning.actions.exporting import note_export
from binaan.planning.forms import spending as forms
from binaan.planning.queries import ceilings, owners, periods, spending, spending_pages
from binaan.planning.sheets import payments, spent

FILL = Permission.ACHIEVEMENT_FILL
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = {"bayar": forms.PayForm, "geser": forms.ShiftForm, "fisik": forms.ProgressForm}
SAID = {
    "bayar": "Realisasi tercatat.", "geser": "Pergeseran tercatat.",
    "fisik": "Kemajuan fisik tercatat.",
}  # fmt: skip


@requires(Permission.PLAN_VIEW)
def spending_detail(request, document, year):
    """The tree with ceilings, payments, remaining, absorption, progress; ?tingkat= how deep."""
    document = _document(request, document, year)
    sheet = spending.sheet(request.user, document, year)
    context = _around(request, document, year) | {
        "sheet": sheet, "rows": spending_pages.visible(request.user, sheet, request.GET),
        "levels": spending_pages.levels(request.user, sheet, request.GET),
        "months": spending_pages.months(request.user, sheet),
        **spending_pages.notes(request.user, sheet),
        "may_export": request.user.may(Permission.EXPORT),
    }  # fmt: skip
    return page(request, "planning/spending_detail.html", context)


@requires(Permission.PLAN_VIEW)
def spending_node(request, document, year, key):
    """One sub kegiatan: its entries, and three short forms to add to them."""
    document = _document(request, document, year)
    leaf = spending_pages.leaf(request.user, document, year, key)
    if leaf is None:
        raise Http404
    asked = request.POST.get("apa", "") if request.method == "POST" else ""
    if asked and not request.user.may(FILL):
        raise PermissionDenied("Tugas Anda tidak mencakup pencatatan realisasi.")
    start = forms.first_shown(year, request.GET.get("tanggal", ""))
    shown = {name: one(request.POST if name == asked else None, initial=start, auto_id=f"{name}_%s")
             for name, one in FORMS.items()}  # fmt: skip
    if (
        asked in shown
        and shown[asked].is_valid()
        and _act(request, leaf, year, asked, shown[asked])
    ):
        messages.success(request, SAID[asked])
        return redirect(_again(request, asked, shown[asked]))
    context = _around(request, document, year) | {
        "leaf": leaf, "forms": shown, "may_fill": owners.node_is_mine(request.user, leaf, FILL)
        and request.user.may(FILL),
        "told": spending_pages.node_page(request.user, document, year, key),
    }  # fmt: skip
    return page(request, "planning/spending_node.html", context)


def _again(request, asked: str, form) -> str:
    """The same page; after a payment ready for the next one of that day."""
    if asked != "bayar":
        return request.path
    return f"{request.path}?tanggal={form.cleaned_data['paid_on'].isoformat()}"


def _act(request, leaf, year: int, asked: str, form) -> bool:
    given = form.cleaned_data
    name = {"bayar": "paid_on", "geser": "shifted_on"}.get(asked, "")
    if name and given[name].year != year:
        form.add_error(name, f"Tanggal ini di luar tahun {year}; buka halaman tahun itu.")
        return False
    try:
        if asked == "bayar":
            acting.pay(leaf, **given, by=request.user)
        elif asked == "geser":
            acting.shift(leaf, **given, by=request.user)
        else:
            acting.progress(leaf, year=year, **given, by=request.user)
    except acting.Beyond as error:
        form.warn(error.messages)
    except ValidationError as error:
        refuse(form, error)
    else:
        return True
    return False


@requires(FILL)
def spending_void(request, pk):
    """Takes a payment back, with the reason."""
    found = get_object_or_404(spending_pages.entries(request.user, FILL), pk=pk)
    document, node = spending_pages.place_of(request.user, found)
    form = forms.VoidForm(request.POST or None)
    if form.is_valid():
        try:
            acting.void(found, why=form.cleaned_data["why"], by=request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, "Realisasi dibatalkan; catatannya tetap dapat dibaca.")
            return redirect("spending_node", document.pk, found.paid_on.year, found.node_key)
    context = _around(request, document, found.paid_on.year) | {
        "found": found, "node": node, "form": form,
    }  # fmt: skip
    return page(request, "planning/spending_void.html", context)


@requires(FILL)
def spending_import(request, document, year):
    """Takes a list of SP2D in: whole, or every error with its cell."""
    document = _document(request, document, year, FILL)
    form = forms.ListForm(request.POST or None, request.FILES or None)
    problems = []
    if form.is_valid():
        upload = form.cleaned_data["upload"]
        try:
            with uploading.named(upload) as path:
                done = payments.take(document, path=path, name=upload.name, year=year,
                                     by=request.user)  # fmt: skip
        except Unreadable as error:
            form.add_error("upload", str(error))
        else:
            problems = done.problems
            if not problems:
                messages.success(request, _counted(done))
                return redirect("spending_detail", document.pk, year)
    context = _around(request, document, year) | {"form": form, "problems": problems}
    return page(request, "planning/spending_import.html", context)


@requires(Permission.EXPORT)
def spending_export(request, document, year):
    """The table as a workbook."""
    document = _document(request, document, year)
    sheet = spending.sheet(request.user, document, year)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "realisasi.xlsx")
        spent.write(path, document, sheet, by=str(request.user))
        note_export(document, what=f"realisasi {year}", by=request.user)
        answer = HttpResponse(path.read_bytes(), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="realisasi-{year}.xlsx"'
    answer["Cache-Control"] = "no-store"
    return answer


def _counted(done) -> str:
    same = f" {done.same} sudah tercatat sebelumnya." if done.same else ""
    return f"{done.added} realisasi dicatat.{same}"


def _document(request, document, year: int, permission=Permission.PLAN_VIEW):
    found = get_object_or_404(periods.documents(request.user, permission), pk=document)
    if year not in found.years:
        raise Http404
    return found


def _around(request, document, year: int) -> dict:
    return {
        "document": document, "year": year, "source": ceilings.source(request.user, document, year),
        "years": spending_pages.years(request.user, document, year),
        "may_fill": periods.documents(request.user, FILL).filter(pk=document.pk).exists(),
    }  # fmt: skip
