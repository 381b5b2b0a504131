"""What every room may use: long work, kept files, running numbers."""

from django.db import models
from django.db.models import Q

from binaan.kit.ids import new_id


class JobState(models.TextChoices):
    WAITING = "waiting", "Menunggu"
    RUNNING = "running", "Berjalan"
    DONE = "done", "Selesai"
    FAILED = "failed", "Gagal"
    CANCELLED = "cancelled", "Dibatalkan"


class Job(models.Model):
    """Long work with a lease: whoever holds the lease works; an expired lease may be taken over."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    message = models.TextField(blank=True)
    attempts = models.IntegerField(default=0)
    worker = models.CharField(max_length=100, blank=True)
    lease_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=150, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=Q(state__in=["waiting", "running"]),
                name="open_jobs_by_age",
            )
        ]

    def __str__(self):
        return f"{self.kind} ({self.get_state_display()})"


class Worker(models.Model):
    """A worker process that reported itself alive."""

    name = models.CharField(max_length=100, primary_key=True)
    seen_at = models.DateTimeField()

    def __str__(self):
        return self.name


class StoredFile(models.Model):
    """A file as it came, kept under BINAAN_HOME by the SHA-256 of its bytes."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    stored_at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=150, blank=True)
    erased_at = models.DateTimeField(null=True)

    def __str__(self):
        return self.name


class Counter(models.Model):
    """Short running numbers for people, taken in blocks."""

    name = models.CharField(max_length=40, primary_key=True)
    value = models.BigIntegerField(default=0)

    def __str__(self):
        return f"{self.name}: {self.value}"


class SigningKey(models.Model):
    """The public half of an Ed25519 key. The private half lies in a file of this machine only.

    `kid`: how a signature names it (RFC 7638 thumbprint, shortened). Retired keys still verify.
    """

    kid = models.CharField(max_length=43, primary_key=True)
    purpose = models.CharField("guna", max_length=20)
    public = models.CharField("kunci publik", max_length=60, help_text="32 bita, base64url.")
    made_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at"]

    def __str__(self):
        return f"{self.purpose} {self.kid}"


class StepTaken(models.Model):
    """A step of a declared way (kit.workflow): who, when, what was filled in, which document."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    event = models.CharField("peristiwa", max_length=30)
    was = models.CharField("dari", max_length=30, blank=True)
    now = models.CharField("menjadi", max_length=30)
    on = models.DateField("tanggal")
    filled = models.JSONField(default=dict)
    note = models.TextField("catatan", blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="dokumen"
    )
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["at"]

    def __str__(self):
        return f"{self.was} → {self.now}"
