"""What people keep of the directory: views they named, and sheets they took away."""

from django.db import models
from django.db.models import Q

from binaan.access.models import Office, User
from binaan.kit.ids import new_id
from binaan.kit.models import Job


class SavedView(models.Model):
    """A selection of the directory somebody named: its address, columns included.

    With an office it is offered to everybody who works for that office. It holds no rows: whoever
    opens it sees what he may see.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="views")
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True)
    name = models.CharField("nama tampilan", max_length=80)
    query = models.CharField(max_length=4000, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"],
                name="one_view_per_name",
                violation_error_message="Anda sudah menyimpan tampilan dengan nama ini.",
            )
        ]

    def __str__(self):
        return self.name


class Download(models.Model):
    """A sheet of the directory taken by somebody; the file goes after a day, this line stays."""

    class Format(models.TextChoices):
        XLSX = "xlsx", "Excel (XLSX)"
        CSV = "csv", "CSV"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="downloads")
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    format = models.CharField(max_length=4, choices=Format)
    query = models.CharField(max_length=4000, blank=True)
    chosen = models.TextField(
        blank=True, help_text="Usaha yang dipilih satu per satu; kosong: semua."
    )
    columns = models.JSONField(default=list)
    personal = models.BooleanField(default=False)
    reason = models.CharField("alasan", max_length=300, blank=True)
    mark = models.CharField("kode lembar", max_length=12, unique=True)
    rows = models.IntegerField(null=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    ready_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(personal=False) | ~Q(reason=""),
                name="personal_sheets_have_a_reason",
                violation_error_message="Tuliskan untuk apa data pribadi dibutuhkan.",
            )
        ]

    def __str__(self):
        return f"{self.mark} ({self.get_format_display()})"
