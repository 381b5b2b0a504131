"""A kept file goes to who may read it: what it is decides its name, the reading of a paper is noted."""

from collections.abc import Callable
from pathlib import Path

from django.http import FileResponse, Http404

from binaan.kit.files import path_of
from binaan.kit.models import StoredFile
from binaan.kit.papers import HEAD, Paper, paper_of

UNKNOWN = "application/octet-stream"


def send_file(file: StoredFile | None, content_type: str | None = None) -> FileResponse:
    """The bytes as a download of the name they came with. Raises Http404 where there are none."""
    if file is None:
        raise Http404
    opened = _there(file.sha256).open("rb")
    return FileResponse(opened, as_attachment=True, filename=file.name, content_type=content_type)


def send_paper(sha256: str, *, name: str, note: Callable[[], None]) -> FileResponse:
    """The bytes as a download `name`.pdf, .jpg …; `note` is called once they are there.

    Raises Http404 where they are gone, or are no paper.
    """
    path = _there(sha256)
    paper = _paper(path)
    if paper is None:
        raise Http404
    note()
    return _sent(path, paper.media, f'attachment; filename="{name}{paper.suffix}"')


def send_any(sha256: str, *, name: str, note: Callable[[], None]) -> FileResponse:
    """Whatever was sent: a picture shown in its place, all else a download `name`. Else as a paper."""
    path = _there(sha256)
    paper = _paper(path)
    note()
    media = paper.media if paper else UNKNOWN
    shown = media.startswith("image/")
    return _sent(path, media, "inline" if shown else f'attachment; filename="{name}"')


def _there(sha256: str) -> Path:
    path = path_of(sha256)
    if not path.is_file():
        raise Http404
    return path


def _paper(path: Path) -> Paper | None:
    with path.open("rb") as opened:
        return paper_of(opened.read(HEAD))


def _sent(path: Path, media: str, disposition: str) -> FileResponse:
    response = FileResponse(path.open("rb"), content_type=media)
    response["Content-Disposition"] = disposition
    response["Cache-Control"] = "no-store"
    return response
