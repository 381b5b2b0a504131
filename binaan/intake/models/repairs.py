"""What is wrong in what arrived, who deals with it, and what was decided. Every decision can be undone."""

from django.db import models

from binaan.access.models import User
from binaan.intake.models.arriving import Batch, IntakeQuerySet, Source
from binaan.kit.ids import new_id
from binaan.places.models import Place
from binaan.places.scope import within


class RepairKind(models.TextChoices):
    VALUE = "value", "Isian diperbaiki"
    ACCEPT = "accept", "Diterima apa adanya"
    INCLUDE = "include", "Baris dimasukkan"
    SET_ASIDE = "set_aside", "Disisihkan"
    ASK = "ask", "Ditanyakan kepada pengirim"


class Repair(models.Model):
    """One decision of one person about one or many problems of a batch. It can be undone."""

    WAY = "batch__version__source__"
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="repairs")
    kind = models.CharField(max_length=10, choices=RepairKind)
    field = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    was = models.TextField(blank=True, help_text="Isian lama bila semuanya sama.")
    value = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    problems_settled = models.IntegerField(default=0)
    by = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=150, blank=True)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind=RepairKind.SET_ASIDE) | ~models.Q(reason=""),
                name="setting_aside_has_a_reason",
                violation_error_message="Tuliskan alasan menyisihkan.",
            )
        ]

    def __str__(self):
        return f"{self.field} {self.get_kind_display()}"


class RememberedRepair(models.Model):
    """The same words in the same field of this source are read so from now on. Never personal data."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="remembered")
    repair = models.ForeignKey(Repair, models.PROTECT, related_name="+")
    field = models.CharField(max_length=40)
    was = models.TextField()
    value = models.TextField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "field", "was"],
                condition=models.Q(stopped_at__isnull=True),
                name="one_remembered_repair_per_words",
                violation_error_message="Perbaikan untuk isian ini sudah diingat.",
            )
        ]

    def __str__(self):
        return f"{self.field}: {self.was} -> {self.value}"


class ProblemState(models.TextChoices):
    OPEN = "open", "Menunggu"
    ASKED = "asked", "Ditanyakan"
    REPAIRED = "repaired", "Diperbaiki"
    ACCEPTED = "accepted", "Diterima"
    SET_ASIDE = "set_aside", "Disisihkan"
    SUPERSEDED = "superseded", "Digantikan daftar yang lebih baru"


STILL_OPEN = (ProblemState.OPEN, ProblemState.ASKED)


class ProblemQuerySet(IntakeQuerySet):
    """Problems are seen where their list is seen, and where their row stands."""

    def reach(self, assignment):
        here = within("place__path", assignment.place)
        here |= within("batch__version__source__place__path", assignment.place)
        if assignment.office_id is None:
            return here
        return here & models.Q(batch__version__source__office_id=assignment.office_id)


class Problem(models.Model):
    """A value or a row that could not be taken as it stands; it keeps the address of its cell."""

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="problems", db_index=False)
    state = models.CharField(max_length=10, choices=ProblemState, db_default=ProblemState.OPEN)
    repair = models.ForeignKey(Repair, models.PROTECT, null=True, related_name="problems")
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, db_constraint=False, related_name="+",
        help_text="Tempat baris ini sejauh diketahui, agar sampai kepada petugasnya.",
    )  # fmt: skip
    ordinal = models.BigIntegerField()
    sheet = models.SmallIntegerField()
    line = models.IntegerField()
    column = models.CharField(max_length=3, blank=True)
    field = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    value = models.TextField(blank=True)
    suggestion = models.TextField(null=True)  # noqa: DJ001 - null: there is nothing to suggest

    objects = ProblemQuerySet.as_manager()

    class Meta:
        ordering = ["ordinal", "id"]
        # What is open is asked on every page; what was decided long ago is not read for it.
        indexes = [models.Index(fields=["batch", "state"], name="problems_by_batch_and_state")]

    def __str__(self):
        return f"{self.column}{self.line} {self.code}"


class Errand(models.Model):
    """The problems of a batch at or below a place, given to one officer until a day."""

    WAY = "batch__version__source__"
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="errands")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name="wilayah")
    officer = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="petugas")
    due = models.DateField("batas waktu")
    by = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        ordering = ["due"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "place"],
                name="one_officer_per_place_of_a_batch",
                violation_error_message="Wilayah ini sudah dibagikan kepada petugas lain.",
            )
        ]

    def __str__(self):
        return f"{self.batch}: {self.place} ({self.officer})"
