"""What officers see and do in the street, and event days with pitches drawn by lot."""

from django.db import models
from django.db.models import F, Q

from binaan.access.models import User
from binaan.kit.ids import new_id
from binaan.kit.models import StoredFile
from binaan.vendors.choices import FindingStep, Offence
from binaan.vendors.models.locations import Location, Pitch
from binaan.vendors.models.permits import Permit
from binaan.vendors.models.scope import OfStreet
from binaan.vendors.models.vendors import Vendor


class Finding(OfStreet):
    """A check in the street: what was found, and what was done. No criminal record (UU 27/2022).

    `client_id`: given by the phone, so that a finding sent twice counts once. `verdict`: what the card
    answered, where one was scanned (rules/cards).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    client_id = models.UUIDField(null=True, blank=True, unique=True)
    vendor = models.ForeignKey(
        Vendor, models.PROTECT, null=True, blank=True, related_name="findings"
    )
    permit = models.ForeignKey(
        Permit, models.PROTECT, null=True, blank=True, related_name="findings"
    )
    location = models.ForeignKey(
        Location, models.PROTECT, null=True, blank=True, related_name="findings"
    )
    seen_at = models.DateTimeField("dilihat")
    lat = models.FloatField("lintang", null=True, blank=True)
    lon = models.FloatField("bujur", null=True, blank=True)
    offence = models.CharField("temuan", max_length=20, choices=Offence)
    step = models.CharField("tindakan", max_length=12, choices=FindingStep)
    note = models.TextField("catatan", blank=True)
    verdict = models.CharField("hasil pindai", max_length=12, blank=True)
    photo = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="foto"
    )
    officer = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="petugas")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta(OfStreet.Meta):
        verbose_name = "temuan"
        verbose_name_plural = "temuan"
        ordering = ["-seen_at", "pk"]
        indexes = [models.Index(fields=["seen_at"], name="findings_by_day")]

    def __str__(self):
        return f"{self.seen_at:%Y-%m-%d} {self.get_offence_display()}"


class EventDay(OfStreet):
    """One edition of an event (Car Free Day, say) at a location. Rows by rules/hari-acara.

    `places_by_trade`: pitches for each trade ("" any), counts. `opens_at` … `closes_at`: registration.
    `seed`: of the draw; `receipt`: its lines by rules/drawing.FIELDS, as they were that moment.
    `token` opens the public page where vendors register.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField("nama acara", max_length=200)
    series = models.CharField("rangkaian", max_length=60, db_index=True)
    location = models.ForeignKey(Location, models.PROTECT, related_name="event_days")
    on = models.DateField("tanggal")
    begins = models.TimeField("jam mulai")
    ends = models.TimeField("jam selesai")
    opens_at = models.DateTimeField("pendaftaran dibuka")
    closes_at = models.DateTimeField("pendaftaran ditutup")
    seats = models.PositiveIntegerField("jumlah lapak")
    places_by_trade = models.JSONField("lapak per bidang", default=dict, blank=True)
    seed = models.BigIntegerField("benih undian", default=1)
    token = models.CharField(max_length=32, unique=True)
    drawn_at = models.DateTimeField("diundi", null=True, blank=True)
    drawn_by = models.CharField(max_length=150, blank=True)
    receipt = models.JSONField(default=list, blank=True)
    cancelled_why = models.CharField("alasan dibatalkan", max_length=300, blank=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta(OfStreet.Meta):
        verbose_name = "hari acara"
        verbose_name_plural = "hari acara"
        ordering = ["-on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "series", "on", "location"],
                name="one_event_day_per_location",
                violation_error_message="Acara ini sudah ada pada tanggal itu.",
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="registration_lasts",
                violation_error_message="Pendaftaran ditutup sebelum dibuka.",
            ),
            models.CheckConstraint(
                condition=Q(seats__gte=1),
                name="an_event_has_a_pitch",
                violation_error_message="Jumlah lapak paling sedikit 1.",
            ),
        ]

    def __str__(self):
        return f"{self.title} {self.on}"


class SlotRequest(models.Model):
    """A vendor asks for a pitch on an event day (way `cfd_slot`). `why`: how the draw decided."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    event = models.ForeignKey(EventDay, models.PROTECT, related_name="requests")
    vendor = models.ForeignKey(Vendor, models.PROTECT, related_name="slot_requests")
    state = models.CharField("keadaan", max_length=30)
    since = models.DateTimeField("sejak")
    asked_at = models.DateTimeField("mendaftar")
    trade = models.CharField("bidang usaha", max_length=12, blank=True)
    local = models.BooleanField("KTP setempat", default=False)
    order = models.PositiveIntegerField("urutan undian", null=True, blank=True)
    pitch = models.ForeignKey(
        Pitch, models.PROTECT, null=True, blank=True, related_name="slot_requests"
    )
    pitch_number = models.CharField("nomor lapak", max_length=20, blank=True)
    why = models.CharField("alasan", max_length=300, blank=True)
    sales = models.DecimalField(
        "omzet (Rp)", max_digits=14, decimal_places=2, null=True, blank=True
    )
    by = models.CharField(max_length=150)

    class Meta:
        verbose_name = "pendaftaran lapak"
        verbose_name_plural = "pendaftaran lapak"
        ordering = ["order", "asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "vendor"],
                name="one_request_per_vendor",
                violation_error_message="PKL ini sudah terdaftar pada acara ini.",
            )
        ]

    def __str__(self):
        return f"{self.event_id} {self.vendor_id}"
