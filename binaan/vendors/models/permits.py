"""TDU: applied for, checked, decided; its card, its end; and objections against a decision."""

from django.db import models
from django.db.models import F, Q

from binaan.access.models import User
from binaan.kit.ids import new_id
from binaan.kit.models import SigningKey, StepTaken, StoredFile
from binaan.vendors.choices import ObjectionState
from binaan.vendors.models.locations import Location, Pitch
from binaan.vendors.models.scope import OfStreet
from binaan.vendors.models.vendors import Vendor


class Permit(OfStreet):
    """One TDU of one vendor for one place, from application to its end (way `pkl_tdu`).

    `place` is the vendor's. `days`, `begins`, `ends`: when it allows to trade. `token`: the signed
    statement on the card (rules/cards); `serial` names it on the list of revoked ones. `renews`: the
    one it follows. `filled`: what the steps asked for, by key.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    vendor = models.ForeignKey(Vendor, models.PROTECT, related_name="permits")
    number = models.CharField("nomor TDU", max_length=60, blank=True)
    registration = models.CharField("nomor registrasi", max_length=40, unique=True)
    location = models.ForeignKey(Location, models.PROTECT, related_name="permits")
    pitch = models.ForeignKey(Pitch, models.PROTECT, null=True, blank=True, related_name="permits")
    state = models.CharField("keadaan", max_length=30)
    since = models.DateField("sejak")
    due = models.DateField("paling lambat", null=True, blank=True)
    officer = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="petugas"
    )
    applied_on = models.DateField("diajukan")
    days = models.CharField("hari", max_length=30, blank=True)
    begins = models.TimeField("jam mulai", null=True, blank=True)
    ends = models.TimeField("jam selesai", null=True, blank=True)
    issued_on = models.DateField("terbit", null=True, blank=True)
    valid_until = models.DateField("berlaku sampai", null=True, blank=True)
    ended_on = models.DateField("berakhir", null=True, blank=True)
    ended_why = models.CharField("sebab berakhir", max_length=300, blank=True)
    issued_at = models.DateTimeField("terbit dicatat", null=True, blank=True)
    ended_at = models.DateTimeField("berakhir dicatat", null=True, blank=True)
    renews = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="renewed_by"
    )
    serial = models.CharField(max_length=22, blank=True)
    token = models.TextField(blank=True)
    key = models.ForeignKey(SigningKey, models.PROTECT, null=True, blank=True, related_name="+")
    photo = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="pas foto"
    )
    filled = models.JSONField(default=dict)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta(OfStreet.Meta):
        verbose_name = "TDU"
        verbose_name_plural = "TDU"
        ordering = ["-applied_on", "pk"]
        indexes = [
            models.Index(fields=["valid_until"], name="permits_by_expiry"),
            models.Index(fields=["state"], name="permits_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "number"],
                condition=~Q(number=""),
                name="one_tdu_per_number",
                violation_error_message="TDU dengan nomor ini sudah ada.",
            ),
            models.UniqueConstraint(
                fields=["serial"],
                condition=~Q(serial=""),
                name="one_tdu_per_serial",
                violation_error_message="Kartu dengan seri ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("issued_on")),
                name="tdu_lasts",
                violation_error_message="TDU habis sebelum terbit.",
            ),
        ]

    def __str__(self):
        return self.number or self.registration


class PermitStep(StepTaken):
    """A step of a TDU."""

    permit = models.ForeignKey(Permit, models.PROTECT, related_name="steps")

    class Meta(StepTaken.Meta):
        verbose_name = "langkah TDU"
        verbose_name_plural = "langkah TDU"


class Objection(OfStreet):
    """Somebody objects: against a decision about a TDU, or against a location or relocation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    vendor = models.ForeignKey(
        Vendor, models.PROTECT, null=True, blank=True, related_name="objections"
    )
    permit = models.ForeignKey(
        Permit, models.PROTECT, null=True, blank=True, related_name="objections"
    )
    location = models.ForeignKey(
        Location, models.PROTECT, null=True, blank=True, related_name="objections"
    )
    said = models.TextField("isi keberatan")
    by_whom = models.CharField("diajukan oleh", max_length=200, blank=True)
    received_on = models.DateField("diterima")
    due = models.DateField("harus dijawab")
    state = models.CharField(
        "keadaan", max_length=10, choices=ObjectionState, default=ObjectionState.OPEN
    )
    answer = models.TextField("putusan", blank=True)
    decided_on = models.DateField("diputus", null=True, blank=True)
    decided_by = models.CharField(max_length=150, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="surat"
    )
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta(OfStreet.Meta):
        verbose_name = "keberatan"
        verbose_name_plural = "keberatan"
        ordering = ["due", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["diterima", "dicabut"]) | ~Q(answer=""),
                name="a_decided_objection_is_answered",
                violation_error_message="Tuliskan putusan dan alasannya.",
            )
        ]

    def __str__(self):
        return f"{self.received_on} {self.get_state_display()}"
