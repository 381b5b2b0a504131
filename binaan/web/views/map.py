"""The map of the directory: its page, what it asks for while it moves, and what it stands on."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control

from binaan.access.guards import requires, signed_in
from binaan.access.permissions import Permission
from binaan.kit import ranges
from binaan.kit.mapping import ground
from binaan.kit.pages import page
from binaan.places import outlines
from binaan.places.queries import place_of
from binaan.registry.selecting.selection import Selection
from binaan.web import directory_panels, listing
from binaan.web.mapping import colours, points, windows
from binaan.web.mapping import page as pages

DAY = 24 * 3600


@requires(Permission.BUSINESS_VIEW)
def business_map(request):
    selection = Selection.parse(request.GET, request.user)
    return page(request, "web/business_map.html", pages.context(request, selection))


@requires(Permission.BUSINESS_VIEW)
def business_map_filter(request):
    """The filters of the list, leading back to the map."""
    selection = Selection.parse(request.GET, request.user)
    context = directory_panels.filters(request.user, selection) | pages.filtered(request.GET)
    return page(request, "web/business_list_filter.html", context, fragment="panel")


@requires(Permission.BUSINESS_VIEW)
def business_map_points(request):
    window, refusal = _window(request)
    if refusal:
        return JsonResponse({"error": refusal}, status=400)
    selection = Selection.parse(request.GET, request.user)
    found = points.within(request.user, selection, window)
    return _private(
        JsonResponse(
            {
                "type": "FeatureCollection",
                "features": found.features,
                "total": found.total,
                "whole": found.whole,
            },
            json_dumps_params={"separators": (",", ":"), "ensure_ascii": False},
        )
    )


@requires(Permission.BUSINESS_VIEW)
def business_map_beside(request):
    window, refusal = _window(request)
    if refusal:
        return HttpResponse(refusal, status=400, content_type="text/plain; charset=utf-8")
    selection = Selection.parse(request.GET, request.user)
    beside = points.beside(request.user, selection, window)
    corners = (
        (window.west, window.north), (window.east, window.north),
        (window.east, window.south), (window.west, window.south),
    )  # fmt: skip
    area = None if selection.area else ";".join(f"{lon:.5f},{lat:.5f}" for lon, lat in corners)
    query = selection.query(area=area) if area else selection.query()
    context = {
        "lines": listing.of_businesses(beside.rows),
        "total": beside.total,
        "list_url": f"{reverse('business_list')}?{query}",
    }
    return _private(render(request, "web/map_beside.html", context))


@requires(Permission.BUSINESS_VIEW)
def business_map_bubble(request, pk):
    found = points.one(request.user, pk)
    if found is None:
        raise Http404
    context = {"line": listing.of_businesses([found])[0]}
    return _private(render(request, "web/map_bubble.html", context))


@requires(Permission.BUSINESS_VIEW)
def business_map_colours(request):
    """By any measure for who may see figures; by the selection for all."""
    user, key = request.user, request.GET.get("angka") or colours.CHOSEN
    selection = Selection.parse(request.GET, user)
    place = pages.place_of(user, selection)
    if key == colours.CHOSEN:
        found = colours.of_selection(user, selection, place)
    else:
        if not user.may(Permission.FIGURE_VIEW):
            raise PermissionDenied("Tugas Anda tidak mencakup angka.")
        try:
            found = colours.of_measure(user, key, colours.asked_of(place, request.GET))
        except ValidationError as error:
            return JsonResponse({"error": " ".join(error.messages)}, status=400)
    return _private(JsonResponse(found.as_json()))


@signed_in("Batas wilayah adalah rujukan umum, sama bagi semua orang.")
def map_outlines(request, level):
    code = request.GET.get("wilayah", "")
    place = place_of(code) if code else None
    if level not in outlines.LEVELS or (code and place is None):
        raise Http404
    packed = outlines.packed(level, place)
    return ranges.packed(request, packed.body, packed.tag, "application/geo+json", max_age=DAY)


@signed_in("Peta dasar adalah rujukan umum, sama bagi semua orang.")
def map_base(request):
    return ground.served(request, private=True, max_age=DAY)


def _window(request):
    """The window asked for, or the sentence why there is none."""
    try:
        return windows.read(request.GET.get("bbox", ""), request.GET.get("z", "")), ""
    except windows.Wrong as error:
        return None, str(error)


def _private(response):
    """Positions and names are kept by nobody on the way."""
    patch_cache_control(response, private=True, no_store=True)
    return response
