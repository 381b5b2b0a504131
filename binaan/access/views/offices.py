"""Offices, their bidang and officials."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect

from binaan.access import actions, queries
from binaan.access.forms.fields import attempt
from binaan.access.forms.offices import (
    DivisionForm,
    NewOfficeForm,
    OfficeForm,
    OfficialForm,
)
from binaan.access.forms.people import EndForm
from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.kit.pages import page

MANAGE = Permission.OFFICE_MANAGE


@requires(MANAGE)
def office_list(request):
    rows = queries.offices(request.user, MANAGE)
    return page(request, "access/office_list.html", {"rows": rows})


@requires(MANAGE)
def office_detail(request, pk):
    office = get_object_or_404(queries.offices(request.user, MANAGE), pk=pk)
    context = {
        "office": office,
        "divisions": office.divisions.all(),
        "officials": queries.officials(request.user).filter(office=office),
        "decrees": queries.decrees(request.user).filter(office=office)[:10],
        "today": today(),
    }
    return page(request, "access/office_detail.html", context)


@requires(MANAGE)
def office_add(request):
    form = NewOfficeForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, actions.add_office, by=request.user, **form.cleaned_data)
        if made:
            messages.success(request, "Kantor ditambahkan.")
            return redirect("office_detail", pk=made.pk)
    return page(request, "access/office_form.html", {"form": form})


@requires(MANAGE)
def office_edit(request, pk):
    office = get_object_or_404(queries.offices(request.user, MANAGE), pk=pk)
    initial = {"name": office.name, "place": office.place, "address": office.address}
    form = OfficeForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        changes = form.cleaned_data
        if attempt(form, actions.change_office, office=office, by=request.user, **changes):
            messages.success(request, "Koreksi tersimpan.")
            return redirect("office_detail", pk=pk)
    return page(request, "access/office_form.html", {"form": form, "office": office})


@requires(MANAGE)
def division_add(request, pk):
    office = get_object_or_404(queries.offices(request.user, MANAGE), pk=pk)
    form = DivisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt(form, actions.add_division, office=office, by=request.user, **given):
            messages.success(request, "Bidang ditambahkan.")
            return redirect("office_detail", pk=pk)
    return page(request, "access/division_add.html", {"form": form, "office": office})


@requires(MANAGE)
def official_add(request, pk):
    office = get_object_or_404(queries.offices(request.user, MANAGE), pk=pk)
    form = OfficialForm(request.POST or None, user=request.user, office=office)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt(form, actions.appoint, office=office, by=request.user, **given):
            messages.success(request, "Pejabat dicatat.")
            return redirect("office_detail", pk=pk)
    return page(request, "access/official_add.html", {"form": form, "office": office})


@requires(MANAGE)
def official_end(request, pk):
    official = get_object_or_404(queries.officials(request.user), pk=pk)
    office = official.office
    form = EndForm(request.POST or None, initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["on"]
        if attempt(form, actions.end_appointment, official=official, on=on, by=request.user):
            messages.success(request, "Jabatan diakhiri.")
            return redirect("office_detail", pk=office.pk)
    context = {"form": form, "office": office, "official": official}
    return page(request, "access/official_end.html", context)
