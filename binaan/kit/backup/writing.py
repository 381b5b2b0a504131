"""`backup`: a consistent picture of the store and the kept files in one file."""

import hashlib
import io
import json
import os
import tarfile
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from binaan.kit.backup import csv
from binaan.kit.backup.tables import Table, all_tables
from binaan.kit.moments import one_moment

FORMAT = "binaan-backup-1"
MANIFEST = "manifest.json"
BLOCK = 1024 * 1024


@dataclass(frozen=True)
class Digest:
    """What a table's rows come to."""

    rows: int
    sha256: str


def version() -> str:
    """The version of this program, as pyproject.toml says."""
    text = (settings.BASE_DIR / "pyproject.toml").read_text("utf-8")
    return tomllib.loads(text)["project"]["version"]


def migration_state() -> dict[str, list[str]]:
    """The last migrations of each app this program has; a backup fits only the same state."""
    state: dict[str, list[str]] = {}
    for app, name in sorted(MigrationLoader(None).graph.leaf_nodes()):
        state.setdefault(app, []).append(name)
    return state


def write_table(table: Table, target: io.BufferedIOBase | None = None) -> Digest:
    """Write the rows as CSV (or only look at them) and say what they come to."""
    digest, rows, waiting = hashlib.sha256(), 0, []
    size = 0
    for row in table.rows():
        record = csv.encode(row)
        waiting.append(record)
        rows, size = rows + 1, size + len(record)
        if size > BLOCK:
            _flush(waiting, digest, target)
            size = 0
    _flush(waiting, digest, target)
    return Digest(rows, digest.hexdigest())


def _flush(waiting: list[bytes], digest, target) -> None:
    block = b"".join(waiting)
    waiting.clear()
    digest.update(block)
    if target:
        target.write(block)


def kept_files() -> list[Path]:
    """Files of the store, below their two-letter folders; half-written ones lie above and stay."""
    if not settings.FILES_DIR.is_dir():
        return []
    return sorted(path for path in settings.FILES_DIR.glob("*/**/*") if path.is_file())


def _hash(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def backup(target: Path) -> dict:
    """Write everything to `target` and return the manifest's head.

    The file appears under its name only when it is whole, readable by its owner alone.
    """
    folder = target.resolve().parent
    partial = target.with_name(f".{target.name}.partial")
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".binaan-backup-") as work:
            with one_moment():
                tables = [_dump(table, Path(work)) for table in all_tables()]
            manifest = _manifest(tables, kept_files())
            descriptor = os.open(partial, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                _pack(file, manifest, Path(work))
                file.flush()
                os.fsync(file.fileno())
        os.replace(partial, target)
    finally:
        partial.unlink(missing_ok=True)
    return manifest


def _dump(table: Table, folder: Path) -> dict:
    with open(folder / f"{table.name}.csv", "wb") as file:
        digest = write_table(table, file)
    return {
        "name": table.name,
        "columns": [column.name for column in table.columns],
        "rows": digest.rows,
        "sha256": digest.sha256,
    }


def _manifest(tables: list[dict], files: list[Path]) -> dict:
    return {
        "format": FORMAT,
        "version": version(),
        "made_at": timezone.now().isoformat(),
        "store": connection.vendor,
        "migrations": migration_state(),
        "tables": tables,
        "files": [
            {
                "path": str(path.relative_to(settings.FILES_DIR)),
                "size": path.stat().st_size,
                "sha256": _hash(path),
            }
            for path in files
        ],
    }


def _pack(file, manifest: dict, folder: Path) -> None:
    with tarfile.open(fileobj=file, mode="w:gz", compresslevel=3) as tar:
        head = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size, info.mode = len(head), 0o600
        tar.addfile(info, io.BytesIO(head))
        for table in manifest["tables"]:
            source = folder / f"{table['name']}.csv"
            tar.add(source, f"tables/{source.name}", filter=_anonymous)
            source.unlink()
        for kept in manifest["files"]:
            tar.add(settings.FILES_DIR / kept["path"], f"files/{kept['path']}", filter=_anonymous)


def _anonymous(info: tarfile.TarInfo) -> tarfile.TarInfo:
    """Without the names of the machine's users."""
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    return info
