"""Nominations at the desk: who put himself forward, which business it is, papers with codes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from binaan.access.forms.fields import attempt
from binaan.access.guards import requires
from binaan.kit.dates import today
from binaan.kit.pages import page
from binaan.kit.refusing import telling
from binaan.kit.typesetting import qr
from binaan.programmes.actions import nominating
from binaan.programmes.forms.nominating import AsideForm, OfficerForm, PapersForm, SearchForm
from binaan.programmes.queries import nominations
from binaan.programmes.sheets import cards as papers

VIEW, RECORD = nominations.VIEW, nominations.RECORD


def public_page(request, activity) -> str:
    """Where owners put themselves forward; "" while that room is not there."""
    try:
        return request.build_absolute_uri(reverse("portal_nominate", args=[activity.token]))
    except NoReverseMatch:
        return ""


@requires(VIEW)
def nomination_all(request):
    """Activities that take nominations."""
    found = nominations.taking(request.user)
    rows = [(one, nominations.counts(request.user, one)) for one in found]
    return page(request, "programmes/nomination_all.html", {"rows": rows})


@requires(VIEW)
def nomination_list(request, pk):
    """Who put himself forward for one activity, and the ways to do so."""
    user = request.user
    activity = get_object_or_404(nominations.activities(user), pk=pk)
    part = request.GET.get("bagian", "")
    link = public_page(request, activity)
    is_open = nominations.is_open(activity, today())
    may_match = nominations.activities(user, RECORD).filter(pk=pk).exists()
    context = {
        "activity": activity, "part": part, "counts": nominations.counts(user, activity),
        "rows": nominations.of_activity(user, activity, part=part, asked=request.GET),
        "link": link, "is_open": is_open, "may_record": is_open and may_match,
        "may_match": may_match, "papers": PapersForm(),
    }  # fmt: skip
    return page(request, "programmes/nomination_list.html", context)


@requires(VIEW)
def nomination_code(request, pk):
    """The QR code of an activity's public page, to be shown or printed on a poster."""
    activity = get_object_or_404(nominations.activities(request.user), pk=pk)
    drawn = qr(public_page(request, activity))
    return HttpResponse(drawn, content_type="image/svg+xml")


@requires(RECORD)
def nomination_add(request, pk):
    """An officer writes a nomination down, from a paper or from what he was told."""
    activity = get_object_or_404(nominations.activities(request.user, RECORD), pk=pk)
    form = OfficerForm(request.POST or None)
    if form.is_valid():
        made = attempt(
            form, nominating.nominate, activity=activity, written=form.written(),
            code=form.cleaned_data["code"], by=request.user,
        )  # fmt: skip
        if made is not None:
            messages.success(request, "Pendaftaran tercatat. Sekarang pilih usahanya.")
            return redirect("nomination_match", pk=made.pk)
    return page(request, "programmes/nomination_add.html", {"activity": activity, "form": form},
                status=422 if form.is_bound else 200)  # fmt: skip


@requires(RECORD)
def nomination_match(request, pk):
    """Which business of the register this is; POST with its key says so."""
    user = request.user
    row = get_object_or_404(nominations.nominations(user, RECORD), pk=pk)
    form = SearchForm(request.POST or request.GET)
    if request.method == "POST" and (kept := _matched(request, row, form)):
        return redirect("nomination_list", pk=kept.activity_id)
    return _shown(request, row, form)


def _shown(request, row, form, aside=None):
    """The page of one nomination; `aside`: the form that was refused."""
    user = request.user
    text = form.cleaned_data["q"] if form.is_valid() else ""
    found = [] if row.set_aside_at else nominations.proposed(user, row, text)
    context = {
        "row": row, "activity": row.activity, "line": nominations.line(user, row), "form": form,
        "wish": nominations.wish(user, row), "standing": nominations.standing(user, row),
        "found": [(one, nominations.owner_of(user, one)) for one in found],
        "objection": nominations.objection(user, row), "aside": aside or AsideForm(),
    }  # fmt: skip
    return page(request, "programmes/nomination_match.html", context, status=422 if aside else 200)


@requires(RECORD)
@require_POST
def nomination_aside(request, pk):
    """This is no nomination at all; POST with the reason."""
    row = get_object_or_404(nominations.nominations(request.user, RECORD), pk=pk)
    form = AsideForm(request.POST)
    if form.is_valid() and attempt(
        form, nominating.set_aside, nomination=row, by=request.user, **form.cleaned_data
    ):
        messages.success(request, "Pendaftaran disisihkan. Tab Disisihkan tetap memuatnya.")
        return redirect("nomination_list", pk=row.activity_id)
    return _shown(request, row, SearchForm({}), aside=form)


@requires(RECORD)
@require_POST
def nomination_back(request, pk):
    """It was a nomination after all."""
    row = get_object_or_404(nominations.nominations(request.user, RECORD), pk=pk)
    with telling(request, "Pendaftaran dikembalikan; sekarang pilih usahanya."):
        nominating.take_back(row, by=request.user)
    return redirect("nomination_match", pk=pk)


def _matched(request, row, form):
    business = nominations.business(request.user, request.POST.get("usaha", ""))
    if business is None:
        messages.error(request, "Pilih usahanya dari daftar.")
        return None
    form.is_valid()
    kept = attempt(form, nominating.match, nomination=row, business=business, by=request.user)
    if kept is None:
        messages.error(request, " ".join(form.non_field_errors()))
    elif kept.pk != row.pk:
        messages.info(request, f"{business} sudah terdaftar; pendaftaran kedua digabung.")
    else:
        messages.success(request, f"Pendaftaran ini dari {business}.")
    return kept


@never_cache
@requires(RECORD)
@require_POST
def nomination_codes(request, pk):
    """New paper codes as a PDF to be cut apart."""
    activity = get_object_or_404(nominations.activities(request.user, RECORD), pk=pk)
    form = PapersForm(request.POST)
    codes = form.is_valid() and attempt(
        form, nominating.print_codes, activity=activity, by=request.user, **form.cleaned_data
    )
    if not codes:
        for errors in form.errors.values():
            messages.error(request, " ".join(errors))
        return redirect("nomination_list", pk=pk)
    link = public_page(request, activity)
    content = papers.papers_pdf(request.user, activity, codes, page=link, on=today())
    answer = HttpResponse(content, content_type="application/pdf")
    name = f"kertas-pendaftaran-{activity.short_number}.pdf"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
