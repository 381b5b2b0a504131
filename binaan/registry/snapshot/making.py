"""Making the whole copy: every table read at one moment, the cards worked out in DuckDB."""

import hashlib
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.db.models import Count, Max
from django.utils import timezone

import binaan
from binaan.access.models import AuditEvent
from binaan.intake.models import Batch, BatchState
from binaan.kit.moments import one_moment
from binaan.kit.snapshot import generations, loading, reading
from binaan.kit.snapshot.backend import Cursor, DatabaseWrapper
from binaan.places.models import ReferenceLoad
from binaan.registry.models import Touched
from binaan.registry.snapshot import definition, tables

ROOM = Path(binaan.__file__).parent
# Code that decides what a copy holds: when it changes, the copy is made anew.
DECIDING = (
    "kit/snapshot/loading.py", "registry/snapshot/tables.py", "registry/snapshot/definition.py",
    "registry/snapshot/making.py", "registry/queries/sizes.py", "registry/queries/listings.py",
    "registry/rules/size.py", "registry/rules/completeness.py", "registry/rules/activity.py",
    "registry/models/cards.py",
)  # fmt: skip
PART = 500


class Made(NamedTuple):
    """A generation: businesses in it (present ones), seconds it took, what it is as known."""

    businesses: int
    seconds: float
    as_of: datetime


class State(NamedTuple):
    """What the copy rests on besides touched businesses: where it differs, a part or all is anew."""

    day: str
    months: int
    places: str
    identity: str
    lists: dict[str, str]

    @classmethod
    def now(cls, terms: definition.Terms) -> "State":
        changed = ReferenceLoad.objects.aggregate(last=Max("changed_at"))["last"]
        first = AuditEvent.objects.order_by("pk").values_list("hash", flat=True).first()
        applied = Batch.objects.filter(state=BatchState.APPLIED).order_by()
        counted = applied.values_list("version__source_id").annotate(
            last=Max("applied_at"), many=Count("*")
        )
        lists = {str(source): f"{last} {many}" for source, last, many in counted}
        return cls(str(terms.day), terms.months, str(changed or ""), first or "", lists)


@cache
def layout() -> str:
    """Fingerprint of all code that decides what the copy holds."""
    digest = hashlib.sha256()
    for name in DECIDING:
        digest.update((ROOM / name).read_bytes())
    digest.update(repr(tables.copied()).encode())
    return digest.hexdigest()[:32]


def make(*, wait: bool = True) -> Made:
    """Make the whole copy anew. With `wait=False` raises Busy when somebody else is at it."""
    began = time.monotonic()
    with generations.writing(wait=wait) as work:
        as_of = timezone.now()
        with opened(work / "baru.duckdb") as wrapper, ThreadPoolExecutor(1) as loader:
            with one_moment():
                taken = waiting_rows()
                terms = definition.Terms.now()
                state = State.now(terms)
                loads = [
                    loader.submit(_load, wrapper, one.table, work, _write(one.table, work))
                    for one in tables.copied()
                ]
            for load in loads:
                load.result()
            businesses = make_cards(wrapper, terms)
        seconds = round(time.monotonic() - began, 3)
        details = {"state": state._asdict(), "parts": 0, "seconds": seconds,
                   "records": businesses}  # fmt: skip
        publish(work / "baru.duckdb", as_of, details)
    clear(taken)
    return Made(businesses, seconds, as_of)


@contextmanager
def opened(path: Path) -> Iterator[DatabaseWrapper]:
    """A DuckDB file for writing, as a Django database; closed whatever happens."""
    wrapper = reading.open_wrapper(path, read_only=False)
    try:
        yield wrapper
        wrapper.connection.execute("CHECKPOINT")
    finally:
        wrapper.connection.close()


def waiting_rows() -> list[int]:
    """The outbox as this moment shows it; what commits later stays for the next time."""
    return list(Touched.objects.filter(for_snapshot=True).values_list("pk", flat=True))


def clear(taken: Iterable[int]) -> None:
    """These rows are in the copy now; gone when the other readers have them too."""
    Touched.objects.taken(taken, "for_snapshot")


def _write(table: loading.Table, work: Path) -> int:
    return loading.write(table, work / f"{table.name}.csv")


def _load(wrapper, table: loading.Table, work: Path, rows: int) -> None:
    path = work / f"{table.name}.csv"
    check(table, rows, loading.read(wrapper.connection.cursor(), table, path))
    path.unlink()


def check(table: loading.Table, written: int, read: int) -> None:
    """Raises Miscounted when a line was lost between store and copy."""
    if written != read:
        raise loading.Miscounted(f"{table.name}: {written} baris ditulis, {read} terbaca")


def make_cards(wrapper, terms: definition.Terms) -> int:
    """Work the cards out from the tables that are in use; how many there are."""
    sql, given = definition.sql(wrapper, terms)
    asked = Cursor(wrapper.connection)  # a cursor of its own would not know which tables are in use
    asked.execute(f"CREATE TABLE registry_card AS {sql} ORDER BY path, name_key, number", given)
    return asked.execute("SELECT count(*) FROM registry_card").fetchone()[0]


def publish(path: Path, as_of: datetime, details: dict) -> None:
    """Let this file count, made by this code of this store."""
    generations.publish(
        path,
        generations.Generation(
            file=generations.new_name(), layout=layout(), database=reading.database(),
            as_of=as_of.isoformat(), details=details,
        ),
    )  # fmt: skip
