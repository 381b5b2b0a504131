"""Staying: the path of a business after a service, what is due, coaching cases, supervision."""

from django.db import models
from django.db.models import F, Q

from binaan.access.models import User
from binaan.kit.dates import short_date
from binaan.kit.ids import new_id
from binaan.kit.models import StoredFile
from binaan.programmes.choices import (
    CaseOutcome,
    ContactWay,
    FollowUpKind,
    FollowUpState,
    Risk,
    Stage,
)
from binaan.programmes.models.activities import Expert
from binaan.programmes.models.scope import OfOffice
from binaan.programmes.models.taking_part import Participation
from binaan.registry.models import Business


class Pathway(OfOffice):
    """The path of a business with an office: training → coaching → mentoring → independence."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    business = models.ForeignKey(Business, models.PROTECT, related_name="pathways")
    opened_by = models.ForeignKey(
        Participation, models.PROTECT, null=True, blank=True, related_name="pathways"
    )
    stage = models.PositiveSmallIntegerField("tahap", choices=Stage, default=Stage.TRAINING)
    officer = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="pendamping"
    )
    opened_on = models.DateField("dibuka")
    closed_on = models.DateField("ditutup", null=True, blank=True)
    closed_why = models.CharField("alasan ditutup", max_length=300, blank=True)

    class Meta(OfOffice.Meta):
        verbose_name = "jalur pembinaan"
        verbose_name_plural = "jalur pembinaan"
        ordering = ["-opened_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["business", "office"],
                condition=Q(closed_on__isnull=True),
                name="one_open_pathway_per_business",
                violation_error_message="Usaha ini sudah punya jalur pembinaan yang terbuka.",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | ~Q(closed_why=""),
                name="a_closed_pathway_says_why",
                violation_error_message="Tuliskan alasan jalur ditutup.",
            ),
        ]

    def __str__(self):
        return f"{self.business_id}: {self.get_stage_display()}"


class StageChange(models.Model):
    """When a path moved on, or back, and why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="changes")
    stage = models.PositiveSmallIntegerField("tahap", choices=Stage)
    on = models.DateField("tanggal")
    reason = models.CharField("alasan", max_length=300)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "perubahan tahap"
        verbose_name_plural = "perubahan tahap"
        ordering = ["on", "at"]

    def __str__(self):
        return self.get_stage_display()


class FollowUp(OfOffice):
    """Something due after a participation. `first_due` never changes; `due` moves with a reason.

    Who cannot be reached stays in the denominators; a contact needs an outcome.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    business = models.ForeignKey(Business, models.PROTECT, related_name="follow_ups")
    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="follow_ups")
    participation = models.ForeignKey(
        Participation, models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    kind = models.CharField("jenis", max_length=13, choices=FollowUpKind)
    served_on = models.DateField("layanan pada")
    first_due = models.DateField("jatuh tempo semula")
    due = models.DateField("jatuh tempo")
    officer = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="petugas"
    )
    state = models.CharField(
        "keadaan", max_length=10, choices=FollowUpState, default=FollowUpState.DUE
    )
    done_on = models.DateField("dilaksanakan", null=True, blank=True)
    way = models.CharField("cara", max_length=10, choices=ContactWay, blank=True)
    outcome = models.TextField("hasil", blank=True)
    attempts = models.PositiveSmallIntegerField("upaya gagal", default=0)
    evidence = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bukti"
    )
    done_by = models.CharField(max_length=150, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta(OfOffice.Meta):
        verbose_name = "tindak lanjut"
        verbose_name_plural = "tindak lanjut"
        ordering = ["due", "pk"]
        indexes = [
            models.Index(fields=["due"], condition=Q(state="menunggu"), name="follow_ups_waiting"),
            models.Index(fields=["served_on"], name="follow_ups_by_service"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "kind"],
                condition=~Q(kind="lain"),
                name="one_follow_up_per_kind",
                violation_error_message="Tindak lanjut jenis ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=~Q(state="terlaksana") | (Q(done_on__isnull=False) & ~Q(outcome="")),
                name="a_done_follow_up_has_an_outcome",
                violation_error_message="Isi tanggal dan hasil tindak lanjut.",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(done_on__gte=F("served_on")),
                name="followed_up_after_the_service",
                violation_error_message="Tindak lanjut sebelum layanannya.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.business_id}"


class Rescheduling(models.Model):
    """A follow-up put off, from one day to another, with the reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    follow_up = models.ForeignKey(FollowUp, models.PROTECT, related_name="reschedulings")
    was = models.DateField("semula")
    now = models.DateField("menjadi")
    reason = models.CharField("alasan", max_length=300)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "penjadwalan ulang"
        verbose_name_plural = "penjadwalan ulang"
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="putting_off_has_a_reason",
                violation_error_message="Tuliskan alasan menjadwal ulang.",
            )
        ]

    def __str__(self):
        return f"{self.was} → {self.now}"


class Case(OfOffice):
    """A coaching case: a problem worked on until there is an outcome."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    business = models.ForeignKey(Business, models.PROTECT, related_name="cases")
    pathway = models.ForeignKey(
        Pathway, models.PROTECT, null=True, blank=True, related_name="cases"
    )
    problem = models.TextField("masalah")
    opened_on = models.DateField("dibuka")
    officer = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="petugas"
    )
    expert = models.ForeignKey(
        Expert, models.PROTECT, null=True, blank=True, related_name="cases",
        verbose_name="narasumber",
    )  # fmt: skip
    closed_on = models.DateField("ditutup", null=True, blank=True)
    outcome = models.CharField("hasil akhir", max_length=8, choices=CaseOutcome, blank=True)
    result = models.TextField("uraian hasil", blank=True)
    closed_by = models.CharField(max_length=150, blank=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta(OfOffice.Meta):
        verbose_name = "kasus pembinaan"
        verbose_name_plural = "kasus pembinaan"
        ordering = ["-opened_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | (~Q(outcome="") & ~Q(result="")),
                name="a_closed_case_has_an_outcome",
                violation_error_message="Kasus hanya dapat ditutup dengan hasil.",
            )
        ]

    def __str__(self):
        return self.problem[:60]


class CaseStep(models.Model):
    """What was agreed in a case, until when, and what came of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="steps")
    action = models.TextField("yang disepakati")
    due = models.DateField("sampai")
    done_on = models.DateField("dilaksanakan", null=True, blank=True)
    result = models.TextField("hasil", blank=True)
    evidence = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bukti"
    )
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "langkah kasus"
        verbose_name_plural = "langkah kasus"
        ordering = ["due", "at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | ~Q(result=""),
                name="a_done_step_has_a_result",
                violation_error_message="Tuliskan hasil langkah ini.",
            )
        ]

    def __str__(self):
        return self.action[:60]


class Supervision(OfOffice):
    """A supervision plan of an office for one period: the whole population by risk, a sample drawn.

    `seed` of the draw is published; `population` counts by risk, `wanted` the visits by risk.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    first = models.DateField("dari")
    last = models.DateField("sampai")
    at = models.DateField("keadaan per")
    seed = models.CharField("benih undian", max_length=40)
    population = models.JSONField(default=dict)
    wanted = models.JSONField(default=dict)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta(OfOffice.Meta):
        verbose_name = "rencana pengawasan"
        verbose_name_plural = "rencana pengawasan"
        ordering = ["-first"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first")),
                name="supervision_lasts",
                violation_error_message="Masa pengawasan berakhir sebelum mulai.",
            )
        ]

    def __str__(self):
        return f"Pengawasan {self.period}"

    @property
    def period(self) -> str:
        """From when until when, in words."""
        return f"{short_date(self.first)} sampai {short_date(self.last)}"


class Visit(OfOffice):
    """A visit a supervision plan asks for. `weight`: how many businesses of its risk it stands for."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    supervision = models.ForeignKey(Supervision, models.PROTECT, related_name="visits")
    business = models.ForeignKey(Business, models.PROTECT, related_name="visits")
    risk = models.PositiveSmallIntegerField("risiko", choices=Risk)
    why = models.CharField("alasan risiko", max_length=300, blank=True)
    weight = models.DecimalField("mewakili", max_digits=12, decimal_places=4)
    due = models.DateField("paling lambat")
    officer = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="petugas"
    )
    done_on = models.DateField("dikunjungi", null=True, blank=True)
    finding = models.TextField("temuan", blank=True)
    evidence = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bukti"
    )
    done_by = models.CharField(max_length=150, blank=True)

    class Meta(OfOffice.Meta):
        verbose_name = "kunjungan"
        verbose_name_plural = "kunjungan"
        ordering = ["due", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["supervision", "business"],
                name="one_visit_per_plan",
                violation_error_message="Usaha ini sudah ada dalam rencana pengawasan.",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | ~Q(finding=""),
                name="a_visit_has_a_finding",
                violation_error_message="Tuliskan temuan kunjungan, juga bila tidak ada masalah.",
            ),
        ]

    def __str__(self):
        return f"{self.business_id} {self.due}"


class CardLink(models.Model):
    """A one-time link by which an owner opens the Kartu binaan. Only the hash of the token is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    business = models.ForeignKey(Business, models.PROTECT, related_name="card_links")
    sha256 = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "tautan kartu binaan"
        verbose_name_plural = "tautan kartu binaan"
        ordering = ["-made_at"]

    def __str__(self):
        return f"{self.business_id} {self.made_at}"
