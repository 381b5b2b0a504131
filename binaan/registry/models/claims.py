"""What sources said (claims) and how a business therefore stood at a date (conditions)."""

from django.db import models
from django.db.models import F, Q

from binaan.intake.models import Batch, Repair
from binaan.kit.ids import new_id
from binaan.places.models import Place
from binaan.registry.choices import (
    AssociationStatus,
    LegalForm,
    Market,
    Sex,
    Status,
    VerificationState,
)
from binaan.registry.models.businesses import Business
from binaan.registry.models.owners import Owner


class Claim(models.Model):
    """What one source said of a business and its owner on a date. Never changed afterwards.

    Who said it may take it back (a repair undone): it then counts no more, and stays to be read.

    `said` holds normalised values by field name; the words as written are in the row it came from.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    business = models.ForeignKey(Business, models.PROTECT, related_name="claims")
    owner = models.ForeignKey(Owner, models.PROTECT, related_name="claims", null=True)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, db_index=False, related_name="+")
    ordinal = models.BigIntegerField(null=True)
    as_of = models.DateField()
    recorded_at = models.DateTimeField()
    precedence = models.SmallIntegerField()
    correction = models.BooleanField(default=False)
    by = models.CharField(max_length=150)
    reason = models.TextField(blank=True)
    said = models.JSONField(default=dict)
    repair = models.ForeignKey(Repair, models.PROTECT, null=True, related_name="+")
    retracted_at = models.DateTimeField(null=True)
    retracted_by = models.CharField(max_length=150, blank=True, db_default="")
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["as_of", "recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(batch__isnull=False) | ~Q(reason=""),
                name="a_persons_claim_has_a_reason",
                violation_error_message="Tuliskan alasan perubahan.",
            )
        ]

    def __str__(self):
        return f"{self.business_id} {self.as_of}"


def _count(label: str) -> models.IntegerField:
    return models.IntegerField(label, null=True)


def _money(label: str) -> models.DecimalField:
    return models.DecimalField(label, max_digits=20, decimal_places=2, null=True)


class Condition(models.Model):
    """How a business stood from `valid_from` on, as known between two moments.

    Both pairs are half-open: `valid_from <= at < valid_until`, `known_from <= known < known_until`;
    an open end is null. For every business the rows known at one moment never overlap in time.
    Money in rupiah a year, as bounds (equal when exact); workers in persons.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    business = models.ForeignKey(Business, models.PROTECT, related_name="conditions")
    claim = models.ForeignKey(Claim, models.PROTECT, db_index=False, related_name="+")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    known_from = models.DateTimeField()
    known_until = models.DateTimeField(null=True)
    place = models.ForeignKey(Place, models.PROTECT)
    group = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=12, choices=Status, blank=True)
    status_on = models.DateField(null=True)
    verification = models.CharField(
        max_length=10, choices=VerificationState, default=VerificationState.NONE
    )
    legal_form = models.CharField(max_length=14, choices=LegalForm, blank=True)
    started_year = models.SmallIntegerField(null=True)
    owner_sex = models.CharField(max_length=1, choices=Sex, blank=True)
    association = models.CharField(max_length=10, choices=AssociationStatus, blank=True)
    paid_male = _count("pekerja dibayar laki-laki")
    paid_female = _count("pekerja dibayar perempuan")
    family_male = _count("pekerja keluarga laki-laki")
    family_female = _count("pekerja keluarga perempuan")
    workers = _count("tenaga kerja")
    workers_stated = models.BooleanField(default=False)
    sales_low = _money("hasil penjualan setahun, paling sedikit")
    sales_high = _money("hasil penjualan setahun, paling banyak")
    sales_year = models.SmallIntegerField(null=True)
    capital_low = _money("modal usaha, paling sedikit")
    capital_high = _money("modal usaha, paling banyak")
    investment_low = _money("nilai investasi, paling sedikit")
    investment_high = _money("nilai investasi, paling banyak")
    capacity = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    capacity_unit = models.CharField(max_length=40, blank=True)
    production_value = _money("nilai produksi setahun")
    market = models.CharField(max_length=10, choices=Market, blank=True)
    missing = models.JSONField(null=True)

    class Meta:
        ordering = ["valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="condition_lasts",
                violation_error_message="Masa keadaan berakhir sebelum mulai.",
            ),
            models.CheckConstraint(
                condition=Q(known_until__isnull=True) | Q(known_until__gt=F("known_from")),
                name="knowledge_lasts",
                violation_error_message="Masa diketahui berakhir sebelum mulai.",
            ),
            models.UniqueConstraint(
                fields=["business", "valid_from"],
                condition=Q(known_until__isnull=True),
                name="one_condition_per_start",
                violation_error_message="Keadaan usaha pada tanggal ini sudah ada.",
            ),
        ]

    def __str__(self):
        return f"{self.business_id} {self.valid_from}"
