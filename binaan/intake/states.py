"""How campaigns, targets, submissions, call-backs and conflicts stand: words for pages and forms."""

from binaan.intake.models import (
    CallBackResult,
    CampaignState,
    ConflictState,
    SubmissionState,
    TargetState,
)

__all__ = [
    "CallBackResult",
    "CampaignState",
    "ConflictState",
    "SubmissionState",
    "TargetState",
]
