"""A queryset compiled once and asked again with other values.

Putting together the SQL of a list with its permissions takes the ORM longer than the store takes to
answer it. The text depends only on what the caller names in `key`; the values that change are slots.
"""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

MOST = 500  # keys kept; an office has a few dozen


class Slot(NamedTuple):
    """Where a value goes: give `mark` to the queryset in its place."""

    name: str
    mark: Any


class Prepared(NamedTuple):
    sql: str
    given: tuple
    slots: dict[int, str]


_kept: dict[Hashable, Prepared | None] = {}


def text_slot(name: str) -> Slot:
    return Slot(name, f"\x02{name}\x03")


def number_slot(name: str) -> Slot:
    return Slot(name, -(10**12) - sum(ord(letter) * 257**n for n, letter in enumerate(name[:4])))


def uuid_slot(name: str, place: int = 0) -> Slot:
    return Slot(f"{name}{place}", UUID(int=(1 << 127) + place))


def rows(
    key: Hashable,
    build: Callable[[], QuerySet],
    slots: tuple[Slot, ...] = (),
    values: Mapping[str, Any] | None = None,
) -> list[tuple]:
    """The rows of `build()`, a `values_list`; as the driver gives them: on SQLite a UUID is text.

    `key` names everything the SQL and its fixed values depend on; `values` fill the slots.
    """
    found = _once(key, build, slots)
    if found is None:
        return []
    filled = [
        _adapted(values[found.slots[place]]) if values and place in found.slots else value
        for place, value in enumerate(found.given)
    ]
    with connection.cursor() as cursor:
        cursor.execute(found.sql, filled)
        return cursor.fetchall()


def count(key: Hashable, build: Callable[[], QuerySet]) -> int:
    """How many rows `build()` has, which may be cut short by a slice."""
    found = _once(key, build, ())
    if found is None:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({found.sql}) AS found", found.given)
        return cursor.fetchone()[0]


def _once(key: Hashable, build: Callable[[], QuerySet], slots: tuple[Slot, ...]) -> Prepared | None:
    """None: nothing can fit, as for somebody without any reach."""
    wanted = (connection.vendor, connection.alias, key)
    if wanted in _kept:
        return _kept[wanted]
    if len(_kept) >= MOST:
        _kept.clear()
    try:
        found = _compiled(build(), slots)
    except EmptyResultSet:
        found = None
    _kept[wanted] = found
    return found


def _compiled(question: QuerySet, slots: tuple[Slot, ...]) -> Prepared:
    sql, given = question.query.get_compiler(connection=connection).as_sql()
    marks = {_adapted(slot.mark): slot.name for slot in slots}
    places = {n: marks[value] for n, value in enumerate(given) if _is_mark(value, marks)}
    if len(set(places.values())) != len(marks):
        raise ValueError("A slot is not among the values of the question.")
    return Prepared(sql, tuple(given), places)


def _is_mark(value: Any, marks: dict) -> bool:
    return isinstance(value, str | int | UUID) and value in marks


def _adapted(value: Any) -> Any:
    return value.hex if isinstance(value, UUID) and connection.vendor == "sqlite" else value


def forget() -> None:
    """Compile everything anew (tests)."""
    _kept.clear()
