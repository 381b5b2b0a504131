"""What a phone is told: tasks, what was sent back, whether an answer has arrived whole."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.api.queries import officer_day
from binaan.intake import fieldwork
from binaan.intake.models import Attachment, Submission, Target
from binaan.intake.models.campaigns import CampaignState, TargetState
from binaan.intake.models.submitting import ReviewKind, SubmissionState
from binaan.kit.dates import moment

MOST = 2000  # tasks a phone holds
WORDS = "Kiriman {name} diterima kantor {at} dengan {count} lampiran. Sidik isi: {sha}."


def told(user: User) -> dict[str, Any]:
    """Everything the phone keeps of the office beside forms and their lists."""
    return {
        "forms": _forms(user), "returned": [_back(one) for one in returned(user)],
        "day": officer_day.day(user) + officer_day.findings(user), "sessions": officer_day.sessions(user),
        "at": timezone.now().isoformat(),
    }  # fmt: skip


def _forms(user: User) -> dict[str, dict[str, Any]]:
    """By the key of the form: the question that names a record, and who is to be visited."""
    tasks: dict[str, dict[str, Any]] = {}
    for one in targets(user)[:MOST]:
        form = one.campaign.form
        taker = fieldwork.TAKERS.get(form.kind)
        held = tasks.setdefault(form.key, {"record": taker.record if taker else "", "targets": []})
        held["targets"].append(
            {"id": str(one.pk), "label": one.label, "place": one.place.name, "state": one.state,
             "record": str(one.record_id or "")}
        )  # fmt: skip
    return tasks


def targets(user: User):
    """Whom this person is to visit in campaigns under way."""
    found = Target.objects.permitted(user, Permission.FIELD_SEND).filter(
        officer=user, campaign__state=CampaignState.OPEN, state=TargetState.WAITING
    )
    return found.select_related("campaign__form", "place")


def returned(user: User):
    """One's own answers that were sent back and not answered anew."""
    found = Submission.objects.filter(sender=user, state=SubmissionState.RETURNED)
    return found.select_related("form").prefetch_related("attachments__file", "reviews")


def _back(one: Submission) -> dict[str, Any]:
    said = [row.reason for row in one.reviews.all() if row.kind == ReviewKind.RETURN]
    files = [row for row in one.attachments.all() if row.file_id]
    return {
        "instance": one.instance_id, "form": one.form_key, "name": one.name,
        "title": one.form.title if one.form else one.form_key, "why": said[-1] if said else "",
        "xml": reverse("phone_returned", args=[one.pk]),
        "files": [{"name": row.name, "url": reverse("phone_returned_file", args=[one.pk, row.pk])}
                  for row in files],
    }  # fmt: skip


def attachments(user: User):
    """The photos of one's own answers that were sent back."""
    return Attachment.objects.filter(
        submission__in=returned(user).order_by().values("pk"), file__isnull=False
    ).select_related("file")


def received(user: User, instance: str) -> Submission | None:
    """One's own answer by the number its engine gave it."""
    found = Submission.objects.filter(sender=user, instance_id=instance)
    return found.select_related("file").prefetch_related("attachments").first()


def arrival(user: User, instance: str) -> dict[str, Any]:
    """Whether it is here whole; if so, what the receipt says. `missing` None: nothing of it is here."""
    one = received(user, instance)
    if one is None:
        return {"complete": False, "missing": None}
    files = list(one.attachments.all())
    missing = [row.name for row in files if not row.file_id]
    if one.state == SubmissionState.PARTIAL or missing:
        return {"complete": False, "missing": missing}
    at = one.complete_at or one.received_at
    signed = {"t": "kiriman", "id": one.instance_id, "sha": one.file.sha256,
              "at": at.isoformat(timespec="seconds"), "n": len(files)}  # fmt: skip
    words = WORDS.format(name=one.name or one.form_key, at=moment(at), count=len(files),
                         sha=one.file.sha256[:12])  # fmt: skip
    return {"complete": True, "received": at.isoformat(), "signed": signed, "words": words}
