"""What changed and has not reached the search index, the copy for figures or the match keys yet."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

PART = 200
READERS = ("for_search", "for_snapshot", "for_match")


class TouchedQuerySet(models.QuerySet):
    def taken(self, notes: Iterable[int], reader: str) -> None:
        """Mark these notes as taken by one reader; those that all have taken go."""
        keys = list(notes)
        for start in range(0, len(keys), PART):
            part = self.filter(pk__in=keys[start : start + PART])
            part.update(**{reader: False})
            part.filter(**dict.fromkeys(READERS, False)).delete()


class Touched(models.Model):
    """Businesses changed in one transaction; written in it, read and deleted by the worker.

    Rows are deleted when all readers have taken them, never passed over by number: a transaction
    that commits late keeps a low number.
    """

    backed_up = False  # a restored register is indexed and copied anew

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(auto_now_add=True)
    businesses = models.TextField(
        blank=True, help_text="UUID usaha sebagai 32 huruf heksadesimal, dipisah spasi."
    )
    everything = models.BooleanField(default=False)
    for_search = models.BooleanField(default=True)
    for_snapshot = models.BooleanField(default=True)
    for_match = models.BooleanField(default=True, db_default=False)

    objects = TouchedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["at"], condition=Q(for_search=True), name="touched_for_search"),
            models.Index(
                fields=["at"], condition=Q(for_snapshot=True), name="touched_for_snapshot"
            ),
            models.Index(fields=["at"], condition=Q(for_match=True), name="touched_for_match"),
        ]

    def __str__(self):
        return "semua" if self.everything else f"{len(self.businesses.split())} usaha"
