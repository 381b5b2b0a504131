"""Views of the directory that people keep."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.pages import page
from binaan.kit.refusing import telling
from binaan.registry.selecting.selection import Selection
from binaan.web import saved
from binaan.web.addresses import address


@requires(Permission.BUSINESS_VIEW)
def business_views(request):
    """My views, those of my offices, and a form to keep the selection of this address."""
    selection = Selection.parse(request.GET, request.user)
    context = {
        "mine": saved.mine(request.user),
        "shared": saved.shared(request.user),
        "offices": saved.my_offices(request.user),
        "chips": selection.chips(),
        "query": selection.query(),
    }
    return page(request, "web/business_list_views.html", context, fragment="panel")


@require_POST
@requires(Permission.BUSINESS_VIEW)
def business_view_save(request):
    selection = Selection.parse(QueryDict(request.POST.get("tampilan", "")[:4000]), request.user)
    try:
        view = saved.keep(request.POST.get("nama", ""), selection, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(_with(address("business_views"), selection.query()))
    messages.success(request, f"Tampilan “{view.name}” disimpan.")
    return redirect(_with(address("business_list"), view.query))


@require_POST
@requires(Permission.BUSINESS_VIEW)
def business_view_change(request, pk):
    view = get_object_or_404(saved.mine(request.user), pk=pk)
    with telling(request):
        saved.change(
            view,
            name=request.POST.get("nama", ""),
            office=request.POST.get("kantor", ""),
            by=request.user,
        )
        messages.success(request, f"Tampilan “{view.name}” disimpan.")
    return redirect("business_views")


@require_POST
@requires(Permission.BUSINESS_VIEW)
def business_view_remove(request, pk):
    view = get_object_or_404(saved.mine(request.user), pk=pk)
    saved.remove(view, by=request.user)
    messages.success(request, f"Tampilan “{view.name}” dihapus.")
    return redirect("business_views")


def _with(url: str, query: str) -> str:
    return f"{url}?{query}" if query else url
