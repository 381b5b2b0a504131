"""One after the other: a file of the machine is held, and whoever waits for it is woken when it is free.

A killed process lets go of what it held. Not on a network drive.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection


@contextmanager
def held(path: Path, *, wait: bool = True) -> Iterator[bool]:
    """Whether this is now the only one that holds `path`; False, without waiting, when another does."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True
    finally:
        os.close(descriptor)


@contextmanager
def in_turn() -> Iterator[None]:
    """Wait for one's turn to write to SQLite; PostgreSQL takes many at once and needs none.

    SQLite has no queue: who finds the store held sleeps up to 0.1 s and tries again, and many that try
    at once overtake each other. For short transactions that many people start at the same moment:
    around the transaction, never inside one.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with held(settings.HOME / "menulis.lock"):
        yield
