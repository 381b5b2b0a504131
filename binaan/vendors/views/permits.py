"""TDUs in the browser: the list, an application, one TDU with its steps; objections."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit import uploading
from binaan.kit.addresses import row_named
from binaan.kit.dates import today
from binaan.kit.pages import page
from binaan.kit.step_forms import offered
from binaan.kit.stepping import Said
from binaan.vendors.actions import objections
from binaan.vendors.actions import permits as acting
from binaan.vendors.forms import permits as forms
from binaan.vendors.forms.steps import StepForm
from binaan.vendors.queries import locations, permits, vendors
from binaan.vendors.rules.ways import TDU, WORKFLOWS
from binaan.vendors.views.answering import attempt, send_paper, take

VIEW, EDIT = Permission.VENDOR_VIEW, Permission.VENDOR_EDIT


@requires(VIEW)
def tdu_list(request):
    """TDUs by what waits, what is late and what lapses."""
    part = request.GET.get("bagian", "")
    part = part if part in permits.PARTS else "proses"
    context = {
        "part": part, "parts": permits.parts(request.user, today()),
        "page": permits.listed(request.user, part, today(), request.GET),
        "may_print": request.user.may(Permission.TDU_DECIDE),
    }  # fmt: skip
    return page(request, "vendors/tdu_list.html", context)


@requires(VIEW)
def tdu_detail(request, pk):
    """One TDU: where it stands, the next steps as forms; POST takes one step."""
    row = get_object_or_404(permits.permits(request.user), pk=pk)
    shown = permits.screen(request.user, row, today())
    sent = request.POST.get("langkah", "")
    steps, form = offered(request, shown["steps"], StepForm)
    if sent and form is None:
        messages.error(request, "Langkah itu tidak tersedia lagi; keadaannya sudah berubah.")
        return redirect("tdu_detail", pk=pk)
    done = form is not None and form.is_valid() and take(request, form, acting.take_step, row, sent)
    if done:
        messages.success(request, "Langkah tercatat.")
        return redirect("tdu_detail", pk=done.pk)
    return page(request, "vendors/tdu_detail.html", shown | {"steps": steps},
                status=422 if form else 200)  # fmt: skip


@requires(EDIT)
@never_cache
def tdu_add(request, pk):
    """A vendor applies."""
    vendor = get_object_or_404(vendors.vendors(request.user, EDIT), pk=pk)
    step = WORKFLOWS[TDU].step("terdata", "ajukan_tdu")
    form = forms.ApplyForm(
        request.POST or None, request.FILES or None, user=request.user, vendor=vendor, step=step,
        too_large=uploading.too_large(request, "document"), initial=_hours(vendor),
    )  # fmt: skip
    if form.is_valid() and (row := attempt(form, _apply, request, vendor, form)):
        messages.success(request, f"Permohonan diterima: {row.registration}.")
        return redirect("tdu_detail", pk=row.pk)
    context = {"form": form, "row": vendor, "heading": "Permohonan TDU", "act": "Terima permohonan"}
    return page(request, "vendors/vendor_form.html", context, status=422 if form.is_bound else 200)


def _apply(request, vendor, form):
    given = form.cleaned_data
    asked = form.asked(officer=request.user, photo=uploading.kept_paper(request, form, "photo"))
    said = Said(given["on"], form.filled(), given["note"], uploading.kept_paper(request, form))
    return acting.apply_for(vendor, asked=asked, said=said, by=request.user)


def _hours(row) -> dict:
    return {"days": row.days.split(), "begins": row.begins, "ends": row.ends}


@requires(EDIT)
@never_cache
def tdu_ask(request, pk):
    """Another place or time for an application."""
    row = get_object_or_404(permits.permits(request.user, EDIT), pk=pk)
    spot = f"p:{row.pitch_id}" if row.pitch_id else f"l:{row.location_id}"
    form = forms.AskForm(
        request.POST or None, user=request.user, vendor=row.vendor,
        initial=_hours(row) | {"spot": spot},
    )  # fmt: skip
    if form.is_valid():
        asked = form.asked(officer=row.officer)
        if attempt(form, acting.ask_otherwise, row, asked=asked, by=request.user):
            messages.success(request, "Permohonan diubah.")
            return redirect("tdu_detail", pk=pk)
    context = {
        "form": form,
        "row": row.vendor,
        "heading": "Ubah tempat yang diminta",
        "act": "Simpan",
    }
    return page(request, "vendors/vendor_form.html", context, status=422 if form.is_bound else 200)


@requires(VIEW)
@never_cache
def tdu_paper(request, pk, step):
    """The paper of one step; its reading is noted."""
    row = get_object_or_404(permits.permits(request.user), pk=pk)
    found = get_object_or_404(row.steps, pk=step, file__isnull=False)
    return send_paper(
        request, row, found.file_id, name=f"{row.registration}-{found.event}".replace("/", "-")
    )


@requires(VIEW)
def objection_list(request):
    """Objections that wait for an answer, or all that were decided."""
    part = "selesai" if request.GET.get("bagian") == "selesai" else "terbuka"
    found = permits.objections(request.user)
    rows = found.filter(state="diterima") if part == "terbuka" else found.exclude(state="diterima")
    context = {"part": part, "parts": permits.objection_parts(request.user), "rows": rows,
               "on": today()}  # fmt: skip
    return page(request, "vendors/objection_list.html", context)


@requires(EDIT)
@never_cache
def objection_add(request):
    """An objection is received: against a TDU, a location or how a vendor is recorded."""
    against = _against(request)
    form = forms.ObjectionForm(
        request.POST or None,
        request.FILES or None,
        too_large=uploading.too_large(request, "document"),
    )
    if form.is_valid() and (row := attempt(form, _receive, request, against, form)):
        messages.success(request, "Keberatan diterima.")
        return redirect("objection_detail", pk=row.pk)
    context = {"form": form, "against": against, "about": against.row}
    return page(
        request, "vendors/objection_add.html", context, status=422 if form.is_bound else 200
    )


def _receive(request, against, form):
    given = form.cleaned_data
    return objections.receive(
        against, text=given["said"], by_whom=given["by_whom"], on=given["on"],
        file=uploading.kept_paper(request, form), by=request.user,
    )  # fmt: skip


def _against(request) -> objections.Against:
    """What the address names; 404 for what is out of reach."""
    ways = {"tdu": ("permit", permits.permits), "lokasi": ("location", locations.locations),
            "pkl": ("vendor", vendors.vendors)}  # fmt: skip
    for key, (name, reached) in ways.items():
        if asked := request.GET.get(key, ""):
            return objections.Against(**{name: row_named(reached(request.user, EDIT), asked)})
    raise Http404


@requires(VIEW)
@never_cache
def objection_detail(request, pk):
    """One objection; POST decides it or writes down that it was taken back."""
    row = get_object_or_404(permits.objections(request.user), pk=pk)
    act = request.POST.get("act", "")
    form = forms.DecideForm(request.POST if act == "putus" else None)
    if act == "cabut" and attempt(form, objections.withdraw, row, on=today(), by=request.user):
        return redirect("objection_detail", pk=pk)
    if act == "putus" and form.is_valid() and _decide(request, row, form):
        messages.success(request, "Putusan tercatat.")
        return redirect("objection_detail", pk=pk)
    decides = permits.objections(request.user, Permission.TDU_DECIDE).filter(pk=pk).exists()
    context = {"row": row, "form": form, "on": today(), "may_decide": decides and row.state == "diterima",
               "may_edit": request.user.may(EDIT)}  # fmt: skip
    return page(request, "vendors/objection_detail.html", context, status=422 if act else 200)


def _decide(request, row, form):
    given = form.cleaned_data
    return attempt(
        form, objections.decide, row, granted=given["granted"] == "ya", answer=given["answer"],
        on=given["on"], by=request.user,
    )  # fmt: skip
