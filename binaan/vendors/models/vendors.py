"""Street vendors: a person and an informal business, and where they have been standing since when."""

from django.db import models
from django.db.models import F, Q

from binaan.kit.ids import new_id
from binaan.places.models import Place
from binaan.registry.models import Business
from binaan.vendors.choices import Category, Stall, Trade
from binaan.vendors.models.locations import Location, Pitch, Relocation
from binaan.vendors.models.scope import OfStreet


class Vendor(OfStreet):
    """A street vendor on an office's list. Name, NIK and telephone are the register's (business).

    A business has one open entry; two after a merge, until somebody closes one of them.

    `place`: where the stall stands. `origin`: the regency of the registered address, never read from
    the NIK. `registered_on`: the day of the listing; `left_on`: trades no longer. `days` as of
    Location. `agreed_public`: the name may be shown in public. `wants_events`: would take part in
    event days. Sizes in metres.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.BigIntegerField("nomor", unique=True)
    business = models.ForeignKey(Business, models.PROTECT, related_name="vendors")
    category = models.CharField("kategori", max_length=4, choices=Category)
    trade = models.CharField("bidang usaha", max_length=12, choices=Trade)
    goods = models.CharField("jenis dagangan", max_length=200, blank=True)
    stall = models.CharField("jenis tempat", max_length=8, choices=Stall)
    length = models.DecimalField(
        "panjang (m)", max_digits=5, decimal_places=2, null=True, blank=True
    )
    width = models.DecimalField("lebar (m)", max_digits=5, decimal_places=2, null=True, blank=True)
    days = models.CharField("hari berjualan", max_length=30, blank=True)
    begins = models.TimeField("jam mulai", null=True, blank=True)
    ends = models.TimeField("jam selesai", null=True, blank=True)
    origin = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="kabupaten/kota alamat KTP",
    )  # fmt: skip
    trading_since = models.DateField("berjualan sejak", null=True, blank=True)
    association = models.CharField("paguyuban", max_length=200, blank=True)
    statements = models.JSONField("pernyataan", default=list, blank=True)
    wants_events = models.BooleanField("berminat ikut hari acara", null=True, blank=True)
    agreed_public = models.DateField("setuju nama ditampilkan sejak", null=True, blank=True)
    registered_on = models.DateField("terdata sejak")
    recorded_at = models.DateTimeField("dicatat")
    left_on = models.DateField("tidak berjualan sejak", null=True, blank=True)
    left_why = models.CharField("sebab", max_length=200, blank=True)
    left_recorded_at = models.DateTimeField(null=True, blank=True)
    made_by = models.CharField(max_length=150)

    class Meta(OfStreet.Meta):
        verbose_name = "PKL"
        verbose_name_plural = "PKL"
        ordering = ["number"]
        indexes = [models.Index(fields=["registered_on"], name="vendors_by_listing")]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("registered_on")),
                name="vendor_leaves_after_listing",
                violation_error_message="Tanggal berhenti sebelum tanggal terdata.",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True, left_recorded_at__isnull=True)
                | Q(left_on__isnull=False, left_recorded_at__isnull=False),
                name="leaving_is_dated_twice",
                violation_error_message="Berhenti berjualan dicatat dengan tanggalnya.",
            ),
        ]

    def __str__(self):
        return self.short_number

    @property
    def short_number(self) -> str:
        return f"P-{self.number:05d}"


class Standing(models.Model):
    """Where a vendor stood, dated twice: since when it was so, and since when we knew.

    With `pitch` or `location`: at a location of ours; with neither: somewhere else, at `lat`, `lon`.
    `until`: the first day it was no longer so.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    vendor = models.ForeignKey(Vendor, models.PROTECT, related_name="standings")
    location = models.ForeignKey(
        Location, models.PROTECT, null=True, blank=True, related_name="standings"
    )
    pitch = models.ForeignKey(
        Pitch, models.PROTECT, null=True, blank=True, related_name="standings"
    )
    relocation = models.ForeignKey(
        Relocation, models.PROTECT, null=True, blank=True, related_name="standings"
    )
    lat = models.FloatField("lintang", null=True, blank=True)
    lon = models.FloatField("bujur", null=True, blank=True)
    since = models.DateField("sejak")
    until = models.DateField("sampai", null=True, blank=True)
    recorded_at = models.DateTimeField("dicatat")
    ended_at = models.DateTimeField("akhirnya dicatat", null=True, blank=True)
    by = models.CharField(max_length=150)

    class Meta:
        verbose_name = "tempat berjualan"
        verbose_name_plural = "tempat berjualan"
        ordering = ["-since", "-recorded_at"]
        indexes = [
            models.Index(fields=["location", "since"], name="standings_by_location"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="standing_ends_after_it_begins",
                violation_error_message="Tempat ini berakhir sebelum mulai.",
            ),
            models.UniqueConstraint(
                fields=["vendor"],
                condition=Q(until__isnull=True),
                name="a_vendor_stands_at_one_place",
                violation_error_message="PKL ini masih tercatat di tempat lain.",
            ),
            models.UniqueConstraint(
                fields=["pitch"],
                condition=Q(until__isnull=True),
                name="one_vendor_on_a_pitch",
                violation_error_message="Lapak ini sudah ditempati PKL lain.",
            ),
        ]

    def __str__(self):
        return f"{self.vendor_id} {self.since}"
