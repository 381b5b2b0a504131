"""Field forms: an XLSForm in versions, what goes with it, and the phones that may fetch it."""

from django.db import models

from binaan.access.models import Office, User
from binaan.intake.models.arriving import IntakeQuerySet, Source
from binaan.kit.ids import new_id
from binaan.kit.models import StoredFile
from binaan.places.models import Place


class FormState(models.TextChoices):
    DRAFT = "draft", "Belum dipakai"
    OPEN = "open", "Dipakai"
    CLOSED = "closed", "Ditutup"


class Form(models.Model):
    """A field form, known to phones by its `key` (the XLSForm's form_id).

    `room`: which room takes its answers ("registry", "vendors"; "" keeps them here). `kind`: the kind
    of list the answers are handed on as (intake.kinds); "" where nobody takes them yet. `source`: the
    list its answers belong to, made with the first lot.
    """

    WAY = ""
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField("kode formulir", max_length=64, unique=True)
    title = models.CharField("judul", max_length=200)
    room = models.CharField("ruang penerima", max_length=20, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    office = models.ForeignKey(Office, models.PROTECT, verbose_name="kantor", related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, verbose_name="wilayah", related_name="+")
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="daftar"
    )
    state = models.CharField(max_length=6, choices=FormState, default=FormState.DRAFT)
    created_by = models.CharField(max_length=150)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = "formulir"
        verbose_name_plural = "formulir"
        ordering = ["title"]

    def __str__(self):
        return self.title


class FormVersion(models.Model):
    """One edition of a form; answers to an old edition are read with its own definition.

    `xform`: what phones get. `definition`: its questions in order, as odk reads them (path, type,
    label, list, personal …). `mapping`: path of a question → field of the kind. `media`: names of the
    files phones fetch beside it, each with what fills it (a choice list or a kept file). `warnings`:
    what was noticed and did not stop it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    form = models.ForeignKey(Form, models.PROTECT, related_name="versions")
    version = models.CharField("versi", max_length=40)
    xlsx = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="XLSForm")
    xform = models.TextField()
    definition = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    media = models.JSONField(default=dict)
    warnings = models.JSONField(default=list)
    published_at = models.DateTimeField("dipakai sejak", null=True, blank=True)
    withdrawn_at = models.DateTimeField("ditarik", null=True, blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "versi formulir"
        verbose_name_plural = "versi formulir"
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "version"],
                name="one_edition_per_version",
                violation_error_message="Versi ini sudah ada; naikkan angka versi di lembar settings.",
            )
        ]

    def __str__(self):
        return f"{self.form} {self.version}"


class Device(models.Model):
    """A phone that fetches forms and sends answers for one person, by a password of its own.

    `secret`: SHA-256 of the app password, which is shown once. `app`: what the phone called itself.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="devices", verbose_name="petugas")
    label = models.CharField("nama perangkat", max_length=100)
    secret = models.CharField(max_length=64, unique=True)
    app = models.CharField("aplikasi", max_length=200, blank=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField("terakhir dipakai", null=True, blank=True)
    revoked_at = models.DateTimeField("dicabut", null=True, blank=True)
    revoked_by = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name = "perangkat"
        verbose_name_plural = "perangkat"
        ordering = ["-made_at"]

    def __str__(self):
        return self.label
