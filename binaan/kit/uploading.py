"""Files sent by a browser: written to disk as they come, dropped as soon as they grow too large."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.forms import Form
from django.http import HttpRequest

from binaan.kit.models import StoredFile
from binaan.kit.papers import keep_paper

MEGABYTE = 1024 * 1024
LONGEST_STEM = 150  # bytes of a file's name that are kept; a name on disk has 255


class LimitedUpload(TemporaryFileUploadHandler):
    """Keeps no more than BINAAN_UPLOAD_MB of one file; the other inputs of the form stay.

    `dropped` names the inputs whose file was too large.
    """

    dropped: frozenset[str | None] = frozenset()

    def receive_data_chunk(self, raw_data, start):
        if start + len(raw_data) > settings.UPLOAD_MB * MEGABYTE:
            self.dropped |= {self.field_name}
            raise SkipFile
        return super().receive_data_chunk(raw_data, start)


def too_large(request: HttpRequest, field: str) -> bool:
    """Whether the file of this input was dropped because of its size."""
    handlers = (one for one in request.upload_handlers if isinstance(one, LimitedUpload))
    return any(field in handler.dropped for handler in handlers)


class Counted:
    """A stream that knows how much of it was read."""

    def __init__(self, stream: Any):
        self.stream, self.count = stream, 0

    def read(self, *size: int) -> bytes:
        return self._counted(self.stream.read(*size))

    def readline(self, *size: int) -> bytes:
        return self._counted(self.stream.readline(*size))

    def _counted(self, content: bytes) -> bytes:
        self.count += len(content)
        return content


def is_whole(request: HttpRequest) -> bool:
    """Whether a multipart body came as long as announced; True where it was read before.

    Django takes a file that breaks off for a shorter one; a phone on a bad line sends many of those.
    Raises what reading the form raises.
    """
    if hasattr(request, "_post"):
        return True
    counted = Counted(request._stream)
    setattr(request, "_stream", counted)  # noqa: B010  the one it reads from
    _read = request.POST
    announced = request.META.get("CONTENT_LENGTH") or "0"
    return not announced.isdecimal() or counted.count >= int(announced)


@contextmanager
def named(upload: TemporaryUploadedFile) -> Iterator[Path]:
    """The uploaded bytes as a file that bears the name the sender gave it."""
    assert upload.name is not None, "Django passes over files without a name"
    own = Path(upload.name)
    with tempfile.TemporaryDirectory(dir=Path(upload.temporary_file_path()).parent) as folder:
        stem = own.stem.encode()[:LONGEST_STEM].decode(errors="ignore")
        path = Path(folder, stem + own.suffix[:10])
        os.link(upload.temporary_file_path(), path)
        yield path


def kept_paper(request: HttpRequest, form: Form, name: str = "document") -> StoredFile | None:
    """The paper sent along in this field, kept; None where there is none. Raises as `keep_paper`."""
    upload = form.cleaned_data.get(name)
    if not upload:
        return None
    with named(upload) as path:
        return keep_paper(path, name=upload.name, by=request.user)
