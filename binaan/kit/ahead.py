"""Work one step ahead: while one part is written, the next is prepared in another thread."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Part = TypeVar("Part")
Prepared = TypeVar("Prepared")


def ahead(prepare: Callable[[Part], Prepared], parts: Iterable[Part]) -> Iterator[Prepared]:
    """Prepared parts in their order, never more than one waiting.

    `prepare` runs in one thread of its own, so it may keep a state but must not touch the database.
    """
    with ThreadPoolExecutor(max_workers=1) as thread:
        waiting = None
        for part in parts:
            following = thread.submit(prepare, part)
            if waiting is not None:
                yield waiting.result()
            waiting = following
        if waiting is not None:
            yield waiting.result()
