"""People and their assignments."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from binaan.access import actions, queries
from binaan.access.forms.fields import attempt
from binaan.access.forms.people import (
    AssignmentForm,
    EndForm,
    NewPersonForm,
    PeopleFilter,
    PersonForm,
)
from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.access.views.paging import slice_by
from binaan.kit.pages import page


@requires(Permission.USER_MANAGE)
def user_list(request):
    asked = PeopleFilter(request.GET or None, user=request.user)
    narrowed = asked.cleaned_data if asked.is_bound and asked.is_valid() else {}
    found = queries.people(request.user, **narrowed)
    rows = slice_by(request, found, "username", descending=False)
    context = {"rows": rows, "filter": asked, "narrowed": any(narrowed.values())}
    return page(request, "access/user_list.html", context, fragment="rows")


@never_cache
@requires(Permission.USER_MANAGE)
def user_add(request):
    form = NewPersonForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, actions.admit, by=request.user, **form.cleaned_data)
        if made:
            person, password = made
            context = {"person": person, "password": password, "new": True}
            return page(request, "access/password_shown.html", context)
    return page(request, "access/user_add.html", {"form": form})


@requires(Permission.USER_MANAGE)
def user_detail(request, pk):
    person = get_object_or_404(queries.users(request.user), pk=pk)
    manageable = queries.manageable_users(request.user).filter(pk=pk).exists()
    own = person.pk == request.user.pk
    context = {
        "person": person,
        "assignments": queries.assignments_of(request.user, person),
        "open": set(queries.assignments(request.user).open().values_list("pk", flat=True)),
        "may_change": manageable and not own,
        "own": own,
    }
    return page(request, "access/user_detail.html", context)


@requires(Permission.USER_MANAGE)
def user_edit(request, pk):
    person = get_object_or_404(queries.manageable_users(request.user), pk=pk)
    form = PersonForm(request.POST or None, initial={"name": person.name, "email": person.email})
    if request.method == "POST" and form.is_valid():
        changes = form.cleaned_data
        if attempt(form, actions.change_user, user=person, by=request.user, **changes):
            messages.success(request, "Koreksi tersimpan.")
            return redirect("user_detail", pk=pk)
    return page(request, "access/user_edit.html", {"form": form, "person": person})


@require_POST
@requires(Permission.USER_MANAGE)
def user_active(request, pk):
    person = get_object_or_404(queries.users(request.user), pk=pk)
    active = request.POST.get("active") == "1"
    try:
        actions.set_active(user=person, active=active, by=request.user)
    except (ValidationError, PermissionDenied) as error:
        messages.error(request, getattr(error, "message", str(error)))
    else:
        messages.success(request, "Akun diaktifkan." if active else "Akun dinonaktifkan.")
    return redirect("user_detail", pk=pk)


@never_cache
@requires(Permission.USER_MANAGE)
def user_reset_password(request, pk):
    person = get_object_or_404(queries.manageable_users(request.user), pk=pk)
    if request.method == "POST":
        password = actions.reset_password(user=person, by=request.user)
        context = {"person": person, "password": password, "new": False}
        return page(request, "access/password_shown.html", context)
    return page(request, "access/user_reset_password.html", {"person": person})


@requires(Permission.USER_MANAGE)
def assignment_add(request, pk):
    person = get_object_or_404(queries.users(request.user), pk=pk)
    form = AssignmentForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt(form, actions.assign, user=person, by=request.user, **given):
            messages.success(request, "Penugasan diberikan.")
            return redirect("user_detail", pk=pk)
    return page(request, "access/assignment_add.html", {"form": form, "person": person})


@requires(Permission.USER_MANAGE)
def assignment_end(request, pk):
    held = get_object_or_404(queries.assignments(request.user), pk=pk)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["on"]
        if attempt(form, actions.end_assignment, assignment=held, on=on, by=request.user):
            messages.success(request, "Penugasan diakhiri.")
            return redirect("user_detail", pk=held.user_id)
    return page(request, "access/assignment_end.html", {"form": form, "held": held})
