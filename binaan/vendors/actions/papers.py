"""A scan or photo is kept after a look at what it is; who opens one is noted: papers name people."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from binaan.access import audit
from binaan.kit import files
from binaan.kit.models import StoredFile
from binaan.kit.papers import HEAD, REFUSED, paper_of
from binaan.vendors.models import OfStreet


def keep_paper(path: Path, *, name: str, by) -> StoredFile:
    """Keep the bytes at `path`. Raises ValidationError for anything but PDF, JPEG, PNG or WebP."""
    with path.open("rb") as opened:
        if paper_of(opened.read(HEAD)) is None:
            raise ValidationError({"document": REFUSED})
    return files.keep(path, name=name, by=by.username)


@transaction.atomic
def note_reading(row: OfStreet, *, sha256: str, by) -> None:
    """Note that the paper or photo with this hash, beside a row of the street, was opened."""
    audit.record("vendor.paper_read", row, by=by, payload={"sha256": sha256}, place=row.place,
                 office=row.office)  # fmt: skip
