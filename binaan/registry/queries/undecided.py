"""Pairs of businesses that may be one and that nobody has decided yet, and what that means for counts."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from binaan.access.models import Office, User
from binaan.access.permissions import Permission
from binaan.places.models import Place
from binaan.places.scope import within
from binaan.registry.models import Guidance, Pair
from binaan.registry.rules.joined import vanishing

PART = 500


class Doubt(NamedTuple):
    """`pairs` undecided among what is counted; were all of them one, there would be `fewer` of them."""

    pairs: int
    fewer: int


def pairs_open(
    user: User, *, found_by: datetime, place: Place | None = None, office: Office | None = None
) -> QuerySet[Pair]:
    """Pairs found by a moment and undecided until now; of a place: those whose left side lies there.

    Of an office: those of which it guides a side.
    """
    found = Pair.objects.permitted(user, Permission.FIGURE_VIEW).waiting()
    found = found.filter(found_at__lte=found_by)
    if place is not None:
        found = found.filter(within("left__place__path", place))
    if office is not None:
        mine = Guidance.objects.filter(office=office, known_until=None, valid_until=None)
        left, right = (mine.filter(business=OuterRef(side)) for side in ("left", "right"))
        found = found.filter(Q(Exists(left)) | Q(Exists(right)))
    return found


def doubt(user: User, pairs: QuerySet[Pair], counted: QuerySet) -> Doubt:
    """How many of these pairs lie wholly among the counted records (`business_id`), and what they hide.

    Three records that may be one are three pairs and two records fewer.
    """
    found = list(pairs.order_by().values_list("left", "right"))
    named = sorted({key for sides in found for key in sides})
    inside: set[UUID] = set()
    for part in _parts(named):
        rows = counted.order_by().filter(business__in=part)
        inside.update(rows.values_list("business_id", flat=True))
    among = [sides for sides in found if inside.issuperset(sides)]
    return Doubt(len(among), vanishing(among))


def _parts(keys: list[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(keys), PART):
        yield keys[start : start + PART]
