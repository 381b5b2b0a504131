"""Repairs that lists remember: which words are read how, who taught it, when."""

from typing import NamedTuple

from django.db.models import QuerySet

from binaan.access.permissions import Permission
from binaan.intake import wording
from binaan.intake.kinds import KINDS
from binaan.intake.models import RememberedRepair, Source
from binaan.intake.queries.repair_pages import key, names_of

PAGE = 50


class Part(NamedTuple):
    """A page of rows and the key after which the next one starts ("" at the end)."""

    rows: list[dict]
    next: str


def remembered(user) -> QuerySet[RememberedRepair]:
    """What the lists within reach remember or remembered."""
    mine = Source.objects.permitted(user, Permission.LIST_VIEW)
    return RememberedRepair.objects.filter(source__in=mine).select_related("source")


def stoppable(user) -> QuerySet[RememberedRepair]:
    """Those this user may stop."""
    mine = Source.objects.permitted(user, Permission.LIST_REPAIR)
    return RememberedRepair.objects.filter(source__in=mine)


def shown(user, *, after: str = "") -> Part:
    """The newest first, in words."""
    found = remembered(user).order_by("-pk")
    if last := key(user, after):
        found = found.filter(pk__lt=last)
    rows = list(found[: PAGE + 1])
    part = rows[:PAGE]
    called = names_of(user, {one.by for one in part} | {one.stopped_by for one in part})
    mine = set(stoppable(user).filter(pk__in=[one.pk for one in part]).values_list("pk", flat=True))
    return Part(
        [_shown(one, called) | {"may_stop": one.pk in mine} for one in part],
        str(rows[PAGE - 1].pk) if len(rows) > PAGE else "",
    )


def _shown(one: RememberedRepair, called: dict[str, str]) -> dict:
    kind = KINDS.get(one.source.kind)
    return {
        "one": one,
        "label": wording.label(kind, one.field),
        "was": wording.written(kind, one.field, one.was),
        "value": wording.written(kind, one.field, one.value),
        "by": called.get(one.by, one.by),
        "stopped_by": called.get(one.stopped_by, one.stopped_by),
    }
