"""`restore`: a backup into an empty installation, compared with its manifest before it counts."""

import hashlib
import json
import os
import tarfile
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.core.management.color import no_style
from django.db import DataError, IntegrityError, connection, transaction

from binaan.kit.backup import csv
from binaan.kit.backup.tables import Table, all_tables
from binaan.kit.backup.writing import (
    BLOCK,
    FORMAT,
    MANIFEST,
    Digest,
    migration_state,
    version,
    write_table,
)
from binaan.kit.commands import Refused

LARGEST_MANIFEST = 256 * BLOCK
INSERT_ROWS = 5_000
UNREADABLE = (tarfile.TarError, OSError, EOFError, zlib.error, ValueError, KeyError, TypeError)


def check(source: Path) -> dict:
    """Read the whole file once, before anything is touched, and return its manifest."""
    try:
        with tarfile.open(source, "r:gz") as tar:
            manifest = _manifest(tar)
            expected = _members(manifest)
            for info in tar:
                if info.name == MANIFEST:
                    continue
                if not info.isfile() or expected.pop(info.name, None) != _hash(tar, info):
                    raise Refused(f"Cadangan rusak: isi {info.name} tidak sesuai daftarnya.")
            while tar.fileobj.read(BLOCK):  # to the very end: the check sum of gzip lies there
                continue
    except UNREADABLE as error:
        raise Refused(f"Berkas ini bukan cadangan Binaan, atau rusak ({error}).") from None
    if expected:
        raise Refused(f"Cadangan rusak: {next(iter(expected))} tidak ada di dalamnya.")
    if manifest["migrations"] != migration_state() or _shape(manifest) != _own_shape():
        raise Refused(
            f"Cadangan ini dibuat oleh Binaan {manifest['version']} dengan susunan data yang "
            f"berbeda dari Binaan {version()} ini. Pulihkan dengan versi yang sama, lalu perbarui."
        )
    return manifest


def _manifest(tar: tarfile.TarFile) -> dict:
    first = tar.next()
    if first is None or first.name != MANIFEST or first.size > LARGEST_MANIFEST:
        raise Refused("Berkas ini bukan cadangan Binaan: daftar isinya tidak ada.")
    manifest = json.loads(b"".join(_blocks(tar, first)))
    if manifest["format"] != FORMAT:
        raise Refused(f"Bentuk cadangan {manifest['format']!r} tidak dikenal.")
    return manifest


def _members(manifest: dict) -> dict[str, str]:
    """Name and SHA-256 of every member after the manifest."""
    expected = {f"tables/{table['name']}.csv": table["sha256"] for table in manifest["tables"]}
    for kept in manifest["files"]:
        if Path(kept["path"]).is_absolute() or ".." in Path(kept["path"]).parts:
            raise Refused(f"Cadangan rusak: {kept['path']} menunjuk ke luar foldernya.")
        expected[f"files/{kept['path']}"] = kept["sha256"]
    return expected


def _shape(manifest: dict) -> dict[str, list[str]]:
    return {table["name"]: table["columns"] for table in manifest["tables"]}


def _own_shape() -> dict[str, list[str]]:
    return {table.name: [column.name for column in table.columns] for table in all_tables()}


def _blocks(tar: tarfile.TarFile, info: tarfile.TarInfo) -> Iterator[bytes]:
    member = tar.extractfile(info)
    while member and (block := member.read(BLOCK)):
        yield block


def _hash(tar: tarfile.TarFile, info: tarfile.TarInfo) -> str:
    digest = hashlib.sha256()
    for block in _blocks(tar, info):
        digest.update(block)
    return digest.hexdigest()


def refuse_used(reference_apps: set[str]) -> None:
    """A restore never mixes with data that is there; reference data may be, it is replaced."""
    for table in all_tables():
        if table.model._meta.app_label not in reference_apps and table.count():
            raise Refused(
                f"Pemasangan ini sudah berisi data (tabel {table.name}). Pulihkan ke folder dan "
                "basis data yang kosong, misalnya dengan BINAAN_HOME yang baru."
            )


def restore(source: Path, manifest: dict) -> None:
    """Load a checked backup in one transaction; any difference undoes all of it."""
    placed: list[Path] = []
    try:
        with transaction.atomic():
            tables = {table.name: table for table in all_tables()}
            _clear(tables.values())
            _unpack(source, manifest, tables, placed)
            _settle(tables.values())
            _compare(manifest, tables)
    except BaseException as error:
        for path in placed:
            path.unlink(missing_ok=True)
        if isinstance(error, IntegrityError | DataError):
            raise Refused(f"Isi cadangan ditolak basis data: {error}") from error
        raise


def _clear(tables: Iterable[Table]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in tables:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table.name)}")


def _unpack(source: Path, manifest: dict, tables: dict[str, Table], placed: list[Path]) -> None:
    columns = _shape(manifest)
    with tarfile.open(source, "r:gz") as tar:
        for info in tar:
            room, _slash, name = info.name.partition("/")
            if room == "tables":
                table = tables[name.removesuffix(".csv")]
                _load(table, columns[table.name], _blocks(tar, info))
            elif room == "files":
                _place(settings.FILES_DIR / name, _blocks(tar, info), placed)


def _load(table: Table, columns: list[str], blocks: Iterator[bytes]) -> None:
    quote = connection.ops.quote_name
    names = ", ".join(quote(name) for name in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = f"COPY {quote(table.name)} ({names}) FROM STDIN (FORMAT csv)"
            with cursor.copy(statement) as copy:
                for block in blocks:
                    copy.write(block)
            return
    stored = {column.name: column.kind.stored for column in table.columns}
    forms = [stored[name] for name in columns]
    statement = f"INSERT INTO {quote(table.name)} ({names}) VALUES ({', '.join('?' * len(forms))})"
    connection.connection.executemany(statement, _stored_rows(forms, blocks))


def _stored_rows(forms: list, blocks: Iterator[bytes]) -> Iterator[list]:
    """Rows as SQLite keeps them."""
    for record in csv.records(blocks):
        row = csv.decode(record)
        yield [
            form(value) if form and value is not None else value
            for form, value in zip(forms, row, strict=True)
        ]


def _place(target: Path, blocks: Iterator[bytes], placed: list[Path]) -> None:
    """Put a kept file where it belongs; one that is there already has the same content."""
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(dir=settings.FILES_DIR)
    placed.append(Path(partial))
    with os.fdopen(handle, "wb") as file:
        for block in blocks:
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    os.replace(partial, target)
    placed[-1] = target


def _settle(tables: Iterable[Table]) -> None:
    """Check the references between tables and let the running numbers go on after the last."""
    models = [table.model for table in tables]
    connection.check_constraints(table_names=[model._meta.db_table for model in models])
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _compare(manifest: dict, tables: dict[str, Table]) -> None:
    """What lies in the store now must be what the manifest says, to the last byte."""
    for expected in manifest["tables"]:
        found = write_table(tables[expected["name"]])
        if found != Digest(expected["rows"], expected["sha256"]):
            raise Refused(
                f"Pemulihan dibatalkan: tabel {expected['name']} berisi {found.rows} baris yang "
                f"tidak sama dengan {expected['rows']} baris di cadangan."
            )
    for kept in manifest["files"]:
        path = settings.FILES_DIR / kept["path"]
        with open(path, "rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != kept["sha256"]:
                raise Refused(f"Pemulihan dibatalkan: berkas {kept['path']} tidak sama.")
