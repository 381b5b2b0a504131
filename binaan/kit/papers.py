"""Papers kept beside a step or a certificate: a scan or a photo, known by how its bytes begin."""

from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import ValidationError

from binaan.kit import files
from binaan.kit.models import StoredFile

HEAD = 16  # bytes that are looked at
REFUSED = "Berkas ini bukan PDF, JPEG, PNG atau WebP. Pindai atau foto kertasnya, lalu pilih lagi."


class Paper(NamedTuple):
    """What a paper is: its media type and the end of its file name."""

    media: str
    suffix: str


PDF = Paper("application/pdf", ".pdf")
JPEG = Paper("image/jpeg", ".jpg")
PNG = Paper("image/png", ".png")
WEBP = Paper("image/webp", ".webp")
_BEGINS = ((b"%PDF-", PDF), (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG))


def paper_of(head: bytes) -> Paper | None:
    """What these first bytes begin; None for anything that is no paper."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    return next((paper for begins, paper in _BEGINS if head.startswith(begins)), None)


def keep_paper(path: Path, *, name: str, by) -> StoredFile:
    """Keep the bytes at `path`. Raises ValidationError for anything but PDF, JPEG, PNG or WebP."""
    with path.open("rb") as opened:
        if paper_of(opened.read(HEAD)) is None:
            raise ValidationError({"document": REFUSED})
    return files.keep(path, name=name, by=by.username)
