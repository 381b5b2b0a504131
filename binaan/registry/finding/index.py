"""The index on disk: generations in folders of their own, and a pointer that names the one in use.

BINAAN_HOME/cari/          0700
    kini                   the name of the generation in use, replaced in one step
    <generation>/          Tantivy's files, and `tentang.json`: of which database and form it is
    kunci                  held (flock) by the one process that writes
"""

import json
import logging
import os
import shutil
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import tantivy
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from binaan.kit.queueing import held
from binaan.places.models import ReferenceLoad
from binaan.registry.finding.documents import Document

log = logging.getLogger(__name__)

FORM = 2  # of documents and fields; another number makes every installation build anew
WORDS = ("name", "more")
TERMS = ("id", "number", "phone", "part", "secret", "path", "office")
ABOUT, POINTER, LOCK = "tentang.json", "kini", "kunci"
ONE_THREAD = 1  # fewer, larger parts are asked faster
FEW_BYTES, MANY_BYTES = 30_000_000, 400_000_000
TRIES = 5
FAULTS = (ValueError, OSError, TypeError)  # what Tantivy and the reading of `tentang.json` raise
PATIENCE_SECONDS = 600  # an index younger than this is not built anew for failing


class Broken(Exception):
    """The index cannot be read; it has been taken out of use."""


class About(NamedTuple):
    """Of what an index was made; it counts only while all of it still holds."""

    form: int
    database: str
    places: str

    @classmethod
    def now(cls) -> "About":
        return cls(FORM, _database(), _places())


class Reader(NamedTuple):
    """An open generation. `seen`: the state of Tantivy's list of parts when it was read."""

    generation: str
    index: tantivy.Index
    about: About
    seen: tuple


def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for field in WORDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="basic")
    for field in TERMS:
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    for field in ("high", "low"):
        builder.add_integer_field(field, fast=True)
    return builder.build()


SCHEMA = schema()


def home() -> Path:
    return settings.HOME / "cari"


# Reading ------------------------------------------------------------------------------------------

_reader: Reader | None = None
_opening = threading.Lock()


def reader() -> Reader | None:
    """The generation in use as last committed; None when there is none or it cannot be opened."""
    global _reader
    for attempt in range(1, TRIES + 1):
        name = current()
        if not name:
            return None
        kept = _reader
        try:
            seen = _seen(name)
            if kept and (kept.generation, kept.seen) == (name, seen):
                return kept
            with _opening:
                _reader = _opened(name, seen, _reader)
                return _reader
        except FAULTS as error:  # another process replaced it in this moment, or it is broken
            if current() == name and attempt == TRIES:
                discard(name, error)
                return None
            time.sleep(0.01)
    return None


def forget() -> None:
    """Close what this process has open."""
    global _reader
    _reader = None


def current() -> str:
    """The name of the generation in use, or nothing."""
    try:
        return (home() / POINTER).read_text().strip()
    except OSError:
        return ""


def discard(name: str, why: object) -> None:
    """Take a broken generation out of use; the keeper builds another."""
    log.warning("search index %s is broken and taken out of use: %s", name, why)
    if current() == name:
        (home() / POINTER).unlink(missing_ok=True)


def suspect(name: str, why: BaseException) -> None:
    """Asking failed: out of use if its files are hurt; not twice in a while, if the fault is ours."""
    log.error("search index %s did not answer", name, exc_info=why)
    if time.time() - int(name, 16) / 1e9 > PATIENCE_SECONDS:
        discard(name, why)


def is_fault(error: BaseException) -> bool:
    """Whether this comes from the index; a panic inside Tantivy is not even an Exception."""
    return isinstance(error, FAULTS) or type(error).__name__ == "PanicException"


def same_database(stated: About) -> bool:
    """Whether the index is of this database and this form; its places are the keeper's affair."""
    return (stated.form, stated.database) == (FORM, _database())


def _seen(name: str) -> tuple:
    found = os.stat(home() / name / "meta.json")
    return found.st_ino, found.st_mtime_ns, found.st_size


def _opened(name: str, seen: tuple, kept: Reader | None) -> Reader:
    """Files read again; the state is taken before, so that a later commit is never missed."""
    folder = str(home() / name)
    if kept and kept.generation == name:
        kept.index.reload()
        return kept._replace(seen=seen)
    index = tantivy.Index.open(folder)
    index.config_reader("manual")
    index.reload()
    return Reader(name, index, about(name), seen)


def about(name: str) -> About:
    return About(**json.loads((home() / name / ABOUT).read_text()))


# Writing ------------------------------------------------------------------------------------------


@contextmanager
def writing(*, wait: bool) -> Iterator[bool]:
    """Whether this is now the one that writes; not, without waiting, while another one does."""
    folder = home()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    with held(folder / LOCK, wait=wait) as mine:
        yield mine


def build(found: Iterable[Document]) -> int:
    """A new generation of these documents, put in use at the end; answers how many. Under `writing`."""
    keep = current()
    _sweep(keep)
    stated = About.now()
    name = f"{time.time_ns():x}"
    folder = home() / name
    folder.mkdir(mode=0o700)
    index = tantivy.Index(SCHEMA, path=str(folder))
    writer = index.writer(MANY_BYTES, ONE_THREAD)
    count = 0
    for document in found:
        writer.add_document(tantivy.Document(**document))
        count += 1
    writer.commit()
    writer.wait_merging_threads()
    (folder / ABOUT).write_text(json.dumps(stated._asdict()))
    _point(name)
    _sweep(name)
    return count


def replace(ids: Iterable[str], found: Iterable[Document]) -> None:
    """Make the generation in use say this of these businesses (32 hex digits). Under `writing`."""
    name = current()
    try:
        index = tantivy.Index.open(str(home() / name))
        writer = index.writer(FEW_BYTES, ONE_THREAD)
        for one in ids:
            writer.delete_documents_by_term("id", one)
        for document in found:
            writer.add_document(tantivy.Document(**document))
        writer.commit()
        writer.wait_merging_threads()
    except FAULTS as error:
        discard(name, error)
        raise Broken(name) from error


def _point(name: str) -> None:
    fresh = home() / f"{POINTER}.baru"
    with open(fresh, "w") as file:
        file.write(name)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(home() / POINTER)


def _sweep(keep: str) -> None:
    """Remove every generation but one; who still reads a removed one keeps its open files."""
    for folder in home().iterdir():
        if folder.is_dir() and folder.name != keep:
            shutil.rmtree(folder, ignore_errors=True)


# What it was made of ------------------------------------------------------------------------------

_databases: dict[str, str] = {}


def _database() -> str:
    """Tells this database from another, or from one made anew at the same address."""
    given = connection.settings_dict
    address = "|".join(str(given.get(key)) for key in ("ENGINE", "NAME", "HOST", "PORT"))
    if address not in _databases:
        first = MigrationRecorder.Migration.objects.order_by("pk").values_list("pk", "applied")
        text = f"{address}|{first.first()}"
        _databases[address] = sha256(text.encode()).hexdigest()[:16]
    return _databases[address]


def _places() -> str:
    """When areas were last loaded: their names and paths stand in every document."""
    loaded = ReferenceLoad.objects.filter(name="areas").values_list("changed_at", flat=True).first()
    return loaded.isoformat() if loaded else ""
