"""Campaigns of field work: who visits whom, where, until when."""

from django.db import models
from django.db.models import F, Q

from binaan.access.models import Office, User
from binaan.intake.models.arriving import IntakeQuerySet
from binaan.intake.models.forms import Form
from binaan.kit.ids import new_id
from binaan.places.models import Place
from binaan.places.scope import within


class CampaignState(models.TextChoices):
    DRAFT = "draft", "Disusun"
    OPEN = "open", "Berjalan"
    CLOSED = "closed", "Selesai"


class Campaign(models.Model):
    """One round of field work with one form. `call_back_share` in percent of each one's answers.

    `needs_approval`: answers wait for a person before they are handed on.
    """

    WAY = ""
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField("nama", max_length=200)
    form = models.ForeignKey(
        Form, models.PROTECT, related_name="campaigns", verbose_name="formulir"
    )
    office = models.ForeignKey(Office, models.PROTECT, verbose_name="kantor", related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, verbose_name="wilayah", related_name="+")
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("sampai")
    needs_approval = models.BooleanField("diperiksa dahulu sebelum diteruskan", default=True)
    call_back_share = models.PositiveSmallIntegerField("panggilan ulang (%)", default=5)
    seed = models.BigIntegerField("benih undian", default=1)
    state = models.CharField(max_length=6, choices=CampaignState, default=CampaignState.DRAFT)
    created_by = models.CharField(max_length=150)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = "kampanye pendataan"
        verbose_name_plural = "kampanye pendataan"
        ordering = ["-starts_on", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="campaign_ends_after_it_starts",
                violation_error_message="Kampanye berakhir sebelum mulai.",
            ),
            models.CheckConstraint(
                condition=Q(call_back_share__lte=100),
                name="call_back_share_is_a_share",
                violation_error_message="Porsi panggilan ulang antara 0 dan 100 persen.",
            ),
        ]

    def __str__(self):
        return self.title


class TargetState(models.TextChoices):
    WAITING = "waiting", "Belum didatangi"
    DONE = "done", "Selesai"
    REFUSED = "refused", "Menolak"
    NOT_FOUND = "not_found", "Tidak ditemukan"
    DROPPED = "dropped", "Dikeluarkan"


class TargetQuerySet(IntakeQuerySet):
    """Targets are seen at their own place, by the office of the campaign."""

    def reach(self, assignment):
        here = within("place__path", assignment.place)
        if assignment.office_id is None:
            return here
        return here & Q(campaign__office_id=assignment.office_id)


class Target(models.Model):
    """Somebody to be visited (`record_id`), or a number of new ones in a village (`expected`).

    A campaign names a record once; twice only after two records became one.
    `label`: how the phone names it; never a NIK or a telephone.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="targets")
    record_id = models.UUIDField(null=True, blank=True, db_index=True)
    label = models.CharField("sasaran", max_length=200)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name="wilayah")
    lat = models.FloatField("lintang", null=True, blank=True)
    lon = models.FloatField("bujur", null=True, blank=True)
    expected = models.PositiveIntegerField("jumlah", default=1)
    officer = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="petugas"
    )
    state = models.CharField(max_length=9, choices=TargetState, default=TargetState.WAITING)
    state_why = models.TextField("keterangan", blank=True)
    order = models.PositiveIntegerField("urutan", default=0)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = "sasaran kampanye"
        verbose_name_plural = "sasaran kampanye"
        ordering = ["order", "pk"]

    def __str__(self):
        return self.label
