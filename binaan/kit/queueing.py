"""One writer after the other on SQLite: in turn, instead of each trying again after a sleep.

SQLite has no queue: who finds the store held sleeps up to 0.1 s and tries again, and many that try at
once overtake each other. A lock of the operating system wakes whoever waited as soon as it is free.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection


@contextmanager
def in_turn() -> Iterator[None]:
    """Wait for one's turn to write; PostgreSQL takes many at once and needs none.

    For short transactions that many people start at the same moment. Around the transaction, never
    inside one. A killed process lets go of it.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with open(settings.HOME / "menulis.lock", "a") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield
