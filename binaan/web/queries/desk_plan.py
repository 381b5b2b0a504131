"""What of the plan waits for one person on the desk."""

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.planning.queries import waiting
from binaan.planning.queries.waiting import APPROVE, CHECK, CLOSE, FILL
from binaan.web.queries.tasks import Task

BADGES = {
    FILL: ("isi", "warn"),
    CHECK: ("periksa", "warn"),
    APPROVE: ("setujui", "warn"),
    CLOSE: ("tutup triwulan", "info"),
}


def tasks(user: User) -> list[Task]:
    """Figures of the quarter that ended last, then findings of the plan checker."""
    return [*quarters(user), *findings(user)] if user.may(Permission.PLAN_VIEW) else []


def quarters(user: User) -> list[Task]:
    """What this person's part in the last quarter still needs."""
    return [
        Task(
            one.count, one.title, one.note, *BADGES[one.step], "period_detail",
            (one.document.pk, one.year, one.quarter),
        )
        for one in waiting.quarter_work(user)
    ]  # fmt: skip


def findings(user: User) -> list[Task]:
    """Plans in the making whose figures contradict each other."""
    return [
        Task(
            one.errors + one.warnings, "Temuan pemeriksa rencana",
            f"{one.version.document.title}: {one.errors} kesalahan, {one.warnings} peringatan",
            "putuskan", "bad" if one.errors else "warn", "plan_findings", (one.version.pk,),
        )
        for one in waiting.findings(user)
    ]  # fmt: skip
