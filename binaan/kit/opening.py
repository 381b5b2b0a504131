"""A kept paper or photo goes to who may read it: what it is decides its name, its reading is noted."""

from collections.abc import Callable

from django.http import FileResponse, Http404

from binaan.kit.files import path_of
from binaan.kit.papers import HEAD, paper_of


def send_paper(sha256: str, *, name: str, note: Callable[[], None]) -> FileResponse:
    """The bytes as a download `name`.pdf, .jpg …; `note` is called once they are there.

    Raises Http404 where they are gone, or are no paper.
    """
    path = path_of(sha256)
    if not path.is_file():
        raise Http404
    with path.open("rb") as opened:
        paper = paper_of(opened.read(HEAD))
    if paper is None:
        raise Http404
    note()
    response = FileResponse(path.open("rb"), content_type=paper.media)
    response["Content-Disposition"] = f'attachment; filename="{name}{paper.suffix}"'
    response["Cache-Control"] = "no-store"
    return response
