"""Asking for a sheet in a test, and reading it back."""

import io
from uuid import uuid4

from django.http import QueryDict
from python_calamine import CalamineWorkbook

from binaan.access.models import AuditEvent
from binaan.web.taking import choosing, shelf, starting
from binaan.web.taking.columns import USUAL
from tests.world import FIRMS

WHY = "Menyiapkan berkas bantuan alat"
HERE = {firm.name for firm in FIRMS if firm.place.startswith("32.16")}


def everything(user, query="") -> choosing.Choice:
    return choosing.read(QueryDict(query), None, user)


def ticked(user, *businesses) -> choosing.Choice:
    form = QueryDict(mutable=True)
    form.setlist("usaha", [str(one.pk) for one in businesses])
    return choosing.read(QueryDict(""), form, user)


def take(user, choice=None, *, format="xlsx", columns=USUAL, personal=False, reason="", token=""):
    return starting.start(
        choice or everything(user), format=format, columns=columns, personal=personal,
        reason=reason, token=token or uuid4().hex, by=user,
    )  # fmt: skip


def book(download) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(shelf.path_of(download).read_bytes()))


def lines(download) -> list[list]:
    return book(download).get_sheet_by_name("Usaha").to_python()


def records(download) -> list[dict]:
    _mark, _said, heads, *rows = lines(download)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def event(verb) -> AuditEvent:
    return AuditEvent.objects.select_related("payload").get(verb=verb)
