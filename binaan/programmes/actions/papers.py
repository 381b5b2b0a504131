"""A scan or photo is kept beside a step or a certificate, after a look at what it is."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from binaan.access import audit
from binaan.kit import files
from binaan.kit.models import StoredFile
from binaan.programmes.models import Certificate, FacilitationStep
from binaan.programmes.rules.papers import HEAD, REFUSED, paper_of


def keep_paper(path: Path, *, name: str, by) -> StoredFile:
    """Keep the bytes at `path`. Raises ValidationError for anything but PDF, JPEG, PNG or WebP."""
    with path.open("rb") as opened:
        if paper_of(opened.read(HEAD)) is None:
            raise ValidationError({"document": REFUSED})
    return files.keep(path, name=name, by=by.username)


@transaction.atomic
def note_reading(row: FacilitationStep | Certificate, *, by) -> None:
    """Note that the paper of a step or a certificate was opened: papers name people."""
    held = row.facilitation if isinstance(row, FacilitationStep) else row
    payload = {"sha256": row.file_id}
    audit.record("certificate.paper_read", held, by=by, payload=payload, place=held.place,
                 office=held.office)  # fmt: skip
