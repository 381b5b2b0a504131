"""Copies taken before: one's own, and any that is found again by the code printed on it."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import redirect

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.access.queries import names
from binaan.kit.dates import today
from binaan.kit.pages import page
from binaan.reports import making
from binaan.reports.catalogue import CATALOGUE
from binaan.reports.queries import comparing, finding
from binaan.reports.views.reports import sent

VIEW = Permission.PLAN_VIEW


@requires(VIEW)
def printout_list(request):
    """My copies; ?kode= leads to the one with that code."""
    code = "".join(request.GET.get("kode", "").replace("\0", "").split()).upper()
    if code and finding.printouts(request.user).filter(code=code).exists():
        return redirect("report_printout", code=code)
    rows = [
        {"made": one, "title": _title(one.report)}
        for one in finding.own_printouts(request.user)[:100]
    ]
    context = {"rows": rows, "code": code, "missing": bool(code)}
    return page(request, "reports/printout_list.html", context)


@requires(VIEW)
def report_printout(request, code):
    """What a copy said, who took it, and whether the plan still says the same."""
    made = _found(request, code)
    report = CATALOGUE.get(made.report)
    changed, sheet = [], None
    if report:
        asked = finding.asked(
            request.user, report, made.version, year=made.year, quarter=made.quarter, on=today()
        )
        sheet = making.sheet_of(request.user, asked)
        changed = comparing.differences(request.user, made, sheet)
    context = {
        "made": made, "title": _title(made.report), "report": report, "changed": changed,
        "by": names(request.user, [made.made_by]).get(made.made_by, made.made_by),
        "period": report.period(made.year, made.quarter) if report else "",
        "same": sheet is not None and not changed,
        "most": comparing.MOST,
    }  # fmt: skip
    return page(request, "reports/printout.html", context)


@requires(VIEW)
def report_printout_file(request, code):
    """The file as it was taken."""
    return sent(_found(request, code))


def _title(code: str) -> str:
    return CATALOGUE[code].title if code in CATALOGUE else code


def _found(request, code: str):
    """By its code, in any case; the trail names a copy by its id."""
    found = finding.printouts(request.user)
    try:
        made = found.filter(pk=UUID(code)).first()
    except ValueError:
        made = found.filter(code=code.replace("\0", "").upper()).first()
    if made is None:
        raise Http404
    return made
