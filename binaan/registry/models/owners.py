"""Owners: the people and organisations that run businesses, and what identifies them."""

from django.apps import apps
from django.db import models
from django.db.models import Q

from binaan.access.scope import NOTHING
from binaan.kit.ids import new_id
from binaan.registry.choices import IdentifierKind, OwnerKind, Sex


class OwnerQuerySet(models.QuerySet):
    def permitted(self, user, permission):
        """Owners of the businesses this user may touch with this permission."""
        if not user.holdings(permission):
            return self.filter(NOTHING)
        businesses = apps.get_model("registry", "Business").objects
        mine = businesses.permitted(user, permission)
        return self.filter(roles__business__in=mine).distinct()


class Owner(models.Model):
    """A pelaku usaha. The columns are the projection of claims; see rules/projection."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.BigIntegerField(unique=True)
    kind = models.CharField(max_length=12, choices=OwnerKind, default=OwnerKind.PERSON)
    name = models.CharField("nama", max_length=200, blank=True)
    name_key = models.CharField(max_length=200, blank=True)
    sex = models.CharField("jenis kelamin", max_length=1, choices=Sex, blank=True)
    birth_date = models.DateField("tanggal lahir", null=True, blank=True)
    phone = models.CharField("telepon", max_length=20, blank=True)
    email = models.CharField("surel", max_length=200, blank=True)
    address = models.TextField("alamat KTP", blank=True)
    known_from = models.DateTimeField()
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    erased_at = models.DateTimeField(null=True)

    objects = OwnerQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["name_key"], name="owner_by_name")]

    def __str__(self):
        return self.name or f"P-{self.number:06d}"

    @property
    def short_number(self) -> str:
        return f"P-{self.number:06d}"


class Identifier(models.Model):
    """A NIK, NIB, NPWP or cooperative number as a dated fact on the owner it belongs to."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Owner, models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=20, choices=IdentifierKind)
    value = models.CharField(max_length=30)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    known_from = models.DateTimeField()
    known_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["value", "kind"],
                condition=Q(known_until__isnull=True, valid_until__isnull=True),
                name="one_owner_per_identifier",
                violation_error_message="Nomor ini sudah terdaftar pada pelaku usaha lain.",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} …{self.value[-4:]}"


class Phone(models.Model):
    """A further telephone number of an owner; the first lies on the owner itself."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Owner, models.PROTECT, related_name="phones")
    number = models.CharField(max_length=20)
    as_written = models.CharField(max_length=60, blank=True)
    valid_from = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "number"],
                name="one_row_per_phone",
                violation_error_message="Nomor telepon ini sudah dicatat.",
            )
        ]

    def __str__(self):
        return f"…{self.number[-4:]}"


class Alias(models.Model):
    """Another name a source used for an owner."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Owner, models.PROTECT, related_name="aliases")
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200, db_index=True)
    valid_from = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name_key"],
                name="one_row_per_alias",
                violation_error_message="Nama lain ini sudah dicatat.",
            )
        ]

    def __str__(self):
        return self.name


class Consent(models.Model):
    """What an owner agreed to, or withdrew, and how (UU 27/2022, articles 20-21)."""

    class Purpose(models.TextChoices):
        SERVICE = "service", "Pemberitahuan pemrosesan data untuk layanan"
        PUBLICATION = "publication", "Nama dan produk ditampilkan untuk umum"
        CONTACT = "contact", "Dihubungi untuk undangan dan promosi"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Owner, models.PROTECT, related_name="consents")
    purpose = models.CharField("keperluan", max_length=12, choices=Purpose)
    given = models.BooleanField("disetujui")
    on = models.DateField("tanggal")
    method = models.CharField("cara", max_length=100)
    by = models.CharField(max_length=150)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-on", "-recorded_at"]

    def __str__(self):
        return f"{self.get_purpose_display()}: {'ya' if self.given else 'tidak'}"
