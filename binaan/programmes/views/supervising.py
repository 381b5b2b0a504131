"""Supervision in the browser: the plans, a new one counted before it is drawn, its visits, one of them."""

from collections import Counter
from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit import keyset, uploading
from binaan.kit.dates import today
from binaan.kit.pages import page
from binaan.kit.refusing import refuse
from binaan.programmes.actions import supervising as acting
from binaan.programmes.choices import Risk
from binaan.programmes.forms import staying as forms
from binaan.programmes.queries import staying, supervising
from binaan.programmes.rules.supervision import MARKS
from binaan.programmes.views.several import act, tried, which
from binaan.programmes.views.staying import give, must_follow

VIEW, FOLLOW, EDIT = Permission.PROGRAMME_VIEW, Permission.FOLLOW_UP, Permission.PROGRAMME_EDIT
SIZE = 50


@requires(VIEW)
def supervision_list(request):
    """The plans with how far they are."""
    shown = keyset.page(
        supervising.counted(request.user), ("-first", "-pk"), after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )  # fmt: skip
    context = {"rows": shown, "may_act": request.user.may(EDIT),
               "follows": request.user.may(Permission.FOLLOW_UP)}  # fmt: skip
    return page(request, "programmes/supervision_list.html", context)


@requires(EDIT)
def supervision_add(request):
    """First counted (who by risk, how many visits), then, with the second button, drawn and kept."""
    form = forms.PlanForm(
        request.POST or None, offices=supervising.my_offices(request.user), initial=_usual()
    )
    counted = None
    if request.method == "POST" and form.is_valid():
        try:
            counted = _counted(request, form)
            if "buat" in request.POST:
                made = acting.plan(_wanted(form), by=request.user)
                messages.success(request, "Rencana dibuat dan sampelnya diundi.")
                return redirect("supervision_detail", pk=made.pk)
        except ValidationError as error:
            refuse(form, error)
    context = {"form": form, "strata": counted, "marks": MARKS}
    return page(request, "programmes/supervision_add.html", context,
                status=422 if form.errors else 200)  # fmt: skip


def _usual() -> dict:
    """This half-year, as of today; a seed nobody chose."""
    day = today()
    first, last = ((1, 1), (6, 30)) if day.month <= 6 else ((7, 1), (12, 31))
    return {
        "first": date(day.year, *first), "last": date(day.year, *last), "at": day,
        "seed": f"pengawasan-{day:%Y%m%d}",
    }  # fmt: skip


def _wanted(form) -> acting.Wanted:
    given = form.cleaned_data
    return acting.Wanted(
        given["office"], given["office"].place, given["first"], given["last"], given["at"],
        given["seed"], given["most"],
    )  # fmt: skip


def _counted(request, form) -> list:
    population, visits = acting.counted(_wanted(form), by=request.user)
    many = Counter(one.risk for one in population)
    return [
        supervising.Stratum(level, level.label, many[level], visits.get(level, 0), 0)
        for level in sorted(Risk, reverse=True)
    ]


@requires(VIEW)
def supervision_detail(request, pk):
    """Population, visits and weights by risk; the visits. POST gives the marked ones to an officer."""
    plan = get_object_or_404(supervising.supervisions(request.user), pk=pk)
    if request.method == "POST":
        must_follow(request.user)
        return _assigned(request, plan)
    part = request.GET.get("bagian", "belum")
    found = supervising.visits(request.user).filter(supervision=plan)
    found = found.filter(done_on__isnull=part != "sudah")
    may_act = request.user.may(FOLLOW)
    context = {
        "plan": plan, "strata": supervising.strata(request.user, plan), "part": part,
        "rows": keyset.page(found, ("due", "pk"), after=request.GET.get("after", ""),
                            before=request.GET.get("before", ""), size=SIZE),
        "form": forms.AssignForm(officers=staying.officers(request.user)) if may_act else None,
        "today": today(), "marks": MARKS,
    }  # fmt: skip
    return page(request, "programmes/supervision_detail.html", context)


def _assigned(request, plan):
    form = forms.AssignForm(request.POST, officers=staying.officers(request.user))
    try:
        mine = supervising.visits(request.user, FOLLOW).filter(supervision=plan)
        rows = list(mine.filter(pk__in=request.POST.getlist("baris")))
    except ValidationError:
        rows = []
    if not rows or not form.is_valid():
        messages.error(request, "Tandai kunjungannya dan pilih petugasnya.")
    else:
        give(request, lambda officer: acting.assign(rows, officer=officer, by=request.user), form)
    return redirect(request.get_full_path())


@requires(VIEW)
def visit_detail(request, pk):
    """Why this business, what was found; POST records the visit."""
    row = get_object_or_404(supervising.visits(request.user), pk=pk)
    mine = supervising.visits(request.user, FOLLOW).filter(pk=row.pk).exists()
    acts = []
    if mine and row.done_on is None:
        acts = [act(request, "kunjungi", ("Catat kunjungan", "Catat kunjungan"), forms.SeenForm)]
    if request.method == "POST":
        must_follow(request.user)
        sent = which(acts)
        if tried(
            sent,
            lambda given: acting.visited(row, seen=_seen(request, sent, given), by=request.user),
        ):
            messages.success(request, "Kunjungan tercatat.")
            return redirect("visit_detail", pk=pk)
    status = 422 if request.method == "POST" else 200
    return page(request, "programmes/visit_detail.html", {"row": row, "acts": acts}, status=status)


def _seen(request, sent, given: dict) -> acting.Seen:
    return acting.Seen(given["on"], given["finding"], uploading.kept_paper(request, sent.form))
