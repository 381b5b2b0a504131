"""Has a version checked now, as it stands."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.refusing import telling
from binaan.planning.actions import checking
from binaan.planning.choices import FindingState
from binaan.planning.queries import findings, tree_pages

EDIT = Permission.PLAN_EDIT


@requires(EDIT)
@require_POST
def plan_check(request, pk):
    """Then back to its findings, with how many are open."""
    version = get_object_or_404(tree_pages.versions(request.user, EDIT), pk=pk)
    with telling(request):
        checking.check_version(version, by=request.user)
        counted = findings.counts(request.user, version, findings.Asked())
        waiting = counted.states.get(FindingState.OPEN, 0)
        said = f"{waiting} temuan terbuka." if waiting else "Tidak ada temuan terbuka."
        messages.success(request, f"Rencana diperiksa. {said}")
    return redirect("plan_findings", pk=version.pk)
