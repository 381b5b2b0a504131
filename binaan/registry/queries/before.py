"""How a business stands now in the fields of a list, for previews; personal values stay hidden."""

from collections import defaultdict
from uuid import UUID

from binaan.access.permissions import Permission
from binaan.places.models import Place
from binaan.registry.models import Business, Identifier, Role
from binaan.registry.queries.claims import said_of
from binaan.registry.rules import projection
from binaan.registry.wording import FACTS, masked, words

FACT_OF = {field: fact for fact in reversed(FACTS.values()) for field in fact.fields}
NUMBERS = ("nik", "nib", "npwp")


def before(user, wanted: dict[UUID, set[str]]) -> dict[UUID, dict[str, str]]:
    """Of the businesses this user may see: the words of each field asked for, where there are any."""
    mine = Business.objects.permitted(user, Permission.BUSINESS_VIEW).filter(pk__in=wanted)
    seen = set(mine.values_list("pk", flat=True))
    claims, numbers = said_of("business_id", seen), _numbers(seen)
    values = {pk: projection.values(claims[pk]) | numbers[pk] for pk in seen}
    codes = {said["place"] for said in values.values() if said.get("place")}
    names = dict(Place.objects.filter(pk__in=codes).values_list("pk", "name"))
    return {
        pk: {field: text for field in wanted[pk] if (text := _words(field, values[pk], names))}
        for pk in seen
    }


def _words(field: str, values: dict, names: dict[str, str]) -> str:
    fact = FACT_OF.get(field)
    if fact is None:
        return ""
    if fact.key == "place":
        return names.get(values.get("place", ""), "")
    if fact.key in NUMBERS:
        return masked(fact.key, values[fact.key]) if fact.key in values else ""
    return words(fact, values)


def _numbers(businesses: set[UUID]) -> dict[UUID, dict[str, str]]:
    """NIK, NIB and NPWP of who runs these businesses."""
    found: dict[UUID, dict[str, str]] = defaultdict(dict)
    roles = Role.objects.filter(business__in=businesses, known_until=None, valid_until=None)
    run = defaultdict(set)
    for business, owner in roles.values_list("business_id", "owner_id"):
        run[owner].add(business)
    held = Identifier.objects.filter(owner__in=run, known_until=None, valid_until=None)
    for owner, kind, value in held.values_list("owner_id", "kind", "value"):
        for business in run[owner]:
            found[business][kind] = value
    return found
