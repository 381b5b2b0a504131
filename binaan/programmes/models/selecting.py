"""Who could come, who asked to come, who was chosen, and why."""

from django.db import models
from django.db.models import Q

from binaan.access.models import Decree
from binaan.kit.ids import new_id
from binaan.programmes.choices import NominationChannel, Outcome
from binaan.programmes.models.activities import Activity, OfActivity
from binaan.registry.models import Business


class Nomination(OfActivity):
    """An owner put the business forward. `business` is null while nobody has found it in the register.

    `name`, `phone` and `village` are what the owner wrote on the public page or the paper; personal.
    `set_aside_*`: who found it no nomination at all (a joke, somebody else's advertisement), and why.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    business = models.ForeignKey(
        Business, models.PROTECT, null=True, blank=True, related_name="nominations",
        verbose_name="usaha",
    )  # fmt: skip
    channel = models.CharField("lewat", max_length=7, choices=NominationChannel)
    code = models.CharField("kode kertas", max_length=12, blank=True)
    name = models.CharField("nama yang ditulis", max_length=200, blank=True)
    business_name = models.CharField("nama usaha yang ditulis", max_length=200, blank=True)
    phone = models.CharField("telepon yang ditulis", max_length=20, blank=True)
    village = models.CharField("desa yang ditulis", max_length=100, blank=True)
    wish = models.TextField("alasan ikut", blank=True)
    at = models.DateTimeField("waktu")
    by = models.CharField(max_length=150, blank=True)
    objection = models.TextField("keberatan atas penolakan", blank=True)
    objected_at = models.DateTimeField(null=True, blank=True)
    set_aside_at = models.DateTimeField("disisihkan", null=True, blank=True)
    set_aside_by = models.CharField(max_length=150, blank=True)
    set_aside_why = models.CharField("alasan disisihkan", max_length=300, blank=True)

    class Meta:
        verbose_name = "pendaftaran"
        verbose_name_plural = "pendaftaran"
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "business"],
                name="one_nomination_per_business",
                violation_error_message="Usaha ini sudah terdaftar pada kegiatan ini.",
            ),
            models.UniqueConstraint(
                fields=["activity", "code"],
                condition=~Q(code=""),
                name="a_paper_code_counts_once",
                violation_error_message="Kode kertas ini sudah dipakai.",
            ),
            models.CheckConstraint(
                condition=Q(set_aside_at__isnull=True)
                | (Q(business__isnull=True) & ~Q(set_aside_why="")),
                name="setting_a_nomination_aside_has_a_reason",
                violation_error_message="Hanya yang belum dicocokkan disisihkan, dengan alasannya.",
            ),
        ]

    def __str__(self):
        return self.business_name or str(self.business_id)


class PaperCode(OfActivity):
    """A code printed on paper by which an owner without a phone puts the business forward."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField("kode", max_length=12, unique=True)
    printed_by = models.CharField(max_length=150)
    printed_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "kode kertas"
        verbose_name_plural = "kode kertas"
        ordering = ["code"]

    def __str__(self):
        return self.code


class Selection(OfActivity):
    """One run of a rule over everyone eligible, and, once set, the list nobody changes any more.

    `at`: the day the register was asked for; `seed`: of the draw, published; `terms`: quotas,
    weights and eligibility as they were; `sha256`: of the receipt's rows when set.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rule = models.CharField("aturan", max_length=20)
    edition = models.CharField("edisi aturan", max_length=20)
    seed = models.CharField("benih undian", max_length=40)
    at = models.DateField("keadaan per")
    seats = models.PositiveIntegerField("jumlah peserta")
    eligible = models.PositiveIntegerField("yang memenuhi syarat")
    refused = models.PositiveIntegerField("yang tidak memenuhi syarat")
    terms = models.JSONField(default=dict)
    unmet = models.JSONField("kuota yang tidak terpenuhi", default=list)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    set_by = models.CharField(max_length=150, blank=True)
    set_at = models.DateTimeField(null=True, blank=True)
    decree = models.ForeignKey(
        Decree, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="keputusan"
    )
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "seleksi"
        verbose_name_plural = "seleksi"
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity"],
                condition=Q(set_at__isnull=False),
                name="one_set_selection_per_activity",
                violation_error_message="Daftar peserta kegiatan ini sudah ditetapkan.",
            ),
            models.CheckConstraint(
                condition=Q(set_at__isnull=True) | (~Q(set_by="") & ~Q(sha256="")),
                name="a_set_selection_is_sealed",
                violation_error_message="Daftar yang ditetapkan harus bersegel.",
            ),
        ]

    def __str__(self):
        return f"{self.activity}: {self.rule}"


class Candidate(models.Model):
    """One eligible business in one selection, chosen or not: a row of the fairness receipt.

    `rank` counts from 1 in the order of the rule, before quotas; `place_in_line`: the number in the
    list of its outcome. Scores 0 to 100. `draw`: the first 16 digits of SHA-256 of seed and business.
    """

    id = models.BigAutoField(primary_key=True)
    selection = models.ForeignKey(Selection, models.PROTECT, related_name="candidates")
    business = models.ForeignKey(Business, models.PROTECT, related_name="candidacies")
    rank = models.PositiveIntegerField("urutan")
    outcome = models.CharField("hasil", max_length=14, choices=Outcome)
    place_in_line = models.PositiveIntegerField("nomor")
    services = models.PositiveIntegerField("jumlah layanan sebelumnya")
    last_served = models.DateField("layanan terakhir", null=True)
    need = models.DecimalField("kebutuhan", max_digits=5, decimal_places=2)
    fit = models.DecimalField("kesesuaian", max_digits=5, decimal_places=2)
    total = models.DecimalField("nilai", max_digits=7, decimal_places=4)
    draw = models.CharField("undian", max_length=16)
    kecamatan = models.CharField(max_length=8)
    association = models.CharField(max_length=10, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    young = models.BooleanField(null=True)
    nominated = models.BooleanField("mendaftar sendiri", default=False)
    quota = models.CharField("terpilih karena kuota", max_length=40, blank=True)
    reason = models.TextField("alasan")

    class Meta:
        verbose_name = "calon"
        verbose_name_plural = "calon"
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["selection", "business"],
                name="one_candidate_per_business",
                violation_error_message="Usaha ini sudah ada dalam daftar.",
            ),
            models.UniqueConstraint(
                fields=["selection", "rank"],
                name="one_candidate_per_rank",
                violation_error_message="Urutan ini sudah dipakai.",
            ),
        ]

    def __str__(self):
        return f"{self.rank}: {self.business_id}"


class Refusal(models.Model):
    """A business that put itself forward, or was named, and is not eligible: by which conditions."""

    id = models.BigAutoField(primary_key=True)
    selection = models.ForeignKey(Selection, models.PROTECT, related_name="refusals")
    business = models.ForeignKey(Business, models.PROTECT, related_name="+")
    codes = models.JSONField("syarat yang tidak dipenuhi")
    nominated = models.BooleanField("mendaftar sendiri", default=False)

    class Meta:
        verbose_name = "penolakan"
        verbose_name_plural = "penolakan"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["selection", "business"],
                name="one_refusal_per_business",
                violation_error_message="Usaha ini sudah ada dalam daftar penolakan.",
            )
        ]

    def __str__(self):
        return str(self.business_id)


class Override(models.Model):
    """Somebody took one candidate in or out against the rule, and said why; printed on the receipt."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    selection = models.ForeignKey(Selection, models.PROTECT, related_name="overrides")
    business = models.ForeignKey(Business, models.PROTECT, related_name="+")
    taken_in = models.BooleanField("dimasukkan")
    reason = models.TextField("alasan")
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "pengecualian"
        verbose_name_plural = "pengecualian"
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["selection", "business"],
                name="one_override_per_business",
                violation_error_message="Usaha ini sudah dikecualikan.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="an_override_has_a_reason",
                violation_error_message="Tuliskan alasan pengecualian.",
            ),
        ]

    def __str__(self):
        return self.reason


class Interest(models.Model):
    """A conflict of interest somebody declared, or that there is none, before touching the list."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="interests")
    user = models.CharField("siapa", max_length=150)
    business = models.ForeignKey(
        Business, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="usaha"
    )
    note = models.TextField("hubungan", blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "benturan kepentingan"
        verbose_name_plural = "benturan kepentingan"
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(business__isnull=True) | ~Q(note=""),
                name="an_interest_says_what",
                violation_error_message="Tuliskan hubungannya.",
            )
        ]

    def __str__(self):
        return f"{self.user}: {self.note or 'tidak ada'}"
