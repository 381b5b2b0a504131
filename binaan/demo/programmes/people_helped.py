"""Whom the office helped before 2025: members of the association near it, each with a NIB."""

from datetime import date, timedelta

from binaan.demo.programmes import content
from binaan.demo.programmes.cast import Cast
from binaan.programmes.actions.facilitating import Opened, Said, open_facilitation, take_step
from binaan.registry.choices import AssociationStatus
from binaan.registry.models import Business, Condition

BEGAN = date(2024, 8, 5)
MEMBERS, OTHERS = 14, 2  # helped in each kecamatan
NUMBER = "9120999{:06d}"  # nobody's: docs/rules/demo.md


def before(cast: Cast) -> int:
    """NIB for the same few in each kecamatan near the office; answers how many."""
    helped = 0
    for place in content.NEAR:
        for business in _known(cast, place):
            day = BEGAN + timedelta(days=helped)
            opened = Opened("nib", cast.office, officer=cast.staff)
            row = open_facilitation(business, opened=opened, said=Said(day), by=cast.staff)
            said = Said(day + timedelta(days=3), {"nomor": NUMBER.format(helped + 1)})
            take_step(row, event="terbitkan", said=said, by=cast.staff)
            helped += 1
    return helped


def _known(cast: Cast, place: str) -> list[Business]:
    """Members first, by number, and a few others."""
    current = Condition.objects.filter(
        known_until=None, valid_until=None, status="running", business__merged_into=None,
        business__guidance__office=cast.office, place__path__startswith=f"{place}.",
    ).order_by("business__number").select_related("business")  # fmt: skip
    member = AssociationStatus.MEMBER
    found = list(current.filter(association=member)[:MEMBERS])
    found += list(current.exclude(association=member)[:OTHERS])
    return [one.business for one in found]
