"""Whose rows of programmes these are: an office's, at a place."""

from django.db import models

from binaan.access.models import Office
from binaan.access.permissions import Permission
from binaan.access.scope import PlaceScoped, PlaceScopedQuerySet

READING = {Permission.PROGRAMME_VIEW, Permission.ATTENDANCE_RECORD, Permission.FOLLOW_UP}


class OfficeQuerySet(PlaceScopedQuerySet):
    """At the place; bound to an office: what that office does."""

    def reach(self, assignment) -> models.Q:
        here = super().reach(assignment)
        if assignment.office_id is None:
            return here
        return here & models.Q(office_id=assignment.office_id)


class ActivityQuerySet(OfficeQuerySet):
    """An activity for a regency is also read, and its attendance recorded, in its kecamatan."""

    def permitted(self, user, permission):
        found = super().permitted(user, permission)
        if permission not in READING:
            return found
        wider = models.Q(pk__in=[])
        for assignment in user.holdings(permission):
            mine = models.Q(place__path__in=_above(assignment.place.path))
            if assignment.office_id is not None:
                mine &= models.Q(office_id=assignment.office_id)
            wider |= mine
        return found | self.filter(wider)


def _above(path: str) -> list[str]:
    """The paths of the places above this one: "32", "32.16" for "32.16.06"."""
    blocks = path.split(".")
    return [".".join(blocks[:count]) for count in range(1, len(blocks))]


class OfOffice(PlaceScoped):
    """A row an office made about something that stands at a place."""

    office = models.ForeignKey(Office, models.PROTECT, verbose_name="kantor", related_name="+")

    objects = OfficeQuerySet.as_manager()

    class Meta(PlaceScoped.Meta):
        abstract = True
