"""Experts in the browser: the list, one of them, what he knows, when he cannot come."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect

from binaan.access.forms.fields import attempt
from binaan.access.guards import requires
from binaan.kit.pages import page
from binaan.programmes.actions import experts as acting
from binaan.programmes.forms import activities as forms
from binaan.programmes.queries import activities
from binaan.programmes.queries import experts as queries

VIEW, EDIT = queries.VIEW, queries.EDIT


@requires(VIEW)
def expert_list(request):
    """Experts by name, skill and product group."""
    shown = queries.listed(request.user, request.GET)
    context = {
        "page": shown, "rows": queries.with_skills(request.user, shown.rows), "asked": request.GET,
        "groups": activities.groups(request.user), "may_edit": request.user.may(EDIT),
    }  # fmt: skip
    return page(request, "programmes/expert_list.html", context)


@requires(VIEW)
def expert_detail(request, pk):
    """One expert; POST writes down a skill or days away, or takes one of them back."""
    expert = get_object_or_404(queries.experts(request.user), pk=pk)
    said = request.POST.get("apa", "") if request.method == "POST" else ""
    if said and not request.user.may(EDIT):
        raise PermissionDenied("Tugas Anda tidak mencakup narasumber.")
    skill = forms.SkillForm(request.POST if said == "keahlian" else None, user=request.user)
    away = forms.AwayForm(request.POST if said == "halangan" else None)
    if _done(request, expert, said, skill, away):
        messages.success(request, "Tersimpan.")
        return redirect("expert_detail", pk=pk)
    context = queries.detail(request.user, expert) | {"skill": skill, "away": away}
    wrong = skill.is_bound or away.is_bound
    return page(request, "programmes/expert_detail.html", context, status=422 if wrong else 200)


def _done(request, expert, said: str, skill, away) -> bool:
    """Whether what was sent was written."""
    if said == "keahlian" and skill.is_valid():
        return bool(attempt(skill, acting.know, expert=expert, by=request.user,
                            **skill.cleaned_data))  # fmt: skip
    if said == "halangan" and away.is_valid():
        return bool(attempt(away, acting.away, expert=expert, by=request.user,
                            **away.cleaned_data))  # fmt: skip
    if said == "lupakan":
        known = get_object_or_404(expert.competences, pk=_key(request))
        acting.forget(known, by=request.user)
        return True
    if said == "dapat":
        acting.back(get_object_or_404(expert.absences, pk=_key(request)), by=request.user)
        return True
    return False


def _key(request) -> str:
    found = request.POST.get("kunci", "")
    return found if len(found) == 36 and found.count("-") == 4 else "0" * 32


@requires(EDIT)
def expert_add(request):
    """A new expert."""
    form = forms.ExpertForm(request.POST or None, user=request.user,
                            initial={"place": _usual_place(request)})  # fmt: skip
    if form.is_valid():
        given = form.cleaned_data
        made = attempt(form, acting.add, office=given["office"], place=given["place"],
                       said=form.said(), by=request.user)  # fmt: skip
        if made is not None:
            messages.success(request, "Narasumber tersimpan. Tuliskan keahliannya.")
            return redirect("expert_detail", pk=made.pk)
    return page(request, "programmes/expert_form.html", {"form": form}, status=_status(form))


@requires(EDIT)
def expert_change(request, pk):
    """Changes what is known of an expert."""
    expert = get_object_or_404(queries.experts(request.user, EDIT), pk=pk)
    shown = {name: getattr(expert, name) for name in acting.KNOWN if name != "phone"}
    form = forms.ExpertForm(request.POST or None, user=request.user, expert=expert, initial=shown)
    if form.is_valid() and attempt(
        form, acting.change, expert=expert, said=form.said(), by=request.user
    ):
        messages.success(request, "Perubahan tersimpan.")
        return redirect("expert_detail", pk=pk)
    context = {"form": form, "expert": expert}
    return page(request, "programmes/expert_form.html", context, status=_status(form))


def _usual_place(request):
    office = activities.my_offices(request.user).first()
    return office.place if office else None


def _status(form) -> int:
    return 422 if form.is_bound else 200
