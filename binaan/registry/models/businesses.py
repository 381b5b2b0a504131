"""Businesses: one activity at one place each, run by owners in dated roles."""

from datetime import datetime

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from binaan.access.scope import NOTHING, PlaceScoped, PlaceScopedQuerySet
from binaan.kit.ids import new_id
from binaan.registry.choices import LegalForm, RoleKind, Status, VerificationState
from binaan.registry.models.owners import Owner

PRESENT = Q(merged_into__isnull=True, erased_at__isnull=True, withdrawn_at__isnull=True)


class BusinessQuerySet(PlaceScopedQuerySet):
    def reach(self, assignment, known: datetime | None = None) -> Q:
        """At the place; bound to an office: what it guides, and what nobody guides yet.

        `known`: guidance as it was known at that moment; None: as known now.
        """
        here = super().reach(assignment)
        if assignment.office_id is None:
            return here
        still = Q(known_until__isnull=True)
        if known is not None:
            still = Q(known_from__lte=known) & (still | Q(known_until__gt=known))
        guidance = apps.get_model("registry", "Guidance").objects.filter(
            still, business=OuterRef("pk")
        )
        mine = guidance.filter(office_id=assignment.office_id)
        return here & (Q(Exists(mine)) | ~Q(Exists(guidance)))

    def permitted(self, user, permission):
        """What this user may touch; a business withdrawn exists for nobody."""
        return self.ever_permitted(user, permission).filter(withdrawn_at__isnull=True)

    def ever_permitted(self, user, permission, known: datetime | None = None):
        """The same with those withdrawn since: for questions as known earlier.

        Merging ends the guidance of the business merged away: asked as known before, it is still
        reached by those who reached it then, and by nobody else.
        """
        if known is None:
            return super().permitted(user, permission)
        reached = NOTHING
        for assignment in user.holdings(permission):
            reached |= self.reach(assignment, known)
        return self.filter(reached)

    def present(self):
        """Neither merged away nor erased nor withdrawn."""
        return self.filter(PRESENT)


class Business(PlaceScoped):
    """One activity at one place. The columns are the projection of its claims."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.BigIntegerField(unique=True)
    name = models.CharField("nama usaha", max_length=200)
    name_key = models.CharField(max_length=200)
    address = models.TextField("alamat usaha", blank=True)
    rt = models.CharField("RT", max_length=3, blank=True)
    rw = models.CharField("RW", max_length=3, blank=True)
    postcode = models.CharField("kode pos", max_length=5, blank=True)
    lat = models.FloatField("lintang", null=True, blank=True)
    lon = models.FloatField("bujur", null=True, blank=True)
    legal_form = models.CharField("bentuk usaha", max_length=14, choices=LegalForm, blank=True)
    started_year = models.SmallIntegerField("tahun mulai", null=True, blank=True)
    product = models.CharField("produk utama", max_length=200, blank=True)
    kbli = models.CharField("KBLI", max_length=5, blank=True)
    kbli_edition = models.CharField("edisi KBLI", max_length=4, blank=True)
    group = models.CharField("kelompok", max_length=20, blank=True)
    ekraf = models.CharField("subsektor kreatif", max_length=20, blank=True)
    is_vendor = models.BooleanField("pedagang kaki lima", default=False)
    status = models.CharField(max_length=12, choices=Status, blank=True)
    verification = models.CharField(
        max_length=10, choices=VerificationState, default=VerificationState.NONE
    )
    first_as_of = models.DateField()
    known_from = models.DateTimeField()
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, db_index=False, related_name="merged"
    )
    erased_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(
        null=True, help_text="Perbaikan yang melahirkannya dibatalkan; tidak pernah dihitung lagi."
    )

    objects = BusinessQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index(fields=["name_key"], name="business_by_name"),
            # The directory goes through those present by name and stops after a page.
            models.Index(
                fields=["name_key", "number"], condition=PRESENT, name="business_present_by_name"
            ),
            # Nearly all are null: an index of them too would lead a planner astray.
            models.Index(
                fields=["merged_into"],
                condition=Q(merged_into__isnull=False),
                name="business_merged_away",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__range=(-90, 90), lon__range=(-180, 180)),
                name="position_is_whole_and_on_earth",
                violation_error_message="Isi lintang dan bujur keduanya, dalam derajat.",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def short_number(self) -> str:
        return f"U-{self.number:06d}"


class Role(models.Model):
    """Who runs a business, between two dates."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Owner, models.PROTECT, related_name="roles")
    business = models.ForeignKey(Business, models.PROTECT, related_name="roles")
    kind = models.CharField(max_length=12, choices=RoleKind, default=RoleKind.OWNER)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    known_from = models.DateTimeField()
    known_until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["valid_from"]

    def __str__(self):
        return f"{self.owner}: {self.get_kind_display()} {self.business}"
