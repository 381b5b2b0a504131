"""The public map of street trade: locations as a list, one location, what the map draws."""

import json

from django.http import Http404, JsonResponse
from django.urls import reverse

from binaan.access.guards import public
from binaan.kit import ranges
from binaan.kit.mapping import ground
from binaan.kit.pages import page
from binaan.places import outlines
from binaan.portal.doors import open_door
from binaan.portal.queries import street

EVERYBODY = "where one may trade, when, and what is free is for everybody; nobody is named unasked"
REFERENCE = "outlines of places and the base map are public data, the same for everybody"
LEVELS = ("kabupaten", "kecamatan")
DAY = 24 * 3600


@open_door(EVERYBODY)
def portal_street(request):
    """Locations as a list with filters, figures beside it; the map is loaded when asked for."""
    asked = street.asked(request.GET)
    found = street.shown(asked)
    first = (asked.page - 1) * street.MOST
    context = {
        "asked": asked, "found": found[first : first + street.MOST], "total": len(found),
        "places": street.places(), "trades": street.WORDS, "tables": street.tables(asked),
        "next": asked.page + 1 if len(found) > first + street.MOST else 0,
        "previous": asked.page - 1, "settings": _settings(found), "outlined": outlines.source(),
    }  # fmt: skip
    return page(request, "portal/street.html", context)


def _settings(found) -> str:
    """What the script needs once the map is asked for."""
    lons, lats = [one.row.lon for one in found], [one.row.lat for one in found]
    box = [min(lons), min(lats), max(lons), max(lats)] if found else [95.0, -11.0, 141.0, 6.0]
    said = {
        "spots": reverse("portal_street_spots"), "box": box,
        "outlines": reverse("portal_street_outlines", args=["LEVEL"]),
        "base": ground.described(reverse("portal_street_base")),
    }  # fmt: skip
    return json.dumps(said, separators=(",", ":"))


@open_door(EVERYBODY)
def portal_street_location(request, pk):
    """One location: hours, trades, free places, legal basis, stalls that agreed to be named."""
    found = street.location(pk)
    if found is None:
        raise Http404
    context = {"one": found, "agreed": street.agreed(found.row), "office": found.row.office}
    return page(request, "portal/street_location.html", context)


@open_door(EVERYBODY)
def portal_street_spots(request):
    """The locations as GeoJSON."""
    return JsonResponse(street.drawn(), json_dumps_params={"ensure_ascii": False})


@public(REFERENCE)
def portal_street_outlines(request, level):
    """Outlines of kabupaten and kecamatan."""
    if level not in LEVELS:
        raise Http404
    packed = outlines.packed(level, None)
    return ranges.packed(request, packed.body, packed.tag, "application/geo+json", max_age=DAY)


@public(REFERENCE)
def portal_street_base(request):
    """The base map, piece by piece."""
    return ground.served(request, max_age=DAY)
