"""The raw side of the import benchmark: the store doing nothing but taking rows."""

import os
import tempfile
from pathlib import Path

import polars as pl
from django.db import connection, transaction

from binaan.access.models import Assignment, Office, User
from binaan.kit import bulk
from binaan.places.models import Place

MAPPING = {"sheets": {"CSV": {"heading_row": 1, "key": "A"}}}


def province() -> Place:
    return Place.objects.get(pk="32")


def office() -> Office:
    found, _new = Office.objects.get_or_create(
        key="bangku", defaults={"name": "Dinas contoh", "place": province()}
    )
    return found


def staff() -> User:
    found, new = User.objects.get_or_create(username="bangku", defaults={"name": "Bangku"})
    if new:
        Assignment.objects.create(user=found, role="section_staff", place=province())
    return found


def copy_plain(frame: pl.DataFrame, seconds: dict, timed) -> None:
    """The 25 columns as text into a table without keys or indexes."""
    columns = ", ".join(f'"{name}" text' for name in frame.columns)
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE TABLE "bench_plain" ({columns})')
    if bulk.on_postgresql():
        whole = frame.write_csv(include_header=False).encode()
        timed("raw, bare table", lambda: copy_bytes("bench_plain", frame.columns, whole), seconds)
    else:
        rows = frame.rows()
        timed("raw, bare table", lambda: many("bench_plain", frame.columns, rows), seconds)
    with connection.cursor() as cursor:
        cursor.execute('DROP TABLE "bench_plain"')


def copy_bytes(table: str, columns: list[str], whole: bytes) -> None:
    names = ", ".join(f'"{name}"' for name in columns)
    statement = f'COPY "{table}" ({names}) FROM STDIN (FORMAT csv)'
    with transaction.atomic(), connection.cursor() as cursor, cursor.copy(statement) as copy:
        for start in range(0, len(whole), 1 << 20):
            copy.write(whole[start : start + (1 << 20)])


def many(table: str, columns: list[str], rows: list[tuple]) -> None:
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * len(columns))
    with transaction.atomic():
        connection.connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)


def copy_rows(batch, seconds: dict, timed) -> None:
    """The landed rows once more into the table they lie in (emptied, indexes in place)."""
    _again(["intake_row"], "raw, same table", seconds, timed)


def copy_final(tables, seconds: dict, timed) -> None:
    """The final rows of every table once more into the same tables, emptied, indexes in place."""
    _again(list(tables), "raw, final rows", seconds, timed)
    bulk.refresh_statistics()


def _again(tables: list[str], label: str, seconds: dict, timed) -> None:
    with tempfile.TemporaryDirectory(dir=os.environ["BINAAN_HOME"]) as folder:
        if bulk.on_postgresql():
            _again_postgresql(tables, Path(folder), label=label, seconds=seconds, timed=timed)
        else:
            _again_sqlite(tables, label, seconds, timed)


def _again_postgresql(tables, folder: Path, *, label, seconds, timed) -> None:
    for table in tables:
        out = f'COPY "{table}" TO STDOUT (FORMAT csv)'
        with (
            connection.cursor() as cursor,
            open(folder / table, "wb") as file,
            cursor.copy(out) as copy,
        ):
            for block in copy:
                file.write(block)
    with connection.cursor() as cursor:
        names = ", ".join(f'"{table}"' for table in tables)
        cursor.execute(f"TRUNCATE {names} CASCADE")

    def load() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for table in tables:
                into = f'COPY "{table}" FROM STDIN (FORMAT csv)'
                with open(folder / table, "rb") as file, cursor.copy(into) as copy:
                    while block := file.read(1 << 20):
                        copy.write(block)

    timed(label, load, seconds)


def _again_sqlite(tables, label, seconds, timed) -> None:
    kept = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            kept[table] = ([item[0] for item in cursor.description], cursor.fetchall())
        cursor.execute("PRAGMA foreign_keys=OFF")
        for table in reversed(tables):
            cursor.execute(f'DELETE FROM "{table}"')
        cursor.execute("PRAGMA foreign_keys=ON")

    def load() -> None:
        for table, (columns, rows) in kept.items():
            many(table, columns, rows)

    timed(label, load, seconds)
