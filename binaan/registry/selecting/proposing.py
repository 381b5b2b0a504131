"""Which keys the copy proposes for a selection, and how many: found once as long as that copy counts.

What is kept is named by the generation, the day, the reach and everything asked, never by a person:
who loses a task has another reach. Rows are read live afterwards, and the right asked again.
"""

from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.kit import keyset, prepared, snapshot
from binaan.kit.dates import today
from binaan.registry.models import Card
from binaan.registry.selecting import ordering
from binaan.registry.selecting.ordering import Order
from binaan.registry.selecting.selection import Selection

VIEW = Permission.BUSINESS_VIEW
KEPT = 300  # pages of 25 keys, and numbers
_kept = prepared.Few(KEPT)


class Proposed(NamedTuple):
    """Keys in order; `previous`, `next`: tokens, "" for none."""

    keys: list[UUID]
    previous: str
    next: str


def page(
    copy: snapshot.Copy, user: User, selection: Selection, order: Order, *, after: str, before: str
) -> Proposed:
    """One page of a selection without words."""
    backwards = bool(before) and not after
    given = ordering.values_of(before if backwards else after, order)
    backwards = backwards and bool(given)
    shape = (*_asked(copy, user, selection), order.key, backwards, bool(given))
    wanted = (copy.generation.file, shape, tuple(given))
    return _kept.get(wanted) or _kept.put(
        wanted, _page(user, selection, order, given=given, backwards=backwards, shape=shape)
    )


def _page(
    user: User, selection: Selection, order: Order, *, given: list, backwards: bool, shape: tuple
) -> Proposed:
    slots = ordering.slots(order) if given else ()

    def build() -> QuerySet:
        marks = [slot.mark for slot in slots]
        found = _found(user, selection).annotate(**order.computed)
        found = found.filter(keyset.beyond(order.fields, marks, backwards=backwards))
        fields = [keyset.turned(name) if backwards else name for name in order.fields]
        return found.order_by(*fields).values_list("pk", *order.names)[: keyset.SIZE + 1]

    values = {slot.name: value for slot, value in zip(slots, given, strict=True)}
    found = prepared.rows(("page", shape), build, slots, values, using=snapshot.ALIAS)
    rows = [{"pk": key, **ordering.said(order, rest)} for key, *rest in found]
    started = bool(given) and not backwards
    part = keyset.around(rows, order.fields, started=started, backwards=backwards)
    return Proposed([row["pk"] for row in part.rows], part.previous, part.next)


def count(copy: snapshot.Copy, user: User, selection: Selection) -> int:
    """How many cards a selection without words has."""
    shape = ("count", *_asked(copy, user, selection))
    wanted = (copy.generation.file, shape)
    known = _kept.get(wanted)
    if known is None:
        known = prepared.count(
            shape, lambda: _found(user, selection).values_list("pk"), using=snapshot.ALIAS
        )
        _kept.put(wanted, known)
    return known


def forget() -> None:
    """Ask the copy again (tests, benchmarks)."""
    _kept.clear()


def reach(user: User) -> tuple:
    """What `permitted` makes its condition of: the same reach, the same SQL."""
    held = {(held.place.path, held.office_id) for held in user.holdings(VIEW)}
    return tuple(sorted(held, key=str))


def _found(user: User, selection: Selection) -> QuerySet[Card]:
    mine = Card.objects.permitted(user, VIEW).using(snapshot.ALIAS)
    return mine.filter(selection.where()).order_by()


def _asked(copy: snapshot.Copy, user: User, selection: Selection) -> tuple[Any, ...]:
    """All the condition rests on; `places`: their paths stand in it."""
    places = copy.generation.details.get("state", {}).get("places", "")
    chosen = tuple(sorted(selection.chosen.items()))
    return today(), places, reach(user), chosen, selection.area
