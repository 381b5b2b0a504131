"""The simple list of businesses: by name or owner, by key, without a count."""

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.kit import keyset
from binaan.registry.models import Business, Condition, Role
from binaan.registry.rules.names import business_key, person_key

ORDER = ("name_key", "number")


def businesses(user: User, *, search: str = "", after: str = "", before: str = "") -> keyset.Page:
    """A page of the businesses this user may see, by name; `search` finds name or owner."""
    mine = Business.objects.permitted(user, Permission.BUSINESS_VIEW)
    # Asked of each business in the order of names, so that the store stops after one page.
    found = Business.objects.present().filter(Exists(mine.filter(pk=OuterRef("pk"))))
    found = _named(found, search).select_related("place__parent")
    return keyset.page(found.prefetch_related(_owners("roles")), ORDER, after=after, before=before)


def named(user: User, found: QuerySet[Condition], search: str) -> QuerySet[Condition]:
    """Evidence of a figure as it is read: only businesses this user may see, with their owners."""
    mine = Business.objects.permitted(user, Permission.BUSINESS_VIEW)
    found = found.filter(Exists(mine.filter(pk=OuterRef("business_id"))))
    found = _named(found.select_related("business", "place__parent"), search, "business__")
    return found.prefetch_related(_owners("business__roles"))


def owner_names(business: Business) -> str:
    """Who runs it today; from the roles fetched with it."""
    return ", ".join(str(role.owner) for role in business.roles.all())


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
