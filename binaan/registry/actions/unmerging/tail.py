"""Which merges hang together with one: all of them are taken back, the others made again after it."""

from uuid import UUID

from django.db.models import Q

from binaan.intake.amending import parts
from binaan.registry.models import Merge


def tail(merge: Merge) -> list[Merge]:
    """The standing merges of that moment and later that touch what this one touched, in their order.

    The merge itself among them, unless it was taken back before.
    """
    found: dict[UUID, Merge] = {}
    seen: set[UUID] = set()
    fresh = _touched(merge)
    while fresh:
        seen |= fresh
        now = {}
        for part in parts(fresh):
            sides = Q(left__in=part) | Q(right__in=part)
            people = Q(into_owner__in=part) | Q(from_owner__in=part)
            standing = Merge.objects.filter(sides | people, undone_at=None, at__gte=merge.at)
            now.update((one.pk, one) for one in standing.select_related("pair"))
        found |= now
        fresh = {key for one in now.values() for key in _touched(one)} - seen
    return sorted(found.values(), key=lambda one: (one.at, one.order, one.pk))


def _touched(merge: Merge) -> set[UUID]:
    """Every business and owner whose rows this merge may have changed."""
    noted = merge.journal.get("touches", {})
    keys = {UUID(key) for name in ("businesses", "owners") for key in noted.get(name, ())}
    sides = {merge.left_id, merge.right_id, merge.into_owner_id, merge.from_owner_id}
    return (keys | sides) - {None}


def concerned(merges: list[Merge]) -> tuple[set[UUID], set[UUID]]:
    """Businesses and owners of these merges, with the sides of the pairs that said so."""
    businesses, owners = set(), set()
    for one in merges:
        noted = one.journal.get("touches", {})
        businesses |= {UUID(key) for key in noted.get("businesses", ())}
        owners |= {UUID(key) for key in noted.get("owners", ())}
        businesses |= {one.left_id, one.right_id}
        owners |= {one.into_owner_id, one.from_owner_id}
        if one.pair is not None:
            businesses |= {one.pair.left_id, one.pair.right_id}
    return businesses - {None}, owners - {None}
