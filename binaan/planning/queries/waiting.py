"""What of the plan waits for one person: findings, and figures of the quarter that ended last."""

from typing import NamedTuple

from django.db.models import Count, Q

from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.planning.choices import AchievementState as State
from binaan.planning.choices import DocumentKind, FindingState, VersionState
from binaan.planning.models import Document, Version
from binaan.planning.queries import overview, periods
from binaan.planning.queries.periods import Line
from binaan.planning.rules import calendar

FILL, CHECK, APPROVE, CLOSE = "fill", "check", "approve", "close"
TITLES = {
    FILL: "Capaian perlu diisi",
    CHECK: "Capaian perlu diperiksa",
    APPROVE: "Capaian perlu disetujui",
    CLOSE: "Capaian siap dibekukan",
}
# The document whose quarters are worked on: the one with all indicators of the year.
WORKED_ON = (DocumentKind.RENJA, DocumentKind.PK, DocumentKind.RENSTRA)


class Work(NamedTuple):
    """A step some figures of a quarter wait for (FILL, CHECK, APPROVE or CLOSE), and how many."""

    step: str
    count: int
    document: Document
    year: int
    quarter: int

    @property
    def title(self) -> str:
        return TITLES[self.step]

    @property
    def note(self) -> str:
        return f"{calendar.label(self.year, self.quarter)} · {self.document.title}"


class Checked(NamedTuple):
    """A draft with findings nobody decided."""

    version: Version
    errors: int
    warnings: int


def quarter_work(user) -> list[Work]:
    """What this person's part in the quarter that ended last still needs, document by document."""
    steps = {step: permission for step, permission in STEPS.items() if user.may(permission)}
    if not steps:
        return []
    year, quarter = calendar.lately(today(), [today().year - 1, today().year])[-1]
    found = []
    for document in overview.documents(user, year, WORKED_ON):
        lines = periods.lines(user, document, year, quarter)
        for step, permission in steps.items():
            count = sum(_waits(user, line, step, permission) for line in lines)
            if count:
                found.append(Work(step, count, document, year, quarter))
    return found


STEPS = {
    FILL: Permission.ACHIEVEMENT_FILL,
    CHECK: Permission.ACHIEVEMENT_CHECK,
    APPROVE: Permission.ACHIEVEMENT_APPROVE,
    CLOSE: Permission.PERIOD_CLOSE,
}
BEFORE = {"": FILL, State.DRAFT: CHECK, State.CHECKED: APPROVE, State.APPROVED: CLOSE}


def _waits(user, line: Line, step: str, permission: Permission) -> bool:
    if BEFORE.get(line.state) != step:
        return False
    if step in (FILL, CHECK) and not line.is_mine(user, permission):
        return False
    own = line.row is not None and line.row.filled_by == user.username
    return step != CHECK or not own


def findings(user, limit: int = 5) -> list[Checked]:
    """Drafts this person works on, with their open findings; the most errors first."""
    waiting = Q(findings__state=FindingState.OPEN)
    mine = Version.objects.permitted(user, Permission.PLAN_EDIT).filter(state=VersionState.DRAFT)
    counted = mine.select_related("document").annotate(
        errors=Count("findings", filter=waiting & Q(findings__severity="error")),
        warnings=Count("findings", filter=waiting & Q(findings__severity="warning")),
    )
    rows = counted.filter(Q(errors__gt=0) | Q(warnings__gt=0)).order_by("-errors", "-warnings")
    return [Checked(one, one.errors, one.warnings) for one in rows[:limit]]
