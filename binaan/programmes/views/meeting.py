"""Sessions, cost lines and papers of an activity in the browser."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache

from binaan.access.forms.fields import attempt
from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.kit.pages import page
from binaan.programmes.actions import activities as noting
from binaan.programmes.actions import meeting as acting
from binaan.programmes.forms import activities as forms
from binaan.programmes.queries import activities as queries
from binaan.programmes.queries import clashing, experts
from binaan.programmes.sheets import activities as papers

VIEW, EDIT = queries.VIEW, queries.EDIT
SAVED = {"session": "Sesi tersimpan.", "cost": "Rincian biaya tersimpan."}
WORDS = {"session": ("Sesi", "jadwal"), "cost": ("Rincian biaya", "biaya")}


@requires(EDIT)
def activity_session(request, pk, session=None):
    """Adds a session or changes one; POST with `hapus` takes it away."""
    activity = get_object_or_404(queries.activities(request.user, EDIT), pk=pk)
    row = get_object_or_404(activity.sessions, pk=session) if session else None
    if row and "hapus" in request.POST:
        return _dropped(request, activity, acting.drop_session, row, "session")
    form = forms.SessionForm(
        request.POST or None, instance=row, initial=_next(activity) if row is None else None,
        experts=experts.for_office(request.user, activity),
    )  # fmt: skip
    if form.is_valid():
        made = attempt(form, acting.put_session, activity=activity, session=row,
                       said=form.cleaned_data, by=request.user)  # fmt: skip
        if made is not None:
            return _saved(request, activity, made)
    return _form(request, activity, row, form, "session")


def _next(activity) -> dict:
    """A new session begins like the last one."""
    last = activity.sessions.order_by("on", "begins").last()
    if last is None:
        return {"on": activity.starts_on, "begins": "09:00", "ends": "15:00"}
    return {"begins": last.begins, "ends": last.ends, "expert": last.expert}


def _saved(request, activity, session):
    """Tells what stands in its way, which forbids nothing."""
    messages.success(request, SAVED["session"])
    for _row, found in clashing.beside(request.user, [session]):
        for clash in found:
            messages.warning(request, clash.text)
    return redirect(f"{_home(activity)}?bagian=jadwal")


def _home(activity) -> str:
    return redirect("activity_detail", pk=activity.pk).url


def _dropped(request, activity, action, row, what):
    name, part = WORDS[what]
    form = forms.StepForm({"on": today()}, key="")
    form.is_valid()
    attempt(form, action, **{what: row}, by=request.user)
    if form.errors:
        messages.error(request, " ".join(form.non_field_errors()))
    else:
        messages.success(request, f"{name} dihapus.")
    return redirect(f"{_home(activity)}?bagian={part}")


def _form(request, activity, row, form, what):
    name, part = WORDS[what]
    context = {"activity": activity, "row": row, "form": form, "name": name, "part": part,
               "back": f"{_home(activity)}?bagian={part}"}  # fmt: skip
    return page(request, "programmes/activity_part.html", context,
                status=422 if form.is_bound else 200)  # fmt: skip


@requires(EDIT)
def activity_cost(request, pk, cost=None):
    """Adds a cost line or changes one; POST with `hapus` takes it away."""
    activity = get_object_or_404(queries.activities(request.user, EDIT), pk=pk)
    row = get_object_or_404(activity.costlines, pk=cost) if cost else None
    if row and "hapus" in request.POST:
        return _dropped(request, activity, acting.drop_cost, row, "cost")
    form = forms.CostForm(request.POST or None, instance=row)
    if form.is_valid() and attempt(
        form, acting.put_cost, activity=activity, cost=row, said=form.cleaned_data, by=request.user
    ):
        messages.success(request, SAVED["cost"])
        return redirect(f"{_home(activity)}?bagian=biaya")
    return _form(request, activity, row, form, "cost")


@never_cache
@requires(VIEW)
def activity_paper(request, pk, paper):
    """The activity sheet, the attendance sheet or the transport list as a PDF; noted in the trail."""
    if paper not in papers.PAPERS:
        raise Http404
    permission = papers.PAPERS[paper].permission
    if not request.user.may(permission):
        raise PermissionDenied("Tugas Anda tidak mencakup cetakan ini.")
    activity = get_object_or_404(queries.activities(request.user, permission), pk=pk)
    site = request.build_absolute_uri("/")
    made = papers.paper(request.user, activity, paper, on=today(), site=site)
    noting.note_print(activity, paper=paper, rows=made.rows, by=request.user)
    answer = HttpResponse(made.content, content_type="application/pdf")
    name = f"{papers.PAPERS[paper].file}-{activity.short_number}.pdf"
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


@requires(EDIT)
def expert_proposals(request, pk):
    """Who fits this activity, with reasons; those free on its days first."""
    activity = get_object_or_404(queries.activities(request.user, EDIT), pk=pk)
    context = {"activity": activity, "found": experts.proposals(request.user, activity),
               "may_ask": request.user.may(Permission.PROGRAMME_EDIT)}  # fmt: skip
    return page(request, "programmes/expert_proposals.html", context)
