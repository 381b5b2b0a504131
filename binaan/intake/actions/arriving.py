"""A complete answer meets its target and counts; what it disagrees with is noted."""

from django.db import transaction

from binaan.intake.actions import disputing
from binaan.intake.models import (
    CampaignState,
    Submission,
    SubmissionState,
    Target,
    TargetState,
)
from binaan.intake.queries.campaigns import NOT_COUNTED
from binaan.kit import prepared


@transaction.atomic(savepoint=False)
def settle_in(submission: Submission) -> Submission:
    """A complete submission that is saved already meets its target and counts."""
    meet(submission)
    submission.save(update_fields=["target", "campaign", "state"])
    count(submission)
    return submission


def meet(submission: Submission) -> None:
    """A complete submission meets its target: its record, or the number expected in its village.

    With its state, record, place and sender known; nothing is written. What replaces another belongs
    where that one belonged.
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


def count(submission: Submission) -> None:
    """A saved submission counts for its target, and is compared.

    In the transaction in which it became complete.
    """
    if submission.target is not None:
        _count(submission.target)
    disputing.note(submission)


def _met(submission: Submission) -> Target | None:
    """Who was visited, one's own before others': the record, in a campaign that may have closed
    meanwhile; a new one among the number expected in its village.
    """
    visited = submission.record_id is not None
    if not visited and submission.place_id is None:
        return None
    form = prepared.uuid_slot("form")
    who = prepared.uuid_slot("record", 1) if visited else prepared.text_slot("village")
    found = prepared.objects(
        ("targets an answer may meet", visited),
        lambda: _awaited(form.mark, **{"record" if visited else "village": who.mark}),
        (form, who),
        {form.name: submission.form_id, who.name: submission.record_id or submission.place_id},
    )

    def first(one: Target) -> tuple:
        closed, another = (
            one.campaign.state != CampaignState.OPEN,
            one.officer_id != submission.sender_id,
        )
        return closed, another, -one.campaign.starts_on.toordinal(), one.order, one.pk

    return min(found, key=first, default=None)


def _awaited(form, *, record=None, village=None):
    found = Target.objects.select_related("campaign").exclude(state=TargetState.DROPPED)
    found = found.filter(campaign__form=form)
    if record is not None:
        return found.filter(record_id=record).exclude(campaign__state=CampaignState.DRAFT)
    return found.filter(campaign__state=CampaignState.OPEN, record_id=None, place=village)


def _count(target: Target) -> None:
    """A target is done once as many answers as expected count."""
    came = Submission.objects.filter(target=target).exclude(state__in=NOT_COUNTED).count()
    if came >= target.expected:
        Target.objects.filter(pk=target.pk).update(state=TargetState.DONE)
