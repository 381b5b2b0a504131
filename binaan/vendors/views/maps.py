"""The map of street vendors for staff: its page, what is drawn, one vendor's bubble."""

from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.gzip import gzip_page

from binaan.access.guards import requires
from binaan.kit.pages import page
from binaan.vendors.queries import map_page, mapped
from binaan.vendors.queries.mapped import VIEW
from binaan.vendors.rules.measuring import POSITIONS


@requires(VIEW)
def vendor_map(request):
    """Vendors by where they stand and their TDU, locations by how full they are, on a day."""
    asked = mapped.asked(request.user, request.GET)
    return page(request, "vendors/vendor_map.html", map_page.context(request.user, asked))


@requires(VIEW)
@gzip_page
def vendor_map_spots(request):
    """What the script draws."""
    asked = mapped.asked(request.user, request.GET)
    return _private(JsonResponse(mapped.drawn(request.user, asked)))


@requires(VIEW)
def vendor_map_bubble(request, pk):
    """One vendor on the map."""
    found = mapped.vendor(request.user, pk, mapped.asked(request.user, request.GET).at)
    if found is None:
        raise Http404
    vendor, position = found
    context = {"vendor": vendor, "position": position, "word": POSITIONS[position]}
    return _private(render(request, "vendors/map_bubble.html", context))


def _private(response):
    """Positions and names are kept by nobody on the way."""
    patch_cache_control(response, private=True, no_store=True)
    return response
