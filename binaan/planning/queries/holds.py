"""Figures frozen when a quarter was closed: their records, their hash, and what changed since."""

from binaan.access.permissions import Permission
from binaan.planning.models import Hold


def holds(user, permission: Permission = Permission.PLAN_VIEW):
    """The frozen figures this user may see, also those released."""
    return Hold.objects.permitted(user, permission).select_related("achievement", "records")
