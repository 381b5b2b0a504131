"""Businesses as somebody to be visited, and what the register learnt of them since a moment."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from binaan.access.permissions import Permission
from binaan.intake.amending import parts
from binaan.intake.rolls import Listed, Roll, keep
from binaan.places.models import Place
from binaan.places.scope import within
from binaan.registry.choices import Status, VerificationState
from binaan.registry.models import Business, Claim
from binaan.registry.queries.claims import said_of
from binaan.registry.rules import projection

KINDS = {
    "semua": "Semua yang tidak tercatat tutup",
    "belum-diverifikasi": "Belum diverifikasi",
    "tanpa-titik": "Belum punya titik koordinat",
}
GONE = (Status.CLOSED, Status.MOVED)
# Texts, counts and years: what a form and the register say in the same way. Nothing personal.
COMPARED = (
    "name", "product", "address", "postcode", "kbli", "started_year", "paid_male", "paid_female",
    "family_male", "family_female",
)  # fmt: skip


def rows(user, place: Place, which: str, records: set[UUID] | None = None) -> list[Listed]:
    """The businesses this user may see at a place, by village and number; see intake.rolls."""
    found = Business.objects.permitted(user, Permission.BUSINESS_VIEW).present()
    found = found.filter(within("place__path", place)).exclude(status__in=GONE)
    if which == "belum-diverifikasi":
        found = found.exclude(verification=VerificationState.VERIFIED)
    elif which == "tanpa-titik":
        found = found.filter(lat=None)
    return [
        Listed(pk, f"{name} (U-{number:06d})", code, lat, lon)
        for pk, name, number, code, lat, lon in _values(found, records)
    ]


def _values(found, records: set[UUID] | None):
    order = ("place__path", "number", "pk")
    columns = ("pk", "name", "number", "place_id", "lat", "lon")
    if records is None:
        yield from found.order_by(*order).values_list(*columns).iterator(chunk_size=2000)
        return
    for part in parts(records):
        yield from found.filter(pk__in=part).order_by(*order).values_list(*columns)


def changed(records: Iterable[UUID], since: datetime) -> dict[UUID, dict[str, str]]:
    """Of these businesses the fields somebody stated after `since`, as they stand now.

    What came from a form itself (a list that tells only of itself) is no news. Serves the comparison
    with an answer of the same record; whoever sees it holds the right to that submission.
    """
    records = list(records)
    news = Claim.objects.filter(business__in=records, recorded_at__gt=since)
    news = news.filter(erased_at=None, retracted_at=None)
    news = news.filter(Q(batch=None) | Q(batch__version__source__partial=False))
    stated: dict[UUID, set[str]] = {}
    for business, said in news.values_list("business_id", "said"):
        stated.setdefault(business, set()).update(name for name in COMPARED if name in said)
    claims = said_of("business_id", stated)
    return {
        business: {name: str(values[name]) for name in names if values.get(name) not in (None, "")}
        for business, names in stated.items()
        if (values := projection.values(claims[business]))
    }


def start() -> None:
    """Called once when the room is ready."""
    keep(Roll("usaha", "Usaha dalam direktori", KINDS, rows, changed))
