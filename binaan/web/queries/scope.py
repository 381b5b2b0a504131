"""Where somebody works: the place that holds all their places, and the office if it is one."""

from typing import NamedTuple

from binaan.access import queries as access
from binaan.access.models import Office, User
from binaan.access.permissions import Permission
from binaan.places import queries as places
from binaan.places.models import Place


class Scope(NamedTuple):
    """`office` is None for people bound to no office, or to several."""

    place: Place
    office: Office | None

    @property
    def label(self) -> str:
        return str(self.office or self.place)


def scope(user: User, permission: Permission = Permission.FIGURE_VIEW) -> Scope | None:
    """Where this user sees figures, or holds another right; None for somebody who sees none."""
    held = user.holdings(permission)
    if not held:
        return None
    offices = {item.office_id: item.office for item in held}
    office = next(iter(offices.values())) if len(offices) == 1 else None
    return Scope(_common([item.place for item in held]), office)


def _common(held: list[Place]) -> Place:
    """The nearest place at or above all of them."""
    chains = [[*places.ancestors(place), place] for place in held]
    common = chains[0]
    for chain in chains[1:]:
        inside = {place.pk for place in chain}
        common = [place for place in common if place.pk in inside]
    return common[-1]


def offices(user: User) -> list[Office]:
    """The offices whose figures this user may ask for."""
    return list(access.offices(user, Permission.FIGURE_VIEW))


def place_choices(user: User, chosen: Place) -> list[tuple[str, str]]:
    """Places to choose from: above the chosen one within reach, itself, and those below it."""
    mine = access.places(user, Permission.FIGURE_VIEW)
    top = scope(user)
    near = [*places.ancestors(chosen), chosen]
    above = [place for place in near if top and _at_or_below(place, top.place)]
    below = mine.filter(parent=chosen, valid_until=None).order_by("code")
    choices = [(place.pk, place.name) for place in above]
    return choices + [(place.pk, f"– {place.name}") for place in below]


def _at_or_below(place: Place, top: Place) -> bool:
    return not top.path or place.path == top.path or place.path.startswith(f"{top.path}.")
