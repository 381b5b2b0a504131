"""Workbooks and lists of field forms, to be taken along."""

import tempfile
from pathlib import Path

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.intake import fieldwork
from binaan.intake.odk import ready
from binaan.intake.queries import field_forms, media
from binaan.intake.rules.xlsforms.around import next_version
from binaan.kit.dates import today
from binaan.kit.files import path_of

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(Permission.FORM_MANAGE)
def form_workbook(request, pk):
    """The XLSForm of a version as it was handed in."""
    version = get_object_or_404(field_forms.versions(request.user), pk=pk)
    return FileResponse(
        path_of(version.xlsx.sha256).open("rb"), as_attachment=True,
        filename=f"{version.form.key}-{version.version}{Path(version.xlsx.name).suffix}",
        content_type="application/octet-stream",
    )  # fmt: skip


@requires(Permission.FORM_MANAGE)
def form_ready_workbook(request, name):
    """A ready form as an XLSForm, to be changed and handed in again."""
    if name not in ready.READY:
        raise Http404
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "formulir.xlsx")
        ready.write(ready.READY[name], out, version=next_version(today(), set()))
        return FileResponse(
            out.open("rb"), as_attachment=True, filename=ready.READY[name].file, content_type=EXCEL
        )


@requires(Permission.FORM_MANAGE)
def form_choices(request, name):
    """A list of choices as a phone in my own hand would get it."""
    if name not in fieldwork.LISTS:
        raise Http404
    answer = HttpResponse(
        media.as_csv(request.user, fieldwork.LISTS[name]), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer
