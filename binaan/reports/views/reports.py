"""The list of what can be printed, and one report as a page."""

from django.http import FileResponse, Http404
from django.views.decorators.http import require_POST

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.kit.files import path_of
from binaan.kit.pages import page
from binaan.reports import making
from binaan.reports.actions import taking
from binaan.reports.catalogue import CATALOGUE, for_document
from binaan.reports.drawing import html
from binaan.reports.drawing.workbook import spaced
from binaan.reports.queries import choosing, finding

VIEW = Permission.PLAN_VIEW
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "json": "application/json",
}


@requires(VIEW)
def report_list(request):
    """Documents as chips, then what can be printed of the chosen one, by group."""
    found, chosen = choosing.chosen(request.user, request.GET.get("dokumen", ""))
    if found and chosen is None:
        raise Http404
    year = choosing.year_of(request.user, chosen, request.GET.get("tahun", "")) if chosen else 0
    context = {
        "documents": found,
        "chosen": chosen,
        "year": year,
        "years": chosen.years if chosen else [],
        "groups": choosing.offers(request.user, chosen, year) if chosen else [],
        "yearly": chosen and any(one.needs_year for one in for_document(chosen)),
    }
    return page(request, "reports/report_list.html", context)


@requires(VIEW)
def report_page(request, pk, code):
    """One report; ?tahun= and ?triwulan= choose the period, ?bagian= the rows of a long one."""
    asked = _asked(request, pk, code, request.GET)
    sheet = making.sheet_of(request.user, asked)
    parts = html.parts(sheet)
    part = min(max(_number(request.GET.get("bagian", "1")), 1), parts)
    document = asked.version.document
    context = {
        "report": asked.report, "sheet": sheet, "asked": asked, "document": document, "pk": pk,
        "imprint": making.imprint_of(asked), "part": part, "parts": parts,
        "table": html.table(sheet, part=part, label=sheet.title),
        "annex": html.table(sheet.annex, label=sheet.annex.title) if sheet.annex else "",
        "signatures": [one._replace(nip=spaced(one.nip)) for one in sheet.signatures],
        "marked": any(cell.printed for row in sheet.rows for cell in row.cells.values()),
        "chips": choosing.chips(
            request.user, pk, asked.report, document, (asked.year, asked.quarter)
        ) or choosing.period_chips(request.user, asked.report, asked.version, asked.year),
        "versions": finding.versions_of(request.user, document),
    }  # fmt: skip
    return page(request, "reports/report_page.html", context)


@requires(VIEW)
@require_POST
def report_take(request, pk, code):
    """The same report as a file; its copy is kept and found again by its code."""
    form = request.POST.get("bentuk", "")
    if form not in taking.FORMATS:
        raise Http404
    made = taking.take(_asked(request, pk, code, request.POST), form=form, by=request.user)
    return sent(made)


def sent(made) -> FileResponse:
    """The kept file of a copy, under a name that says what it is."""
    period = f"-{made.year}" + (f"-tw{made.quarter}" if made.quarter else "")
    name = f"{made.report}{period}-{made.code}.{made.format}"
    answer = FileResponse(
        path_of(made.file.sha256).open("rb"), as_attachment=True, filename=name,
        content_type=TYPES[made.format],
    )  # fmt: skip
    answer["Cache-Control"] = "no-store"
    return answer


def _asked(request, pk, code, said):
    """What the address asks for; 404 for a report, plan or period that is not there."""
    report = CATALOGUE.get(code)
    if report is None:
        raise Http404
    year = _number(said.get("tahun", "")) or today().year
    quarter = _number(said.get("triwulan", "")) if report.needs_quarter else 0
    version = finding.version_asked(request.user, pk, min(max(year, 2000), 2100), quarter % 5)
    if version is None or version.document.kind not in report.kinds:
        raise Http404
    if report.needs_year:
        year = choosing.year_of(request.user, version.document, str(year))
    if report.needs_quarter and quarter not in (1, 2, 3, 4):
        quarter = 4
    return finding.asked(request.user, report, version, year=year, quarter=quarter, on=today())


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= 4 else 0
