"""Conflicts: found when an answer arrives, decided by a person who sees both sides.

Rule: docs/rules/pengumpulan.md §7. Until it is decided neither side is handed on.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.intake.actions import reviewing
from binaan.intake.fieldwork import TAKERS
from binaan.intake.models import Conflict, ConflictState, Submission, SubmissionState
from binaan.intake.queries.conflicts import in_dispute
from binaan.intake.reviewed import answers_now, answers_of, asked_in
from binaan.intake.rolls import ROLLS
from binaan.intake.rules import disputes, questioned

LIST_MADE = "daftar_per"  # a question that carries when the phone's list was made
HELD = (SubmissionState.READY, SubmissionState.KEPT)
STANDING = (SubmissionState.REVIEW, *HELD, SubmissionState.HANDED)


@transaction.atomic(savepoint=False)
def note(submission: Submission) -> list[Conflict]:
    """What a complete submission disagrees with: other answers about its record, then the register.

    In the caller's transaction, after its record and campaign are known; doing it again adds nothing.
    What disagrees waits for review, this one and those not yet handed on.
    """
    if submission.record_id is None or submission.version is None:
        return []
    asked = asked_in(submission.version)
    made = _with_others(submission, questioned.disputed(asked)) + _with_register(submission, asked)
    sides = {one.submission_id for one in made} | {one.other_id for one in made}
    if sides:
        Submission.objects.filter(pk__in=sides - {None}, state__in=HELD).update(
            state=SubmissionState.REVIEW
        )
        submission.refresh_from_db(fields=["state"])
    return made


def _with_others(submission: Submission, kinds: Mapping[str, str]) -> list[Conflict]:
    found = Submission.objects.select_for_update(of=("self",), no_key=True).filter(
        record_id=submission.record_id, form=submission.form_id, state__in=STANDING
    )
    same = Q(campaign=submission.campaign_id) if submission.campaign_id else Q(campaign=None)
    # Without a campaign an answer of last year is no rival: only what is not handed on yet.
    found = found.filter(same if submission.campaign_id else same & ~Q(state="handed"))
    others = list(found.exclude(pk=submission.pk).exclude(pk=submission.replaces_id).order_by("pk"))
    now = answers_of([submission, *others])
    made = []
    for other in others:
        fields = disputes.disagreements(now[submission.pk], now[other.pk], kinds)
        if fields:
            made.append(_kept(submission, other, fields))
    return made


def _with_register(submission: Submission, asked: list[questioned.Question]) -> list[Conflict]:
    """What the register learnt after the phone's list was made, and the answers say otherwise."""
    form, since = submission.form, _list_made(submission)
    roll = ROLLS.get(form.kind) if form else None
    if roll is None or roll.changed is None or since is None:
        return []
    there = roll.changed([submission.record_id], since).get(submission.record_id, {})
    now, words = answers_now(submission), TAKERS[form.kind].words if form.kind in TAKERS else {}
    ours, theirs, kinds = {}, {}, questioned.disputed(asked)
    for path, field in submission.version.mapping.items():
        if path in kinds and there.get(field):
            said, name = now.get(path), path.rpartition("/")[2]
            ours[path] = words.get(name, {}).get(said, said) if isinstance(said, str) else said
            theirs[path] = there[field]
    fields = disputes.disagreements(ours, theirs, kinds)
    return [_kept(submission, None, fields)] if fields else []


def _list_made(submission: Submission) -> datetime | None:
    """When the list on the phone was made, as it says; else when the form was begun."""
    told: Any = next(
        (value for path, value in submission.answers.items()
         if path.rpartition("/")[2] == LIST_MADE and isinstance(value, str)), ""
    )  # fmt: skip
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        return submission.begun_at
    return moment if moment.tzinfo else submission.begun_at


def _kept(submission: Submission, other: Submission | None, fields: dict) -> Conflict:
    made, _new = Conflict.objects.get_or_create(
        submission=submission, other=other, defaults={"fields": fields}
    )
    return made


@transaction.atomic
def decide(conflict: Conflict, *, choice: ConflictState, reason: str, by) -> Conflict:
    """This one, the other, or both (two businesses); the one not chosen is set aside.

    Raises ValidationError where it was decided, the reason is missing, or the one not chosen was
    already handed on.
    """
    row = Conflict.objects.select_for_update(of=("self",)).get(pk=conflict.pk)
    sides = _sides(row, by)
    ours, theirs = sides[row.submission_id], sides.get(row.other_id)
    if row.state != ConflictState.OPEN:
        raise ValidationError("Perbedaan ini sudah diputuskan; muat ulang halaman ini.")
    if not reason.strip():
        raise ValidationError({"reason": "Tulis alasan putusannya."})
    row.state, row.reason = choice, reason.strip()
    row.by, row.at = by.username, timezone.now()
    row.save()
    told = f"Perbedaan diputuskan: {row.get_state_display().lower()}. {row.reason}"
    if choice == ConflictState.THEIRS:
        reviewing.lay_aside(_not_handed(ours), reason=told, by=by)
    elif choice == ConflictState.OURS and theirs is not None:
        reviewing.lay_aside(_not_handed(theirs), reason=told, by=by)
    elif choice == ConflictState.BOTH:
        _as_new(ours)
    audit.record(
        "submission.conflict_decided", ours, by=by, place=ours.place or ours.form_place,
        office=ours.office, payload={"choice": choice, "other": str(row.other_id or "")},
    )  # fmt: skip
    _go_on([ours, theirs], by)
    return row


def _sides(row: Conflict, by) -> dict:
    keys = [key for key in (row.submission_id, row.other_id) if key]
    reach = Submission.objects.permitted(by, Permission.SUBMISSION_REVIEW).filter(pk__in=keys)
    if reach.order_by().count() != len(keys):
        raise PermissionDenied(reviewing.OUTSIDE)
    found = Submission.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys)
    return {
        one.pk: one
        for one in found.select_related(
            "office", "place", "form_place", "form", "campaign", "target"
        ).order_by("pk")
    }


def _not_handed(row: Submission) -> Submission:
    if row.state == SubmissionState.HANDED:
        raise ValidationError(
            "Kiriman yang tidak dipilih sudah diteruskan. Betulkan di halaman rekamannya, lalu "
            "pilih yang itu."
        )
    return row


def _as_new(row: Submission) -> None:
    """It speaks of another business: handed on as a new record."""
    if row.state == SubmissionState.HANDED:
        raise ValidationError("Kiriman ini sudah diteruskan sebagai pembaruan rekaman itu.")
    row.record_id = None
    row.save(update_fields=["record_id"])


def _go_on(rows: list[Submission | None], by) -> None:
    """Those that waited only for this decision are handed on; others wait for their review."""
    held = [one for one in rows if one is not None and one.state == SubmissionState.REVIEW]
    still = set(in_dispute(by, [one.pk for one in held]))
    free = [
        one for one in held
        if one.pk not in still and not (one.campaign and one.campaign.needs_approval)
    ]  # fmt: skip
    if free:
        reviewing.let_go(free, by=by)
