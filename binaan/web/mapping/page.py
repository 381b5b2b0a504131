"""What the page of the map shows before the script runs, and what it tells the script."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.kit.mapping import ground
from binaan.places import outlines
from binaan.places.models import Place
from binaan.places.outlines import Box
from binaan.registry.selecting.selection import Selection
from binaan.web.mapping import colours, points
from binaan.web.queries.scope import scope

INDONESIA = Box(95.0, -11.0, 141.0, 6.0)
NOBODY = "00000000-0000-0000-0000-000000000000"


def context(request, selection: Selection) -> dict[str, Any]:
    """Everything the page shows; the script then asks for points and colours itself."""
    user, given = request.user, request.GET
    place = place_of(user, selection)
    colour = coloured(user, selection, place, given)
    placed = points.placed(user, selection)
    key = given.get("angka", "") if colour.url or given.get("angka") == colours.CHOSEN else ""
    said = settings_of(selection, place, box(selection, place, placed), key)
    here, address = reverse("business_map"), reverse("business_list")
    rows = [_row(one, selection, here, key) for one in colour.parts]
    return {
        "selection": selection,
        "chips": [_chip(one, here, key) for one in selection.chips()],
        "colour": colour,
        "rows": rows,
        "deeper": any(row["inside"] for row in rows),
        "measures": colours.choices() if user.may(Permission.FIGURE_VIEW) else [],
        "measure": key,
        "placed": placed,
        "unplaced_url": f"{address}?{selection.query(tanpa=_without(selection))}",
        "list_url": f"{address}?{selection.query()}",
        "filter_url": _with(reverse("business_map_filter"), selection.query(), key),
        "clear_url": _with(here, "", key),
        "narrowing": sum(map(len, selection.chosen.values())) + bool(selection.area),
        "settings": said,
        "kept": [
            (name, value) for name, values in selection.parameters().items() for value in values
        ],
        "outlined": outlines.source(),
    }


def filtered(given) -> dict[str, Any]:
    """What the panel of the filters says otherwise on the map: where it leads, and the colour."""
    key = given.get("angka", "")
    return {
        "home": reverse("business_map"),
        "colour": key if key in dict(colours.choices()) else "",
    }


def _chip(chip, here: str, key: str) -> dict[str, Any]:
    return {"label": chip.label, "text": chip.text, "url": _with(here, chip.query, key)}


def _with(address: str, query: str, key: str) -> str:
    """The address with a selection and the colour that was chosen."""
    return f"{address}?" + "&".join(part for part in (query, f"angka={key}" if key else "") if part)


def _row(part: colours.Part, selection: Selection, here: str, key: str) -> dict[str, Any]:
    """A line of the table; `inside`: the map of that part, where it has parts of its own."""
    inside = ""
    if part.code and len(part.code) < len("32.16.06.2001"):
        inside = _with(here, selection.query(wilayah=part.code), key)
    return {**part._asdict(), "inside": inside}


def _without(selection: Selection) -> tuple[str, ...]:
    return (*(one for one in selection.chosen.get("tanpa", ()) if one != "titik"), "titik")


def place_of(user: User, selection: Selection) -> Place:
    """The one place that was chosen, else the place this user works at."""
    chosen = selection.chosen.get("wilayah", ())
    if len(chosen) == 1:
        found = Place.objects.filter(pk=chosen[0]).first()
        if found is not None:
            return found
    held = scope(user, Permission.BUSINESS_VIEW)
    return held.place if held else Place.objects.get(path="")


def coloured(user: User, selection: Selection, place: Place, given) -> colours.Colours:
    """By `angka`; without one, or with one nobody can read: by the businesses of the selection."""
    key = given.get("angka", "")
    if key and key != colours.CHOSEN and user.may(Permission.FIGURE_VIEW):
        try:
            return colours.of_measure(user, key, colours.asked_of(place, given))
        except ValidationError:
            pass
    return colours.of_selection(user, selection, place)


def box(selection: Selection, place: Place, placed: points.Placed) -> Box:
    """What the map opens on: the drawn area, what was found by words, the place, the country."""
    if selection.area:
        lons, lats = zip(*selection.area, strict=True)
        return Box(min(lons), min(lats), max(lons), max(lats))
    if selection.q and placed.box:
        return placed.box
    return outlines.box_around(place) or placed.box or INDONESIA


def settings_of(selection: Selection, place: Place, where: Box, key: str) -> str:
    """JSON for the script: addresses, the window to open on, the base map, the area drawn."""
    said: dict[str, Any] = {
        "list": reverse("business_list"),
        "points": reverse("business_map_points"),
        "beside": reverse("business_map_beside"),
        "colours": reverse("business_map_colours"),
        "bubble": reverse("business_map_bubble", args=[NOBODY]),
        "outlines": reverse("map_outlines", args=["LEVEL"]),
        "query": selection.query(),
        "area": [list(corner) for corner in selection.area],
        "place": place.code,
        "box": list(where),
        "base": ground.described(reverse("map_base")),
        "measure": key,
    }
    return json.dumps(said, separators=(",", ":"))
