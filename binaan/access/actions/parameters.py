"""Parameters an office decides: a new dated row each time, the old ones stay."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from binaan.access import audit, parameters, queries
from binaan.access.actions.keeping import keep
from binaan.access.models import Office, OfficeParameter
from binaan.access.permissions import Permission


@transaction.atomic
def set_parameter(
    *,
    key: str,
    value: str,
    valid_from: date,
    by,
    note: str = "",
    office: Office | None = None,
) -> OfficeParameter:
    """Decide a parameter from a date on. Without an office it counts for the whole installation.

    Raises ValidationError for a key nobody declared or a value of the wrong kind.
    """
    text = parameters.checked(key, value)
    row = OfficeParameter(
        key=key,
        value=text,
        valid_from=valid_from,
        note=note.strip(),
        office=office,
        by=getattr(by, "username", by),
    )
    keep(row)
    if not isinstance(by, str) and not queries.may_for_office(
        by, Permission.PARAMETER_MANAGE, office
    ):
        raise PermissionDenied("Kantor ini di luar wewenang Anda.")
    audit.record(
        "parameter.set",
        f"access.OfficeParameter:{key}",
        by=by,
        payload={"value": text, "from": valid_from.isoformat(), "note": row.note},
        place=office.place if office else None,
        office=office,
    )
    return row
