"""The simple directory: one list with one box."""

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.pages import page
from binaan.web import listing
from binaan.web.addresses import address
from binaan.web.queries import directory


@requires(Permission.BUSINESS_VIEW)
def business_list(request):
    search = request.GET.get("q", "")
    part = directory.businesses(
        request.user,
        search=search,
        after=request.GET.get("sesudah", ""),
        before=request.GET.get("sebelum", ""),
    )
    may_add = request.user.may(Permission.BUSINESS_EDIT)
    context = {
        "part": part,
        "lines": listing.of_businesses(part.rows),
        "search": search,
        "add_url": address("business_add") if may_add else "",
    }
    return page(request, "web/business_list.html", context, fragment="rows")
