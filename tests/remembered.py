"""What many tests begin with is made once and put back as rows: a world costs a tenth so.

The first test that asks makes it through the actions an office uses, and what that left in the
tables is kept in memory; each later test gets the very same rows in its own transaction. Nothing
of one test reaches another. Under a clock put elsewhere it is made anew for that moment.
"""

import pickle
from collections.abc import Callable
from typing import NamedTuple

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone

_REAL_CLOCK = timezone.now
_KEPT: dict[tuple, "Kept"] = {}


class Kept(NamedTuple):
    """`tables`: what was written, by name; `made`: the object that knows it, pickled."""

    tables: dict[str, object]
    made: bytes


def remembered(name: str, make: Callable[[], object]) -> object:
    """What `make` makes in the store, made by it only once a session and moment."""
    moment = "" if timezone.now is _REAL_CLOCK else str(timezone.now())
    key = (name, moment)
    if _filled():
        return make()  # not the empty store the kept rows were written to
    if key not in _KEPT:
        made = make()
        _KEPT[key] = Kept({table: _rows(table) for table in _filled()}, pickle.dumps(made))
        return made
    kept = _KEPT[key]
    with transaction.atomic():
        for table, rows in kept.tables.items():
            _put(table, rows)
        _count_on(kept.tables)
    return pickle.loads(kept.made)


def _models() -> list:
    ours = {
        "kit", "places", "access", "intake", "registry", "programmes", "vendors", "planning", "reports",
        "web", "demo",
    }  # fmt: skip
    models = apps.get_models(include_auto_created=True)
    return [one for one in models if one._meta.managed and one._meta.app_label in ours]


def _filled() -> list[str]:
    """Our tables that hold anything, in one question."""
    tables = [one._meta.db_table for one in _models()]
    asked = " UNION ALL ".join(
        f"SELECT '{one}' WHERE EXISTS (SELECT 1 FROM \"{one}\")" for one in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [row[0] for row in cursor.fetchall()]


def _rows(table: str):
    """The rows as the store writes them, untouched by Python's types."""
    if connection.vendor == "postgresql":
        with (
            connection.cursor() as cursor,
            cursor.copy(
                f'COPY (SELECT * FROM "{table}" ORDER BY 1) TO STDOUT (FORMAT binary)'
            ) as copy,
        ):
            return b"".join(copy)
    columns = [row[1] for row in connection.connection.execute(f'PRAGMA table_info("{table}")')]
    # "+" takes the declared type away, by which Python would turn texts into dates.
    plain = ", ".join(f'+"{one}"' for one in columns)
    return connection.connection.execute(f'SELECT {plain} FROM "{table}" ORDER BY rowid').fetchall()


def _put(table: str, rows) -> None:
    if connection.vendor == "postgresql":
        with (
            connection.cursor() as cursor,
            cursor.copy(f'COPY "{table}" FROM STDIN (FORMAT binary)') as copy,
        ):
            copy.write(rows)
        return
    marks = ", ".join("?" * len(rows[0]))
    connection.connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)


def _count_on(tables) -> None:
    """Numbers the store gives go on after those put back; SQLite sees to that by itself."""
    models = [one for one in _models() if one._meta.db_table in tables]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
