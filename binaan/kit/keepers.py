"""Small work that the worker repeats beside its jobs: keeping an index or a copy up to date.

Each keeper has a thread of its own, so that a long import does not hold it up.
"""

import logging
import threading
from collections.abc import Callable
from typing import NamedTuple

from django.db import close_old_connections, connection

log = logging.getLogger(__name__)


class Keeper(NamedTuple):
    """`work()` answers whether there is more to do at once; it is called again after `every` seconds."""

    name: str
    every: float
    work: Callable[[], bool]


KEEPERS: dict[str, Keeper] = {}


def keeper(name: str, *, every: float):
    """Sign up a function that brings something up to date and may be called any time."""

    def sign_up(work):
        KEEPERS[name] = Keeper(name, every, work)
        return work

    return sign_up


def start(stop: threading.Event) -> list[threading.Thread]:
    """One thread for each keeper, until `stop` is set."""
    threads = [
        threading.Thread(target=_keep, args=(one, stop), name=f"keeper-{one.name}", daemon=True)
        for one in KEEPERS.values()
    ]
    for thread in threads:
        thread.start()
    return threads


def _keep(one: Keeper, stop: threading.Event) -> None:
    """An error never ends a keeper: it is noted, and the next turn comes later."""
    failures = 0
    while not stop.is_set():
        close_old_connections()
        more = False
        try:
            more, failures = bool(one.work()), 0
        except Exception:
            failures += 1
            log.exception("keeper %s failed", one.name)
        if not more:
            stop.wait(min(one.every * 2**failures, 60))
    connection.close()
