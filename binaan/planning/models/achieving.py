"""What was reached and what was spent, by the key of indicator and node: it outlives versions."""

from django.db import models
from django.db.models import Q

from binaan.access.models import Office
from binaan.kit.ids import new_id
from binaan.kit.models import StoredFile
from binaan.places.models import Place
from binaan.planning.choices import AchievementState
from binaan.planning.models.documents import PlanQuerySet


class OfOffice(models.Model):
    """A row that belongs to the plans of one office at one place."""

    WAY = ""
    office = models.ForeignKey(Office, models.PROTECT, verbose_name="kantor", related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, verbose_name="wilayah", related_name="+")

    objects = PlanQuerySet.as_manager()

    class Meta:
        abstract = True


class Achievement(OfOffice):
    """What an indicator reached in a quarter (`quarter` 0: in the year, where no quarters are).

    `value` counts. `measured`: from records; `typed`: by a person, then `file` or `document_note`
    says after what document ("tanpa rekaman"). `hold`: the frozen measurement of a closed quarter.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    indicator_key = models.UUIDField(db_index=True)
    year = models.PositiveSmallIntegerField("tahun")
    quarter = models.PositiveSmallIntegerField("triwulan")
    state = models.CharField(
        "keadaan", max_length=8, choices=AchievementState, default=AchievementState.DRAFT
    )
    value = models.DecimalField("capaian", max_digits=24, decimal_places=6, null=True, blank=True)
    measured = models.DecimalField(
        "terukur dari rekaman", max_digits=24, decimal_places=6, null=True, blank=True
    )
    measured_at = models.DateTimeField(null=True, blank=True)
    typed = models.DecimalField("diketik", max_digits=24, decimal_places=6, null=True, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="dokumen bukti",
    )  # fmt: skip
    document_note = models.CharField("menurut dokumen", max_length=300, blank=True)
    explanation = models.TextField("penjelasan", blank=True)
    obstacle = models.TextField("kendala", blank=True)
    follow_up = models.TextField("tindak lanjut", blank=True)
    filled_by = models.CharField(max_length=150, blank=True)
    filled_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.CharField(max_length=150, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.CharField(max_length=150, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    returned_why = models.TextField("alasan dikembalikan", blank=True)
    hold = models.OneToOneField(
        "planning.Hold", models.PROTECT, null=True, blank=True, related_name="held"
    )

    class Meta(OfOffice.Meta):
        verbose_name = "capaian"
        verbose_name_plural = "capaian"
        ordering = ["year", "quarter"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "indicator_key", "year", "quarter"],
                name="one_achievement_per_period",
                violation_error_message="Capaian untuk masa ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(quarter__lte=4),
                name="achievement_quarter_is_0_to_4",
                violation_error_message="Triwulan 1 sampai 4, atau 0 untuk setahun.",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(hold__isnull=False),
                name="closed_achievement_is_held",
                violation_error_message="Capaian yang ditutup harus dibekukan.",
            ),
        ]

    def __str__(self):
        return f"{self.year}/{self.quarter}: {self.value}"


class Hold(models.Model):
    """A closed quarter's figure, frozen: value, the records counted (a kept file) and their hash.

    `asked`: the citation as resolved (measure, date or period, place, office) and `known_at`, so
    that it can be recounted. Reopening keeps the row: `released_*` say by whom and why.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    achievement = models.ForeignKey(Achievement, models.PROTECT, related_name="holds")
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    numerator = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    denominator = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    evidence = models.BigIntegerField("banyaknya rekaman", default=0)
    asked = models.JSONField(default=dict)
    known_at = models.DateTimeField()
    records = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    hash = models.CharField(max_length=64)
    held_at = models.DateTimeField()
    held_by = models.CharField(max_length=150)
    released_at = models.DateTimeField(null=True)
    released_by = models.CharField(max_length=150, blank=True)
    released_why = models.TextField("alasan dibuka kembali", blank=True)

    WAY = "achievement__"
    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "capaian yang dibekukan"
        verbose_name_plural = "capaian yang dibekukan"
        ordering = ["held_at"]

    def __str__(self):
        return f"{self.value} ({self.hash[:8]})"


class Spending(OfOffice):
    """Money that left for a sub kegiatan: one SP2D; a return is negative."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    node_key = models.UUIDField(db_index=True)
    paid_on = models.DateField("tanggal")
    number = models.CharField("nomor SP2D", max_length=100)
    amount = models.DecimalField("nilai (Rp)", max_digits=20, decimal_places=2)
    fund = models.CharField("sumber dana", max_length=13, default="apbd")
    note = models.CharField("uraian", max_length=300, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.CharField(max_length=150)
    void_at = models.DateTimeField(null=True, blank=True)
    void_by = models.CharField(max_length=150, blank=True)
    void_why = models.CharField("alasan dibatalkan", max_length=300, blank=True)

    class Meta(OfOffice.Meta):
        verbose_name = "realisasi keuangan"
        verbose_name_plural = "realisasi keuangan"
        ordering = ["paid_on", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "number", "node_key"],
                condition=Q(void_at=None),
                name="one_payment_per_sp2d_and_node",
                violation_error_message="SP2D ini sudah dicatat untuk sub kegiatan ini.",
            ),
        ]

    def __str__(self):
        return f"{self.number}: {self.amount}"


class Shift(OfOffice):
    """A shift of the ceiling within the year (pergeseran): plus or minus at one sub kegiatan."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    node_key = models.UUIDField(db_index=True)
    year = models.PositiveSmallIntegerField("tahun")
    shifted_on = models.DateField("tanggal")
    amount = models.DecimalField("tambah/kurang (Rp)", max_digits=20, decimal_places=2)
    basis = models.CharField("dasar", max_length=200)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.CharField(max_length=150)

    class Meta(OfOffice.Meta):
        verbose_name = "pergeseran anggaran"
        verbose_name_plural = "pergeseran anggaran"
        ordering = ["shifted_on"]

    def __str__(self):
        return f"{self.shifted_on}: {self.amount}"


class Progress(OfOffice):
    """Physical progress of a sub kegiatan at the end of a month, in percent of the year's output."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    node_key = models.UUIDField(db_index=True)
    year = models.PositiveSmallIntegerField("tahun")
    month = models.PositiveSmallIntegerField("bulan")
    percent = models.DecimalField("fisik (%)", max_digits=5, decimal_places=2)
    note = models.CharField("catatan", max_length=300, blank=True)
    recorded_at = models.DateTimeField(auto_now=True)
    recorded_by = models.CharField(max_length=150)

    class Meta(OfOffice.Meta):
        verbose_name = "kemajuan fisik"
        verbose_name_plural = "kemajuan fisik"
        ordering = ["year", "month"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "node_key", "year", "month"],
                name="one_progress_per_month",
                violation_error_message="Kemajuan fisik bulan ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12, percent__gte=0, percent__lte=100),
                name="progress_month_and_percent",
                violation_error_message="Kemajuan fisik antara 0 dan 100 persen.",
            ),
        ]

    def __str__(self):
        return f"{self.year}-{self.month}: {self.percent}"
