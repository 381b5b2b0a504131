"""What the map of a form stands on without a network: outlines of the places its holder collects in."""

from binaan.intake.queries.place_lists import held_paths
from binaan.places import outlines
from binaan.places.models import Place
from binaan.places.outlines import Packed

# A phone does not hold 83,000 villages: who works in a whole province sees its kecamatan.
LEVELS: dict[str, str] = {Place.Level.COUNTRY: "kabupaten", Place.Level.PROVINCE: "kecamatan"}


def ground(user) -> Packed:
    """Outlines as GeoJSON, each once; no features where none are loaded. Public data."""
    places = Place.objects.filter(path__in=held_paths(user)).order_by("path")
    return outlines.together(
        *(outlines.packed(LEVELS.get(one.level, "desa"), one) for one in places)
    )
