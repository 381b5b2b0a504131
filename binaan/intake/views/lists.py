"""Lists that came in, and one of them: what happened, its problems, its rows that wait."""

from django.shortcuts import get_object_or_404

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.intake import queries
from binaan.intake.queries import batch_page
from binaan.kit.pages import page


@requires(Permission.LIST_VIEW)
def batch_list(request):
    """Every list handed over, newest first."""
    shown = batch_page.lists(request.user, after=request.GET.get("sesudah", ""))
    return page(request, "intake/batch_list.html", shown)


@requires(Permission.LIST_VIEW)
def batch_detail(request, pk):
    """One list: ?bagian=masalah (with &jenis=nik_date) or menunggu."""
    batch = get_object_or_404(queries.batches(request.user), pk=pk)
    shown = batch_page.one(
        request.user, batch, section=request.GET.get("bagian", ""),
        code=request.GET.get("jenis", ""), after=request.GET.get("sesudah", ""),
    )  # fmt: skip
    return page(request, "intake/batch_detail.html", shown)
