"""Review of answers: approved, returned with a reason, corrected beside the raw, set aside.

Rule: docs/rules/pengumpulan.md §6. Nothing that was sent is ever changed.
"""

from collections.abc import Iterable, Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.intake import lots
from binaan.intake.fieldwork import TAKERS
from binaan.intake.models import (
    Review,
    ReviewKind,
    Submission,
    SubmissionState,
    Target,
    TargetState,
)
from binaan.intake.queries.conflicts import in_dispute
from binaan.intake.reviewed import answers_now

REVIEW = Permission.SUBMISSION_REVIEW
OUTSIDE = "Kiriman ini di luar wilayah atau kantor tugas Anda."
OPEN_TO_REVIEW = (SubmissionState.REVIEW, SubmissionState.READY, SubmissionState.KEPT)
NO_LONGER = {
    ReviewKind.RETURN: (SubmissionState.RETURNED, "submission.returned"),
    ReviewKind.SET_ASIDE: (SubmissionState.SET_ASIDE, "submission.set_aside"),
}
MOST_AT_ONCE = 500
LONGEST = 2000


def may_review(row: Submission, *, by) -> bool:
    """Whether this submission still waits for a decision this person may take; never about his own."""
    waits = row.state in OPEN_TO_REVIEW and row.sender_id != by.pk
    return waits and Submission.objects.permitted(by, REVIEW).filter(pk=row.pk).exists()


@transaction.atomic
def approve(submissions: Iterable[Submission], *, by) -> int:
    """Answers that wait for review may be handed on. Answers how many.

    Several at once leave out those with an open conflict and one's own; a single one says why not.
    """
    rows = _locked(submissions, by)
    alone = len(rows) == 1
    fit = [row for row in rows if _may_be_approved(row, by, alone)]
    disputed = set(in_dispute(by, [row.pk for row in fit]))
    if alone and disputed:
        raise ValidationError("Kiriman ini berbeda dengan yang lain. Putuskan perbedaannya dahulu.")
    fit = [row for row in fit if row.pk not in disputed]
    _write([Review(submission=row, kind=ReviewKind.APPROVE) for row in fit], by)
    if fit:
        let_go(fit, by=by)
        _note("submission.approved", fit, {"submissions": [str(row.pk) for row in fit]}, by)
    return len(fit)


def let_go(rows: Iterable[Submission], *, by) -> None:
    """Rows already locked are handed on, or kept where nobody takes the answers of their form."""
    rows, asked = list(rows), {}
    for row in rows:
        taken = row.form is not None and row.form.kind in TAKERS
        row.state = SubmissionState.READY if taken else SubmissionState.KEPT
        if taken:
            asked[row.form_id] = row.form
    Submission.objects.bulk_update(rows, ["state"], batch_size=200)
    for form in asked.values():
        lots.ask(form, by=by.username)


def _may_be_approved(row: Submission, by, alone: bool) -> bool:
    if row.state != SubmissionState.REVIEW:
        if alone:
            raise ValidationError(
                f"Kiriman ini tidak menunggu pemeriksaan: {row.get_state_display()}."
            )
        return False
    if row.sender_id == by.pk:
        if alone:
            raise ValidationError("Kiriman sendiri diperiksa orang lain.")
        return False
    return True


@transaction.atomic
def give_back(submission: Submission, *, reason: str, by) -> Submission:
    """Back to the phone it came from, with the reason; what is sent again names this one."""
    row = _open(submission, by)
    return _no_longer_counts(row, ReviewKind.RETURN, _must_say_why(reason), by)


@transaction.atomic
def correct(submission: Submission, values: Mapping[str, str], *, reason: str, by) -> Submission:
    """Write corrected answers beside the raw ones: path → value, "" takes the answer away."""
    row = _open(submission, by)
    told = _must_say_why(reason)
    now = answers_now(row)
    made = []
    for path, value in values.items():
        was = now.get(path, "")
        if not isinstance(was, str):
            raise ValidationError("Isian berulang tidak dapat dikoreksi di sini; kembalikan saja.")
        if value.strip() != was:
            made.append(
                Review(submission=row, kind=ReviewKind.CORRECT, reason=told, path=path[:300],
                       was=was[:LONGEST], value=value.strip()[:LONGEST])
            )  # fmt: skip
    if not made:
        raise ValidationError("Tidak ada isian yang berubah.")
    _write(made, by)
    # The answers themselves may be personal: the trail names the questions only.
    _note("submission.corrected", [row], {"paths": [one.path for one in made]}, by)
    return row


@transaction.atomic
def set_aside(submission: Submission, *, reason: str, by) -> Submission:
    """It counts for nothing and is handed on to nobody; it stays to be read."""
    row = _open(submission, by)
    return lay_aside(row, reason=_must_say_why(reason), by=by)


@transaction.atomic
def lay_aside(row: Submission, *, reason: str, by) -> Submission:
    """The same for a row already locked and within reach."""
    return _no_longer_counts(row, ReviewKind.SET_ASIDE, reason, by)


def _no_longer_counts(row: Submission, kind: ReviewKind, reason: str, by) -> Submission:
    row.state, verb = NO_LONGER[kind]
    row.save(update_fields=["state"])
    _wait_again(row)
    _write([Review(submission=row, kind=kind, reason=reason)], by)
    _note(verb, [row], {"reason": reason}, by)
    return row


def _open(submission: Submission, by) -> Submission:
    """The row, locked; raises where it is out of reach, one's own or already handed on."""
    [row] = _locked([submission], by)
    if row.state not in OPEN_TO_REVIEW:
        raise ValidationError(_too_late(row))
    if row.sender_id == by.pk:
        raise ValidationError("Kiriman sendiri diperiksa orang lain.")
    return row


def _too_late(row: Submission) -> str:
    if row.state == SubmissionState.HANDED:
        return "Kiriman ini sudah diteruskan. Betulkan di halaman rekamannya."
    return f"Kiriman ini tidak dapat diperiksa lagi: {row.get_state_display()}."


def _locked(submissions: Iterable[Submission], by) -> list[Submission]:
    keys = list({one.pk for one in submissions})
    if len(keys) > MOST_AT_ONCE:
        raise ValidationError(f"Paling banyak {MOST_AT_ONCE} kiriman sekaligus.")
    found = Submission.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys)
    rows = list(
        found.select_related("office", "place", "form_place", "target", "form").order_by("pk")
    )
    reached = Submission.objects.permitted(by, REVIEW).filter(pk__in=keys).order_by().count()
    if len(rows) != len(keys) or reached != len(keys):
        raise PermissionDenied(OUTSIDE)
    return rows


def _must_say_why(reason: str) -> str:
    told = reason.strip()
    if not told:
        raise ValidationError({"reason": "Tulis alasannya."})
    return told[:LONGEST]


def _wait_again(row: Submission) -> None:
    """Who was visited waits again, unless another answer about him counts."""
    others = Submission.objects.filter(target=row.target_id).exclude(pk=row.pk)
    others = others.exclude(
        state__in=[SubmissionState.RETURNED, SubmissionState.REPLACED, SubmissionState.SET_ASIDE]
    )
    if row.target_id and not others.exists():
        Target.objects.filter(pk=row.target_id, state=TargetState.DONE).update(
            state=TargetState.WAITING
        )


def _write(made: list[Review], by) -> None:
    for one in made:
        one.by, one.at = by.username, timezone.now()
        one.validate_constraints()
    Review.objects.bulk_create(made, batch_size=200)


def _note(verb: str, rows: list[Submission], payload: dict, by) -> None:
    first = rows[0]
    subject = first if len(rows) == 1 else None
    place = first.place or first.form_place
    audit.record(verb, subject, by=by, payload=payload, place=place, office=first.office)
