"""How a vendor stands on a day, as expressions over vendors: where he stands, what his TDU is.

`known`: as it was known at that moment; None as it is known now.
"""

from datetime import date, datetime

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When

from binaan.vendors.models import Permit, Standing
from binaan.vendors.rules.locations import DETERMINED
from binaan.vendors.rules.permits import APPLYING

NEVER = ("usulan", "terverifikasi", "terlarang", "ditarik")


def listed(at: date, known: datetime | None = None) -> Q:
    """Listed by a day, and not yet gone on it."""
    gone = Q(left_on__lte=at)
    if known is None:
        return Q(registered_on__lte=at) & ~gone
    gone &= Q(left_recorded_at__lte=known)
    return Q(registered_on__lte=at, recorded_at__lte=known) & ~gone


def determined(at: date, way: str = "") -> Q:
    """Locations (reached over `way`) one may trade at on a day; also of one given up since."""
    dated = Q(**{f"{way}valid_from__lte": at})
    dated &= Q(**{f"{way}valid_until__isnull": True}) | Q(**{f"{way}valid_until__gte": at})
    undated = Q(**{f"{way}valid_from__isnull": True, f"{way}state__in": DETERMINED})
    return (dated | undated) & ~Q(**{f"{way}state__in": NEVER})


def standings(at: date, known: datetime | None = None) -> QuerySet[Standing]:
    """Where vendors stood on a day."""
    over = Q(until__lte=at)
    if known is not None:
        over &= Q(ended_at__lte=known)
    found = Standing.objects.filter(since__lte=at).exclude(over)
    return found if known is None else found.filter(recorded_at__lte=known)


def in_place(at: date, known: datetime | None = None, vendor: str = "pk") -> Exists:
    """Whether a vendor stands in a designated place (docs/rules/pkl.md §4)."""
    there = standings(at, known).filter(location__isnull=False)
    return Exists(there.filter(determined(at, "location__"), vendor=OuterRef(vendor)))


def counting(at: date, known: datetime | None = None) -> Q:
    """TDUs that count on a day, whatever state was written down."""
    ended = Q(ended_on__lte=at)
    issued = Q(issued_on__lte=at, valid_until__gte=at)
    if known is not None:
        ended &= Q(ended_at__lte=known)
        issued &= Q(issued_at__lte=known)
    return issued & ~ended


def has_tdu(at: date, known: datetime | None = None, vendor: str = "pk") -> Exists:
    """Whether a vendor holds a TDU that counts on a day."""
    return Exists(Permit.objects.filter(counting(at, known), vendor=OuterRef(vendor)))


def tdu(at: date) -> Case:
    """What a vendor's TDUs come to: berlaku, habis, diajukan or belum (rules/permits.standing)."""
    mine = Permit.objects.filter(vendor=OuterRef("pk"))
    return Case(
        When(has_tdu(at), then=Value("berlaku")),
        When(Exists(mine.filter(issued_on__lte=at)), then=Value("habis")),
        When(Exists(mine.filter(state__in=APPLYING)), then=Value("diajukan")),
        default=Value("belum"), output_field=CharField(),
    )  # fmt: skip
