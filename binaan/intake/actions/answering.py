"""One answer to problems of a list: what a person chose in the repair box becomes the decision it means."""

from binaan.intake.actions import repairing
from binaan.intake.answers import MOST_AT_ONCE
from binaan.intake.models import Problem, ProblemState, Repair, RepairKind

SUGGESTED = "suggestion"
PLAIN = {
    RepairKind.ACCEPT: repairing.accept,
    RepairKind.INCLUDE: repairing.include,
    RepairKind.SET_ASIDE: repairing.set_aside,
    RepairKind.ASK: repairing.ask,
}


def answer(
    problems, *, kind: str, by, value: str = "", remember: bool = False, reason=""
) -> Repair:
    """`kind` is a RepairKind, or SUGGESTED for the value that was suggested for all of them.

    What goes into the register goes for the first MOST_AT_ONCE rows; the others wait on.

    Raises what the decision raises: ValidationError in words, PermissionDenied out of reach.
    """
    if kind not in (RepairKind.ACCEPT, RepairKind.SET_ASIDE, RepairKind.ASK):
        problems = _first(problems)
    if kind in PLAIN:
        found = problems.filter(state=ProblemState.OPEN) if kind == RepairKind.ASK else problems
        return PLAIN[kind](found, reason=reason, by=by)
    if kind == SUGGESTED:
        value = _suggested(problems)
    return repairing.repair(problems, value=value, remember=remember, reason=reason, by=by)


def _first(problems):
    first = problems.order_by("ordinal", "pk").values("pk")[:MOST_AT_ONCE]
    return Problem.objects.filter(pk__in=first)


def _suggested(problems) -> str:
    first: Problem | None = problems.first()
    return (first.suggestion or "") if first else ""
