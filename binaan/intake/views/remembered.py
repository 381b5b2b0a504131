"""What lists were taught by repairs, and stopping it."""

from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.intake.actions import remembering
from binaan.intake.queries import remembered
from binaan.kit.pages import page
from binaan.kit.refusing import telling


@requires(Permission.LIST_VIEW)
def remembered_list(request):
    """Every remembered repair of the lists within reach, the newest first."""
    part = remembered.shown(request.user, after=request.GET.get("sesudah", ""))
    return page(request, "intake/remembered_list.html", {"part": part})


@requires(Permission.LIST_REPAIR)
@require_POST
def remembered_stop(request, pk):
    """From now on the words are read as they stand; what came in stays."""
    one = get_object_or_404(remembered.stoppable(request.user), pk=pk)
    with telling(request, "Tidak diingat lagi. Yang sudah masuk tetap seperti adanya."):
        remembering.stop(one, by=request.user)
    return redirect("remembered_list")
