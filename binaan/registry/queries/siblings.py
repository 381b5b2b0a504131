"""Businesses that hang together by their owners.

Nothing here is shown to anybody: it tells what has to be made anew when an owner changed.
"""

from collections.abc import Iterable
from uuid import UUID

from binaan.registry.models import Role

PART = 500


def with_siblings(ids: Iterable[UUID]) -> set[UUID]:
    """These businesses and the others of their owners: an owner's name stands in all of them."""
    wanted = sorted(set(ids))
    found = set(wanted)
    for start in range(0, len(wanted), PART):
        owners = Role.objects.filter(business__in=wanted[start : start + PART]).values("owner")
        found |= set(Role.objects.filter(owner__in=owners).values_list("business_id", flat=True))
    return found
