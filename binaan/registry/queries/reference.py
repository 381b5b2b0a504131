"""Reference lists that forms offer, and places by the words somebody typed."""

from functools import cache

from binaan.access import queries as access
from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.places import files
from binaan.places.models import Place
from binaan.places.rules import name_key

MOST_PLACES = 30
EKRAF = "ekraf-subsectors.csv"


@cache
def _subsectors() -> tuple[tuple[str, str], ...]:
    return tuple((row["kode"], row["subsektor_17"]) for row in files.rows(EKRAF))


@cache
def _ekraf_kbli() -> tuple[str, ...]:
    keys = (key.strip() for row in files.rows(EKRAF) for key in row["kbli2020_kunci"].split(","))
    return tuple(sorted({key for key in keys if key}))


def ekraf_subsectors(user) -> tuple[tuple[str, str], ...]:
    """Creative subsectors as key and label; open to all."""
    return _subsectors()


def ekraf_kbli(user) -> tuple[str, ...]:
    """Beginnings of KBLI 2020 codes that belong to a creative subsector; open to all."""
    return _ekraf_kbli()


def places_called(user, words: str) -> list[Place]:
    """Kecamatan and desa within reach whose code or name is `words`.

    "32.16.06.2001", "Mekarsari", or "Mekarsari, Tambun Selatan".
    """
    mine = access.places(user, Permission.BUSINESS_EDIT).valid().select_related("parent")
    mine = mine.filter(level__in=(Place.Level.DISTRICT, Place.Level.VILLAGE))
    code = mine.filter(pk=words.strip())
    if code.exists():
        return list(code)
    name, _comma, above = words.partition(",")
    found = mine.filter(name_key=name_key(name)) if name_key(name) else mine.none()
    if name_key(above):
        found = found.filter(parent__name_key=name_key(above))
    if not found.exists() and len(name_key(name)) > 2 and not above:
        found = mine.filter(name_key__contains=name_key(name))
    return list(found.order_by("name", "code")[:MOST_PLACES])


def names(user, usernames) -> dict[str, str]:
    """The names of colleagues by user name; who did something is no secret among them."""
    found = User.objects.filter(username__in=set(usernames))
    return {one.username: str(one) for one in found}
