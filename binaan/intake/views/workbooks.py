"""The sender's workbook with its problems marked, to be taken, repaired and sent again."""

import tempfile
from pathlib import Path

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.intake import queries
from binaan.intake.annotating import annotate, file_name
from binaan.intake.blank import write_blank
from binaan.intake.kinds import KINDS

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(Permission.LIST_IMPORT)
def batch_blank(request, kind):
    """A workbook with the headings of a kind of list and nothing below them."""
    if kind not in KINDS:
        raise Http404
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "kosong.xlsx")
        write_blank(KINDS[kind], out)
        return FileResponse(
            out.open("rb"), as_attachment=True, filename=f"daftar-{kind}.xlsx", content_type=EXCEL
        )


@requires(Permission.LIST_IMPORT)
def batch_workbook(request, pk):
    """Download; 404 for a list out of reach, 403 for who may not read personal data in full."""
    batch = get_object_or_404(queries.batches(request.user), pk=pk)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "kembali.xlsx")
        try:
            annotate(batch, out, user=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("batch_detail", pk=batch.pk)
        # The open file outlives its name and goes when the answer has been sent.
        answer = FileResponse(
            out.open("rb"), as_attachment=True, filename=file_name(batch), content_type=EXCEL
        )
    answer["Cache-Control"] = "no-store"
    return answer
