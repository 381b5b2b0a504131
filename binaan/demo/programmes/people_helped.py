"""Whom the office helped before 2025: members of the association near it, each with SNI Bina-UMK."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from binaan.demo.programmes import content
from binaan.demo.programmes.cast import Cast
from binaan.programmes.actions.facilitating import Opened, Said, open_facilitation, take_step
from binaan.registry.choices import AssociationStatus, IdentifierKind
from binaan.registry.models import Business, Condition, Identifier, Role

BEGAN = date(2024, 8, 5)
MEMBERS, OTHERS = 11, 1  # helped in each kecamatan
KIND = "sni_bina"
NOW = Q(known_until__isnull=True, valid_until__isnull=True)
NUMBER = "SNI-BINA/CONTOH/{:04d}"


def before(cast: Cast) -> int:
    """A mark for the same few in each kecamatan near the office; answers how many."""
    helped = 0
    for place in content.NEAR:
        for business in _known(cast, place):
            day = BEGAN + timedelta(days=helped)
            opened = Opened(KIND, cast.office, product="Produk utama")
            row = open_facilitation(business, opened=opened, said=Said(day), by=cast.staff)
            said = Said(day + timedelta(days=3), {"nomor": NUMBER.format(helped + 1)})
            take_step(row, event="terbitkan", said=said, by=cast.staff)
            helped += 1
    return helped


def _known(cast: Cast, place: str) -> list[Business]:
    """Members with a NIB first, by number, and a few others."""
    found = with_nib(cast, place)
    member = AssociationStatus.MEMBER
    rows = [*found.filter(association=member)[:MEMBERS]]
    return [one.business for one in (*rows, *found.exclude(association=member)[:OTHERS])]


def with_nib(cast: Cast, place: str) -> QuerySet[Condition]:
    """Those of `running` whose owner holds a NIB."""
    holders = Identifier.objects.filter(NOW, kind=IdentifierKind.NIB).values("owner")
    led = Role.objects.filter(NOW, owner__in=holders).values("business")
    return running(cast, place).filter(business__in=led)


def running(cast: Cast, place: str) -> QuerySet[Condition]:
    """Running businesses of the office at a place, by number."""
    found = Condition.objects.filter(
        NOW, status="running", business__merged_into=None, business__guidance__office=cast.office,
        place__path__startswith=f"{place}.",
    )  # fmt: skip
    return found.order_by("business__number").select_related("business")
