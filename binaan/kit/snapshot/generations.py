"""Generations of the copy: whole files, made apart, put in place by renaming one small pointer.

    BINAAN_HOME/salinan/terkini.json      names the file that counts
    BINAAN_HOME/salinan/<name>.duckdb     that file; older ones go as soon as it counts
    BINAAN_HOME/salinan/kerja-*/          where one is being made; swept by the next writer

A writer that dies at any point leaves the generation before it in place. Who reads a file keeps it
open, so that removing its name takes nothing from him.
"""

import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from binaan.kit.queueing import held

FOLDER, POINTER, LOCK, WORK = "salinan", "terkini.json", "kunci", "kerja-"


class Busy(Exception):
    """Somebody else is making a generation."""


@dataclass(frozen=True)
class Generation:
    """What the pointer says of the file that counts.

    `layout`: fingerprint of the code that made it; `database`: which store it was read from; `as_of`:
    ISO moment of that reading. `details`: whatever the maker wants to remember.
    """

    file: str
    layout: str
    database: str
    as_of: str
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        return folder() / self.file

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.as_of)


def folder() -> Path:
    return Path(settings.HOME) / FOLDER


def newest() -> Generation | None:
    """The generation that counts; None when there is none, or its pointer says nothing sensible."""
    try:
        said = json.loads((folder() / POINTER).read_text())
        return Generation(**{one.name: said[one.name] for one in fields(Generation)})
    except (OSError, ValueError, KeyError, TypeError):
        return None


@contextmanager
def writing(*, wait: bool) -> Iterator[Path]:
    """Be the only writer; answers a folder to work in. Raises Busy instead of waiting."""
    home = folder()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with held(home / LOCK, wait=wait) as mine:
        if not mine:
            raise Busy
        _sweep()
        _sweep_work()
        work = Path(tempfile.mkdtemp(prefix=WORK, dir=home))  # 0700
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)


def publish(made: Path, generation: Generation) -> Generation:
    """Let the file `made` count from now on; call it while writing."""
    os.chmod(made, 0o600)
    _flush(made)
    os.rename(made, generation.path)
    pointer = made.with_suffix(".json")
    pointer.write_text(json.dumps(asdict(generation)))
    os.chmod(pointer, 0o600)
    _flush(pointer)
    os.rename(pointer, folder() / POINTER)
    _flush(folder())
    _sweep()
    return generation


def new_name() -> str:
    return f"{secrets.token_hex(8)}.duckdb"


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sweep() -> None:
    """Remove the files that no longer count."""
    current = newest()
    for path in folder().glob("*.duckdb*"):
        if current is not None and path.name.startswith(current.file):
            continue
        if path.is_dir():  # what a reader spilled
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _sweep_work() -> None:
    for path in folder().glob(f"{WORK}*"):
        shutil.rmtree(path, ignore_errors=True)
