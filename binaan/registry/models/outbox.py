"""What changed and has not reached the search index or the copy for figures yet."""

from django.db import models
from django.db.models import Q


class Touched(models.Model):
    """Businesses changed in one transaction; written in it, read and deleted by the worker.

    Rows are deleted when both readers have taken them, never passed over by number: a transaction
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

    class Meta:
        indexes = [
            models.Index(fields=["at"], condition=Q(for_search=True), name="touched_for_search"),
            models.Index(
                fields=["at"], condition=Q(for_snapshot=True), name="touched_for_snapshot"
            ),
        ]

    def __str__(self):
        return "semua" if self.everything else f"{len(self.businesses.split())} usaha"
