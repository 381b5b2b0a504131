"""Activities: what is offered, when, with what money, for whom, and who teaches."""

from django.db import models
from django.db.models import F, Q

from binaan.kit.ids import new_id
from binaan.places.models import NomenclatureItem
from binaan.programmes.choices import ActivityKind, ActivityState, CostKind, FeeClass, FundSource
from binaan.programmes.models.scope import ActivityQuerySet, OfOffice


class Activity(OfOffice):
    """One activity of an office. `place`: whose businesses it is meant for, that place and below.

    `eligibility` holds the asked conditions as rules/eligibility.py reads them; `rule` names the
    rule of selection, `quotas` the least seats by group (rules/quotas.py). `practice_share`: percent
    of the hours spent on practice. `token` opens the short public page where owners put themselves
    forward. `recalled`: over when it was written down, from an old list; nobody was selected.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.BigIntegerField("nomor", unique=True)
    title = models.CharField("nama kegiatan", max_length=200)
    kind = models.CharField("jenis", max_length=12, choices=ActivityKind)
    topic = models.CharField("topik", max_length=100)
    group = models.CharField("kelompok produk", max_length=20, blank=True)
    state = models.CharField(
        "keadaan", max_length=8, choices=ActivityState, default=ActivityState.DRAFT
    )
    year = models.PositiveSmallIntegerField("tahun anggaran")
    sub_activity = models.ForeignKey(
        NomenclatureItem, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="subkegiatan",
    )  # fmt: skip
    fund_source = models.CharField("sumber dana", max_length=10, choices=FundSource)
    venue = models.CharField("tempat", max_length=200, blank=True)
    lat = models.FloatField("lintang", null=True, blank=True)
    lon = models.FloatField("bujur", null=True, blank=True)
    starts_on = models.DateField("mulai", null=True, blank=True)
    ends_on = models.DateField("sampai", null=True, blank=True)
    seats = models.PositiveIntegerField("jumlah peserta")
    practice_share = models.PositiveSmallIntegerField("porsi praktik (%)", default=0)
    about = models.TextField("uraian", blank=True)
    partners = models.TextField("mitra", blank=True)
    eligibility = models.JSONField("syarat peserta", default=dict, blank=True)
    quotas = models.JSONField("kuota", default=list, blank=True)
    rule = models.CharField("aturan seleksi", max_length=20, default="adil")
    token = models.CharField(max_length=32, unique=True)
    nominate_until = models.DateField("pendaftaran sampai", null=True, blank=True)
    cancelled_why = models.TextField("alasan dibatalkan", blank=True)
    recalled = models.BooleanField("dicatat dari daftar lama", default=False)
    created_by = models.CharField(max_length=150)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "kegiatan"
        verbose_name_plural = "kegiatan"
        ordering = ["-starts_on", "-number"]
        indexes = [models.Index(fields=["starts_on"], name="activity_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="activity_ends_after_it_starts",
                violation_error_message="Kegiatan berakhir sebelum mulai.",
            ),
            models.CheckConstraint(
                condition=Q(seats__gte=1),
                name="activity_has_a_seat",
                violation_error_message="Jumlah peserta paling sedikit 1.",
            ),
            models.CheckConstraint(
                condition=Q(practice_share__lte=100),
                name="practice_is_a_share",
                violation_error_message="Porsi praktik antara 0 dan 100 persen.",
            ),
            models.CheckConstraint(
                condition=~Q(state="batal") | ~Q(cancelled_why=""),
                name="a_cancelled_activity_says_why",
                violation_error_message="Tuliskan alasan pembatalan.",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def short_number(self) -> str:
        return f"K-{self.number:05d}"


class OfActivity(models.Model):
    """A row of an activity; who may see it is asked of the activity."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="%(class)ss")

    class Meta:
        abstract = True


class Expert(OfOffice):
    """A person who teaches or mentors. The telephone is personal."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField("nama", max_length=200)
    organisation = models.CharField("lembaga", max_length=200, blank=True)
    phone = models.CharField("telepon", max_length=20, blank=True)
    fee_class = models.CharField("kelas honor", max_length=5, choices=FeeClass)
    certificate = models.CharField("sertifikat kompetensi", max_length=200, blank=True)
    until = models.DateField("bersedia sampai", null=True, blank=True)
    note = models.TextField("catatan", blank=True)
    active = models.BooleanField("masih dipanggil", default=True)

    class Meta(OfOffice.Meta):
        verbose_name = "narasumber"
        verbose_name_plural = "narasumber"
        ordering = ["name"]

    def __str__(self):
        return self.name


class Competence(models.Model):
    """What an expert knows: a skill in a product group; `group` "" is any."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="competences")
    group = models.CharField("kelompok produk", max_length=20, blank=True)
    skill = models.CharField("keahlian", max_length=100)
    years = models.PositiveSmallIntegerField("lama pengalaman (tahun)", null=True, blank=True)

    class Meta:
        verbose_name = "kompetensi"
        verbose_name_plural = "kompetensi"
        ordering = ["skill"]
        constraints = [
            models.UniqueConstraint(
                fields=["expert", "group", "skill"],
                name="one_competence_each",
                violation_error_message="Keahlian ini sudah dicatat.",
            )
        ]

    def __str__(self):
        return self.skill


class Absence(models.Model):
    """Days an expert cannot come."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="absences")
    first = models.DateField("dari")
    last = models.DateField("sampai")

    class Meta:
        verbose_name = "hari berhalangan"
        verbose_name_plural = "hari berhalangan"
        ordering = ["first"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first")),
                name="absence_lasts",
                violation_error_message="Hari terakhir sebelum hari pertama.",
            )
        ]

    def __str__(self):
        return f"{self.first} - {self.last}"


class Session(OfActivity):
    """One meeting. Hours are hours of 60 minutes, theory and practice apart."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    on = models.DateField("tanggal", db_index=True)
    begins = models.TimeField("jam mulai")
    ends = models.TimeField("jam selesai")
    subject = models.CharField("materi", max_length=200)
    theory_hours = models.DecimalField("jam teori", max_digits=4, decimal_places=1, default=0)
    practice_hours = models.DecimalField("jam praktik", max_digits=4, decimal_places=1, default=0)
    expert = models.ForeignKey(
        Expert, models.PROTECT, null=True, blank=True, related_name="sessions",
        verbose_name="narasumber",
    )  # fmt: skip

    class Meta:
        verbose_name = "sesi"
        verbose_name_plural = "sesi"
        ordering = ["on", "begins"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("begins")),
                name="session_lasts",
                violation_error_message="Jam selesai sebelum jam mulai.",
            )
        ]

    def __str__(self):
        return f"{self.on}: {self.subject}"


class CostLine(OfActivity):
    """A line of the cost estimate; the amount is volume × price, in rupiah."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField("jenis", max_length=9, choices=CostKind)
    label = models.CharField("uraian", max_length=200)
    volume = models.DecimalField("volume", max_digits=12, decimal_places=2)
    unit = models.CharField("satuan", max_length=40)
    price = models.DecimalField("harga satuan (Rp)", max_digits=18, decimal_places=2)
    spent = models.DecimalField(
        "terpakai (Rp)", max_digits=18, decimal_places=2, null=True, blank=True
    )

    class Meta:
        verbose_name = "rincian biaya"
        verbose_name_plural = "rincian biaya"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(volume__gt=0, price__gte=0),
                name="cost_is_not_negative",
                violation_error_message="Volume lebih dari 0 dan harga tidak negatif.",
            )
        ]

    def __str__(self):
        return self.label

    @property
    def amount(self):
        return self.volume * self.price
