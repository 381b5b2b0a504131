"""Files kept by content: the same bytes are stored once, under the SHA-256 of their content."""

import hashlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from binaan.kit.models import StoredFile

BLOCK = 1024 * 1024


def path_of(sha256: str) -> Path:
    """Where the bytes lie: files/ab/abcdef…"""
    return settings.FILES_DIR / sha256[:2] / sha256


def keep(source: Path, *, name: str, by: str) -> StoredFile:
    """Copy `source` into the store and note it; keeping the same bytes again changes nothing."""
    with open(source, "rb") as file:
        sha256 = store(file)
    return note(sha256, name=name, by=by)


def store(file: BinaryIO) -> str:
    """Write the bytes of an open file down for good and answer their SHA-256; no row is written.

    They are on the disk before this returns. Until `note` they belong to nobody.
    """
    settings.FILES_DIR.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    handle, partial = tempfile.mkstemp(dir=settings.FILES_DIR)
    try:
        with os.fdopen(handle, "wb") as target:
            while block := file.read(BLOCK):
                digest.update(block)
                target.write(block)
            target.flush()
            os.fsync(target.fileno())
        sha256 = digest.hexdigest()
        final = path_of(sha256)
        final.parent.mkdir(exist_ok=True)
        os.replace(partial, final)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise
    return sha256


def note(sha256: str, *, name: str, by: str) -> StoredFile:
    """The row of bytes that were stored; found where the same bytes were noted before."""
    size = path_of(sha256).stat().st_size
    stored, _new = StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"name": name[-255:], "size": size, "by": by}
    )
    return stored


def note_all(names: Mapping[str, str], *, by: str) -> None:
    """The rows of several stored files at once: SHA-256 → name; those noted before stay as they are."""
    StoredFile.objects.bulk_create(
        (
            StoredFile(sha256=sha256, name=name[-255:], size=path_of(sha256).stat().st_size, by=by)
            for sha256, name in names.items()
        ),
        ignore_conflicts=True,
    )
