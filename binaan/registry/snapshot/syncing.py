"""Making the copy anew in part: what was touched is taken out of a copy of the file and put in anew.

The touched businesses with all that hangs on them are read from the store into tables of their own
(the delta). Their cards come from the delta by the same definition as all others, so a part costs
what was touched, plus one copy of the file.
"""

import shutil
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from binaan.intake.models import ListedKey
from binaan.kit.bulk import on_postgresql
from binaan.kit.moments import one_moment
from binaan.kit.snapshot import generations, loading, reading
from binaan.registry.models import Business, Role, Touched
from binaan.registry.snapshot import definition, tables
from binaan.registry.snapshot.making import (
    Made,
    State,
    check,
    clear,
    layout,
    make,
    make_cards,
    opened,
    publish,
)  # fmt: skip

PART = 2000
MOST_SHARE = 0.2  # of all businesses; above, making everything anew is quicker
MOST_PARTS = 200  # then everything once, so that the file is tidy again
NEW = "baru.duckdb"


class Whole(Exception):
    """A part would not do: everything has to be made anew."""


class Delta(NamedTuple):
    """What is read of the store for a part, all at one moment."""

    taken: list[int]
    terms: definition.Terms
    state: State
    businesses: list[UUID]
    owners: list[UUID]
    rows: dict[str, int]


def bring_up_to_date() -> Made | None:
    """Make the copy equal to the store, in part where that does; None when it is already.

    Raises Busy when somebody else is at it.
    """
    try:
        return _in_part()
    except Whole:
        return make(wait=False)


def fitting() -> generations.Generation | None:
    """The generation that counts, if this code made it of this store."""
    found = generations.newest()
    if found is None or not found.path.exists():
        return None
    return found if (found.layout, found.database) == (layout(), reading.database()) else None


def moving() -> list[tables.Copied]:
    """The tables of which a part may be read anew."""
    return [one for one in tables.copied() if one.of != tables.FIXED]


def same_ground(state: State, before: generations.Generation) -> bool:
    """Whether only touched businesses and lists may differ from what the copy was made of."""
    known = before.details.get("state", {})
    return all(
        getattr(state, name) == known.get(name) for name in ("day", "months", "places", "identity")
    )


def lists_changed(state: State, before: generations.Generation) -> list[str]:
    """Sources of which a version was applied since."""
    known = before.details.get("state", {}).get("lists", {})
    keys = state.lists.keys() | known.keys()
    return [key for key in keys if state.lists.get(key) != known.get(key)]


def _in_part() -> Made | None:
    began = time.monotonic()
    with generations.writing(wait=False) as work:
        before = fitting()
        if before is None or before.details.get("parts", 0) >= MOST_PARTS:
            raise Whole
        as_of = timezone.now()
        with one_moment():
            delta = _read(before, work)
        if delta is None:
            return None
        shutil.copyfile(before.path, work / NEW)
        with opened(work / NEW) as wrapper:
            businesses = _put_in(wrapper, delta, work)
        seconds = round(time.monotonic() - began, 3)
        details = {"state": delta.state._asdict(), "parts": before.details.get("parts", 0) + 1,
                   "seconds": seconds, "records": businesses}  # fmt: skip
        publish(work / NEW, as_of, details)
    clear(delta.taken)
    return Made(businesses, seconds, as_of)


def _read(before: generations.Generation, work: Path) -> Delta | None:
    waiting = list(Touched.objects.filter(for_snapshot=True))
    terms = definition.Terms.now()
    state = State.now(terms)
    lists = lists_changed(state, before)
    if any(row.everything for row in waiting) or not same_ground(state, before):
        raise Whole
    if not waiting and not lists:
        return None
    ids = {UUID(one) for row in waiting for one in row.businesses.split()}
    ids.update(ListedKey.objects.filter(source__in=lists).values_list("record_id", flat=True))
    most = max(MOST_SHARE * Business.objects.count(), PART)
    if len(ids) > most:
        raise Whole
    owners = _gathered(Role.objects, "business", ids, "owner_id")
    ids |= _gathered(Role.objects, "owner", owners, "business_id")
    owners |= _gathered(Role.objects, "business", ids, "owner_id")
    if len(ids) > most:
        raise Whole
    chosen = {tables.BUSINESS: sorted(ids), tables.OWNER: sorted(owners)}
    rows = {one.table.name: _write(one, chosen, work) for one in moving()}
    return Delta([row.pk for row in waiting], terms, state, sorted(ids), sorted(owners), rows)


def _gathered(found, way: str, keys: Iterable[UUID], name: str) -> set[UUID]:
    return {
        value
        for part in _parts(sorted(keys))
        for value in found.filter(**{f"{way}__in": part}).values_list(name, flat=True)
    }


def _parts(keys: list[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(keys), PART):
        yield keys[start : start + PART]


def _write(one: tables.Copied, chosen: dict[str, list[UUID]], work: Path) -> int:
    path = work / f"{one.table.name}.csv"
    path.touch(mode=0o600)
    if one.of == tables.WHOLE:
        return loading.write(one.table, path)
    return sum(
        loading.write(one.table, path, only=f'"{one.column}" IN ({_literals(part)})')
        for part in _parts(chosen[one.of])
    )


def _literals(keys: list[UUID]) -> str:
    return ", ".join(f"'{key if on_postgresql() else key.hex}'" for key in keys)


def _put_in(wrapper, delta: Delta, work: Path) -> int:
    db = wrapper.connection
    main = Path(NEW).stem
    db.execute("ATTACH ':memory:' AS delta")
    for name, keys in ((tables.BUSINESS, delta.businesses), (tables.OWNER, delta.owners)):
        db.execute(
            f"CREATE TABLE delta.touched_{name} AS SELECT CAST(unnest(?) AS UUID) AS id",
            [[str(key) for key in keys]],
        )
    for one in moving():
        path = work / f"{one.table.name}.csv"
        check(
            one.table, delta.rows[one.table.name], loading.read(db, one.table, path, into="delta")
        )
        path.unlink()
    for one in set(tables.copied()) - set(moving()):
        name = one.table.name
        db.execute(f"CREATE VIEW delta.{name} AS SELECT * FROM {main}.{name}")
    db.execute("USE delta")
    make_cards(wrapper, delta.terms)
    db.execute(f"USE {main}")
    db.execute("BEGIN")
    for one in moving():
        _replace(db, one.table.name, one.of, one.column)
    _replace(db, "registry_card", tables.BUSINESS, "business")
    db.execute("COMMIT")
    db.execute("DETACH delta")
    return db.execute("SELECT count(*) FROM registry_card").fetchone()[0]


def _replace(db, table: str, of: str, column: str) -> None:
    where = f' WHERE "{column}" IN (SELECT id FROM delta.touched_{of})' if of else ""
    db.execute(f'DELETE FROM "{table}"{where}')
    db.execute(f'INSERT INTO "{table}" SELECT * FROM delta."{table}"')
