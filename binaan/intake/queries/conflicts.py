"""Conflicts within reach: two tellings of one record, or a register that learnt something meanwhile."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.intake.models import Conflict, ConflictState, Submission

VIEW = Permission.SUBMISSION_VIEW


def conflicts(user: User, permission: Permission = VIEW) -> QuerySet[Conflict]:
    """The conflicts of submissions within reach."""
    reach = Submission.objects.permitted(user, permission).values("pk")
    found = Conflict.objects.filter(submission__in=reach)
    return found.select_related(
        "submission__sender", "submission__campaign", "submission__version", "submission__place",
        "submission__form", "other__sender", "other__version",
    )  # fmt: skip


def in_dispute(user: User | None, submissions: Iterable[UUID]) -> list[UUID]:
    """Of these submissions those with an open conflict, on either side. For one within reach."""
    keys = list(submissions)
    found = Conflict.objects.filter(state=ConflictState.OPEN)
    found = found.filter(Q(submission__in=keys) | Q(other__in=keys))
    sides = {side for pair in found.values_list("submission", "other") for side in pair}
    return [key for key in keys if key in sides]
