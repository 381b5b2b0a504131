"""Where one may trade: locations with their legal basis, their pitches, and where one may not."""

from django.db import models
from django.db.models import F, Q

from binaan.access.models import Decree
from binaan.kit.ids import new_id
from binaan.kit.models import StepTaken
from binaan.vendors.choices import LandOwner, LocationKind, Zone
from binaan.vendors.models.scope import OfStreet


class Location(OfStreet):
    """A location (titik) for street trade, or a place where it is forbidden (zone red).

    `state` is of the way `titik_pkl` (rules/locations). `outline`: GeoJSON Polygon in WGS84 or null;
    `lat`, `lon` its point. `days`: of "sen sel rab kam jum sab min", in that order, blank every day.
    `begins`, `ends`: trading hours; `ends` before `begins` runs over midnight. `radius`: metres around
    the point that still count as there, where no outline is drawn.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField("kode", max_length=20)
    name = models.CharField("nama", max_length=200)
    kind = models.CharField("jenis", max_length=10, choices=LocationKind)
    state = models.CharField("keadaan", max_length=30)
    since = models.DateField("sejak")
    zone = models.CharField("zona", max_length=6, choices=Zone)
    address = models.CharField("letak", max_length=300, blank=True)
    land_owner = models.CharField("pemilik lahan", max_length=10, choices=LandOwner, blank=True)
    decree = models.ForeignKey(
        Decree, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="dasar hukum"
    )
    legal_basis = models.CharField("dasar hukum lain", max_length=300, blank=True)
    capacity = models.PositiveIntegerField("kapasitas", default=0)
    lat = models.FloatField("lintang")
    lon = models.FloatField("bujur")
    radius = models.PositiveIntegerField("jari-jari (m)", default=50)
    outline = models.JSONField("batas", null=True, blank=True)
    days = models.CharField("hari", max_length=30, blank=True)
    begins = models.TimeField("jam mulai", null=True, blank=True)
    ends = models.TimeField("jam selesai", null=True, blank=True)
    valid_from = models.DateField("berlaku sejak", null=True, blank=True)
    valid_until = models.DateField("berlaku sampai", null=True, blank=True)
    note = models.TextField("catatan", blank=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta(OfStreet.Meta):
        verbose_name = "lokasi PKL"
        verbose_name_plural = "lokasi PKL"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "code"],
                name="one_location_per_code",
                violation_error_message="Kode lokasi ini sudah dipakai.",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="location_lasts",
                violation_error_message="Lokasi habis sebelum berlaku.",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.name}"


class LocationStep(StepTaken):
    """A step of the way of a location."""

    location = models.ForeignKey(Location, models.PROTECT, related_name="steps")

    class Meta(StepTaken.Meta):
        verbose_name = "langkah lokasi"
        verbose_name_plural = "langkah lokasi"


class Pitch(models.Model):
    """A place (lapak) within a location, in metres. Its own days and hours, else the location's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    location = models.ForeignKey(Location, models.PROTECT, related_name="pitches")
    number = models.CharField("nomor lapak", max_length=20)
    length = models.DecimalField("panjang (m)", max_digits=5, decimal_places=2)
    width = models.DecimalField("lebar (m)", max_digits=5, decimal_places=2)
    lat = models.FloatField("lintang", null=True, blank=True)
    lon = models.FloatField("bujur", null=True, blank=True)
    days = models.CharField("hari", max_length=30, blank=True)
    begins = models.TimeField("jam mulai", null=True, blank=True)
    ends = models.TimeField("jam selesai", null=True, blank=True)
    closed_on = models.DateField("ditiadakan", null=True, blank=True)

    class Meta:
        verbose_name = "lapak"
        verbose_name_plural = "lapak"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["location", "number"],
                name="one_pitch_per_number",
                violation_error_message="Nomor lapak ini sudah ada di lokasi ini.",
            ),
            models.CheckConstraint(
                condition=Q(length__gt=0, width__gt=0),
                name="pitch_has_a_size",
                violation_error_message="Panjang dan lebar lapak lebih dari 0.",
            ),
        ]

    def __str__(self):
        return self.number


class Relocation(OfStreet):
    """Vendors of one location moved to another together; `place` is that of the location left."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    left = models.ForeignKey(Location, models.PROTECT, related_name="+", verbose_name="dari lokasi")
    to = models.ForeignKey(Location, models.PROTECT, related_name="+", verbose_name="ke lokasi")
    decree = models.ForeignKey(
        Decree, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="keputusan"
    )
    why = models.TextField("alasan")
    planned_on = models.DateField("tanggal pindah")
    state = models.CharField("keadaan", max_length=10)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta(OfStreet.Meta):
        verbose_name = "pemindahan"
        verbose_name_plural = "pemindahan"
        ordering = ["-planned_on", "pk"]

    def __str__(self):
        return f"{self.left_id} → {self.to_id}"
