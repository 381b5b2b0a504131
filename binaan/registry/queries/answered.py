"""What the field answered about a business, on its page; what no field of the register takes among it."""

from typing import Any

from binaan.access.permissions import Permission
from binaan.intake.queries import reviewing

MOST = 5  # submissions shown


def section(user, business) -> dict[str, Any] | None:
    """Its newest submissions; None where there is none this user may see.

    `rows`: each with `extra`, label and words of answers that stay with the submission (personal ones
    masked).
    """
    if not user.may(Permission.SUBMISSION_VIEW):
        return None
    mine = reviewing.submissions(user).filter(record_id=business.pk)
    rows = [
        {"one": one, "extra": _extra(user, one)} for one in mine.order_by("-told_on", "-pk")[:MOST]
    ]
    return {"rows": rows} if rows else None


def _extra(user, one) -> list[tuple[str, str]]:
    """What was asked beside the fields of the register."""
    if one.version is None:
        return []
    taken = one.version.mapping
    return [
        (line.label, line.value)
        for line in reviewing.lines(user, one)
        if line.path not in taken and line.value
    ]
