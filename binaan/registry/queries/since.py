"""What became known of businesses since a moment: why a figure closed then counts otherwise today."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from binaan.kit.dates import short_date
from binaan.registry.models import Claim, Guidance, Merge
from binaan.registry.queries import pages
from binaan.registry.queries.identity import merges
from binaan.registry.queries.reference import names
from binaan.registry.wording import source_name

UNKNOWN = "keadaannya dihitung ulang"


class Since(NamedTuple):
    """A business by name, and in words what was learned of it; `url`: its page."""

    name: str
    number: str
    url: str
    why: str


def learned(user, ids: Iterable[UUID], since: datetime) -> dict[UUID, Since]:
    """By business, as far as the user may read it; the others are absent."""
    found = {one.pk: one for one in pages.businesses(user).filter(pk__in=set(ids))}
    told: dict[UUID, list[str]] = {key: [] for key in found}
    for tell in (_claims, _guidance, _merges):
        for key, words in tell(user, found, since):
            if key in told and words not in told[key]:
                told[key].append(words)
    return {
        key: Since(
            business.name, business.short_number, reverse("business_detail", args=[key]),
            "; ".join(told[key]) or UNKNOWN,
        )
        for key, business in found.items()
    }  # fmt: skip


def _claims(user, ids, since: datetime):
    said = Q(recorded_at__gt=since) | Q(retracted_at__gt=since)
    claims = list(
        Claim.objects.filter(said, business__in=ids)
        .select_related("batch__version__source", "repair")
        .order_by("recorded_at")
    )
    called = names(user, {claim.by for claim in claims})
    for claim in claims:
        words = f"{source_name(claim, called)}, keadaan {short_date(claim.as_of)}"
        yield claim.business_id, f"{words}, ditarik" if claim.retracted_at else words


def _guidance(user, ids, since: datetime):
    changed = Q(known_from__gt=since) | Q(known_until__gt=since)
    for row in Guidance.objects.filter(changed, business__in=ids).select_related("office"):
        if row.known_until is None:
            ending = f" sampai {short_date(row.valid_until)}" if row.valid_until else ""
            yield (
                row.business_id,
                f"binaan {row.office.name} sejak {short_date(row.valid_from)}{ending}",
            )


def _merges(user, ids, since: datetime):
    sides = Q(left__in=ids) | Q(right__in=ids)
    acts = Q(at__gt=since) | Q(undone_at__gt=since)
    rows = Merge.objects.filter(sides, acts, pk__in=merges(user)).filter(businesses=True)
    for merge in rows.select_related("left", "right"):
        again = merge.undone_at is not None
        into, gone = merge.left, merge.right
        yield gone.pk, f"{'dipisah lagi dari' if again else 'digabung ke'} {into.short_number}"
        yield into.pk, f"{gone.short_number} {'dipisah lagi' if again else 'digabung ke sini'}"
