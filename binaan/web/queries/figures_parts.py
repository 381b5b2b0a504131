"""Parts of a place and groups that no record names: blank spots (docs/rules/measures.md)."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.kit import snapshot
from binaan.kit.measures import Asked, Measure
from binaan.places import queries as places
from binaan.places.models import Place
from binaan.places.scope import within
from binaan.registry.models import Business, Condition
from binaan.web.queries.scope import scope

PLACE, VILLAGE, GROUP = "wilayah", "desa", "kelompok"
OF_DIMENSION = {"place": PLACE, "group": GROUP}


class Spot(NamedTuple):
    """A part of the place, or a group: `key` as in the rows of its dimension."""

    key: str
    label: str
    code: str = ""
    above: str = ""


class Blanks(NamedTuple):
    """All parts of one kind, and those of which nobody has listed anybody."""

    kind: str
    all: list[Spot]
    blank: list[Spot]


def reaches(user: User, place: Place) -> bool:
    """Whether figures of this place say something to the user: her places, or what holds them."""
    top = scope(user)
    for held in user.holdings(Permission.FIGURE_VIEW):
        if _inside(place, held.place):
            return True
        if top and _inside(held.place, place) and _inside(place, top.place):
            return True
    return False


def above(user: User, place: Place) -> list[Place]:
    """The places above this one that the user reaches, the widest first."""
    return [one for one in places.ancestors(place) if reaches(user, one)]


def spots(user: User, asked: Asked, kind: str) -> list[Spot]:
    """Every part there is on the date, whether anything is known of it or not."""
    if kind == GROUP:
        return [Spot(code, label) for code, label in places.industry_groups().items()]
    day = asked.at or asked.period.last
    found = Place.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_until=None) | Q(valid_until__gt=day)
    )
    if kind == VILLAGE:
        found = found.under(asked.place).filter(level=Place.Level.VILLAGE)
    else:
        found = found.filter(parent=asked.place)
    held = [one.place for one in user.holdings(Permission.FIGURE_VIEW)]
    mine = {
        place.path: Spot(place.path, place.name, place.code, place.parent.name)
        for place in found.select_related("parent").order_by("path")
        if any(_inside(place, one) or _inside(one, place) for one in held)
    }
    return list(mine.values())


def unrecorded(user: User, asked: Asked, kind: str, keys: Collection[str]) -> set[str]:
    """Of these parts, those without any record of a business there by the date."""
    if not keys:
        return set()
    if kind == GROUP:
        named = _here(user, asked).filter(group__in=keys)
        return set(keys) - _asked(asked, named.order_by().values_list("group").distinct())
    parts = Q()
    for key in keys:
        parts |= within("path", key)
    named = _conditions(user, asked).filter(place__in=Place.objects.filter(parts))
    paths = _asked(asked, named.order_by().values_list("place__path").distinct())
    return {key for key in keys if not any(_below(path, key) for path in paths)}


def blanks(user: User, asked: Asked) -> list[Blanks]:
    """The blank spots of a place: its parts, its villages if those are not its parts, its groups."""
    kinds = [PLACE, GROUP]
    if asked.place.level == Place.Level.REGENCY:
        kinds.insert(1, VILLAGE)
    paths = _asked(asked, _here(user, asked).order_by().values_list("place__path").distinct())
    answer = []
    for kind in kinds:
        every = spots(user, asked, kind)
        if kind == GROUP:
            missing = unrecorded(user, asked, kind, [spot.key for spot in every])
        else:
            named = {path[: len(every[0].key)] for path in paths} if every else set()
            missing = {spot.key for spot in every} - named
        if every:
            answer.append(Blanks(kind, every, [spot for spot in every if spot.key in missing]))
    return answer


def earliest(user: User, measure: Measure, asked: Asked) -> date | None:
    """The first date the register can answer for at this place; None for never, or for lists."""
    if measure.subject != "business":
        return date.min
    found = _here(user, asked.but(at=date.max, period=None))
    question = lambda one: one.order_by().aggregate(first=Min("valid_from"))["first"]  # noqa: E731
    return question(found) if asked.known else snapshot.answer(question, found)


def _here(user: User, asked: Asked) -> QuerySet[Condition]:
    found = _conditions(user, asked)
    return found.filter(place__in=Place.objects.filter(within("path", asked.place)))


def _conditions(user: User, asked: Asked) -> QuerySet[Condition]:
    """How businesses stood on any day up to the date, as known then, whatever their status."""
    mine = Business.objects.ever_permitted(user, Permission.FIGURE_VIEW, asked.known)
    mine = mine.filter(pk=OuterRef("business_id"))
    found = Condition.objects.filter(valid_from__lte=asked.at or asked.period.last)
    if asked.known is None:
        return found.filter(Exists(mine.present()), known_until__isnull=True)
    unrevised = Q(known_until__isnull=True) | Q(known_until__gt=asked.known)
    return found.filter(Exists(mine), unrevised, known_from__lte=asked.known)


def _asked(asked: Asked, found: QuerySet) -> set[str]:
    """The values of a column: of the copy where that may answer."""
    question = lambda one: {value for (value,) in one}  # noqa: E731 - one line is the question
    return question(found) if asked.known else snapshot.answer(question, found)


def _inside(place: Place, top: Place) -> bool:
    return _below(place.path, top.path)


def _below(path: str, top: str) -> bool:
    return not top or path == top or path.startswith(f"{top}.")
