"""Taking part: invited, answered, present, learned; and what counts as having been served."""

from django.db import models
from django.db.models import Q

from binaan.kit.ids import new_id
from binaan.kit.models import StoredFile
from binaan.programmes.choices import (
    MessageChannel,
    ParticipationState,
    Presence,
    PresenceWay,
    ServiceKind,
)
from binaan.programmes.models.activities import Activity, OfActivity, Session
from binaan.programmes.models.scope import OfOffice
from binaan.programmes.models.selecting import Candidate
from binaan.registry.choices import AssociationStatus, Sex
from binaan.registry.models import Business, Owner


class AsServed(OfOffice):
    """Who the business was on the day: what equity is counted by never changes afterwards.

    `place`: its village then. `owner_age`: whole years on the day, null where no birth date is known.
    """

    group = models.CharField(max_length=20, blank=True)
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    association = models.CharField(max_length=10, choices=AssociationStatus, blank=True)
    owner_age = models.PositiveSmallIntegerField(null=True)

    class Meta(OfOffice.Meta):
        abstract = True


class Participation(AsServed):
    """One business in one activity, from the invitation to the last test.

    Scores 0 to `most_score`; satisfaction 1 to 5. `present_share`: percent of the sessions' minutes.
    `token` is behind the QR code of the invitation. `stands_for`: the one whose seat was taken over.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="participations")
    business = models.ForeignKey(Business, models.PROTECT, related_name="participations")
    owner = models.ForeignKey(
        Owner, models.PROTECT, null=True, blank=True, related_name="participations"
    )
    candidate = models.ForeignKey(
        Candidate, models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField("keadaan", max_length=13, choices=ParticipationState)
    on = models.DateField("hari pertama hadir", null=True, blank=True)
    waiting_number = models.PositiveIntegerField("nomor tunggu", null=True, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateField("jawaban paling lambat", null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    declined_why = models.CharField("alasan tidak hadir", max_length=300, blank=True)
    stands_for = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    present_share = models.DecimalField(
        "kehadiran (%)", max_digits=5, decimal_places=2, null=True, blank=True
    )
    dropped_why = models.CharField("alasan berhenti", max_length=300, blank=True)
    pre_score = models.DecimalField("pretes", max_digits=6, decimal_places=2, null=True, blank=True)
    post_score = models.DecimalField(
        "postes", max_digits=6, decimal_places=2, null=True, blank=True
    )
    most_score = models.DecimalField(
        "nilai paling tinggi", max_digits=6, decimal_places=2, default=100
    )
    satisfaction = models.PositiveSmallIntegerField("kepuasan (1-5)", null=True, blank=True)
    product_made = models.CharField("produk yang dibuat", max_length=200, blank=True)
    product_photo = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+"
    )
    token = models.CharField(max_length=32, unique=True)
    made_at = models.DateTimeField()

    class Meta(AsServed.Meta):
        verbose_name = "kepesertaan"
        verbose_name_plural = "kepesertaan"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "business"],
                name="one_participation_per_activity",
                violation_error_message="Usaha ini sudah menjadi peserta kegiatan ini.",
            ),
            models.CheckConstraint(
                condition=Q(satisfaction__isnull=True) | Q(satisfaction__range=(1, 5)),
                name="satisfaction_is_1_to_5",
                violation_error_message="Kepuasan antara 1 dan 5.",
            ),
            models.CheckConstraint(
                condition=~Q(state="menolak") | ~Q(declined_why=""),
                name="declining_has_a_reason",
                violation_error_message="Tuliskan alasan tidak dapat hadir.",
            ),
            models.CheckConstraint(
                condition=~Q(state="putus") | ~Q(dropped_why=""),
                name="dropping_out_has_a_reason",
                violation_error_message="Tuliskan alasan berhenti.",
            ),
        ]

    def __str__(self):
        return f"{self.business_id} @ {self.activity_id}"


class Attendance(models.Model):
    """Whether a participant was there in one session, and how that is known."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="attendances")
    session = models.ForeignKey(Session, models.PROTECT, related_name="attendances")
    presence = models.CharField("kehadiran", max_length=8, choices=Presence)
    minutes = models.PositiveSmallIntegerField("menit", null=True, blank=True)
    way = models.CharField("dicatat lewat", max_length=6, choices=PresenceWay)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)

    class Meta:
        verbose_name = "kehadiran"
        verbose_name_plural = "kehadiran"
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "session"],
                name="one_attendance_per_session",
                violation_error_message="Kehadiran peserta ini pada sesi ini sudah dicatat.",
            )
        ]

    def __str__(self):
        return f"{self.participation_id} {self.presence}"


class Message(OfActivity):
    """A letter or text for a participant. `to` is personal; `text` names the person."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="messages")
    channel = models.CharField("lewat", max_length=5, choices=MessageChannel)
    to = models.CharField("kepada", max_length=30, blank=True)
    text = models.TextField("isi")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)
    sent_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField("kendala", max_length=300, blank=True)

    class Meta:
        verbose_name = "pesan"
        verbose_name_plural = "pesan"
        ordering = ["made_at"]

    def __str__(self):
        return f"{self.channel} {self.participation_id}"


class Service(AsServed):
    """One service a business received: what reach, repeat and equity are counted from.

    Written by the action that rendered it, in its transaction; `source` is the key of that record.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    business = models.ForeignKey(Business, models.PROTECT, related_name="services")
    kind = models.CharField("jenis", max_length=10, choices=ServiceKind)
    on = models.DateField("tanggal")
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="services"
    )
    source = models.UUIDField("catatan asal")
    topic = models.CharField("topik", max_length=100, blank=True)
    value = models.DecimalField(
        "nilai yang diterima (Rp)", max_digits=18, decimal_places=2, null=True, blank=True
    )

    class Meta(AsServed.Meta):
        verbose_name = "layanan"
        verbose_name_plural = "layanan"
        ordering = ["on", "pk"]
        indexes = [
            models.Index(fields=["business", "on"], name="service_of_business"),
            models.Index(fields=["on"], name="service_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "kind"],
                name="one_service_per_record",
                violation_error_message="Layanan dari catatan ini sudah dihitung.",
            )
        ]

    def __str__(self):
        return f"{self.business_id} {self.on} {self.kind}"


class Handover(OfOffice):
    """Aid handed over: a BAST with number, date, who gave and who received."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="handovers")
    business = models.ForeignKey(Business, models.PROTECT, related_name="handovers")
    number = models.CharField("nomor BAST", max_length=60)
    on = models.DateField("tanggal")
    given_by = models.CharField("yang menyerahkan", max_length=200)
    received_by = models.CharField("yang menerima", max_length=200)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="BAST bertanda tangan",
    )  # fmt: skip
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(OfOffice.Meta):
        verbose_name = "serah terima"
        verbose_name_plural = "serah terima"
        ordering = ["on", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "number"],
                name="one_handover_per_number",
                violation_error_message="Nomor BAST ini sudah dipakai.",
            )
        ]

    def __str__(self):
        return self.number


class HandoverItem(models.Model):
    """A thing handed over; the amount is volume × price, in rupiah."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    handover = models.ForeignKey(Handover, models.PROTECT, related_name="items")
    label = models.CharField("barang", max_length=200)
    volume = models.DecimalField("jumlah", max_digits=12, decimal_places=2)
    unit = models.CharField("satuan", max_length=40)
    price = models.DecimalField("harga satuan (Rp)", max_digits=18, decimal_places=2)

    class Meta:
        verbose_name = "barang"
        verbose_name_plural = "barang"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(volume__gt=0, price__gte=0),
                name="handed_over_is_not_negative",
                violation_error_message="Jumlah lebih dari 0 dan harga tidak negatif.",
            )
        ]

    def __str__(self):
        return self.label
