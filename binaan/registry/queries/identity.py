"""Pairs of businesses that may be one: what waits, what was decided, how much is left."""

from time import monotonic
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from binaan.access.permissions import Permission
from binaan.kit import keyset, prepared
from binaan.places.models import Place
from binaan.registry.choices import PairState
from binaan.registry.models import Merge, Pair, Role
from binaan.registry.queries.pages import CURRENT
from binaan.registry.queries.reference import names
from binaan.registry.rules import beside
from binaan.registry.rules.names import person_key

DECIDE, REVIEW = Permission.IDENTITY_DECIDE, Permission.IDENTITY_REVIEW
MOST_COUNTED = 1000
PAGE = 25
TOLD = 4  # reasons in a line of the list
SLOW_SECONDS, KEPT_SECONDS = 0.25, 60
ALIKE_FROM = 0.5
# Which pairs a part of the list shows, and in which order.
PARTS = {
    "menunggu": (Q(state=PairState.OPEN), ("-business_p", "-owner_p", "pk")),
    "pasti": (
        Q(state__in=(PairState.SAME, PairState.OWNER, PairState.DIFFERENT), automatic=False),
        ("-decided_at", "pk"),
    ),
    "ragu": (Q(state=PairState.UNSURE), ("-decided_at", "pk")),
}


_slow = prepared.Few(500)


class Listed(NamedTuple):
    """A line of a list of pairs; `held`: by whom it is looked at now."""

    pair: Pair
    owners: tuple[str, str]
    by: str
    held: str
    spoken: str
    chance: str


class Part(NamedTuple):
    rows: list
    previous: str
    next: str


def right_of(user) -> Permission:
    """With which right somebody looks at pairs and merges: deciding, else reviewing."""
    return DECIDE if user.may(DECIDE) else REVIEW


def pairs(user, permission: Permission | None = None):
    """The pairs this user may look at, whatever became of them."""
    found = Pair.objects.permitted(user, permission or right_of(user))
    return found.select_related("left__place", "right__place")


def merges(user, permission: Permission | None = None):
    """The merges this user may look at, standing or undone."""
    found = Merge.objects.permitted(user, permission or right_of(user))
    return found.select_related("left__place", "right__place", "into_owner", "from_owner", "pair")


def open_count(user) -> int:
    """How many pairs wait for this user, counted no further than MOST_COUNTED."""
    held = {(one.place.path, one.office_id) for one in user.holdings(DECIDE)}
    if not held:
        return 0
    # Every page asks this for its menu: compiled once for all with the same reach, and where
    # counting takes long (few of very many are hers) not counted anew at once.
    key = ("pairs open", tuple(sorted(held, key=str)))
    known = _slow.get(key)
    if known is not None and monotonic() - known[0] < KEPT_SECONDS:
        return known[1]
    begun = monotonic()
    found = prepared.count(
        key,
        lambda: Pair.objects.permitted(user, DECIDE).waiting().values_list("pk")[:MOST_COUNTED],
    )
    if monotonic() - begun > SLOW_SECONDS:
        _slow.put(key, (begun, found))
    return found


def owners_look_alike(user, pair: Pair) -> bool:
    """Whether the owners of a pair are likely one person: by probability, else by their names."""
    if pair.owner_p >= ALIKE_FROM:
        return True
    one, other = (person_key(name) for name in _owner_names([pair])[pair])
    return not one or not other or beside.alike(one, other)


def _owner_names(found: list[Pair]) -> dict[Pair, tuple[str, str]]:
    ends = {pk for pair in found for pk in (pair.left_id, pair.right_id)}
    roles = Role.objects.filter(CURRENT, business__in=ends).select_related("owner")
    called = {role.business_id: role.owner.name for role in roles.order_by("-valid_from", "pk")}
    return {pair: (called.get(pair.left_id, ""), called.get(pair.right_id, "")) for pair in found}


def listed(user, part: str, asked: dict, place: str = "") -> Part:
    """A page of pairs of one part; `asked`: keyset tokens; `place`: code of a place above them."""
    which, order = PARTS[part]
    found = pairs(user).filter(which)
    found = found if part != "menunggu" else found & Pair.objects.standing()
    if place:
        here = Q(left__place__path=place) | Q(left__place__path__startswith=f"{place}.")
        found = found.filter(here)
    page = keyset.page(found, order, **asked, size=PAGE)
    called = names(user, {n for one in page.rows for n in (one.decided_by, one.held_by) if n})
    owners = _owner_names(page.rows)
    rows = [
        Listed(
            one, owners[one], called.get(one.decided_by, one.decided_by), _holder(one, called),
            "; ".join(_heaviest(one)), beside.chance(one.business_p),
        )
        for one in page.rows
    ]  # fmt: skip
    return Part(rows, page.previous, page.next)


def _heaviest(pair: Pair) -> list[str]:
    """What speaks most for it."""
    found = [why for why in pair.reasons if why.get("side") == "for"]
    found.sort(key=lambda why: -abs(why.get("weight") or 0))
    return [why["text"] for why in found[:TOLD]]


def _holder(pair: Pair, called: dict) -> str:
    if pair.held_until is None or pair.held_until <= timezone.now():
        return ""
    return called.get(pair.held_by, pair.held_by)


def held_by(user, pair: Pair) -> str:
    """The name of the other person who looks at a pair now; "" when it is free or one's own."""
    if pair.held_by in ("", user.username):
        return ""
    return _holder(pair, names(user, {pair.held_by}))


def who(user, username: str) -> str:
    """The name of a colleague."""
    return names(user, {username}).get(username, username) if username else ""


def place_named(user, code: str) -> Place | None:
    """The place a list is narrowed to; reference data."""
    return Place.objects.filter(pk=code).first() if code else None
