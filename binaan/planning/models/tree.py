"""The tree of a version: nodes, their indicators, targets, and money at the leaves.

`key` is the same in every version and in every document derived from it: by it two versions are
compared, and achievements and spending found again.
"""

from django.db import models
from django.db.models import Q

from binaan.access.models import Division
from binaan.kit.ids import new_id
from binaan.planning.choices import FundSource, IndicatorKind, Level, LowerFormula, Polarity
from binaan.planning.models.documents import PlanQuerySet, Version


class Node(models.Model):
    """A tujuan, sasaran, program, kegiatan or sub kegiatan.

    `name` is what counts; `printed_name` what an imported table printed ("" for a further
    indicator with money of its own, which is a node of the same name). `nomenclature`: the code of
    the row of places.NomenclatureItem it was picked from, in the era of the version.
    """

    WAY = "version__document__"
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey(Version, models.PROTECT, related_name="nodes")
    key = models.UUIDField(default=new_id)
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )
    level = models.CharField("tingkat", max_length=11, choices=Level)
    code = models.CharField("kode", max_length=20, blank=True)
    name = models.CharField("nama", max_length=600)
    printed_name = models.CharField("nama sebagaimana tercetak", max_length=600, blank=True)
    official_code = models.CharField("kode nomenklatur", max_length=20, blank=True)
    order = models.PositiveIntegerField("urutan")
    division = models.ForeignKey(
        Division, models.PROTECT, null=True, blank=True, verbose_name="penanggung jawab"
    )
    location = models.CharField("lokasi", max_length=200, blank=True)
    beneficiary = models.CharField("kelompok sasaran", max_length=200, blank=True)
    strategy = models.TextField("strategi", blank=True)
    policy = models.TextField("arah kebijakan", blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "bagian rencana"
        verbose_name_plural = "bagian rencana"
        ordering = ["order"]
        indexes = [models.Index(fields=["key"], name="node_by_key")]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "key"],
                name="one_node_per_key",
                violation_error_message="Bagian ini sudah ada pada versi ini.",
            ),
            models.UniqueConstraint(
                fields=["version", "order"],
                name="one_node_per_position",
                violation_error_message="Urutan ini sudah dipakai bagian lain.",
            ),
            models.CheckConstraint(
                condition=Q(level="tujuan", parent=None)
                | (~Q(level="tujuan") & Q(parent__isnull=False)),
                name="only_a_goal_has_no_parent",
                violation_error_message="Bagian ini harus berada di bawah bagian lain.",
            ),
        ]

    def __str__(self):
        return self.name


class Indicator(models.Model):
    """What a node is judged by. `citation`: the measure it is computed from (rules.citing), {} for
    "tanpa rekaman". `base_value` and `end_value` keep what was typed beside what was read.
    """

    WAY = "node__version__document__"
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    node = models.ForeignKey(Node, models.CASCADE, related_name="indicators")
    key = models.UUIDField(default=new_id)
    order = models.PositiveIntegerField("urutan")
    name = models.CharField("indikator", max_length=400, blank=True)
    unit = models.CharField("satuan", max_length=60, blank=True)
    polarity = models.CharField("arah", max_length=6, choices=Polarity, default=Polarity.HIGHER)
    kind = models.CharField(
        "sifat", max_length=10, choices=IndicatorKind, default=IndicatorKind.LAST
    )
    lower_formula = models.CharField(
        "rumus bila makin rendah makin baik", max_length=2, choices=LowerFormula, blank=True
    )
    formula = models.TextField("rumus perhitungan", blank=True)
    source = models.CharField("sumber data", max_length=300, blank=True)
    base_text = models.CharField("kondisi awal", max_length=100, blank=True)
    base_value = models.DecimalField(
        "kondisi awal (angka)", max_digits=24, decimal_places=6, null=True, blank=True
    )
    end_text = models.CharField("kondisi akhir", max_length=100, blank=True)
    end_value = models.DecimalField(
        "kondisi akhir (angka)", max_digits=24, decimal_places=6, null=True, blank=True
    )
    is_iku = models.BooleanField("indikator kinerja utama", default=False)
    is_nspk = models.BooleanField("target NSPK", default=False)
    is_ikk = models.BooleanField("target IKK", default=False)
    division = models.ForeignKey(
        Division, models.PROTECT, null=True, blank=True, verbose_name="penanggung jawab"
    )
    citation = models.JSONField("diukur dengan", default=dict, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "indikator"
        verbose_name_plural = "indikator"
        ordering = ["node__order", "order"]
        indexes = [models.Index(fields=["key"], name="indicator_by_key")]
        constraints = [
            models.UniqueConstraint(
                fields=["node", "order"],
                name="one_indicator_per_position",
                violation_error_message="Urutan ini sudah dipakai indikator lain.",
            ),
        ]

    def __str__(self):
        return self.name or f"(indikator {self.node})"


class Target(models.Model):
    """What an indicator shall reach in a year (`quarter` 0) or by the end of a quarter (1-4).

    `text` is what was typed or printed; `value` None where it is not a number.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="targets")
    year = models.PositiveSmallIntegerField("tahun")
    quarter = models.PositiveSmallIntegerField("triwulan", default=0)
    value = models.DecimalField("target", max_digits=24, decimal_places=6, null=True, blank=True)
    text = models.CharField("target sebagaimana ditulis", max_length=100, blank=True)

    class Meta:
        verbose_name = "target"
        verbose_name_plural = "target"
        ordering = ["year", "quarter"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year", "quarter"],
                name="one_target_per_period",
                violation_error_message="Target untuk masa ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(quarter__lte=4),
                name="target_quarter_is_0_to_4",
                violation_error_message="Triwulan 1 sampai 4, atau 0 untuk setahun.",
            ),
        ]

    def __str__(self):
        return f"{self.year}/{self.quarter}: {self.text}"


class Budget(models.Model):
    """Rupiah of a sub kegiatan in a year from one fund; entered only at a leaf, summed upward."""

    node = models.ForeignKey(Node, models.CASCADE, related_name="budgets")
    year = models.PositiveSmallIntegerField("tahun")
    fund = models.CharField("sumber dana", max_length=13, choices=FundSource, default="apbd")
    amount = models.DecimalField("pagu (Rp)", max_digits=20, decimal_places=2)

    class Meta:
        verbose_name = "pagu"
        verbose_name_plural = "pagu"
        ordering = ["year", "fund"]
        constraints = [
            models.UniqueConstraint(
                fields=["node", "year", "fund"],
                name="one_budget_per_year_and_fund",
                violation_error_message="Pagu untuk tahun dan sumber dana ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="budget_is_not_negative",
                violation_error_message="Pagu tidak boleh kurang dari nol.",
            ),
        ]

    def __str__(self):
        return f"{self.year}: {self.amount}"


class CashPlan(models.Model):
    """The rupiah a sub kegiatan plans to draw in a month; twelve months equal the ceiling."""

    node = models.ForeignKey(Node, models.CASCADE, related_name="cash_plans")
    year = models.PositiveSmallIntegerField("tahun")
    month = models.PositiveSmallIntegerField("bulan")
    amount = models.DecimalField("rencana penarikan (Rp)", max_digits=20, decimal_places=2)

    class Meta:
        verbose_name = "rencana penarikan dana"
        verbose_name_plural = "rencana penarikan dana"
        ordering = ["year", "month"]
        constraints = [
            models.UniqueConstraint(
                fields=["node", "year", "month"],
                name="one_plan_per_month",
                violation_error_message="Rencana untuk bulan ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12, amount__gte=0),
                name="cash_plan_month_and_amount",
                violation_error_message="Bulan 1 sampai 12, dan nilainya tidak kurang dari nol.",
            ),
        ]

    def __str__(self):
        return f"{self.year}-{self.month}: {self.amount}"
