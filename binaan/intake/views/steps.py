"""The steps of one list: how far the work is, what will happen, put it in, stop, go on."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.intake import queries
from binaan.intake.actions import steps
from binaan.intake.queries import preview_page
from binaan.intake.wording import standing
from binaan.kit.pages import lead_on, page
from binaan.kit.refusing import telling


@requires(Permission.LIST_VIEW)
def batch_progress(request, pk):
    """How far the work is; htmx asks for it again and again, and is led on when it is over."""
    batch = get_object_or_404(queries.batches(request.user), pk=pk)
    shown = preview_page.progress(request.user, batch)
    if shown["over"]:
        return lead_on(request, reverse(shown["onward"], args=[batch.pk]))
    return page(request, "intake/progress_page.html", shown, fragment="kemajuan")


@requires(Permission.LIST_IMPORT)
def batch_preview(request, pk):
    """What putting the list in will do; nothing was done yet."""
    batch = get_object_or_404(queries.steerable(request.user), pk=pk)
    if standing(batch).page != "batch_preview":
        return redirect(standing(batch).page, pk=batch.pk)
    return page(request, "intake/preview_page.html", preview_page.page(request.user, batch))


@requires(Permission.LIST_IMPORT)
@require_POST
def batch_go(request, pk):
    """Put it in."""
    return _step(request, pk, steps.go)


@requires(Permission.LIST_IMPORT)
@require_POST
def batch_remap(request, pk):
    """From the preview back to the mapping."""
    return _step(request, pk, steps.remap)


@requires(Permission.LIST_IMPORT)
@require_POST
def batch_cancel(request, pk):
    """Stop it; before anything went in it is forgotten."""
    return _step(request, pk, steps.cancel)


@requires(Permission.LIST_IMPORT)
@require_POST
def batch_continue(request, pk):
    """Go on where it stopped or broke off."""
    return _step(request, pk, steps.resume)


def _step(request, pk, action):
    """Take one step and show where the list stands then; a refusal is told there."""
    batch = get_object_or_404(queries.steerable(request.user), pk=pk)
    with telling(request):
        action(batch, by=request.user)
    now = get_object_or_404(queries.steerable(request.user), pk=pk)
    return redirect(standing(now).page, pk=pk)
