"""Asks for the businesses of a selection: a page, their number, their keys, their cards.

Filters are answered by the copy (registry/snapshot) and, while there is none, by the register. What
is shown is always read live, and the right to see it asked again there.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import chain, islice
from typing import NamedTuple, TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.kit import keyset, snapshot
from binaan.places.models import Place
from binaan.registry.finding import asking as finding
from binaan.registry.models import Business
from binaan.registry.selecting import columns, light, lines, proposing
from binaan.registry.selecting.ordering import BY_NAME, ORDERS, Order
from binaan.registry.selecting.selection import Selection
from binaan.registry.snapshot.cards import Cards, of_store
from binaan.registry.snapshot.cards import cards as copied

VIEW = Permission.BUSINESS_VIEW
SIZE = keyset.SIZE
MOST_COUNTED = 1000
MOST_FOUND = 500
FALLEN = (
    "Salinan data tidak dapat menjawab; daftar ini dijawab register sendiri dan dapat lebih lama."
)
Said = TypeVar("Said")
WIDE = (Place.Level.COUNTRY, Place.Level.PROVINCE, Place.Level.REGENCY)


class Page(NamedTuple):
    """`rows`: live businesses dressed for the columns. `previous`, `next`: tokens, "" for none.

    `live`: the register itself answered; else the copy did, as it was at `as_of`. `note`: a sentence
    of the search about how it answered.
    """

    rows: list
    previous: str
    next: str
    live: bool
    as_of: datetime
    note: str = ""


class Count(NamedTuple):
    """`exact` False: there are more than `value`. Of words: at most the 500 best are found."""

    value: int
    exact: bool
    live: bool
    as_of: datetime


class Answer(NamedTuple):
    """Cards of a selection before order; `ranked`: the keys by relevance where words were asked."""

    cards: QuerySet
    live: bool
    as_of: datetime
    ranked: list[UUID] | None
    note: str


def page(user: User, selection: Selection, after: str = "", before: str = "") -> Page:
    """One page of the selection; a token nobody can read opens the start."""
    if selection.plain and _goes_by_name(user):
        found = columns.with_parts(_within_reach(user), selection.column_keys)
        part = keyset.page(found, ORDERS[BY_NAME].fields, after=after, before=before)
        rows = dressed(user, part.rows, selection.column_keys)
        return Page(rows, part.previous, part.next, True, timezone.now())
    part = _keys(user, selection, after, before)
    return part._replace(rows=rows_of(user, part.rows, selection.column_keys))


def quick(user: User, selection: Selection, after: str = "", before: str = "") -> Page:
    """The same page for the screen, in half the time: `lines.Line`s, or `light.Light`s with columns."""
    if selection.plain and _goes_by_name(user):
        part = lines.by_name(user, after, before)
        rows = part.rows
        if selection.columns:
            rows = light.by_keys(user, [row.pk for row in rows], selection.columns)
        return Page(rows, part.previous, part.next, True, timezone.now())
    part = _keys(user, selection, after, before)
    if selection.columns:
        return part._replace(rows=light.by_keys(user, part.rows, selection.columns))
    return part._replace(rows=lines.by_keys(user, part.rows))


def _goes_by_name(user: User) -> bool:
    """Whether the register itself goes through its names until a page is full.

    Whoever sees a small part of a large register would wait for it to pass over all others: then
    the copy answers, if it lacks nothing.
    """
    wide = any(held.place.level in WIDE for held in user.holdings(VIEW))
    return wide or snapshot.current() is None or snapshot.waiting_seconds() > 0


def _keys(user: User, selection: Selection, after: str, before: str) -> Page:
    """A page with keys in the place of rows."""
    return _either(lambda source: _keys_of(source, user, selection, after, before), FALLEN)


def _keys_of(source: Cards, user: User, selection: Selection, after: str, before: str) -> Page:
    copy, order = snapshot.current(), ORDERS[selection.order or BY_NAME]
    if not selection.q and not source.live and copy is not None:
        proposed = proposing.page(copy, user, selection, order, after=after, before=before)
        return Page(*proposed, False, source.as_of)
    answer = _answer(source, user, selection, VIEW)
    if answer.ranked is not None and not selection.order:
        keys, previous, following = _part(_ranked(answer, selection), after, before)
    else:
        found = _ordered(answer.cards, order).values("pk", *order.names)
        part = keyset.page(found, order.fields, after=after, before=before)
        keys, previous, following = [row["pk"] for row in part.rows], part.previous, part.next
    return Page(keys, previous, following, answer.live, answer.as_of, answer.note)


def count(user: User, selection: Selection) -> Count:
    """How many there are: exactly, from the copy; of the register, up to a thousand."""
    return _either(lambda source: _count_of(source, user, selection))


def _count_of(source: Cards, user: User, selection: Selection) -> Count:
    copy = snapshot.current()
    if not selection.q and not source.live and copy is not None:
        return Count(proposing.count(copy, user, selection), True, False, source.as_of)
    answer = _answer(source, user, selection, VIEW)
    if answer.ranked is not None and not selection.narrowed:
        mine = Business.objects.permitted(user, VIEW).present().filter(pk__in=answer.ranked)
        return Count(mine.count(), len(answer.ranked) < MOST_FOUND, True, timezone.now())
    if not answer.live:
        return Count(answer.cards.count(), True, False, answer.as_of)
    number = answer.cards.order_by()[: MOST_COUNTED + 1].count()
    return Count(min(number, MOST_COUNTED), number <= MOST_COUNTED, True, answer.as_of)


def _either(ask: Callable[[Cards], Said], note: str = "") -> Said:
    """Ask the copy while there is one; when it fails in the middle, the register, with a note."""
    source = copied()
    if source.live:
        return ask(source)
    return snapshot.tried(lambda: ask(source), lambda: _noted(ask(of_store()), note))


def _noted(said: Said, note: str) -> Said:
    return said._replace(note=said.note or note) if isinstance(said, Page) else said


def ids(user: User, selection: Selection, limit: int | None = None) -> Iterator[UUID]:
    """The keys of the businesses in the order of the list, at most `limit`.

    Read them live with the permission asked again: the copy may be some seconds old.
    """
    return _either(lambda source: _begun(_ids_of(source, user, selection, limit)))


def _ids_of(source: Cards, user: User, selection: Selection, limit: int | None) -> Iterator[UUID]:
    answer = _answer(source, user, selection, VIEW)
    if answer.ranked is not None and not selection.order:
        return islice(_ranked(answer, selection), limit)
    found = _ordered(answer.cards, ORDERS[selection.order or BY_NAME])
    return islice(found.values_list("pk", flat=True).iterator(chunk_size=2000), limit)


def _begun(keys: Iterator[UUID]) -> Iterator[UUID]:
    """The same keys; the question is asked now, where its failure can still be answered."""
    return chain(list(islice(keys, 1)), keys)


def cards(user: User, selection: Selection, permission: Permission = VIEW) -> QuerySet:
    """The cards of the selection this user may touch, without an order.

    Rows of `Card`, of the copy or worked out by the register (slow for many).
    """
    return _answer(copied(), user, selection, permission).cards.order_by()


def rows_of(user: User, keys: list[UUID], chosen: Iterable[str]) -> list[Business]:
    """The live businesses with these keys this user may see, in that order, dressed for columns."""
    chosen = tuple(chosen)
    mine = Business.objects.permitted(user, VIEW).present().filter(pk__in=keys)
    by_key = {business.pk: business for business in columns.with_parts(mine, chosen)}
    return dressed(user, [by_key[key] for key in keys if key in by_key], chosen)


def dressed(user: User, rows: list[Business], chosen: Iterable[str]) -> list[Business]:
    """Rows fetched through `columns.with_parts`, with their cards where a column needs one."""
    chosen = tuple(chosen)
    found = {}
    if rows and "card" in columns.needed(chosen):
        near = copied().permitted(user, VIEW).filter(pk__in=[row.pk for row in rows])
        found = {card.pk: card for card in near}
    return columns.dress(rows, chosen, found)


def _answer(source: Cards, user: User, selection: Selection, permission: Permission) -> Answer:
    found = source.permitted(user, permission).filter(selection.where())
    if not selection.q:
        return Answer(found, source.live, source.as_of, None, "")
    words = finding.find(user, selection.q, permission=permission, limit=MOST_FOUND)
    found = found.filter(pk__in=words.ids)
    return Answer(found, source.live, source.as_of, words.ids, words.note)


def _within_reach(user: User) -> QuerySet[Business]:
    """Asked of each business in the order of names, so that the store stops after one page."""
    mine = Business.objects.permitted(user, VIEW)
    return Business.objects.present().filter(Exists(mine.filter(pk=OuterRef("pk"))))


def _ordered(found: QuerySet, order: Order) -> QuerySet:
    return found.annotate(**order.computed).order_by(*order.fields)


def _ranked(answer: Answer, selection: Selection) -> Iterator[UUID]:
    """The found keys best first, without those the filters leave out."""
    if not selection.narrowed:
        # Who just was recorded is found before the copy knows him; the rows are read live.
        return iter(answer.ranked or ())
    kept = set(answer.cards.values_list("pk", flat=True))
    return (key for key in answer.ranked or () if key in kept)


def _part(ranked: Iterator[UUID], after: str, before: str) -> tuple[list[UUID], str, str]:
    """A page of a short list by its position ("25": after the first 25)."""
    keys = list(ranked)
    token = after or before
    start = int(token) if token.isascii() and token.isdecimal() and len(token) < 6 else 0
    start = start if after else max(start - SIZE, 0)
    rest = start + SIZE
    return (
        keys[start:rest], str(start) if start else "", str(rest) if rest < len(keys) else ""
    )  # fmt: skip
