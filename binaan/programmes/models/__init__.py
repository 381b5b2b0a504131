"""Programmes: activities, selections, taking part, staying, facilitation."""

from binaan.programmes.models.activities import (
    Absence,
    Activity,
    Competence,
    CostLine,
    Expert,
    Session,
)
from binaan.programmes.models.facilitating import Certificate, Facilitation, FacilitationStep
from binaan.programmes.models.selecting import (
    Candidate,
    Interest,
    Nomination,
    Override,
    PaperCode,
    Refusal,
    Selection,
)
from binaan.programmes.models.staying import (
    CardLink,
    Case,
    CaseStep,
    FollowUp,
    Pathway,
    Rescheduling,
    StageChange,
    Supervision,
    Visit,
)
from binaan.programmes.models.taking_part import (
    Attendance,
    Handover,
    HandoverItem,
    Message,
    Participation,
    Service,
)

__all__ = [
    "Absence",
    "Activity",
    "Attendance",
    "Candidate",
    "CardLink",
    "Case",
    "CaseStep",
    "Certificate",
    "Competence",
    "CostLine",
    "Expert",
    "Facilitation",
    "FacilitationStep",
    "FollowUp",
    "Handover",
    "HandoverItem",
    "Interest",
    "Message",
    "Nomination",
    "Override",
    "PaperCode",
    "Participation",
    "Pathway",
    "Refusal",
    "Rescheduling",
    "Selection",
    "Service",
    "Session",
    "StageChange",
    "Supervision",
    "Visit",
]
