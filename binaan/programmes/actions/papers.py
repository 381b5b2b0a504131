"""Who opens a scan or a photo is noted: papers name people."""

from django.db import transaction

from binaan.access import audit
from binaan.programmes.models import (
    CaseStep,
    Certificate,
    FacilitationStep,
    FollowUp,
    Handover,
    Participation,
    Visit,
)

EVIDENCE_READ = "follow_up.evidence_read"
Paper = FacilitationStep | Certificate | Participation | Handover | FollowUp | CaseStep | Visit
HELD_BY = {FacilitationStep: "facilitation", CaseStep: "case"}  # what the paper is beside
READ = {
    FollowUp: EVIDENCE_READ, CaseStep: EVIDENCE_READ, Visit: EVIDENCE_READ,
    Participation: "participation.photo_read", Handover: "aid.signed_read",
    Certificate: "certificate.paper_read", FacilitationStep: "certificate.paper_read",
}  # fmt: skip


@transaction.atomic
def note_reading(row: Paper, *, sha256: str, by) -> None:
    """Note that the paper or photo with this hash was opened."""
    held = getattr(row, HELD_BY[type(row)]) if type(row) in HELD_BY else row
    audit.record(READ[type(row)], held, by=by, payload={"sha256": sha256}, place=held.place,
                 office=held.office)  # fmt: skip
