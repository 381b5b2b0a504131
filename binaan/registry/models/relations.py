"""What ties a business to offices, associations and proofs."""

from django.db import models
from django.db.models import Q

from binaan.access.models import Decree, Office
from binaan.kit.ids import new_id
from binaan.kit.models import StoredFile
from binaan.places.models import Place
from binaan.registry.choices import (
    AssociationStatus,
    VerificationMethod,
    VerificationState,
)
from binaan.registry.models.businesses import Business
from binaan.registry.models.claims import Claim
from binaan.registry.models.owners import Owner


class Guidance(models.Model):
    """Binaan: an office guides a business, from a date on (half-open, dated twice)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, db_index=False)
    business = models.ForeignKey(Business, models.PROTECT, related_name="guidance", db_index=False)
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, db_index=False, related_name="+")
    decree = models.ForeignKey(Decree, models.PROTECT, null=True, db_index=False)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    known_from = models.DateTimeField()
    known_until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["business", "office", "valid_from"],
                condition=Q(known_until__isnull=True),
                name="one_guidance_per_start",
                violation_error_message="Usaha ini sudah dibina kantor ini sejak tanggal itu.",
            )
        ]

    def __str__(self):
        return f"{self.office_id} membina {self.business_id}"


class Association(models.Model):
    """An asosiasi of IKM or UMKM."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField("nama asosiasi", max_length=200)
    name_key = models.CharField(max_length=200)
    place = models.ForeignKey(Place, models.PROTECT, null=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name_key"],
                name="one_association_per_name",
                violation_error_message="Asosiasi dengan nama ini sudah ada.",
            )
        ]

    def __str__(self):
        return self.name


class Membership(models.Model):
    """Whether an owner belongs to an association: anggota, mantan, bukan, tidak tahu; dated."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Owner, models.PROTECT, related_name="memberships")
    association = models.ForeignKey(Association, models.PROTECT, null=True, db_index=False)
    status = models.CharField(max_length=10, choices=AssociationStatus)
    valid_from = models.DateField()
    known_from = models.DateTimeField()
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, db_index=False, related_name="+")

    class Meta:
        ordering = ["-valid_from", "-known_from"]

    def __str__(self):
        return f"{self.owner_id} {self.get_status_display()}"


class Verification(models.Model):
    """Somebody checked that a business is what the register says, on a date, by a method."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    business = models.ForeignKey(Business, models.PROTECT, related_name="verifications")
    state = models.CharField("hasil", max_length=10, choices=VerificationState)
    on = models.DateField("tanggal")
    method = models.CharField("cara", max_length=10, choices=VerificationMethod)
    note = models.TextField("catatan", blank=True)
    by = models.CharField(max_length=150)
    second_person = models.CharField("disetujui", max_length=150, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-on", "-recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(second_person=models.F("by")),
                name="verifier_is_not_the_second_person",
                violation_error_message="Orang kedua harus bukan pemeriksa pertama.",
            )
        ]

    def __str__(self):
        return f"{self.get_state_display()} {self.on}"


class Photo(models.Model):
    """A photograph of a business or its products, re-encoded so that no position travels in it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    business = models.ForeignKey(Business, models.PROTECT, related_name="photos")
    file = models.ForeignKey(StoredFile, models.PROTECT)
    caption = models.CharField("keterangan", max_length=200, blank=True)
    taken_on = models.DateField("tanggal foto", null=True, blank=True)
    by = models.CharField(max_length=150)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-added_at"]

    def __str__(self):
        return self.caption or str(self.added_at.date())
