"""The photo or paper beside a follow-up, a step of a case, a visit; opening it is noted."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.files import path_of
from binaan.programmes.actions.evidence import note_reading
from binaan.programmes.queries import staying, supervising
from binaan.programmes.rules.papers import HEAD, paper_of

VIEW = Permission.PROGRAMME_VIEW


@requires(VIEW)
@never_cache
def follow_up_paper(request, pk):
    """The evidence of a follow-up."""
    row = get_object_or_404(staying.follow_ups(request.user), pk=pk, evidence__isnull=False)
    return _sent(request, row, row, "tindak-lanjut")


@requires(VIEW)
@never_cache
def case_paper(request, pk, step):
    """The evidence of one step of a case."""
    row = get_object_or_404(staying.steps(request.user), case=pk, pk=step, evidence__isnull=False)
    return _sent(request, row, row.case, "langkah-kasus")


@requires(VIEW)
@never_cache
def visit_paper(request, pk):
    """The evidence of a visit."""
    row = get_object_or_404(supervising.visits(request.user), pk=pk, evidence__isnull=False)
    return _sent(request, row, row, "kunjungan")


def _sent(request, row, held, name: str):
    path = path_of(row.evidence_id)
    if not path.is_file():
        raise Http404
    with path.open("rb") as opened:
        paper = paper_of(opened.read(HEAD))
    if paper is None:
        raise Http404
    note_reading(held, sha256=row.evidence_id, by=request.user)
    response = FileResponse(path.open("rb"), content_type=paper.media)
    response["Content-Disposition"] = f'attachment; filename="{name}{paper.suffix}"'
    response["Cache-Control"] = "no-store"
    return response
