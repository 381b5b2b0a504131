"""Whose an indicator is: its bidang, and what of a plan belongs to somebody."""

from binaan.access.models import Division
from binaan.access.permissions import Permission
from binaan.planning.models import Document, Indicator
from binaan.planning.queries.trees import Branch, Mark


def owner_of(user, branch: Branch, mark: Mark) -> Division | None:
    """The bidang an indicator belongs to: its own, else its node's, else the nearest above."""
    if mark.indicator.division is not None:
        return mark.indicator.division
    above: Branch | None = branch
    while above is not None:
        if above.node.division is not None:
            return above.node.division
        above = above.parent
    return None


def my_divisions(user, document: Document, permission: Permission) -> set | None:
    """The ids of the bidang somebody does this for in an office; None: for all of them."""
    mine = set()
    for held in user.holdings(permission):
        if not _reaches(held, document):
            continue
        if held.division_id is None:
            return None
        mine.add(held.division_id)
    return mine


def is_mine(user, indicator: Indicator, permission: Permission) -> bool:
    """Whether somebody does this for an indicator: of the own bidang, or of none."""
    document = indicator.node.version.document
    mine = my_divisions(user, document, permission)
    if mine is None:
        return True
    division, node = indicator.division_id, indicator.node
    while division is None and node is not None:
        division, node = node.division_id, node.parent
    return bool(user.holdings(permission)) and (division is None or division in mine)


def _reaches(held, document: Document) -> bool:
    if held.office_id is not None and held.office_id != document.office_id:
        return False
    path, top = document.place.path, held.place.path
    return not top or path == top or path.startswith(f"{top}.")
