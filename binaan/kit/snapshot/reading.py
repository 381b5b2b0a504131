"""Asking the copy: each thread opens the generation that counts, and a newer one when there is one.

Never before a process forks: DuckDB's threads do not survive it. A child that inherits an open copy
leaves it alone and is answered live until the next generation.
"""

import logging
import os
import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

import duckdb
from django.db import DatabaseError, connections
from django.db.models import QuerySet
from django.utils import timezone

from binaan.kit.snapshot import generations
from binaan.kit.snapshot.backend import OFFLINE, DatabaseWrapper

log = logging.getLogger(__name__)
ALIAS = "snapshot"
FRESH_SECONDS = 30
RECHECK_SECONDS = 1.0  # a page of many figures asks once how far the copy is behind
TRIES = 3
WORTH = 20_000  # records; fewer are counted by the store in the time DuckDB takes to plan
# Fetching rows once more by their place pays for tables wider than cards are.
READER = {"threads": 2, "memory_limit": "1GB", "late_materialization_max_rows": 0, **OFFLINE}
Answer = TypeVar("Answer")


class Copy(NamedTuple):
    """The generation this thread asks; `as_of`: the moment the store was read."""

    alias: str
    as_of: datetime
    generation: generations.Generation


class Maker(NamedTuple):
    """What the room that makes the copy tells kit.

    `layout()`: fingerprint of its code. `waiting_since()`: since when a change waits that the copy
    does not hold; None for never.
    """

    layout: Callable[[], str]
    waiting_since: Callable[[], datetime | None]


class _Seen(threading.local):
    pointer: tuple | None = None
    copy: Copy | None = None
    wrapper: DatabaseWrapper | None = None


_seen = _Seen()
_makers: list[Maker] = []
_behind: dict[str, tuple[float, datetime | None]] = {}
_opened: set[str] = set()  # paths opened by this process
_inherited: set[str] = set()  # opened by the process that this one was forked from
_left_alone: list = []  # closing them here would wait for threads that are not there


def describe(maker: Maker) -> None:
    """Sign the maker of the copy up; there is one."""
    _makers[:] = [maker]


def database() -> str:
    """Which store the copy belongs to, without its password."""
    said = connections["default"].settings_dict
    return "|".join(str(said.get(name) or "") for name in ("ENGINE", "HOST", "PORT", "NAME"))


def current() -> Copy | None:
    """The copy, open on this thread under ALIAS; None when there is none that fits."""
    pointer = _pointer()
    if pointer is None or not _makers:
        return None
    if pointer != _seen.pointer:
        _seen.copy = _open()
        _seen.pointer = pointer
    return _seen.copy


def is_fresh() -> bool:
    """Whether the copy may answer for the store: it lies at most half a minute behind."""
    return current() is not None and waiting_seconds() <= FRESH_SECONDS


def answers() -> bool:
    """Whether figures are counted on the copy: it is fresh, and large enough to gain by it."""
    if not is_fresh():
        return False
    copy = current()
    return copy is not None and copy.generation.details.get("records", 0) >= WORTH


def waiting_seconds() -> float:
    """How long the oldest change has waited that the copy does not hold; 0 when none does."""
    key = f"{threading.get_ident()}"
    checked, since = _behind.get(key, (0.0, None))
    if time.monotonic() - checked > RECHECK_SECONDS:
        since = _makers[0].waiting_since()
        _behind[key] = (time.monotonic(), since)
    return max((timezone.now() - since).total_seconds(), 0.0) if since else 0.0


def answer(question: Callable[[QuerySet], Answer], found: QuerySet) -> Answer:
    """Ask the copy when it pays and it is fresh, else the store; also when the copy cannot answer."""
    if answers():
        return tried(lambda: question(found.using(ALIAS)), lambda: question(found))
    return question(found)


def tried(of_copy: Callable[[], Answer], of_store: Callable[[], Answer]) -> Answer:
    """What the copy says, or the store when the copy fails in the middle; it is opened anew then."""
    try:
        return of_copy()
    except (DatabaseError, duckdb.Error):
        log.exception("the copy could not answer; the store does")
        forget()
    return of_store()


def forget() -> None:
    """Let go of what this thread has open and of what was read of the store (tests)."""
    _seen.pointer = _seen.copy = None
    _behind.clear()
    if _seen.wrapper is not None:
        _seen.wrapper = None
        del connections[ALIAS]


def _pointer() -> tuple | None:
    path = generations.folder() / generations.POINTER
    try:
        found = os.stat(path)
    except OSError:
        return None
    return str(path), os.getpid(), found.st_ino, found.st_mtime_ns


def _open() -> Copy | None:
    for _attempt in range(TRIES):
        generation = generations.newest()
        if generation is None or not _fits(generation):
            return None
        try:
            wrapper = open_wrapper(generation.path)
        except (DatabaseError, duckdb.Error, OSError):
            continue  # a newer one took its place between reading the pointer and opening
        _opened.add(str(generation.path))
        connections[ALIAS] = _seen.wrapper = wrapper
        return Copy(ALIAS, generation.moment, generation)
    log.warning("the copy could not be opened")
    return None


def _fits(generation: generations.Generation) -> bool:
    known = generation.layout == _makers[0].layout() and generation.database == database()
    return known and str(generation.path) not in _inherited


def open_wrapper(path: Any, *, read_only: bool = True) -> DatabaseWrapper:
    """A DuckDB file as a Django database, connected."""
    settings = {
        **connections["default"].settings_dict,
        "NAME": str(path),
        "OPTIONS": {"read_only": read_only, "config": READER},
        "TIME_ZONE": None,
    }
    wrapper = DatabaseWrapper(settings, alias=ALIAS)
    wrapper.connect()
    return wrapper


def _after_fork() -> None:
    _left_alone.append(_seen.wrapper)
    _inherited.update(_opened)
    _opened.clear()


os.register_at_fork(after_in_child=_after_fork)
