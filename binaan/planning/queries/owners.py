"""Whose an indicator is: its bidang, and what of a plan belongs to somebody."""

from binaan.access.models import Division
from binaan.access.permissions import Permission
from binaan.planning.models import Document, Indicator, Node
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
    return _mine(user, indicator.node, indicator.division_id, permission)


def node_is_mine(user, node: Node, permission: Permission) -> bool:
    """As `is_mine`, for a node."""
    return _mine(user, node, None, permission)


def _mine(user, node: Node, division, permission: Permission) -> bool:
    mine = my_divisions(user, node.version.document, permission)
    above: Node | None = node
    while division is None and above is not None:
        division, above = above.division_id, above.parent
    return mine is None or (division in mine if division else bool(user.holdings(permission)))


def _reaches(held, document: Document) -> bool:
    if held.office_id is not None and held.office_id != document.office_id:
        return False
    path, top = document.place.path, held.place.path
    return not top or path == top or path.startswith(f"{top}.")
