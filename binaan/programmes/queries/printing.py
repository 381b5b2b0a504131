"""Who is named on the papers of an activity."""

from typing import NamedTuple

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.programmes.choices import CostKind, Outcome, ParticipationState
from binaan.programmes.models import Activity, CostLine
from binaan.programmes.queries import selections
from binaan.registry.models import Business

COMING = (
    ParticipationState.INVITED, ParticipationState.CONFIRMED, ParticipationState.RUNNING,
    ParticipationState.PASSED, ParticipationState.DROPPED,
)  # fmt: skip


class Attendant(NamedTuple):
    """One who is expected. `token`: behind his QR code, "" before he is invited."""

    owner: str
    business: str
    number: str
    place: str
    sex: str = ""
    token: str = ""


def attendants(user: User, activity: Activity) -> list[Attendant]:
    """The participants by name; before anyone is invited, the chosen of the list that was set.

    Below the activity's place only businesses in reach.
    """
    mine = Business.objects.permitted(user, Permission.BUSINESS_VIEW).values("pk")
    found = activity.participations.filter(state__in=COMING, business__in=mine)
    found = found.select_related("business__place", "owner").order_by("business__name", "pk")
    if rows := list(found):
        return [
            Attendant(one.owner.name if one.owner else "", one.business.name,
                      one.business.short_number, one.business.place.name, one.sex, one.token)
            for one in rows
        ]  # fmt: skip
    return _chosen(user, activity)


def _chosen(user: User, activity: Activity) -> list[Attendant]:
    settled = selections.of_activity(user, activity).filter(set_at__isnull=False).first()
    if settled is None:
        return []
    found = selections.candidates(user, settled, Outcome.CHOSEN).select_related("business__place")
    return [
        Attendant("", one.business.name, one.business.short_number, one.business.place.name, one.sex)
        for one in found.order_by("business__name", "pk")
    ]  # fmt: skip


def transport_line(user: User, activity: Activity) -> CostLine | None:
    """The cost line transport money of participants is paid from; the first of several."""
    return activity.costlines.filter(kind=CostKind.TRANSPORT).first()
