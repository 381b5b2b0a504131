"""Answers as they count: what was sent, with what somebody corrected since. The raw stays as it is."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from binaan.intake.models import Review, ReviewKind, Submission
from binaan.intake.rules.disputes import Correction, corrected

PART = 500


def answers_now(row: Submission) -> dict:
    """The answers of one submission as they count."""
    return answers_of([row])[row.pk]


def answers_of(rows: Iterable[Submission]) -> dict[UUID, dict]:
    """The answers of many submissions as they count, by their key; one question for each 500."""
    rows = list(rows)
    made = defaultdict(list)
    for start in range(0, len(rows), PART):
        keys = [row.pk for row in rows[start : start + PART]]
        found = Review.objects.filter(submission__in=keys, kind=ReviewKind.CORRECT)
        for review in found.order_by("at", "pk"):
            made[review.submission_id].append(Correction(review.path, review.value))
    return {row.pk: corrected(row.answers, made[row.pk]) for row in rows}
