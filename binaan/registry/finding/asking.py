"""Asking the index, or the store where the index cannot answer: which businesses may be meant.

An answer is never shown as it is: whoever shows a business asks the store for it with the reader's
permission (`rows` does).
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.places.models import Place
from binaan.places.queries import labels
from binaan.registry.finding import index, plain
from binaan.registry.finding.documents import whole
from binaan.registry.finding.questions import Question, Scope
from binaan.registry.models import Business, Role, Touched

log = logging.getLogger(__name__)

PATIENCE = timedelta(seconds=3)  # a note waiting longer means that the index is behind
MISSING = (
    "Indeks pencarian belum ada, jadi hanya nama, nomor, NIB dan telepon utuh yang dicari, tepat "
    "seperti tertulis."
)
BEHIND = (
    "Indeks pencarian sedang mengejar perubahan terakhir, jadi hanya nama, nomor, NIB dan telepon "
    "utuh yang dicari, tepat seperti tertulis."
)


@dataclass(frozen=True)
class Found:
    """Businesses best first; `plain`: the store answered, and `note` says so to people."""

    ids: list[UUID] = field(default_factory=list)
    plain: bool = False
    note: str = ""


class Suggestion(NamedTuple):
    """A business as a line: owners joined by ", ", place up to its regency."""

    business: UUID
    name: str
    owner: str
    place: str


def find(
    user: User,
    text: str,
    *,
    permission: Permission = Permission.BUSINESS_VIEW,
    place: Place | None = None,
    limit: int = 20,
) -> Found:
    """The businesses meant by `text` among those this user may touch; never an error.

    With `place` only those there and below. See docs/rules/search.md.
    """
    holdings = user.holdings(permission)
    if not holdings or not text.strip():
        return Found()
    opened = index.reader()
    usable = opened is not None and index.same_database(opened.about)
    if usable and not behind():
        scope = Scope(holdings, user.holdings(Permission.PERSONAL_READ), place)
        try:
            return Found(_asked(opened, Question(text, scope), limit))
        except BaseException as error:
            if not index.is_fault(error):
                raise
            index.suspect(opened.generation, error)
            usable = False
    ids = plain.find(user, text, permission=permission, place=place, limit=limit)
    return Found(ids, plain=True, note=BEHIND if usable else MISSING)


def behind() -> bool:
    """Whether a change has been waiting too long to be in the index."""
    waiting = Touched.objects.filter(for_search=True).order_by("at").values_list("at", flat=True)
    oldest = waiting.first()
    return oldest is not None and timezone.now() - oldest > PATIENCE


def suggest(user: User, text: str, limit: int = 8) -> list[Suggestion]:
    """What the box in the header offers while somebody types, asked of the store once more."""
    return rows(user, find(user, text, limit=limit).ids)


def rows(
    user: User, ids: Iterable[UUID], permission: Permission = Permission.BUSINESS_VIEW
) -> list[Suggestion]:
    """These businesses in this order, without those this user may not touch (any more)."""
    wanted = list(ids)
    run = Role.objects.filter(valid_until=None, known_until=None).select_related("owner")
    mine = Business.objects.permitted(user, permission).present().filter(pk__in=wanted)
    mine = mine.prefetch_related(Prefetch("roles", queryset=run.order_by("valid_from", "pk")))
    live = {business.pk: business for business in mine}
    names = labels({business.place_id for business in live.values()})
    return [
        Suggestion(
            pk, one.name, ", ".join(str(role.owner) for role in one.roles.all()), names[one.place_id]
        )
        for pk in wanted
        if (one := live.get(pk))
    ]  # fmt: skip


def _asked(opened: index.Reader, question: Question, limit: int) -> list[UUID]:
    """As typed; then, when that is little, with slips; what is found earlier stays in front."""
    searcher = opened.index.searcher()
    found: dict[UUID, None] = {}
    for enough, query in question.attempts():
        if len(found) >= min(enough, limit):
            break
        hits = searcher.search(query, limit=limit, count=False).hits
        addresses = [address for _score, address in hits]
        high = searcher.fast_field_values("high", addresses)
        low = searcher.fast_field_values("low", addresses)
        found |= {whole(one, other): None for one, other in zip(high, low, strict=True)}
    return list(found)[:limit]
