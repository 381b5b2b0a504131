"""Decrees (keputusan, peraturan): noted once, cited everywhere."""

import tempfile
from datetime import date
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import transaction

from binaan.access import audit, queries
from binaan.access.actions.keeping import keep
from binaan.access.models import Decree, Office
from binaan.access.permissions import Permission
from binaan.kit import files
from binaan.kit.models import StoredFile


@transaction.atomic
def add_decree(
    *,
    number: str,
    title: str,
    signed_on: date,
    by,
    office: Office | None = None,
    signer: str = "",
    file: StoredFile | None = None,
    upload=None,
) -> Decree:
    """Note a decree. Without an office it counts for all, so only who reaches all may add it.

    `file` is one already kept; `upload` (an uploaded PDF) is kept here.
    """
    if upload is not None:
        file = _kept(upload, by)
    decree = Decree(
        number=" ".join(number.split()),
        title=" ".join(title.split()),
        signed_on=signed_on,
        office=office,
        signer=signer,
        file=file,
    )
    keep(decree)
    if not isinstance(by, str) and not queries.may_for_office(by, Permission.OFFICE_MANAGE, office):
        raise PermissionDenied("Kantor ini di luar wewenang Anda.")
    audit.record(
        "decree.added",
        decree,
        by=by,
        payload={
            "number": decree.number,
            "title": decree.title,
            "signed_on": signed_on.isoformat(),
            "file": file.sha256 if file else None,
        },
        place=office.place if office else None,
        office=office,
    )
    return decree


def _kept(upload, by) -> StoredFile:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as copy:
        for block in upload.chunks():
            copy.write(block)
        copy.flush()
        return files.keep(Path(copy.name), name=upload.name, by=getattr(by, "username", by))
