"""The progress of a campaign as a drawing of the parts of a place; public outlines, no records."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.http import urlencode

from binaan.access.models import User
from binaan.intake.models import Campaign
from binaan.intake.queries.campaigns import Part
from binaan.kit.numbers import id_number
from binaan.places import drawing
from binaan.places.models import Place

EDGES = (25, 50, 75, 100)  # percent done, from which a darker colour begins
LABELS = ("di bawah 25 %", "mulai 25 %", "mulai 50 %", "mulai 75 %", "100 %")


class Shape(NamedTuple):
    """A part of the place. `step` 0 to 4, "x" without targets; `told`: the same in words."""

    d: str
    step: str
    told: str
    name: list[str]
    at: tuple[str, str]
    url: str


class Drawn(NamedTuple):
    """The drawing; sizes as text, for the template writes them into SVG."""

    width: str
    height: str
    shapes: list[Shape]
    legend: list[dict]


def place_of(user: User, campaign: Campaign, code: str) -> Place:
    """The part of the campaign's place that is looked at, else all of it."""
    found = Place.objects.filter(pk=code).first() if code else None
    inside = found and (found == campaign.place or _below(found.path, campaign.place.path))
    return found if inside else campaign.place


def drawn(user: User, place: Place, villages: Iterable[Part]) -> Drawn | None:
    """The parts of a place by how much of what was wanted is done; None without outlines."""
    made = drawing.drawing(place)
    if made is None:
        return None
    parts = dict(Place.objects.filter(parent=place).values_list("path", "name"))
    paths = dict(
        Place.objects.filter(pk__in=[one.key for one in villages]).values_list("pk", "path")
    )
    counts = {path: [0, 0] for path in parts}
    for one in villages:
        at = next((path for path in parts if _below(paths.get(one.key, ""), path)), None)
        if at is not None:
            counts[at][0] += one.wanted
            counts[at][1] += one.done
    shapes = [
        _shape(made, path, name, *counts[path]) for path, name in sorted(parts.items())
        if path in made.paths
    ]  # fmt: skip
    legend = [{"step": str(step), "label": label} for step, label in enumerate(LABELS)]
    return Drawn(
        str(drawing.WIDTH), str(made.height), shapes,
        [*legend, {"step": "x", "label": "tanpa sasaran"}],
    )  # fmt: skip


def _shape(made: drawing.Drawing, path: str, name: str, wanted: int, done: int) -> Shape:
    percent = 100 * done / wanted if wanted else 0
    step = str(sum(percent >= edge for edge in EDGES)) if wanted else "x"
    told = (
        f"{name}: {id_number(done)} dari {id_number(wanted)} sasaran selesai"
        if wanted else f"{name}: tanpa sasaran"
    )  # fmt: skip
    url = "?" + urlencode({"wilayah": path}) if wanted else ""
    return Shape(made.paths[path], step, told, name.split(), made.middles[path], url)


def _below(path: str, above: str) -> bool:
    return not above or path == above or path.startswith(f"{above}.")
