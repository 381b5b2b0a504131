"""Guidance of many businesses: asked once more, then done, or left to the worker."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.pages import page
from binaan.registry.queries.pages import my_offices
from binaan.web.taking import guiding
from binaan.web.taking.forms import GuideForm
from binaan.web.views.taking import back, confirming, of_choice

EDIT = Permission.BUSINESS_EDIT


@requires(EDIT)
@of_choice("diubah")
def directory_guide(request, choice):
    """GET: all that match the address. POST from the list: what is ticked; `lanjut`: do it."""
    sent = request.POST if "lanjut" in request.POST else None
    form = GuideForm(sent, offices=my_offices(request.user))
    if form.is_bound and form.is_valid():
        try:
            done = guiding.guide(choice, guiding.Order(**form.cleaned_data), by=request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return _done(request, form.cleaned_data["what"], done)
    context = confirming(request, choice, EDIT) | {"form": form}
    return page(request, "web/guide_many.html", context, status=422 if form.errors else 200)


def _done(request, what, done):
    """Back to the list with what was done, or to the page of the job."""
    if not isinstance(done, guiding.Many):
        return redirect("guide_detail", pk=done.pk)
    say = messages.success if done.done else messages.warning
    say(request, " ".join(guiding.outcome(what, done)))
    return redirect(back(request))


@requires(EDIT)
def guide_detail(request, pk):
    """How far the worker came with many businesses."""
    job = guiding.job_of(request.user, pk)
    if job is None:
        raise Http404
    lines = guiding.outcome(job.arguments["what"], guiding.many_of(job))
    context = {"job": job, "lines": lines, "open": job.state in ("waiting", "running")}
    return page(request, "web/guide_many_detail.html", context, fragment="keadaan")
