"""The lines of the list as it is mostly read: name, number, owners, place, state; nothing personal.

Made for speed: two questions of the register, compiled once for everybody with the same reach
(kit.prepared). Other columns take `light`. Both ask with the reader's permission.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.kit import keyset, prepared
from binaan.places.models import Place
from binaan.registry.models import Business, Role
from binaan.registry.selecting.proposing import reach

VIEW = Permission.BUSINESS_VIEW
FIELDS = ("pk", "number", "name_key", "name", "status", "place__level", "place__name",
          "place__parent__name")  # fmt: skip
SIZE = keyset.SIZE
NAME, NUMBER = prepared.text_slot("name"), prepared.number_slot("number")


class Line(NamedTuple):
    """One business; `owners` joined by ", "."""

    pk: UUID
    number: int
    name_key: str
    name: str
    status: str
    place: str
    owners: str

    @property
    def short_number(self) -> str:
        return f"U-{self.number:06d}"


def by_name(user: User, after: str = "", before: str = "") -> keyset.Page:
    """A page of everything within reach by name."""
    backwards = bool(before) and not after
    given = keyset.values_of(before if backwards else after, (str, int))
    backwards = backwards and bool(given)

    def build() -> QuerySet:
        mine = Business.objects.permitted(user, VIEW)
        # Asked of each business in the order of names, so that the store stops after one page.
        found = Business.objects.present().filter(Exists(mine.filter(pk=OuterRef("pk"))))
        step = "lt" if backwards else "gt"
        if given:
            found = found.filter(
                Q(**{f"name_key__{step}": NAME.mark})
                | Q(name_key=NAME.mark, **{f"number__{step}": NUMBER.mark}),
                **{f"name_key__{step}e": NAME.mark},
            )
        order = ("-name_key", "-number") if backwards else ("name_key", "number")
        return found.order_by(*order).values_list(*FIELDS)[: SIZE + 1]

    key = ("by_name", reach(user), backwards, bool(given))
    slots = (NAME, NUMBER) if given else ()
    values = {slot.name: value for slot, value in zip(slots, given, strict=True)}
    rows = prepared.rows(key, build, slots, values)
    return keyset.around(
        _lines(rows),
        ("name_key", "number"),
        started=bool(given and not backwards),
        backwards=backwards,
    )


def by_keys(user: User, keys: Sequence[UUID]) -> list[Line]:
    """These businesses, at most a page of them, in that order; without those out of reach."""
    if not keys:
        return []
    slots = tuple(prepared.uuid_slot("key", place) for place in range(SIZE))

    def build() -> QuerySet:
        mine = Business.objects.permitted(user, VIEW).present()
        return mine.filter(pk__in=[slot.mark for slot in slots]).values_list(*FIELDS)

    padded = [*keys[:SIZE], *[keys[0]] * (SIZE - len(keys))]
    values = {slot.name: key for slot, key in zip(slots, padded, strict=True)}
    found = _lines(prepared.rows(("by_keys", reach(user)), build, slots, values))
    by_key = {line.pk: line for line in found}
    return [by_key[key] for key in keys if key in by_key]


def _lines(rows: Iterable[tuple]) -> list[Line]:
    found = [(key if isinstance(key, UUID) else UUID(key), *rest) for key, *rest in rows]
    owners = _owners([row[0] for row in found])
    return [
        Line(key, number, name_key, name, status, _place(level, place, parent), owners.get(key, ""))
        for key, number, name_key, name, status, level, place, parent in found
    ]


def _place(level: str, name: str, parent: str | None) -> str:
    """As columns.place_label says it."""
    return f"{name}, {parent}" if level == Place.Level.VILLAGE and parent else name


def _owners(keys: list[UUID]) -> dict[UUID, str]:
    """Who runs each of these, which the reader was just allowed to see."""
    if not keys:
        return {}
    slots = tuple(prepared.uuid_slot("key", place) for place in range(SIZE + 1))

    def build() -> QuerySet:
        now = Role.objects.filter(valid_until=None, known_until=None)
        run = now.filter(business__in=[slot.mark for slot in slots]).order_by("valid_from", "pk")
        return run.values_list("business_id", "owner__name", "owner__number")

    padded = [*keys, *[keys[0]] * (SIZE + 1 - len(keys))]
    values = {slot.name: key for slot, key in zip(slots, padded, strict=True)}
    owners: dict[UUID, list[str]] = {}
    for key, name, number in prepared.rows("owners", build, slots, values):
        key = key if isinstance(key, UUID) else UUID(key)
        owners.setdefault(key, []).append(name or f"P-{number:06d}")
    return {key: ", ".join(names) for key, names in owners.items()}
