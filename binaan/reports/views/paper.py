"""A table of an imported document as it was printed."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.pages import page
from binaan.reports.queries import finding
from binaan.reports.queries.paper import paper


@requires(Permission.PLAN_VIEW)
def report_printed(request, pk, table):
    """The rows with the text of every figure; a link leads to one of them (#baris-5)."""
    version = get_object_or_404(finding.versions(request.user), pk=pk)
    found = paper(request.user, version, table)
    if found is None:
        raise Http404
    return page(request, "reports/printed.html", {"version": version, "paper": found})
