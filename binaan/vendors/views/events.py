"""Event days in the browser: planned, registered for, drawn, checked in on the day."""

import csv
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import slugify

from binaan.access import audit
from binaan.access.forms.fields import attempt
from binaan.access.guards import requires
from binaan.kit.pages import page
from binaan.vendors.actions import events as acting
from binaan.vendors.actions import slots
from binaan.vendors.forms import events as forms
from binaan.vendors.queries import event_pages as pages
from binaan.vendors.queries import events as queries
from binaan.vendors.queries.events import RUN, VIEW
from binaan.vendors.rules import drawing, ways


@requires(VIEW)
def event_list(request):
    """Editions, the newest first, of all series or of one."""
    context = pages.listing(request.user, request.GET.get("rangkaian", ""))
    return page(request, "vendors/event_list.html", context)


@requires(VIEW)
def event_detail(request, pk):
    """One edition: how it stands, who asked, what to do next."""
    event = get_object_or_404(queries.events(request.user), pk=pk)
    return page(request, "vendors/event_detail.html", pages.detail(request.user, event))


@requires(RUN)
def event_add(request):
    """A new edition; `dari` names the one it follows by a week."""
    before = _asked(request)
    shown = forms.following(before) if before else {}
    form = forms.EventForm(request.POST or None, user=request.user, initial=shown)
    if form.is_valid():
        said = form.said()
        made = attempt(
            form, acting.plan, office=said["location"].office, said=said, by=request.user
        )
        if made is not None:
            messages.success(
                request, "Hari acara tersimpan. Pendaftaran dibuka sendiri pada waktunya."
            )
            return redirect("event_detail", pk=made.pk)
    return page(request, "vendors/event_form.html", {"form": form}, status=_status(form))


def _asked(request):
    """The edition the new one follows, if there is one."""
    try:
        key = UUID(request.GET.get("dari", ""))
    except ValueError:
        return None
    return queries.events(request.user, RUN).filter(pk=key).first()


def _status(form) -> int:
    return 422 if form.is_bound else 200


@requires(RUN)
def event_change(request, pk):
    """Changes what is planned; what was announced stays."""
    event = get_object_or_404(queries.events(request.user, RUN), pk=pk)
    form = forms.EventForm(request.POST or None, user=request.user, initial=forms.initial(event))
    if form.is_valid() and attempt(
        form, acting.change, event=event, said=form.said(), by=request.user
    ):
        messages.success(request, "Perubahan tersimpan.")
        return redirect("event_detail", pk=pk)
    context = {"form": form, "event": event}
    return page(request, "vendors/event_form.html", context, status=_status(form))


@requires(RUN)
def event_ask(request, pk):
    """Looks for a vendor and registers him."""
    event = get_object_or_404(queries.events(request.user, RUN), pk=pk)
    words, error = request.GET.get("q", "")[:100], ""
    if request.method == "POST":
        vendor = pages.vendor_of(request.user, event, _key(request.POST.get("vendor", "")))
        if vendor is None:
            raise Http404
        error = _refusal(acting.ask, event=event, vendor=vendor, by=request.user)
        if not error:
            messages.success(request, f"{vendor.business} terdaftar.")
            return redirect("event_ask", pk=pk)
    found = pages.candidates(request.user, event, words)
    context = {"event": event, "words": words, "found": found, "error": error}
    return page(request, "vendors/event_ask.html", context, status=422 if error else 200)


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _refusal(action, **said) -> str:
    """Acts; the words of a refusal, "" where it was done."""
    try:
        action(**said)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


@requires(RUN)
def event_draw(request, pk):
    """What the draw does; POST draws, once."""
    event = get_object_or_404(queries.events(request.user, RUN), pk=pk)
    error = ""
    if request.method == "POST":
        error = _refusal(acting.draw, event=event, by=request.user)
        if not error:
            messages.success(request, "Undian selesai. Setiap pendaftar dapat membaca alasannya.")
            return redirect("event_detail", pk=pk)
    context = pages.detail(request.user, event) | {"error": error}
    return page(request, "vendors/event_draw.html", context, status=422 if error else 200)


@requires(RUN)
def event_cancel(request, pk):
    """An edition that does not take place."""
    event = get_object_or_404(queries.events(request.user, RUN), pk=pk)
    form = forms.CancelForm(request.POST or None)
    if form.is_valid() and attempt(
        form, acting.cancel, event=event, by=request.user, **form.cleaned_data
    ):
        messages.success(request, "Hari acara dibatalkan. Beri tahu yang sudah mendaftar.")
        return redirect("event_detail", pk=pk)
    context = {"form": form, "event": event}
    return page(request, "vendors/event_cancel.html", context, status=_status(form))


@requires(RUN)
def event_slot(request, pk, slot, step):
    """One step of one pitch; POST takes it."""
    event = get_object_or_404(queries.events(request.user, RUN), pk=pk)
    row = get_object_or_404(queries.requests(request.user, event), pk=slot)
    found = ways.WORKFLOWS[ways.SLOT].step(row.state, step)
    if found is None or found.by_itself:
        raise Http404
    form = forms.StepForm(request.POST if request.method == "POST" else None, step=found)
    if form.is_valid():
        before = len(form.errors)
        up = attempt(
            form, slots.step, request=row, event=step, by=request.user, **form.cleaned_data
        )
        if len(form.errors) == before:
            messages.success(request, f"{row.vendor.business}: {ways.label(ways.SLOT, found.now)}.")
            if up is not None:
                messages.info(
                    request, f"Lapak {up.pitch_number} pindah kepada {up.vendor.business}."
                )
            return redirect("event_detail", pk=pk)
    context = {"form": form, "event": event, "row": row, "step": found}
    return page(request, "vendors/event_slot.html", context, status=_status(form))


@requires(RUN)
def event_receipt(request, pk):
    """The receipt of the draw as CSV: its lines, and its seal at the end."""
    event = get_object_or_404(queries.events(request.user, RUN), pk=pk, drawn_at__isnull=False)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = (
        f'attachment; filename="undian-{slugify(event.series)}-{event.on}.csv"'
    )
    answer.write("\ufeff")
    lines = csv.writer(answer)
    lines.writerow(drawing.FIELDS)
    lines.writerows(event.receipt)
    lines.writerow(["SHA-256", drawing.seal(event.receipt), "benih", event.seed])
    audit.record("event.receipt", event, by=request.user, place=event.place, office=event.office)
    return answer
