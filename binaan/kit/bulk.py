"""Many rows at once, the fast way each store knows: COPY on PostgreSQL, executemany on SQLite.

Frames hold columns by their database names. Identifiers are 32 hex digits, times come from
`db_time`, dates are `pl.Date`; an empty text stays an empty text and null stays null.
"""

import json
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import polars as pl
from django.db import connection, models

COPY_ROWS = 50_000
KEYS_AT_ONCE = 500


def on_postgresql() -> bool:
    return connection.vendor == "postgresql"


def db_time(moment: datetime) -> str:
    """A moment as text that the store reads back as the same moment."""
    utc = moment.astimezone(UTC)
    text = utc.strftime("%Y-%m-%d %H:%M:%S.%f")
    # Django writes no empty fraction into SQLite, and there equality is that of the text.
    return f"{text}+00" if on_postgresql() else text.removesuffix(".000000")


def insert(table: str, frame: pl.DataFrame) -> int:
    """Insert every row of `frame` in the current transaction; returns how many."""
    if frame.is_empty():
        return 0
    names = ", ".join(f'"{name}"' for name in frame.columns)
    if on_postgresql():
        with connection.cursor() as cursor:
            statement = f'COPY "{table}" ({names}) FROM STDIN (FORMAT csv)'
            with connection.wrap_database_errors, cursor.copy(statement) as copy:
                for part in frame.iter_slices(COPY_ROWS):
                    copy.write(part.write_csv(include_header=False).encode())
    else:
        marks = ", ".join(["?"] * frame.width)
        plain = frame.with_columns(
            pl.col(pl.Date).dt.to_string("%Y-%m-%d"), pl.col(pl.Boolean).cast(pl.Int8)
        )
        connection.ensure_connection()
        with connection.wrap_database_errors:
            connection.connection.executemany(
                f'INSERT INTO "{table}" ({names}) VALUES ({marks})', plain.iter_rows()
            )
    return frame.height


def stage(name: str, frame: pl.DataFrame) -> None:
    """Put `frame` into a temporary table `name` (dropped first), to join with in SQL."""
    kinds: dict = {pl.Int64: "bigint", pl.Int32: "integer", pl.Float64: "double precision"}
    declared = ", ".join(
        f'"{column}" {kinds.get(dtype.base_type(), _other(dtype, column))}'
        for column, dtype in frame.schema.items()
    )
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TABLE IF EXISTS "{name}"')
        cursor.execute(f'CREATE TEMPORARY TABLE "{name}" ({declared})')
    insert(name, frame)


def _other(dtype: pl.DataType, column: str) -> str:
    if dtype == pl.Boolean:
        return "boolean"
    if dtype == pl.Date:
        return "date"
    if on_postgresql() and (column == "id" or column.endswith("_id")) and column != "place_id":
        return "uuid"
    return "text"


def fetch(statement: str, parameters=(), schema: dict | None = None) -> pl.DataFrame:
    """Rows of a query as a frame; read identifier columns through `hex_of`."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        names = [item[0] for item in cursor.description]
        rows = cursor.fetchall()
    if schema is None:
        return pl.DataFrame(rows, schema=names, orient="row", infer_schema_length=None)
    return pl.DataFrame(rows, schema=schema, orient="row")


def hex_of(column: str) -> str:
    """SQL for an identifier column as 32 hex digits, in both stores."""
    return f"replace({column}::text, '-', '')" if on_postgresql() else column


def pull(statement: str, parameters=()) -> pl.DataFrame:
    """Rows of a query as a frame of text, part by part; cast what is not text afterwards."""
    frames = []
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        schema = dict.fromkeys((item[0] for item in cursor.description), pl.String)
        while rows := cursor.fetchmany(COPY_ROWS):
            frames.append(pl.DataFrame(rows, schema=schema, orient="row", strict=False))
    return pl.concat(frames) if frames else pl.DataFrame(schema=schema)


def update(table: str, frame: pl.DataFrame) -> None:
    """Set the columns of `frame` on the rows of `table` with the same `id`."""
    if frame.is_empty():
        return
    names = ", ".join(f'"{name}"' for name in frame.columns)
    changed = [name for name in frame.columns if name != "id"]
    with connection.cursor() as cursor:
        cursor.execute('DROP TABLE IF EXISTS "staged_update"')
        cursor.execute(
            f'CREATE TEMPORARY TABLE "staged_update" AS SELECT {names} FROM "{table}" LIMIT 0'
        )
        insert("staged_update", frame)
        sets = ", ".join(f'"{name}" = s."{name}"' for name in changed)
        cursor.execute(
            f'UPDATE "{table}" SET {sets} FROM "staged_update" AS s WHERE "{table}".id = s.id'
        )


def upsert(table: str, frame: pl.DataFrame, *, unique: list[str], changed: list[str]) -> None:
    """Insert the rows; of those whose `unique` columns are there already set the `changed` ones."""
    if frame.is_empty():
        return
    names = ", ".join(f'"{name}"' for name in frame.columns)
    sets = ", ".join(f'"{name}" = excluded."{name}"' for name in changed)
    with connection.cursor() as cursor:
        cursor.execute('DROP TABLE IF EXISTS "staged_upsert"')
        cursor.execute(
            f'CREATE TEMPORARY TABLE "staged_upsert" AS SELECT {names} FROM "{table}" LIMIT 0'
        )
        insert("staged_upsert", frame)
        cursor.execute(
            f'INSERT INTO "{table}" ({names}) SELECT {names} FROM "staged_upsert" WHERE true'
            f" ON CONFLICT ({', '.join(unique)}) DO UPDATE SET {sets}"
        )
        cursor.execute('DROP TABLE "staged_upsert"')


def update_alike(model: type[models.Model], changes: Mapping[Any, Mapping[str, Any]]) -> None:
    """Write changed columns of rows, by key; rows that come to hold the same by one statement.

    `changes`: names of columns (a foreign key as `place_id`) and their values, by the row's key.
    """
    alike: dict[tuple, list] = {}
    for key, said in changes.items():
        alike.setdefault(tuple(said.items()), []).append(key)
    for same, keys in alike.items():
        for start in range(0, len(keys), KEYS_AT_ONCE) if same else ():
            model._base_manager.filter(pk__in=keys[start : start + KEYS_AT_ONCE]).update(
                **dict(same)
            )


def frame_of(rows: list[dict], columns: list[str]) -> pl.DataFrame:
    """Dictionaries as a frame the store understands: times, identifiers and JSON as text."""
    return pl.DataFrame(
        {name: pl.Series(name, [_plain(row.get(name)) for row in rows], strict=False)
         for name in columns}
    )  # fmt: skip


def _plain(value):
    if isinstance(value, uuid.UUID):
        return value.hex
    if isinstance(value, datetime):
        return db_time(value)
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return value


def refresh_statistics() -> None:
    """Tell the planner of the store how the tables stand now, after many rows came in."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if on_postgresql() else "PRAGMA optimize")
