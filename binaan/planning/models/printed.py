"""What an imported table printed, figure by figure, and what the checker found in it."""

from django.db import models

from binaan.kit.ids import new_id
from binaan.planning.choices import FindingState, Level
from binaan.planning.models.documents import PlanQuerySet, Version
from binaan.planning.models.tree import Indicator, Node


class Printed(models.Model):
    """One figure exactly as an imported table printed it; never changed afterwards.

    `table`: "6.2". `line`: the row among those of its table; `row`: the sheet row or CSV line;
    `cell`: its address where the file had one. `column`: "rp", "target", "actual", "ratio",
    "growth", "base", "end". `year` 0: of no year (base, end, growth). `label`: the name printed.
    """

    WAY = "version__document__"
    version = models.ForeignKey(Version, models.PROTECT, related_name="printed")
    table = models.CharField("tabel", max_length=20)
    line = models.PositiveIntegerField()
    row = models.PositiveIntegerField("baris")
    cell = models.CharField("sel", max_length=10, blank=True)
    node = models.ForeignKey(Node, models.SET_NULL, null=True, blank=True, related_name="printed")
    indicator = models.ForeignKey(
        Indicator, models.SET_NULL, null=True, blank=True, related_name="printed"
    )
    level = models.CharField("tingkat", max_length=11, choices=Level, blank=True)
    label = models.CharField("nama tercetak", max_length=600, blank=True)
    unit = models.CharField("satuan tercetak", max_length=60, blank=True)
    year = models.PositiveSmallIntegerField("tahun", default=0)
    column = models.CharField("kolom", max_length=16)
    text = models.CharField("sebagaimana tercetak", max_length=200)
    value = models.DecimalField("terbaca", max_digits=24, decimal_places=6, null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "angka tercetak"
        verbose_name_plural = "angka tercetak"
        ordering = ["table", "line", "year", "column"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "table", "line", "year", "column"],
                name="one_printed_figure_per_cell",
                violation_error_message="Angka tercetak pada sel ini sudah tersimpan.",
            ),
        ]

    def __str__(self):
        return f"{self.table} {self.label} {self.year} {self.column}: {self.text}"


class Finding(models.Model):
    """What the checker found wrong, and what a person decided. Fields as in rules.checking."""

    WAY = "version__document__"
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey(Version, models.PROTECT, related_name="findings")
    mark = models.CharField(max_length=64)  # hash of rule, place and figures: the same finding
    rule = models.CharField("aturan", max_length=40)
    severity = models.CharField("berat", max_length=8)
    table = models.CharField("tabel", max_length=20, blank=True)
    level = models.CharField("tingkat", max_length=11, blank=True)
    node = models.ForeignKey(Node, models.SET_NULL, null=True, blank=True, related_name="findings")
    indicator = models.ForeignKey(
        Indicator, models.SET_NULL, null=True, blank=True, related_name="findings"
    )
    label = models.CharField("bagian", max_length=600, blank=True)
    row = models.PositiveIntegerField("baris", null=True)
    year = models.PositiveSmallIntegerField("tahun", null=True)
    column = models.CharField("kolom", max_length=16, blank=True)
    printed = models.CharField("tercetak", max_length=200, blank=True)
    recomputed = models.CharField("dihitung ulang", max_length=200, blank=True)
    difference = models.CharField("selisih", max_length=200, blank=True)
    message = models.TextField("penjelasan")
    proposal = models.TextField("usulan", blank=True)
    fix = models.JSONField(default=list, blank=True)
    order = models.PositiveIntegerField()
    state = models.CharField(max_length=7, choices=FindingState, default=FindingState.OPEN)
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_why = models.TextField("alasan", blank=True)
    found_at = models.DateTimeField()

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "temuan"
        verbose_name_plural = "temuan"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "mark"],
                name="one_finding_per_mark",
                violation_error_message="Temuan ini sudah tersimpan.",
            ),
        ]

    def __str__(self):
        return self.message
