"""Facilitation of certificates and legality: a declared workflow, its steps, what came of it."""

from django.db import models
from django.db.models import F, Q

from binaan.access.models import User
from binaan.kit.ids import new_id
from binaan.kit.models import StepTaken, StoredFile
from binaan.programmes.models.activities import Activity
from binaan.programmes.models.scope import OfOffice
from binaan.registry.models import Business


class Facilitation(OfOffice):
    """One business on its way to one certificate. `kind` and `state` are of rules/facilitation.

    `filled`: the fields the transitions asked for, by key. Fee in rupiah.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    business = models.ForeignKey(Business, models.PROTECT, related_name="facilitations")
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="facilitations"
    )
    kind = models.CharField("jenis", max_length=20)
    product = models.CharField("produk", max_length=200, blank=True)
    state = models.CharField("keadaan", max_length=30)
    since = models.DateField("sejak")
    due = models.DateField("paling lambat", null=True, blank=True)
    officer = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="petugas"
    )
    opened_on = models.DateField("dibuka")
    closed_on = models.DateField("selesai", null=True, blank=True)
    fee = models.DecimalField("biaya (Rp)", max_digits=14, decimal_places=2, null=True, blank=True)
    fee_paid_by = models.CharField("ditanggung oleh", max_length=60, blank=True)
    filled = models.JSONField(default=dict)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta(OfOffice.Meta):
        verbose_name = "fasilitasi"
        verbose_name_plural = "fasilitasi"
        ordering = ["-opened_on", "pk"]
        indexes = [
            models.Index(
                fields=["due"], condition=Q(closed_on__isnull=True), name="facilitations_waiting"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="facilitation_ends_after_it_starts",
                violation_error_message="Fasilitasi selesai sebelum dibuka.",
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.business_id}"


class FacilitationStep(StepTaken):
    """A transition of a facilitation that was made."""

    facilitation = models.ForeignKey(Facilitation, models.PROTECT, related_name="steps")

    class Meta(StepTaken.Meta):
        verbose_name = "langkah fasilitasi"
        verbose_name_plural = "langkah fasilitasi"


class Certificate(OfOffice):
    """A certificate or registration a business holds, ours or brought along. No expiry: null.

    A renewal may keep the number (a trade mark does): it is a row of its own, of a later day.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    business = models.ForeignKey(Business, models.PROTECT, related_name="certificates")
    facilitation = models.ForeignKey(
        Facilitation, models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    kind = models.CharField("jenis", max_length=20)
    number = models.CharField("nomor", max_length=60)
    product = models.CharField("produk", max_length=200, blank=True)
    issuer = models.CharField("penerbit", max_length=200, blank=True)
    issued_on = models.DateField("terbit")
    expires_on = models.DateField("berlaku sampai", null=True, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="berkas"
    )
    revoked_on = models.DateField("dicabut", null=True, blank=True)
    revoked_why = models.CharField("alasan dicabut", max_length=300, blank=True)
    renews = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="renewed_by"
    )
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(OfOffice.Meta):
        verbose_name = "sertifikat"
        verbose_name_plural = "sertifikat"
        ordering = ["expires_on", "pk"]
        indexes = [
            models.Index(fields=["expires_on"], name="certificates_by_expiry"),
            models.Index(fields=["issued_on"], name="certificates_by_issue"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number", "business", "issued_on"],
                name="one_certificate_per_number",
                violation_error_message="Sertifikat dengan nomor ini sudah dicatat.",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("issued_on")),
                name="certificate_lasts",
                violation_error_message="Sertifikat habis sebelum terbit.",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.number}"
