"""Counting ahead of the pages: once for each new copy of the register, then at rest for a while.

Of a register too small for the copy nothing is counted ahead: there the store answers at once.
"""

import time
from collections.abc import Callable
from functools import update_wrapper

from binaan.kit import snapshot

REST = 10  # times what counting took: a busy register is not counted without pause


class OnceACopy:
    """A keeper's work that is due when the copy is another and the last turn is long enough ago."""

    def __init__(self, count: Callable[[], None]):
        self.count = count
        update_wrapper(self, count)
        self.forget()

    def forget(self) -> None:
        """Be due again for the copy there is."""
        self.generation, self.not_before = "", 0.0

    def __call__(self) -> bool:
        """Count if it is due; there is never more to do at once."""
        copy = snapshot.current() if snapshot.answers() else None
        if copy is None or copy.generation.file == self.generation:
            return False
        began = time.monotonic()
        if began < self.not_before:
            return False
        self.count()
        took = time.monotonic() - began
        self.generation, self.not_before = copy.generation.file, began + (1 + REST) * took
        return False
