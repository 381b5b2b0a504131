"""A queryset compiled once and asked again with other values.

Putting together the SQL of a list with its permissions takes the ORM longer than the store takes to
answer it. The text depends only on what the caller names in `key`; the values that change are slots.
"""

import threading
from collections.abc import Callable, Hashable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet
from django.db.models.query import get_related_populators

MOST = 500  # keys kept; an office has a few dozen
STORE = "default"


class Slot(NamedTuple):
    """Where a value goes: give `mark` to the queryset in its place."""

    name: str
    mark: Any


class Shape(NamedTuple):
    """How the columns of a row become an object and those related to it, as the ORM's compiler says."""

    select: Any
    classes: Any


class Prepared(NamedTuple):
    sql: str
    given: tuple
    slots: dict[int, str]
    shape: Shape
    question: QuerySet


class Few:
    """The last `most` things asked for, by key; who has not been asked for longest goes first."""

    def __init__(self, most: int):
        self.most = most
        self._things: dict[Hashable, Any] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, missing: Any = None) -> Any:
        with self._lock:
            if key not in self._things:
                return missing
            found = self._things[key] = self._things.pop(key)
            return found

    def put(self, key: Hashable, thing: Any) -> Any:
        with self._lock:
            self._things[key] = thing
            if len(self._things) > self.most:
                del self._things[next(iter(self._things))]
        return thing

    def clear(self) -> None:
        with self._lock:
            self._things.clear()

    def __len__(self) -> int:
        return len(self._things)


_kept = Few(MOST)
_MISSING = object()


def text_slot(name: str) -> Slot:
    return Slot(name, f"\x02{name}\x03")


def number_slot(name: str) -> Slot:
    return Slot(name, -(10**12) - sum(ord(letter) * 257**n for n, letter in enumerate(name[:4])))


def small_slot(name: str) -> Slot:
    """For a column of small whole numbers: the ORM leaves out a condition no such number meets."""
    return Slot(name, -20_000 - sum(map(ord, name)) % 10_000)


def uuid_slot(name: str, place: int = 0) -> Slot:
    return Slot(f"{name}{place}", UUID(int=(1 << 127) + place))


def day_slot(name: str) -> Slot:
    return Slot(name, date(3, 1, 1) + timedelta(days=sum(map(ord, name))))


def moment_slot(name: str) -> Slot:
    return Slot(name, datetime(3, 1, 1, tzinfo=UTC) + timedelta(seconds=sum(map(ord, name))))


def rows(
    key: Hashable,
    build: Callable[[], QuerySet],
    slots: tuple[Slot, ...] = (),
    values: Mapping[str, Any] | None = None,
    *,
    using: str = STORE,
) -> list[tuple]:
    """The rows of `build()`, a `values_list`; as the driver gives them: on SQLite a UUID is text.

    `key` names everything the SQL and its fixed values depend on; `values` fill the slots.
    """
    connection = connections[using]
    found = _once(key, build, slots, connection)
    return _answered(found, values or {}, connection) if found else []


def objects(
    key: Hashable,
    build: Callable[[], QuerySet],
    slots: tuple[Slot, ...] = (),
    values: Mapping[str, Any] | None = None,
    *,
    using: str = STORE,
) -> list:
    """The objects of `build()`, with what it selects along with them, but nothing it prefetches.

    What a list of them costs the ORM is mostly finding out what to ask.
    """
    connection = connections[using]
    found = _once(key, build, slots, connection)
    if found is None:
        return []
    model, (select, classes) = found.question.model, found.shape
    compiler = found.question.query.get_compiler(connection=connection)
    told = _answered(found, values or {}, connection)
    converters = compiler.get_converters(one[0] for one in select)
    if converters:
        told = compiler.apply_converters(told, converters)
    columns = classes["select_fields"]
    first, end = columns[0], columns[-1] + 1
    names = [one[0].target.attname for one in select[first:end]]
    # The stubs tell of the next Django, which asks for one thing more.
    related = get_related_populators(classes, select, using)  # type: ignore[call-arg]
    made = []
    for row in told:
        one = model.from_db(using, names, row[first:end])
        for populator in related:
            populator.populate(row, one)
        made.append(one)
    return made


def _answered(found: Prepared, values: Mapping[str, Any], connection: Any) -> list[tuple]:
    filled = [
        _adapted(values[found.slots[place]], connection) if place in found.slots else value
        for place, value in enumerate(found.given)
    ]
    with connection.cursor() as cursor:
        cursor.execute(found.sql, filled)
        return cursor.fetchall()


def count(key: Hashable, build: Callable[[], QuerySet], *, using: str = STORE) -> int:
    """How many rows `build()` has, which may be cut short by a slice."""
    connection = connections[using]
    found = _once(key, build, (), connection)
    if found is None:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({found.sql}) AS found", found.given)
        return cursor.fetchone()[0]


def _once(
    key: Hashable, build: Callable[[], QuerySet], slots: tuple[Slot, ...], connection: Any
) -> Prepared | None:
    """None: nothing can fit, as for somebody without any reach."""
    wanted = (connection.vendor, connection.alias, key)
    found = _kept.get(wanted, _MISSING)
    if found is not _MISSING:
        return found
    try:
        return _kept.put(wanted, _compiled(build(), slots, connection))
    except EmptyResultSet:
        return _kept.put(wanted, None)


def _compiled(question: QuerySet, slots: tuple[Slot, ...], connection: Any) -> Prepared:
    compiler = question.query.get_compiler(connection=connection)
    sql, given = compiler.as_sql()
    shape = Shape(compiler.select, compiler.klass_info)
    marks = {_adapted(slot.mark, connection): slot.name for slot in slots}
    places = {n: marks[value] for n, value in enumerate(given) if _is_mark(value, marks)}
    if len(set(places.values())) != len(marks):
        raise ValueError("A slot is not among the values of the question.")
    return Prepared(sql, tuple(given), places, shape, question)


def _is_mark(value: Any, marks: dict) -> bool:
    return isinstance(value, str | int | UUID | date) and value in marks


def _adapted(value: Any, connection: Any) -> Any:
    """As the ORM hands such a value to the driver."""
    if isinstance(value, UUID):
        return value.hex if connection.vendor == "sqlite" else value
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value


def forget() -> None:
    """Compile everything anew (tests)."""
    _kept.clear()
