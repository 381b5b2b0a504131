"""Answers from the field: kept raw first, then read, reviewed, and handed on as rows of a list."""

from django.db import models
from django.db.models import Q

from binaan.access.models import Office, User
from binaan.intake.models.arriving import Batch, IntakeQuerySet
from binaan.intake.models.campaigns import Campaign, Target
from binaan.intake.models.forms import Device, Form, FormVersion
from binaan.kit.ids import new_id
from binaan.kit.models import StoredFile
from binaan.places.models import Place
from binaan.places.scope import within


class SubmissionState(models.TextChoices):
    PARTIAL = "partial", "Menunggu lampiran"
    BROKEN = "broken", "Tidak terbaca"
    REVIEW = "review", "Menunggu pemeriksaan"
    RETURNED = "returned", "Dikembalikan"
    READY = "ready", "Menunggu diteruskan"
    HANDED = "handed", "Diteruskan"
    KEPT = "kept", "Disimpan"
    REPLACED = "replaced", "Digantikan kiriman baru"
    SET_ASIDE = "set_aside", "Disisihkan"


class SubmissionQuerySet(IntakeQuerySet):
    """Answers are seen where they stand (else where their form belongs), by the office of the form."""

    def reach(self, assignment):
        here = within("place__path", assignment.place)
        here |= Q(place__isnull=True) & within("form_place__path", assignment.place)
        if assignment.office_id is None:
            return here
        return here & Q(office_id=assignment.office_id)


class Submission(models.Model):
    """One filled-in form. `file` holds the XML as it came; nothing here is changed by reviewing.

    `answers`: path of a question → value as read (rules/instances); repeats as lists. `meta`: what the
    engine said of itself. `begun_at`, `ended_at`: the phone's own clock, perhaps wrong. `replaces`: the
    submission whose return or edit this answers. `record_id`: the record it updates or became.
    `copies`: how often the same instance arrived again. KEPT: nobody takes the answers of this form.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    instance_id = models.CharField(max_length=120, unique=True)
    form_key = models.CharField("kode formulir", max_length=64, blank=True)
    form_version = models.CharField("versi", max_length=40, blank=True)
    form = models.ForeignKey(Form, models.PROTECT, null=True, related_name="submissions")
    version = models.ForeignKey(FormVersion, models.PROTECT, null=True, related_name="submissions")
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    form_place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    target = models.ForeignKey(
        Target, models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    device = models.ForeignKey(Device, models.PROTECT, null=True, related_name="submissions")
    sender = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="petugas")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    received_at = models.DateTimeField("diterima")
    complete_at = models.DateTimeField("lengkap", null=True, blank=True)
    begun_at = models.DateTimeField("mulai diisi", null=True, blank=True)
    ended_at = models.DateTimeField("selesai diisi", null=True, blank=True)
    told_on = models.DateField("tanggal wawancara", null=True, blank=True)
    answers = models.JSONField(default=dict)
    meta = models.JSONField(default=dict)
    name = models.CharField("sebutan", max_length=200, blank=True)
    lat = models.FloatField("lintang", null=True, blank=True)
    lon = models.FloatField("bujur", null=True, blank=True)
    accuracy = models.FloatField("ketelitian (m)", null=True, blank=True)
    record_id = models.UUIDField(null=True, blank=True, db_index=True)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    batch = models.ForeignKey(
        Batch, models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    row_key = models.CharField(max_length=200, blank=True)
    copies = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=SubmissionState)
    trouble = models.TextField("masalah", blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = "kiriman"
        verbose_name_plural = "kiriman"
        ordering = ["-received_at", "-id"]
        indexes = [
            models.Index(
                fields=["form"], condition=Q(state__in=["ready"]), name="submissions_to_hand_on"
            ),
            models.Index(fields=["campaign", "sender"], name="submissions_by_enumerator"),
        ]

    def __str__(self):
        return self.name or self.instance_id


class Attachment(models.Model):
    """A photo, signature or log that belongs to a submission; `file` is empty until it has arrived."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=255)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    arrived_at = models.DateTimeField(null=True, blank=True)
    passed_on_at = models.DateTimeField(
        null=True, blank=True, help_text="Sudah disimpan pada rekamannya."
    )

    class Meta:
        verbose_name = "lampiran kiriman"
        verbose_name_plural = "lampiran kiriman"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "name"],
                name="one_attachment_per_name",
                violation_error_message="Lampiran dengan nama ini sudah ada.",
            )
        ]

    def __str__(self):
        return self.name


class ReviewKind(models.TextChoices):
    APPROVE = "approve", "Disetujui"
    RETURN = "return", "Dikembalikan"
    CORRECT = "correct", "Dikoreksi"
    SET_ASIDE = "set_aside", "Disisihkan"


class Review(models.Model):
    """What somebody decided about a submission; a correction names one answer.

    `path`, `was`, `value`: the corrected answer, as text (personal like the answer itself).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=9, choices=ReviewKind)
    reason = models.TextField("alasan", blank=True)
    path = models.CharField(max_length=300, blank=True)
    was = models.TextField(blank=True)
    value = models.TextField(blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "pemeriksaan kiriman"
        verbose_name_plural = "pemeriksaan kiriman"
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="approve") | ~Q(reason=""),
                name="a_review_that_changes_says_why",
                violation_error_message="Tuliskan alasannya.",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.submission_id}"


class CallBackResult(models.TextChoices):
    WAITING = "waiting", "Belum dihubungi"
    AGREES = "agrees", "Sesuai"
    DIFFERS = "differs", "Berbeda"
    UNREACHED = "unreached", "Tidak terhubung"
    NEVER_VISITED = "never", "Mengaku tidak didatangi"


class CallBack(models.Model):
    """A submission drawn to be asked again by telephone; `asked`: path → what was said now."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    submission = models.OneToOneField(Submission, models.PROTECT, related_name="call_back")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="call_backs")
    drawn_at = models.DateTimeField()
    drawn_by = models.CharField(max_length=150)
    result = models.CharField(max_length=9, choices=CallBackResult, default=CallBackResult.WAITING)
    asked = models.JSONField(default=dict)
    note = models.TextField("catatan", blank=True)
    by = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "panggilan ulang"
        verbose_name_plural = "panggilan ulang"
        ordering = ["drawn_at", "pk"]

    def __str__(self):
        return f"{self.get_result_display()}: {self.submission_id}"


class ConflictState(models.TextChoices):
    OPEN = "open", "Menunggu putusan"
    OURS = "ours", "Memakai kiriman ini"
    THEIRS = "theirs", "Memakai yang lain"
    BOTH = "both", "Dua usaha berbeda"


class Conflict(models.Model):
    """A submission that disagrees with another, or with what the register learnt since the phone asked.

    `other` empty: the register itself, as of `theirs`. `fields`: path → [this one, the other].
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="conflicts")
    other = models.ForeignKey(
        Submission, models.PROTECT, null=True, blank=True, related_name="disputed_by"
    )
    fields = models.JSONField(default=dict)
    state = models.CharField(max_length=6, choices=ConflictState, default=ConflictState.OPEN)
    reason = models.TextField("alasan", blank=True)
    found_at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "perbedaan kiriman"
        verbose_name_plural = "perbedaan kiriman"
        ordering = ["found_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "other"],
                name="one_conflict_per_pair",
                violation_error_message="Perbedaan ini sudah dicatat.",
            ),
            models.UniqueConstraint(
                fields=["submission"],
                condition=Q(other__isnull=True),
                name="one_conflict_with_the_register",
                violation_error_message="Perbedaan dengan direktori ini sudah dicatat.",
            ),
        ]

    def __str__(self):
        return f"{self.submission_id} / {self.other_id}"


class ClientAct(models.Model):
    """Something done on a phone without signal, by the phone's own identifier: it counts once.

    `kind`: what it is (rooms above decide), `result`: what was answered the first time.
    """

    id = models.UUIDField(primary_key=True, help_text="Diberikan oleh ponsel.")
    kind = models.CharField(max_length=40)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    device = models.ForeignKey(Device, models.PROTECT, null=True, related_name="+")
    happened_at = models.DateTimeField("terjadi menurut ponsel", null=True, blank=True)
    received_at = models.DateTimeField(auto_now_add=True)
    sha256 = models.CharField(max_length=64, help_text="Sidik isi yang dikirim.")
    result = models.JSONField(default=dict)

    class Meta:
        verbose_name = "catatan ponsel"
        verbose_name_plural = "catatan ponsel"
        ordering = ["-received_at"]

    def __str__(self):
        return f"{self.kind} {self.id}"
