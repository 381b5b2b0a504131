"""Opening the evidence of a follow-up, a case or a visit is noted: it may show people."""

from django.db import transaction

from binaan.access import audit
from binaan.programmes.models import Case, FollowUp, Visit


@transaction.atomic
def note_reading(row: FollowUp | Case | Visit, *, sha256: str, by) -> None:
    """Note that the evidence with this hash was opened."""
    audit.record("follow_up.evidence_read", row, by=by, payload={"sha256": sha256},
                 place=row.place, office=row.office)  # fmt: skip
