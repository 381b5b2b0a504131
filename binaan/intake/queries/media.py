"""What goes beside a form to one phone: lists of choices as CSV, cut to its holder, and kept files.

Lists are made when asked for, so a phone holds what is assigned to it today; the hash in the manifest
tells it whether anything changed. See docs/rules/formulir.md.
"""

import csv
import hashlib
import io
from pathlib import Path
from typing import NamedTuple

from binaan.intake import fieldwork
from binaan.intake.fieldwork import ChoiceList
from binaan.intake.models import FormVersion
from binaan.kit import files

EMPTY = ("name", "label")  # of a list nobody offers: the form opens, there is nothing to choose
KINDS = {
    ".csv": "text/csv; charset=utf-8", ".xml": "application/xml", ".geojson": "application/geo+json",
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml",
    ".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".mp4": "video/mp4",
}  # fmt: skip


class Media(NamedTuple):
    """A file beside a form. `md5`: of its content, as OpenRosa's manifest wants it."""

    name: str
    content: bytes

    @property
    def md5(self) -> str:
        """32 hexadecimal letters; a mark of change, not of trust."""
        return hashlib.md5(self.content, usedforsecurity=False).hexdigest()

    @property
    def type(self) -> str:
        """Its media type by its ending."""
        return KINDS.get(Path(self.name).suffix.lower(), "application/octet-stream")


def media(user, version: FormVersion) -> list[Media]:
    """All files beside a version, as this person may hold them."""
    return [_made(user, name, filled) for name, filled in sorted(version.media.items())]


def medium(user, version: FormVersion, name: str) -> Media | None:
    """One of them by its name."""
    return _made(user, name, version.media[name]) if name in version.media else None


def _made(user, name: str, filled: dict) -> Media:
    if filled.get("file"):
        return Media(name, files.path_of(filled["file"]).read_bytes())
    choices = fieldwork.LISTS.get(filled.get("list", ""))
    return Media(name, as_csv(user, choices) if choices else _csv(EMPTY, ()))


def as_csv(user, choices: ChoiceList) -> bytes:
    """A list of choices as this person may hold it: UTF-8, commas, one heading."""
    return _csv(choices.columns, choices.rows(user))


def _csv(columns, rows) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue().encode()
