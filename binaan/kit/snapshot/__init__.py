"""A read-only copy of tables in DuckDB, asked by the same querysets as the store itself.

`current()` first, on the thread that asks; then `queryset.using(ALIAS)`. See docs/rules/snapshot.md.
"""

from binaan.kit.snapshot.reading import (
    ALIAS,
    Copy,
    answer,
    answers,
    current,
    database,
    describe,
    forget,
    is_fresh,
    tried,
    waiting_seconds,
)

__all__ = [
    "ALIAS",
    "Copy",
    "answer",
    "answers",
    "current",
    "database",
    "describe",
    "forget",
    "is_fresh",
    "tried",
    "waiting_seconds",
]
