"""What rooms above tell on the page of a business: happenings of its journey, and cards of theirs.

Signed up once when a room starts, as with snapshot/served. Whoever is asked is given the reader
first and shows nothing he does not reach.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

TELLERS: list[Callable] = []
SECTIONS: list["Section"] = []


class Section(NamedTuple):
    """A card: `gather(user, business)` gives what `template` reads as `part`; None: no card."""

    template: str
    gather: Callable[[Any, Any], dict | None]


def tell(teller: Callable[[Any, Any], Iterable]) -> None:
    """Sign up `teller(user, business)`, which gives queries.timeline.Happening."""
    if teller not in TELLERS:
        TELLERS.append(teller)


def show(template: str, gather: Callable[[Any, Any], dict | None]) -> None:
    """Sign up a card of the page."""
    made = Section(template, gather)
    if made not in SECTIONS:
        SECTIONS.append(made)


def happenings(user, business) -> list:
    """What rooms above know happened to a business, as far as this reader reaches."""
    return [one for teller in TELLERS for one in teller(user, business)]


def sections(user, business) -> list[dict]:
    """The cards of rooms above: `template` and `part`."""
    found = [(one.template, one.gather(user, business)) for one in SECTIONS]
    return [{"template": template, "part": part} for template, part in found if part is not None]
