"""A complete answer meets its target and counts; what it disagrees with is noted."""

from django.db import transaction
from django.db.models import Case, IntegerField, Value, When

from binaan.intake.actions import disputing
from binaan.intake.models import (
    CampaignState,
    Submission,
    SubmissionState,
    Target,
    TargetState,
)
from binaan.intake.queries.campaigns import NOT_COUNTED


@transaction.atomic
def settle_in(submission: Submission) -> Submission:
    """A complete submission meets its target (its record, or the number expected in its village),
    counts, and is compared.

    To be called in the transaction in which it became complete, with its state, record, place and
    sender known; it saves the row. What replaces another belongs where that one belonged.
    """
    before = submission.replaces
    target = (before.target if before else None) or submission.target or _met(submission)
    submission.target = target
    if target is not None:
        submission.campaign = target.campaign
    elif before is not None and before.campaign is not None:
        submission.campaign = before.campaign
    waits = submission.campaign is not None and submission.campaign.needs_approval
    if waits and submission.state in (SubmissionState.READY, SubmissionState.KEPT):
        submission.state = SubmissionState.REVIEW
    submission.save(update_fields=["target", "campaign", "state"])
    if target is not None:
        _count(target)
    disputing.note(submission)
    return submission


def _met(submission: Submission) -> Target | None:
    """Who was visited, one's own before others': the record, in a campaign that may have closed
    meanwhile; a new one among the number expected in its village.
    """
    found = Target.objects.select_related("campaign").exclude(state=TargetState.DROPPED)
    found = found.filter(campaign__form=submission.form_id)
    if submission.record_id:
        found = found.filter(record_id=submission.record_id)
        found = found.exclude(campaign__state=CampaignState.DRAFT)
    elif submission.place_id:
        found = found.filter(
            campaign__state=CampaignState.OPEN, record_id=None, place=submission.place_id
        )
    else:
        return None
    closed = Case(
        When(campaign__state=CampaignState.OPEN, then=Value(0)), default=Value(1),
        output_field=IntegerField(),
    )  # fmt: skip
    own = Case(
        When(officer=submission.sender_id, then=Value(0)), default=Value(1),
        output_field=IntegerField(),
    )  # fmt: skip
    found = found.annotate(closed=closed, own=own)
    return found.order_by("closed", "own", "-campaign__starts_on", "order", "pk").first()


def _count(target: Target) -> None:
    """A target is done once as many answers as expected count."""
    came = Submission.objects.filter(target=target).exclude(state__in=NOT_COUNTED).count()
    if came >= target.expected:
        Target.objects.filter(pk=target.pk).update(state=TargetState.DONE)
