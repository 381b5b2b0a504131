"""Lists of reference data a form may choose from: places within somebody's assignment, groups."""

from django.db.models import Max

from binaan.access.permissions import Permission
from binaan.places.models import Place, ReferenceLoad
from binaan.places.queries import industry_groups
from binaan.places.scope import within

LEVELS = {
    Place.Level.REGENCY: "kabkota",
    Place.Level.DISTRICT: "kecamatan",
    Place.Level.VILLAGE: "desa",
}
MOST_KEPT = 64  # assignments whose places are remembered
_kept: dict[tuple, list[tuple[str, str, str, str]]] = {}


def places(user) -> list[tuple[str, str, str, str]]:
    """Code, name, level and the code above: what lies within the assignments, and what is above it.

    Somebody of the whole country is given the places of his office: a phone does not hold 83,000.
    """
    held = held_paths(user)
    loaded = ReferenceLoad.objects.aggregate(at=Max("changed_at"))["at"]
    stamp = (loaded, *sorted(held))
    if stamp in _kept:
        return _kept[stamp]
    found = sorted(set().union(*(_below(path) for path in held)))
    if loaded:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[stamp] = found
    return found


def held_paths(user) -> set[str]:
    """Paths of the places this person collects in; of the office's where the assignment is too wide."""
    return {_narrowed(one) for one in user.holdings(Permission.FIELD_SEND)}


def _narrowed(assignment) -> str:
    place = assignment.place
    wide = place.level in (Place.Level.COUNTRY, Place.Level.PROVINCE)
    return assignment.office.place.path if wide and assignment.office else place.path


def _below(path: str) -> set[tuple[str, str, str, str]]:
    steps = path.split(".")
    above = [".".join(steps[:count]) for count in range(2, len(steps))]
    known = Place.objects.valid().filter(level__in=list(LEVELS))
    found = known.filter(within("path", path)) | known.filter(path__in=above)
    listed = found.values_list("code", "name", "level", "parent__code")
    return {(code, name, LEVELS[level], parent or "") for code, name, level, parent in listed}


def groups(user) -> list[tuple[str, str]]:
    """Code and name of the industry groups."""
    return list(industry_groups().items())
