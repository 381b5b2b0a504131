"""The one question of access: which rows may this user touch with this permission?"""

from django.db import models
from django.db.models import Q

from binaan.places.models import Place
from binaan.places.scope import within

NOTHING = Q(pk__in=[])


class PlaceScopedQuerySet(models.QuerySet):
    """Rows that stand at a place."""

    def permitted(self, user, permission):
        """The rows this user may touch with this permission. Empty, never an error."""
        reached = NOTHING
        for assignment in user.holdings(permission):
            reached |= self.reach(assignment)
        return self.filter(reached)

    def reach(self, assignment) -> Q:
        """What one assignment reaches: everything at its place and below."""
        return within("place__path", assignment.place)


class PlaceScoped(models.Model):
    """A record that stands at a place, and is seen by those who hold a right there or above."""

    place = models.ForeignKey(Place, models.PROTECT, verbose_name="wilayah")

    objects = PlaceScopedQuerySet.as_manager()

    class Meta:
        abstract = True
