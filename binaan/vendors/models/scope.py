"""Whose rows of the street these are: an office's, at a place."""

from django.db import models

from binaan.access.models import Office
from binaan.access.scope import PlaceScoped, PlaceScopedQuerySet


class StreetQuerySet(PlaceScopedQuerySet):
    """At the place; bound to an office: what that office keeps."""

    def reach(self, assignment) -> models.Q:
        here = super().reach(assignment)
        if assignment.office_id is None:
            return here
        return here & models.Q(office_id=assignment.office_id)


class OfStreet(PlaceScoped):
    """A row an office keeps about something that stands at a place."""

    office = models.ForeignKey(Office, models.PROTECT, verbose_name="kantor", related_name="+")

    objects = StreetQuerySet.as_manager()

    class Meta(PlaceScoped.Meta):
        abstract = True
