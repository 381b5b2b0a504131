"""Evidence of a figure as it is read: businesses by name or owner."""

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.registry.models import Business, Condition, Role
from binaan.registry.rules.names import business_key, person_key


def named(user: User, found: QuerySet[Condition], search: str) -> QuerySet[Condition]:
    """Evidence of a figure as it is read: only businesses this user may see, with their owners."""
    mine = Business.objects.permitted(user, Permission.BUSINESS_VIEW)
    found = found.filter(Exists(mine.filter(pk=OuterRef("business_id"))))
    found = _named(found.select_related("business", "place__parent"), search, "business__")
    return found.prefetch_related(_owners("business__roles"))


def _owners(way: str) -> Prefetch:
    now = Role.objects.filter(valid_until=None, known_until=None).select_related("owner")
    return Prefetch(way, queryset=now)


def _named(found: QuerySet, search: str, prefix: str = "") -> QuerySet:
    """Every word stands in the name of the business, or every word in the name of an owner."""
    business_words, person_words = business_key(search).split(), person_key(search).split()
    if not business_words or not person_words:
        return found.none() if search.strip() else found
    by_name, by_owner = Q(), Q()
    for word in business_words:
        by_name &= Q(**{f"{prefix}name_key__contains": word})
    for word in person_words:
        by_owner &= Q(owner__name_key__contains=word)
    run = Role.objects.filter(by_owner, known_until=None).values("business")
    return found.filter(by_name | Q(**{f"{prefix}pk__in": run}))
