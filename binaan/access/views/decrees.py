"""Decrees and the parameters an office decides."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from binaan.access import actions, parameters, queries
from binaan.access.forms.fields import attempt
from binaan.access.forms.offices import DecreeForm, ParameterForm
from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.access.views.paging import slice_by
from binaan.kit.opening import send_file
from binaan.kit.pages import page


@requires(Permission.OFFICE_MANAGE)
def decree_list(request):
    search = request.GET.get("q", "").replace("\0", "").strip()
    found = queries.decrees(request.user, search)
    rows = slice_by(request, found, "id", descending=True)
    return page(request, "access/decree_list.html", {"rows": rows, "q": search}, fragment="rows")


@requires(Permission.OFFICE_MANAGE)
def decree_add(request):
    form = DecreeForm(request.POST or None, request.FILES or None, user=request.user)
    ready = request.method == "POST" and form.is_valid()
    if ready and attempt(form, actions.add_decree, by=request.user, **form.cleaned_data):
        messages.success(request, "Keputusan dicatat.")
        return redirect("decree_list")
    return page(request, "access/decree_add.html", {"form": form})


@requires(Permission.OFFICE_MANAGE)
def decree_file(request, pk):
    decree = get_object_or_404(queries.decrees(request.user), pk=pk)
    return send_file(decree.file, "application/pdf")


@requires(Permission.PARAMETER_MANAGE)
def parameter_list(request):
    rows = queries.parameters_in_force(request.user)
    return page(request, "access/parameter_list.html", {"rows": rows})


@requires(Permission.PARAMETER_MANAGE)
def parameter_detail(request, key):
    declared = parameters.DECLARED.get(key)
    if declared is None:
        raise Http404
    form = ParameterForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt(form, actions.set_parameter, key=key, by=request.user, **given):
            messages.success(request, "Nilai baru ditetapkan.")
            return redirect("parameter_detail", key=key)
    history = queries.parameter_history(request.user, key)
    context = {"form": form, "parameter": declared, "history": history}
    return page(request, "access/parameter_detail.html", context)
