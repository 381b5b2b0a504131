"""Call-backs: drawn of each person's interviews, then what was said by telephone.

Rule: docs/rules/pengumpulan.md §5.
"""

from collections import defaultdict
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.intake.models import (
    CallBack,
    CallBackResult,
    Campaign,
    CampaignState,
    Submission,
)
from binaan.intake.queries.campaigns import NOT_COUNTED
from binaan.intake.reviewed import answers_now, asked_in
from binaan.intake.rules import callbacks
from binaan.intake.rules.questioned import asked_again

REVIEW = Permission.SUBMISSION_REVIEW
OUTSIDE = "Kampanye ini di luar wilayah atau kantor tugas Anda."


@transaction.atomic
def draw(campaign: Campaign, *, by) -> int:
    """Draw the interviews to be asked again; drawn again later, only new ones join. How many joined."""
    found = Campaign.objects.select_for_update(of=("self",)).select_related("office", "place")
    row = found.get(pk=campaign.pk)
    if not Campaign.objects.permitted(by, REVIEW).filter(pk=row.pk).exists():
        raise PermissionDenied(OUTSIDE)
    if row.state == CampaignState.DRAFT:
        raise ValidationError("Kampanye ini belum dibuka.")
    if not row.call_back_share:
        raise ValidationError("Porsi panggilan ulang kampanye ini 0 persen.")
    by_person, known = defaultdict(list), {}
    counted = Submission.objects.filter(campaign=row).exclude(state__in=NOT_COUNTED)
    for pk, instance, sender in counted.values_list("pk", "instance_id", "sender"):
        by_person[str(sender)].append(instance)
        known[instance] = pk
    drawn = callbacks.draw(by_person, seed=row.seed, share=row.call_back_share)
    there = set(row.call_backs.values_list("submission", flat=True))
    new = [known[instance] for instance in drawn if known[instance] not in there]
    now = timezone.now()
    CallBack.objects.bulk_create(
        [CallBack(submission_id=pk, campaign=row, drawn_at=now, drawn_by=by.username) for pk in new],
        batch_size=500,
    )  # fmt: skip
    if not new:
        raise ValidationError("Tidak ada wawancara baru yang perlu diundi.")
    told = {"seed": row.seed, "share": row.call_back_share, "drawn": len(new)}
    audit.record(
        "campaign.call_backs_drawn", row, by=by, payload=told, place=row.place, office=row.office
    )
    return len(new)


@transaction.atomic
def record(
    call_back: CallBack, *, result: CallBackResult, asked: Mapping[str, str], note: str, by
) -> CallBack:
    """What came of a call. A reached one agrees or differs by its answers, whatever was ticked."""
    found = CallBack.objects.select_for_update(of=("self",))
    row = found.select_related("submission__version__form", "submission__office", "submission__place",
                               "submission__form_place").get(pk=call_back.pk)  # fmt: skip
    submission = row.submission
    reach = Submission.objects.permitted(by, REVIEW).filter(pk=submission.pk)
    if not reach.exists():
        raise PermissionDenied(OUTSIDE)
    if submission.sender_id == by.pk:
        raise ValidationError("Yang mewawancarai tidak menelepon ulang wawancaranya sendiri.")
    said = {path: value.strip() for path, value in asked.items() if value.strip()}
    if result in (CallBackResult.AGREES, CallBackResult.DIFFERS):
        result = _compared(submission, said)
    if result == CallBackResult.NEVER_VISITED:
        said = {one.path: "" for one in asked_again(asked_in(submission.version))}
    row.result, row.asked, row.note = result, said, note.strip()
    row.by, row.at = by.username, timezone.now()
    row.save()
    audit.record(
        "campaign.called_back", submission, by=by, payload={"result": result},
        place=submission.place or submission.form_place, office=submission.office,
    )  # fmt: skip
    return row


def _compared(submission: Submission, said: Mapping[str, str]) -> CallBackResult:
    if not said:
        raise ValidationError("Isi paling sedikit satu jawaban dari telepon.")
    version, now = submission.version, answers_now(submission)
    kinds = {one.path: one.kind for one in asked_in(version)}
    same = all(
        callbacks.agrees(callbacks.Asked(kinds.get(path, "text"), str(now.get(path, "")), value))
        for path, value in said.items()
    )
    return CallBackResult.AGREES if same else CallBackResult.DIFFERS
