"""What somebody who hands a list over may choose from."""

from uuid import UUID

from django.db.models import Q, QuerySet

from binaan.access.models import Office
from binaan.access.permissions import Permission
from binaan.intake.models import Source
from binaan.intake.queries.batches import steerable
from binaan.places.models import Place
from binaan.places.scope import within

MOST_NAMES = 200


def offices(user) -> QuerySet[Office]:
    """The offices in whose name this user may bring lists in: his own, else all at or below his place.

    Staff of one kecamatan work for an office of the whole regency.
    """
    reached = Q(pk__in=[])
    for held in user.holdings(Permission.LIST_IMPORT):
        own = Q(pk=held.office_id)
        reached |= own if held.office_id else within("place__path", held.place)
    return Office.objects.filter(reached)


def source_names(user) -> tuple[str, ...]:
    """Names of lists this user may bring in again."""
    mine = Source.objects.permitted(user, Permission.LIST_IMPORT)
    names = mine.order_by("name").values_list("name", flat=True).distinct()
    return tuple(names[:MOST_NAMES])


def home_of(user) -> Place | None:
    """The place offered first: the widest one held, when only one is."""
    held = {item.place for item in user.holdings(Permission.LIST_IMPORT)}
    return next(iter(held)) if len(held) == 1 else None


def like(user, batch: str) -> dict:
    """What to fill in for a file that follows another: the same list, office, place and date."""
    try:
        wanted = UUID(batch)
    except ValueError:
        return {}
    found = steerable(user).filter(pk=wanted).first()
    if found is None:
        return {}
    source = found.version.source
    return {
        "kind": source.kind, "source": source.name, "office": source.office,
        "place": found.place, "as_of": found.version.as_of,
    }  # fmt: skip
