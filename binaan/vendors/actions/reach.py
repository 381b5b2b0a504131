"""Whether the writer may touch this row of the street: asked after the write, so a refusal undoes it."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from binaan.access.models import Office
from binaan.access.permissions import Permission
from binaan.kit.dates import long_date, today
from binaan.vendors.models import OfStreet

OUTSIDE = "{one} ini di luar wilayah atau kantor tugas Anda."


def must_hold(row: OfStreet, *, by, permission: Permission) -> None:
    """Raises PermissionDenied when the row is not within this permission of this user."""
    found = type(row).objects.permitted(by, permission).filter(pk=row.pk)
    if not found.exists():
        one = str(row._meta.verbose_name)
        raise PermissionDenied(OUTSIDE.format(one=one[:1].upper() + one[1:]))


def locked(row: OfStreet, *related: str) -> Any:
    """The row as it stands now, held until the transaction ends: two at once queue up here."""
    rows = type(row).objects.select_for_update(of=("self",)).select_related("place", "office")
    return rows.select_related(*related).get(pk=row.pk) if related else rows.get(pk=row.pk)


def must_not_be_future(on: date, field: str = "on") -> None:
    """Raises ValidationError for a date after today."""
    if on > today():
        raise ValidationError({field: "Tanggal ini belum terjadi."})


def must_not_precede(on: date, since: date, field: str = "on") -> None:
    """Raises ValidationError for a date before what was recorded last."""
    if on < since:
        raise ValidationError(
            {field: f"Tanggal ini mendahului yang tercatat ({long_date(since)})."}
        )


def must_say(text: str, field: str, message: str = "Isi bagian ini.") -> str:
    """The text without blanks around it. Raises ValidationError when there is none."""
    text = text.strip()
    if not text:
        raise ValidationError({field: message})
    return text


def must_be_office_of(office: Office, *, by, permission: Permission) -> None:
    """Raises PermissionDenied for an office the writer does not act for."""
    for one in by.holdings(permission):
        if one.office_id in (None, office.pk):
            return
    raise PermissionDenied(f"Anda tidak bertugas untuk {office.name}.")
