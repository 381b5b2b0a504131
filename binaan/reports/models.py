"""Every statutory sheet that left the house: what it said, of which version, and how to find it."""

from django.db import models

from binaan.kit.ids import new_id
from binaan.kit.models import StoredFile
from binaan.planning.models import PlanQuerySet, Version


class Printout(models.Model):
    """A report as it was taken. `code` is printed on it and finds it again.

    `hash`: SHA-256 of the figures (not of the file): two printouts that say the same share it.
    """

    WAY = "version__document__"
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField("kode cetak", max_length=12, unique=True)
    report = models.CharField("laporan", max_length=20)
    version = models.ForeignKey(Version, models.PROTECT, related_name="printouts")
    year = models.PositiveSmallIntegerField("tahun")
    quarter = models.PositiveSmallIntegerField("triwulan", default=0)
    format = models.CharField("bentuk", max_length=4)
    edition = models.CharField("edisi", max_length=200)
    choices = models.JSONField("pilihan kantor", default=dict)
    hash = models.CharField(max_length=64)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    contents = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "cetakan laporan"
        verbose_name_plural = "cetakan laporan"
        ordering = ["-made_at"]

    def __str__(self):
        return f"{self.report} {self.code}"
