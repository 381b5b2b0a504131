"""Coaching cases in the browser: the list, a new one, one with its steps."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit import uploading
from binaan.kit.addresses import row_named
from binaan.kit.pages import page
from binaan.kit.refusing import refuse
from binaan.programmes.actions import cases as acting
from binaan.programmes.forms import staying as forms
from binaan.programmes.forms.facilitating import FindForm
from binaan.programmes.queries import staying, staying_pages
from binaan.programmes.views.several import act, tried, which
from binaan.programmes.views.staying import must_follow
from binaan.registry.finding import asking

VIEW, FOLLOW = Permission.PROGRAMME_VIEW, Permission.FOLLOW_UP
FOUND = 8
SAID = {"sepakat": "Kesepakatan tercatat.", "langkah": "Hasil langkah tercatat.",
        "tutup": "Kasus ditutup."}  # fmt: skip


@requires(VIEW)
def case_list(request):
    """Open cases, or closed ones with their outcome."""
    part = request.GET.get("bagian", staying_pages.OPEN)
    context = {
        "part": part, "parts": staying_pages.case_counts(request.user),
        "rows": staying_pages.listed_cases(request.user, part, request.GET),
        "may_act": request.user.may(FOLLOW), "follows": request.user.may(FOLLOW),
    }  # fmt: skip
    return page(request, "programmes/case_list.html", context)


@requires(FOLLOW)
def case_add(request):
    """A business is found, then its problem written down."""
    business = _business(request)
    if business is None:
        return page(request, "programmes/case_find.html", _found(request))
    user = request.user
    form = forms.CaseForm(
        request.POST or None, offices=staying.my_offices(user), officers=staying.officers(user),
        experts=staying.experts(user), initial={"officer": user.pk},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        row = _opened(user, business, form)
        if row is not None:
            messages.success(request, "Kasus dibuka. Catat yang disepakati.")
            return redirect("case_detail", pk=row.pk)
    context = {"business": business, "form": form}
    return page(request, "programmes/case_add.html", context, status=422 if form.is_bound else 200)


def _business(request):
    asked = request.GET.get("usaha", "")
    return row_named(staying.businesses(request.user), asked) if asked else None


def _found(request) -> dict:
    form = FindForm(request.GET or None)
    if not form.is_valid():
        return {"form": form if request.GET else FindForm(), "rows": None}
    found = asking.find(request.user, form.cleaned_data["q"], permission=FOLLOW, limit=FOUND)
    return {"form": form, "rows": asking.rows(request.user, found.ids, FOLLOW)}


def _opened(user, business, form):
    given = form.cleaned_data
    opened = acting.Opened(
        given["problem"], given["office"], given["on"], given["officer"], given.get("expert")
    )
    try:
        return acting.open_case(business, opened=opened, by=user)
    except ValidationError as error:
        refuse(form, error)
    return None


@requires(VIEW)
def case_detail(request, pk):
    """Problem, what was agreed, what came of it; POST agrees, records a step, or closes the case."""
    row = get_object_or_404(staying.cases(request.user), pk=pk)
    shown = staying_pages.case_screen(request.user, row)
    acts = _acts(request, row, shown) if shown["may_act"] else []
    if request.method == "POST":
        must_follow(request.user)
        sent = which(acts)
        if tried(sent, lambda given: _work(request, row, sent, given)):
            messages.success(request, SAID[sent.key])
            return redirect("case_detail", pk=pk)
    status = 422 if request.method == "POST" else 200
    return page(request, "programmes/case_detail.html", shown | {"acts": acts}, status=status)


def _acts(request, row, shown: dict) -> list:
    made = []
    if shown["waiting"]:
        waiting = staying.steps(request.user, FOLLOW).filter(case=row, done_on=None)
        made = [act(request, "langkah", ("Catat hasil langkah", "Catat hasil"), forms.StepForm,
                    steps=waiting)]  # fmt: skip
    made.append(act(request, "sepakat", ("Sepakati langkah", "Catat kesepakatan"), forms.AgreeForm))
    return [*made, act(request, "tutup", ("Tutup kasus", "Tutup kasus"), forms.EndCaseForm)]


def _work(request, row, sent, given: dict) -> None:
    user = request.user
    if sent.key == "sepakat":
        acting.agree(row, action=given["action"], due=given["due"], by=user)
    elif sent.key == "langkah":
        acting.step_done(given["step"], on=given["on"], result=given["result"],
                         evidence=uploading.kept_paper(request, sent.form), by=user)  # fmt: skip
    else:
        acting.close(
            row, ended=acting.Ended(given["outcome"], given["result"], given["on"]), by=user
        )
