"""A scan or photo is kept after a look at what it is; who opens one is noted: papers name people."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from binaan.access import audit
from binaan.kit import files
from binaan.kit.models import StoredFile
from binaan.programmes.models import Certificate, FacilitationStep, Handover, Participation
from binaan.programmes.rules.papers import HEAD, REFUSED, paper_of


def keep_paper(path: Path, *, name: str, by) -> StoredFile:
    """Keep the bytes at `path`. Raises ValidationError for anything but PDF, JPEG, PNG or WebP."""
    with path.open("rb") as opened:
        if paper_of(opened.read(HEAD)) is None:
            raise ValidationError({"document": REFUSED})
    return files.keep(path, name=name, by=by.username)


READ = {
    Participation: "participation.photo_read", Handover: "aid.signed_read",
    Certificate: "certificate.paper_read", FacilitationStep: "certificate.paper_read",
}  # fmt: skip


@transaction.atomic
def note_reading(
    row: FacilitationStep | Certificate | Participation | Handover, *, sha256: str, by
) -> None:
    """Note that the paper or photo with this hash was opened."""
    held = row.facilitation if isinstance(row, FacilitationStep) else row
    audit.record(READ[type(row)], held, by=by, payload={"sha256": sha256}, place=held.place,
                 office=held.office)  # fmt: skip
