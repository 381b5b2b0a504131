"""Words of a selection, answered by the search (registry/finding), best first."""

from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.registry.models import Business, Role
from binaan.registry.rules.names import business_key, person_key

MOST = 500


class Found(NamedTuple):
    ids: list[UUID]
    plain: bool
    note: str


def find(user: User, text: str, permission: Permission = Permission.BUSINESS_VIEW) -> Found:
    """At most 500 businesses with these words."""
    business_words, person_words = business_key(text).split(), person_key(text).split()
    if not business_words or not person_words:
        return Found([], True, "")
    by_name, by_owner = Q(), Q()
    for word in business_words:
        by_name &= Q(name_key__contains=word)
    for word in person_words:
        by_owner &= Q(owner__name_key__contains=word)
    run = Role.objects.filter(by_owner, known_until=None).values("business")
    mine = Business.objects.permitted(user, permission).present()
    found = mine.filter(by_name | Q(pk__in=run)).order_by("name_key", "number")
    return Found(list(found.values_list("pk", flat=True)[:MOST]), True, "")
