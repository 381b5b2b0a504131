"""What is known of the businesses of a place, and what is not: whole, by part, and what waits."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Substr

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.intake.models import ListedKey, Row, Source
from binaan.kit.measures import Asked
from binaan.kit.measuring.cells import hide_rows, is_small
from binaan.places.models import Place
from binaan.places.queries import industry_groups
from binaan.places.scope import within
from binaan.registry.measures.declared import keeps_small_cells, wider
from binaan.registry.measures.dimensions import LENGTHS, place_labels
from binaan.registry.models import Business
from binaan.registry.rules.size import EDITIONS
from binaan.registry.snapshot.cards import cards
from binaan.web.quality import counts
from binaan.web.quality.counts import NOTHING, Tally
from binaan.web.queries.scope import scope

MOST_LIVE = 20_000  # without a copy, more cards than this are not counted while somebody waits
UNKNOWN_SIZE, UNKNOWN_GROUP = "Belum dapat ditentukan", "Kelompok belum diketahui"


class Division(NamedTuple):
    """A way to divide the cards. `word`: what the list calls it in its address.

    `row(place)`: an expression; `labels(place, keys)`: names in the order people read them.
    """

    key: str
    label: str
    word: str
    row: Callable[[Place], object]
    labels: Callable[[Place, list[str]], dict[str, str]]


class Line(NamedTuple):
    """One part of a table. `inside`: it is a place one can look into."""

    key: str
    label: str
    tally: Tally
    inside: bool = False
    waiting: int | None = None


@dataclass(frozen=True)
class Question:
    """The businesses of a place that this user may count, from the copy or live."""

    user: User
    place: Place

    @cached_property
    def cards(self):
        return cards()

    @property
    def as_of(self) -> datetime:
        return self.cards.as_of

    @cached_property
    def discreet(self) -> bool:
        return keeps_small_cells(self.user)

    @cached_property
    def found(self) -> QuerySet:
        mine = self.cards.permitted(self.user, Permission.FIGURE_VIEW)
        return mine.filter(within("path", self.place))

    @cached_property
    def too_many(self) -> bool:
        """No copy to count from, and too many to count them one by one."""
        if not self.cards.live:
            return False
        mine = Business.objects.permitted(self.user, Permission.FIGURE_VIEW).order_by()
        mine = mine.filter(within("place__path", self.place)).values("pk")
        return mine[: MOST_LIVE + 1].count() > MOST_LIVE

    def counted(self, row, *, median: bool = True) -> dict[str, Tally]:
        live = self.cards.live
        return counts.tallies(self.found, row, live=live, median=median)


def _path(place: Place):
    """The part of the place a card stands in: its path, cut off at the next level."""
    own = len(place.path)
    length = next((length for length in LENGTHS if length > own), own)
    return Substr("path", 1, length, output_field=CharField())


def _size_labels(_place: Place, _keys: list[str]) -> dict[str, str]:
    return {**EDITIONS["pp7"].classes, "": UNKNOWN_SIZE}


def _group_labels(_place: Place, _keys: list[str]) -> dict[str, str]:
    return {**industry_groups(), "": UNKNOWN_GROUP}


BY_PLACE = Division(
    "wilayah", "Wilayah", "wilayah", _path,
    lambda place, keys: place_labels(Asked(place=place), keys),
)  # fmt: skip
BY_SIZE = Division("ukuran", "Ukuran", "ukuran", lambda _: F("size_pp7"), _size_labels)
BY_GROUP = Division(
    "kelompok", "Kelompok industri", "kelompok", lambda _: F("group"), _group_labels
)


def asked_place(user: User, code: str) -> Place | None:
    """The place asked for, else the user's own; None for one that is unknown or beyond his."""
    mine = scope(user)
    if mine is None or not code:
        return mine.place if mine else None
    place = Place.objects.filter(pk=code.replace("\x00", "")).first()
    inside = place and within_path(place.path, mine.place.path)
    return place if inside else None


def within_path(path: str, above: str) -> bool:
    return not above or path == above or path.startswith(f"{above}.")


def whole(question: Question) -> Tally:
    """All of them as one line."""
    found = question.counted(Value("", output_field=CharField()))
    return _kept(question, found).get("", NOTHING)


def divided(question: Question, division: Division) -> list[Line]:
    """One line for each part; they add up to the whole."""
    found = _kept(question, question.counted(division.row(question.place)))
    labels = division.labels(question.place, sorted(found))
    order = [key for key in labels if key in found]
    order += sorted(key for key in found if key not in labels)
    inside = division is BY_PLACE
    return [
        Line(key, labels.get(key, key), found[key], inside and key != question.place.path)
        for key in order
    ]


def places(question: Question) -> list[Line]:
    """The parts of the place with the rows that wait there, also where no business is yet."""
    lines = {line.key: line for line in divided(question, BY_PLACE)}
    waiting = rows_by_place(question)
    labels = BY_PLACE.labels(question.place, [*lines, *waiting])
    for key in waiting:
        if key not in lines:
            lines[key] = Line(key, labels[key], NOTHING, key != question.place.path)
    hidden = hide_rows(waiting) if question.discreet else set()
    return [
        line._replace(waiting=None if key in hidden else waiting.get(key, 0))
        for key, line in lines.items()
    ]


def _kept(question: Question, found: dict[str, Tally]) -> dict[str, Tally]:
    if not question.discreet:
        return found
    along = _goes_along(question)
    kept = counts.discreet(found)
    return {key: replace(one, hidden=one.hidden | along) for key, one in kept.items()}


def _goes_along(question: Question) -> frozenset[str]:
    """What the table of the place above hides of this place: asked for by itself it stays so."""
    asked = wider(question.user, Asked(place=question.place))
    if asked is None:
        return frozenset()
    above = Question(question.user, asked[0].place)
    found = _kept(above, above.counted(_path(above.place), median=False))
    return found[question.place.path].hidden if question.place.path in found else frozenset()


def shown(question: Question, count: int) -> int | None:
    """None: too few to be shown to who asks."""
    return None if question.discreet and is_small(count) else count


def rows(question: Question) -> QuerySet[Row]:
    """Rows that wait whole, where they stand themselves or else where their list speaks for."""
    reached = Q(batch__in=[])
    for held in question.user.holdings(Permission.FIGURE_VIEW):
        here = within("path", held.place)
        if held.office_id is not None:
            here &= Q(batch__version__source__office_id=held.office_id)
        reached |= here
    path = Coalesce("place__path", "batch__place__path", output_field=CharField())
    found = Row.objects.filter(held=True, settled=False).annotate(path=path)
    return found.filter(reached & within("path", question.place)).order_by()


def rows_waiting(question: Question) -> int | None:
    """How many; None when too few to be shown."""
    return shown(question, rows(question).count())


def rows_by_place(question: Question) -> dict[str, int]:
    found = rows(question).annotate(row_key=_path(question.place)).values("row_key")
    return {line["row_key"]: line["n"] for line in found.annotate(n=Count("*"))}


def vanished(question: Question) -> QuerySet[ListedKey] | None:
    """Rows gone from the newest version of a list, undecided; None for who sees no lists."""
    if not question.user.may(Permission.LIST_VIEW):
        return None
    mine = Business.objects.permitted(question.user, Permission.BUSINESS_VIEW).present()
    mine = mine.filter(within("place__path", question.place), pk=OuterRef("record_id"))
    lists = Source.objects.permitted(question.user, Permission.LIST_VIEW)
    gone = ListedKey.objects.filter(gone_since__isnull=False, decided="", source__in=lists)
    return gone.filter(Exists(mine))
