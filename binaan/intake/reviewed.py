"""Answers as they count: what was sent, with what somebody corrected since. The raw stays as it is.

It serves those who hold the right to the submission, and the worker; nothing here asks who reads.
"""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from binaan.intake.kinds import KINDS
from binaan.intake.models import FormVersion, Review, ReviewKind, Submission
from binaan.intake.rules import questioned
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


def asked_in(version: FormVersion | None) -> list[questioned.Question]:
    """The questions of an edition; a field of the kind says whether its answer is personal."""
    if version is None:
        return []
    kind = KINDS.get(version.form.kind)
    personal = kind.personal if kind else frozenset()
    said = {path: field in personal for path, field in version.mapping.items()}
    return questioned.questions(version.definition, said)
