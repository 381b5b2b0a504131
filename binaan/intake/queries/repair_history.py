"""What was decided in the repair box, the newest first; personal words stay masked."""

from django.db.models import Q, QuerySet

from binaan.access.permissions import Permission
from binaan.intake import wording
from binaan.intake.kinds import KINDS
from binaan.intake.models import Repair, RepairKind
from binaan.intake.problems import describe
from binaan.intake.queries import repair_pages
from binaan.intake.queries.repair_pages import Asked
from binaan.kit.numbers import id_number

HISTORY = 30
SAID = {
    RepairKind.VALUE: "{field} diperbaiki, {count} masalah selesai",
    RepairKind.ACCEPT: "{count} masalah diterima: {problem}",
    RepairKind.INCLUDE: "{count} masalah selesai, barisnya dimasukkan: {problem}",
    RepairKind.SET_ASIDE: "{count} masalah disisihkan: {problem}",
    RepairKind.ASK: "{count} masalah ditanyakan kepada pengirim: {problem}",
}


def history(user, of: Asked, *, after: str) -> tuple[list[Repair], str]:
    """What was decided, the newest first: a page, and the key after which the next one starts."""
    found = repairs(user).select_related("batch__version__source").order_by("-pk")
    if of.batch:
        found = found.filter(batch=of.batch)
    if last := repair_pages.key(user, after):
        found = found.filter(pk__lt=last)
    rows = list(found[: HISTORY + 1])
    return rows[:HISTORY], str(rows[HISTORY - 1].pk) if len(rows) > HISTORY else ""


def repairs(user) -> QuerySet[Repair]:
    """Decisions about lists within reach, and this user's own."""
    reach = Repair.objects.permitted(user, Permission.LIST_REPAIR).values("pk")
    return Repair.objects.filter(
        Q(pk__in=reach) | Q(by=user.username, batch__in=repair_pages.lists(user))
    )


def done(user, repair: Repair) -> dict:
    """A repair in words: what became of what, personal words masked."""
    kind, told = KINDS.get(repair.batch.version.source.kind), describe(repair.code)
    label, count = wording.label(kind, repair.field), id_number(repair.problems_settled)
    return {
        "repair": repair,
        "said": SAID[repair.kind].format(field=label, count=count, problem=told.label),
        "label": label,
        "was": wording.written(kind, repair.field, repair.was),
        "value": wording.written(kind, repair.field, repair.value),
    }
