"""From the store into DuckDB: each table as one CSV file that is read in again with its types.

PostgreSQL writes the lines itself (COPY); SQLite is asked for whole lines, which is many times
faster than taking its values one by one.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO, NamedTuple

import duckdb
from django.db import connection, models

from binaan.kit.bulk import on_postgresql

LINES = 20_000
KINDS = (
    (models.UUIDField, "UUID"),
    (models.BooleanField, "BOOLEAN"),
    (models.DateTimeField, "TIMESTAMP"),
    (models.DateField, "DATE"),
    (models.DecimalField, "DECIMAL(20,2)"),
    (models.FloatField, "DOUBLE"),
    (models.SmallIntegerField, "SMALLINT"),
    (models.BigIntegerField, "BIGINT"),
    (models.BigAutoField, "BIGINT"),
    (models.IntegerField, "INTEGER"),
)
FLAG = "ada"  # stands for a text that is not copied
READ = (
    "read_csv('{path}', auto_detect=false, header=false, delim=',', quote='\"', escape='\"', "
    "nullstr='', allow_quoted_nulls=false, max_line_size=4000000, columns={{{columns}}})"
)


class Miscounted(Exception):
    """What was read in is not what was written out."""


class Column(NamedTuple):
    """A column of the copy. A `flag` holds FLAG or "", never the value."""

    name: str
    kind: str
    flag: bool = False


class Table(NamedTuple):
    """A table of the copy under its own name; `where` is SQL both stores understand."""

    name: str
    columns: tuple[Column, ...]
    where: str = ""


def table_of(
    model: type[models.Model], names: Iterable[str], *, flags: Iterable[str] = (), where: str = ""
) -> Table:
    """These fields of a model, by the names of fields; of `flags` only whether they hold something."""
    columns = [Column(_column(model, name), _kind(model, name)) for name in names]
    columns += [Column(_column(model, name), "VARCHAR", flag=True) for name in flags]
    return Table(model._meta.db_table, tuple(columns), where)


def _column(model: type[models.Model], name: str) -> str:
    return str(model._meta.get_field(name).column)  # type: ignore[union-attr]


def _kind(model: type[models.Model], name: str) -> str:
    field = model._meta.get_field(name)
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return next((kind for known, kind in KINDS if isinstance(field, known)), "VARCHAR")


def write(table: Table, path: Path, *, only: str = "") -> int:
    """The rows of a table (`only` those, as SQL) as lines in a file; how many."""
    with open(path, "ab", opener=_private) as file:
        return write_into(table, file, only=only)


def write_into(table: Table, file: IO[bytes], *, only: str = "") -> int:
    """The same into an open file."""
    conditions = " AND ".join(f"({one})" for one in (table.where, only) if one)
    where = f" WHERE {conditions}" if conditions else ""
    if on_postgresql():
        return _copy(table, where, file)
    return _fetch(table, where, file)


def read(db: duckdb.DuckDBPyConnection, table: Table, path: Path, *, into: str = "") -> int:
    """Make the table in DuckDB from such a file (in the database `into`); how many rows."""
    columns = ", ".join(f"'{column.name}': '{column.kind}'" for column in table.columns)
    source = READ.format(path=path, columns=columns)
    name = f'{into}."{table.name}"' if into else f'"{table.name}"'
    db.execute(f"CREATE TABLE {name} AS SELECT * FROM {source}")
    counted = db.execute(f"SELECT count(*) FROM {name}").fetchone()
    return int(counted[0]) if counted else 0


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _copy(table: Table, where: str, file) -> int:
    chosen = ", ".join(_in_postgresql(column) for column in table.columns)
    statement = f'COPY (SELECT {chosen} FROM "{table.name}"{where}) TO STDOUT (FORMAT csv)'
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL datestyle TO ISO")
        with cursor.copy(statement) as copy:
            for part in copy:
                file.write(part)
        return int(cursor.rowcount)


def _in_postgresql(column: Column) -> str:
    name = f'"{column.name}"'
    if column.flag:
        return f"CASE WHEN {name} <> '' THEN '{FLAG}' ELSE '' END"
    if column.kind == "TIMESTAMP":
        return f"{name} AT TIME ZONE 'UTC'"
    return name


def _fetch(table: Table, where: str, file) -> int:
    shape = ",".join("%s" for _column in table.columns)
    values = ", ".join(_in_sqlite(column) for column in table.columns)
    rows = 0
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT printf('{shape}', {values}) FROM \"{table.name}\"{where}")
        while lines := cursor.fetchmany(LINES):
            rows += len(lines)
            file.write(("\n".join(line for (line,) in lines) + "\n").encode())
    return rows


def _in_sqlite(column: Column) -> str:
    name = f'"{column.name}"'
    if column.flag:
        return f"CASE WHEN {name} <> '' THEN '{FLAG}' ELSE '\"\"' END"
    if column.kind == "VARCHAR":
        return f"CASE WHEN {name} IS NULL THEN '' ELSE printf('\"%w\"', {name}) END"
    if column.kind == "DOUBLE":
        return f"CASE WHEN {name} IS NULL THEN '' ELSE printf('%!.17g', {name}) END"
    return name
