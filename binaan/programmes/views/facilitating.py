"""Facilitation in the browser: the list, one on its way, a new one; certificates and their radar."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit import opening, uploading
from binaan.kit.addresses import row_named
from binaan.kit.dates import today
from binaan.kit.pages import page
from binaan.kit.refusing import refuse
from binaan.kit.step_forms import offered
from binaan.programmes.actions import facilitating as acting
from binaan.programmes.actions import papers
from binaan.programmes.forms import facilitating as forms
from binaan.programmes.queries import certificates, facilitating, facilitation_pages
from binaan.programmes.rules import facilitation as rules
from binaan.registry.finding import asking

VIEW, FACILITATE = Permission.PROGRAMME_VIEW, Permission.FACILITATE
FOUND = 8


@requires(VIEW)
def facilitation_list(request):
    """By state: what is under way, late, ended with a result, stopped."""
    asked = facilitation_pages.asked(request.user, request.GET)
    shown = facilitation_pages.listed(request.user, asked, on=today(), query=request.GET)
    context = {
        "asked": asked, "rows": shown, "parts": facilitation_pages.parts(request.user, today()),
        "board": facilitation_pages.board(request.user),
        "may_act": request.user.may(FACILITATE),
    }  # fmt: skip
    return page(request, "programmes/facilitation_list.html", context)


@requires(VIEW)
def facilitation_detail(request, pk):
    """The whole way, where it stands, the next steps as forms; POST takes one step."""
    row = get_object_or_404(facilitating.facilitations(request.user), pk=pk)
    sent = request.POST.get("langkah", "") if request.method == "POST" else ""
    if request.method == "POST" and not request.user.may(FACILITATE):
        raise PermissionDenied("Tugas Anda tidak mencakup fasilitasi.")
    shown = facilitation_pages.screen(request.user, row, today())
    steps, form = offered(request, shown["onward"], forms.StepForm)
    if sent and form is None:
        messages.error(request, "Langkah itu tidak tersedia lagi; keadaannya sudah berubah.")
        return redirect("facilitation_detail", pk=pk)
    if form is not None and form.is_valid() and _take(request, row, sent, form):
        messages.success(request, "Langkah tercatat.")
        return redirect("facilitation_detail", pk=pk)
    status = 422 if form is not None else 200
    return page(request, "programmes/facilitation_detail.html", shown | {"steps": steps},
                status=status)  # fmt: skip


def _take(request, row, event: str, form) -> bool:
    try:
        said = _said(request, form)
        acting.take_step(row, event=event, said=said, by=request.user)
    except ValidationError as error:
        refuse(form, error)
        return False
    return True


def _said(request, form) -> acting.Said:
    given = form.cleaned_data
    return acting.Said(
        given["on"], form.filled(), given["note"], uploading.kept_paper(request, form), given.get("fee"),
        given.get("fee_paid_by", ""),
    )  # fmt: skip


@requires(FACILITATE)
def facilitation_add(request):
    """A business is found, its kind chosen, the first step filled in: three short pages."""
    business = _business(request)
    if business is None:
        return page(request, "programmes/facilitation_find.html", _found(request))
    kind = rules.KINDS.get(request.GET.get("jenis", ""))
    if kind is None:
        context = {"business": business, **facilitation_pages.choosing(request.user, business)}
        return page(request, "programmes/facilitation_kind.html", context)
    form = _open_form(request, kind)
    if request.method == "POST" and form.is_valid():
        row = _opened(request, business, kind, form)
        if row is not None:
            messages.success(request, "Fasilitasi dibuka.")
            return redirect("facilitation_detail", pk=row.pk)
    context = {"business": business, "kind": kind, "form": form,
               **facilitation_pages.beginning(request.user, business, kind)}  # fmt: skip
    return page(request, "programmes/facilitation_open.html", context,
                status=422 if form.is_bound else 200)  # fmt: skip


def _business(request):
    asked = request.GET.get("usaha", "")
    return row_named(facilitating.businesses(request.user), asked) if asked else None


def _found(request) -> dict:
    form = forms.FindForm(request.GET if "q" in request.GET else None)
    if not form.is_valid():
        return {"form": form, "rows": None}
    words = form.cleaned_data["q"]
    found = asking.find(request.user, words, permission=FACILITATE, limit=FOUND)
    rows = asking.rows(request.user, found.ids, FACILITATE)
    to = "certificate_add" if request.GET.get("untuk") == "sertifikat" else "facilitation_add"
    return {"form": form, "rows": rows, "to": to}


def _open_form(request, kind):
    return forms.OpenForm(
        request.POST or None, request.FILES or None, step=rules.WORKFLOWS[kind.key].first,
        kind=kind, offices=facilitating.my_offices(request.user),
        activities=facilitating.activities(request.user),
        too_large=uploading.too_large(request, "document"),
    )  # fmt: skip


def _opened(request, business, kind, form):
    given = form.cleaned_data
    opened = acting.Opened(
        kind.key, given["office"], given.get("product", ""), given.get("activity"), request.user
    )
    try:
        said = _said(request, form)
        return acting.open_facilitation(business, opened=opened, said=said, by=request.user)
    except ValidationError as error:
        refuse(form, error)
    return None


@requires(VIEW)
@never_cache
def facilitation_paper(request, pk, step):
    """The paper of one step; its reading is noted."""
    row = get_object_or_404(facilitating.facilitations(request.user), pk=pk)
    found = get_object_or_404(row.steps.select_related("file"), pk=step, file__isnull=False)
    return send_paper(request, found, found.file_id, name=f"{row.kind}-{found.event}")


def send_paper(request, row, sha256: str, *, name: str):
    """A paper beside this row as a download, its reading noted; 404 where its bytes are gone."""
    return opening.send_paper(
        sha256, name=name, note=lambda: papers.note_reading(row, sha256=sha256, by=request.user)
    )


@requires(VIEW)
def certificate_list(request):
    """The radar: what lapsed, what will within 30, 90 and 180 days; or every certificate."""
    bucket, kind = request.GET.get("masa", certificates.ATTENTION), request.GET.get("jenis", "")
    context = {
        "bucket": bucket, "kind": kind, "kinds": list(rules.KINDS.values()),
        "buckets": certificates.counts(request.user, today()),
        "rows": certificates.radar(
            request.user, on=today(), bucket=bucket, kind=kind, asked=request.GET
        ),
        "may_act": request.user.may(FACILITATE),
    }  # fmt: skip
    return page(request, "programmes/certificate_list.html", context)
