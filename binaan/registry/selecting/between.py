"""Lists compared: how many businesses of one stand in another, only in one, in neither.

The cards know which lists name a business; one question groups them by that.
"""

from collections import Counter
from typing import NamedTuple

from django.db.models import Count, Q

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.intake.models import Source
from binaan.kit import keyset, snapshot
from binaan.registry.models import Card, Role
from binaan.registry.queries.pages import CURRENT
from binaan.registry.snapshot.cards import Cards, of_store
from binaan.registry.snapshot.cards import cards as copied

MOST_IN_MATRIX = 12
PAGE = 50
# Parts of two lists, as they stand in an address.
BOTH, ONLY_A, ONLY_B, NEITHER = "keduanya", "hanya-a", "hanya-b", "tidak-satu-pun"
ALONE, NOWHERE = "sendiri", "tanpa-daftar"  # of one list, and of none
PARTS = {
    BOTH: "disebut kedua daftar",
    ONLY_A: "hanya disebut daftar pertama",
    ONLY_B: "hanya disebut daftar kedua",
    NEITHER: "tidak disebut kedua daftar",
}


class Compared(NamedTuple):
    """Businesses within reach by which of two lists names them."""

    counts: dict[str, int]
    a: int
    b: int
    every: int


class Shared(NamedTuple):
    """How many businesses a list shares with this one."""

    key: str
    name: str
    count: int


class Line(NamedTuple):
    """One list of the matrix: `shared` with each list, itself included; `alone`: in no other."""

    key: str
    name: str
    total: int
    shared: list[Shared]
    alone: int


class Found(NamedTuple):
    """A business of a part, with its owner."""

    card: Card
    owner: str

    @property
    def short_number(self) -> str:
        return f"U-{self.card.number:06d}"


def sources(user: User) -> dict[str, str]:
    """The lists this user may look at: key and name."""
    mine = Source.objects.permitted(user, Permission.LIST_VIEW).order_by("name")
    return {str(key): name for key, name in mine.values_list("pk", "name")}


def combined(user: User, known: dict[str, str]) -> Counter:
    """Businesses within reach by the set of known lists that name them."""

    def ask(source: Cards) -> Counter:
        mine = source.permitted(user, Permission.BUSINESS_VIEW).order_by()
        found: Counter = Counter()
        for text, count in mine.values_list("sources").annotate(n=Count("business")):
            found[frozenset(key for key in text.split(",") if key in known)] += count
        return found

    return _tried(ask)


def _tried(ask):
    source = copied()
    if source.live:
        return ask(source)
    return snapshot.tried(lambda: ask(source), lambda: ask(of_store()))


def compare(found: Counter, one: str, other: str) -> Compared:
    """Two lists beside each other."""
    counts = dict.fromkeys(PARTS, 0)
    for named, count in found.items():
        counts[_part(one in named, other in named)] += count
    return Compared(
        counts, counts[BOTH] + counts[ONLY_A], counts[BOTH] + counts[ONLY_B], sum(counts.values())
    )


def _part(first: bool, second: bool) -> str:
    if first and second:
        return BOTH
    return ONLY_A if first else ONLY_B if second else NEITHER


def matrix(found: Counter, known: dict[str, str]) -> list[Line]:
    """All lists against all, the largest first, at most MOST_IN_MATRIX."""
    totals = Counter(dict.fromkeys(known, 0))
    for named, count in found.items():
        totals.update(dict.fromkeys(named, count))
    largest = [key for key, _n in totals.most_common(MOST_IN_MATRIX)]
    return [
        Line(
            key, known[key], totals[key],
            [Shared(other, known[other], _shared(found, key, other)) for other in largest],
            found[frozenset({key})],
        )
        for key in largest
    ]  # fmt: skip


def _shared(found: Counter, one: str, other: str) -> int:
    return sum(count for named, count in found.items() if one in named and other in named)


def _names(key: str) -> Q:
    return Q(sources__contains=f",{key},")


def of_two(one: str, other: str, part: str) -> Q:
    """What cards a part of two lists has."""
    first, second = _names(one), _names(other)
    return {
        BOTH: first & second, ONLY_A: first & ~second, ONLY_B: second & ~first,
        NEITHER: ~first & ~second,
    }[part]  # fmt: skip


def of_none(known: dict[str, str]) -> Q:
    """Cards no known list names."""
    found = Q()
    for key in known:
        found &= ~_names(key)
    return found


def of_one(key: str, known: dict[str, str]) -> Q:
    """Cards no other known list names."""
    return _names(key) & of_none({other: name for other, name in known.items() if other != key})


def businesses(user: User, where: Q, asked: dict) -> keyset.Page:
    """A page of the businesses of a part (`of_two`, `of_one`, `of_none`), by name."""

    def ask(source: Cards) -> keyset.Page:
        mine = source.permitted(user, Permission.BUSINESS_VIEW).filter(where)
        return keyset.page(mine, ("name_key", "number"), **asked, size=PAGE)

    page = _tried(ask)
    keys = [card.business for card in page.rows]
    roles = Role.objects.filter(CURRENT, business__in=keys).select_related("owner")
    owners = {role.business_id: str(role.owner) for role in roles}
    rows = [Found(card, owners.get(card.business, "")) for card in page.rows]
    return keyset.Page(rows, page.previous, page.next)
