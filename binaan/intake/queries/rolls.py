"""Who can become a target: the records of the room that takes the form, lists, villages."""

from django.db.models import QuerySet

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.intake.models import Campaign, ListedKey, Source
from binaan.intake.rolls import ROLLS, Listed, Roll
from binaan.places.models import Place


def roll_of(user: User, campaign: Campaign) -> Roll | None:
    """The records a campaign's form is about; None where nobody keeps such records."""
    return ROLLS.get(campaign.form.kind)


def sources(user: User, campaign: Campaign) -> QuerySet[Source]:
    """The lists that were brought in, of the campaign's kind and office, within reach."""
    found = Source.objects.permitted(user, Permission.LIST_VIEW)
    return found.filter(kind=campaign.form.kind, office=campaign.office_id, partial=False)


def listed(
    user: User, campaign: Campaign, *, place: Place, which: str, source: Source | None
) -> list[Listed]:
    """The records at a place that may be targets; of one list those it still names."""
    records = None
    if source is not None:
        keys = ListedKey.objects.filter(source=source, gone_since=None)
        records = set(keys.values_list("record_id", flat=True))
    return list(ROLLS[campaign.form.kind].rows(user, place, which, records))


def villages(user: User, place: Place) -> list[Place]:
    """The villages of a place within this user's reach, itself when it is one."""
    found = Place.objects.under(place).valid().filter(level=Place.Level.VILLAGE)
    return list(found.order_by("path"))
