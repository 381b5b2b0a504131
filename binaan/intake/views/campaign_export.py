"""A campaign as a file."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import slugify

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.intake.queries import campaigns
from binaan.intake.sheets.campaigns import SHEETS, workbook
from binaan.kit.dates import today

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(Permission.EXPORT)
def campaign_export(request, pk, what):
    """Targets, answers or quality as XLSX; personal answers are masked."""
    campaign = get_object_or_404(campaigns.campaigns(request.user), pk=pk)
    if what not in SHEETS:
        raise Http404
    content = workbook(campaign, what, by=request.user)
    name = f"{slugify(campaign.title) or 'kampanye'}-{what}-{today():%Y%m%d}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=XLSX, headers=headers)
