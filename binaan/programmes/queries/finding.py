"""An activity as commands name it: by its short number or its id."""

import re
from uuid import UUID

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.programmes.models import Activity
from binaan.programmes.queries.selections import activities


def named(
    user: User, text: str, permission: Permission = Permission.PROGRAMME_VIEW
) -> Activity | None:
    """K-00012, 12 or the id; None where this user reaches no such activity."""
    found = activities(user, permission)
    if short := re.fullmatch(r"(?:[Kk]-?)?0*(\d{1,18})", text.strip()):
        return found.filter(number=int(short[1])).first()
    try:
        return found.filter(pk=UUID(text.strip())).first()
    except ValueError:
        return None
