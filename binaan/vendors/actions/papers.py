"""Who opens a scan or a photo is noted: papers name people."""

from django.db import transaction

from binaan.access import audit
from binaan.vendors.models import OfStreet


@transaction.atomic
def note_reading(row: OfStreet, *, sha256: str, by) -> None:
    """Note that the paper or photo with this hash, beside a row of the street, was opened."""
    audit.record("vendor.paper_read", row, by=by, payload={"sha256": sha256}, place=row.place,
                 office=row.office)  # fmt: skip
