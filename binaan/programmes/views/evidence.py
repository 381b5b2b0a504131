"""The photo or paper beside a follow-up, a step of a case, a visit; opening it is noted."""

from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.programmes.queries import staying, supervising
from binaan.programmes.views.facilitating import send_paper

VIEW = Permission.PROGRAMME_VIEW


@requires(VIEW)
@never_cache
def follow_up_paper(request, pk):
    """The evidence of a follow-up."""
    row = get_object_or_404(staying.follow_ups(request.user), pk=pk, evidence__isnull=False)
    return send_paper(request, row, row.evidence_id, name="tindak-lanjut")


@requires(VIEW)
@never_cache
def case_paper(request, pk, step):
    """The evidence of one step of a case."""
    row = get_object_or_404(staying.steps(request.user), case=pk, pk=step, evidence__isnull=False)
    return send_paper(request, row, row.evidence_id, name="langkah-kasus")


@requires(VIEW)
@never_cache
def visit_paper(request, pk):
    """The evidence of a visit."""
    row = get_object_or_404(supervising.visits(request.user), pk=pk, evidence__isnull=False)
    return send_paper(request, row, row.evidence_id, name="kunjungan")
