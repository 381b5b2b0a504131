"""Field forms: brought in, looked at, put to use, withdrawn."""

import tempfile
from contextlib import ExitStack
from pathlib import Path

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from binaan.access.forms.fields import attempt
from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.access.queries import offices
from binaan.intake import fieldwork
from binaan.intake.actions import forming
from binaan.intake.actions.forming import Given
from binaan.intake.forms.field_forms import FieldFormForm
from binaan.intake.odk import ready
from binaan.intake.odk.reading import Wrong, read
from binaan.intake.queries import field_forms, form_pages
from binaan.kit import uploading
from binaan.kit.pages import page
from binaan.kit.refusing import telling

USED = "Versi {version} kini dipakai ponsel."
WITHDRAWN = "Versi {version} ditarik. Jawaban yang sudah dimulai dengannya tetap diterima."
CLOSED = "Formulir ditutup. Jawaban yang sudah dimulai tetap diterima."
ADDED = "Formulir diterima sebagai versi {version}. Lihat dulu, lalu pakai."
READY_USED = "{title} dipakai sebagai versi {version}."


@requires(Permission.FORM_MANAGE)
def form_list(request):
    """The forms of the field, the ready ones, and the lists a form may choose from."""
    shown = {
        "lines": field_forms.listed(request.user),
        "ready": ready.READY.values(),
        "lists": sorted(fieldwork.LISTS.values()),
        "offices": offices(request.user, Permission.FORM_MANAGE),
    }
    return page(request, "intake/form_list.html", shown)


@requires(Permission.FORM_MANAGE)
def form_add(request):
    """Hand an XLSForm in: kept as a new version, or everything wrong with it at once."""
    form = FieldFormForm(
        request.POST or None, request.FILES or None, user=request.user,
        too_large=uploading.too_large(request, "file"),
        initial={"room": request.GET["ruang"]} if "ruang" in request.GET else {},
    )  # fmt: skip
    faults = []
    if request.method == "POST" and form.is_valid():
        try:
            version = attempt(form, _handed_in, given=form.cleaned_data, by=request.user)
        except Wrong as error:
            version, faults = None, error.faults
        if version:
            messages.success(request, ADDED.format(version=version.version))
            return redirect("form_preview", pk=version.pk)
    return page(request, "intake/form_add.html", {"form": form, "faults": faults})


def _handed_in(*, given: dict, by):
    with ExitStack() as open_files:
        path = open_files.enter_context(uploading.named(given["file"]))
        media = [open_files.enter_context(uploading.named(one)) for one in given["media"]]
        wanted = Given(
            read(path, given["file"].name), path, given["file"].name, given["office"],
            given["place"], given["room"], {one.name: one for one in media},
        )  # fmt: skip
        return forming.add(wanted, by=by)


@requires(Permission.FORM_MANAGE)
def form_detail(request, pk):
    """One form: its versions, and where its answers go."""
    form = get_object_or_404(field_forms.forms(request.user), pk=pk)
    return page(request, "intake/form_detail.html", form_pages.page(request.user, form))


@requires(Permission.FORM_MANAGE)
def form_preview(request, pk):
    """Every question of a version, drawn."""
    version = get_object_or_404(field_forms.versions(request.user), pk=pk)
    return page(request, "intake/form_preview.html", form_pages.preview(request.user, version))


@requires(Permission.FORM_MANAGE)
@require_POST
def form_publish(request, pk):
    """Phones get this version from now on."""
    version = get_object_or_404(field_forms.versions(request.user), pk=pk)
    forming.publish(version, by=request.user)
    messages.success(request, USED.format(version=version.version))
    return redirect("form_detail", pk=version.form_id)


@requires(Permission.FORM_MANAGE)
@require_POST
def form_withdraw(request, pk):
    """Phones get this version no more."""
    version = get_object_or_404(field_forms.versions(request.user), pk=pk)
    _told(request, WITHDRAWN.format(version=version.version), forming.withdraw, version)
    return redirect("form_detail", pk=version.form_id)


@requires(Permission.FORM_MANAGE)
@require_POST
def form_close(request, pk):
    """Phones list the form no more."""
    form = get_object_or_404(field_forms.forms(request.user), pk=pk)
    _told(request, CLOSED, forming.close, form)
    return redirect("form_detail", pk=form.pk)


def _told(request, said: str, action, subject) -> None:
    with telling(request, said):
        action(subject, by=request.user)


@requires(Permission.FORM_MANAGE)
@require_POST
def form_ready_use(request, name):
    """Bring a ready form in and put it to use, for one of the offices somebody manages."""
    if name not in ready.READY:
        raise Http404
    mine = offices(request.user, Permission.FORM_MANAGE)
    office = get_object_or_404(mine, key=request.POST.get("kantor", ""))
    version = _ready(ready.READY[name], office, by=request.user)
    said = READY_USED.format(title=version.form.title, version=version.version)
    messages.success(request, said)
    return redirect("form_detail", pk=version.form_id)


def _ready(wanted: ready.Ready, office, *, by):
    wanted = wanted._replace(key=form_pages.free_key(wanted.key, office))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, wanted.file)
        ready.write(wanted, path, version="")
        given = Given(read(path, wanted.file), path, wanted.file, office, office.place, wanted.room)
        return forming.publish(forming.add(given, by=by), by=by)
