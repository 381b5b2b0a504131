"""Areas, their outlines, business classification (KBLI) and the industry groups of an office."""

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Length, Substr

from binaan.places.scope import within

COUNTRY = "00"


class PlaceQuerySet(models.QuerySet):
    def under(self, place):
        """The place (a Place or its code) and every place below it; none for an unknown code."""
        if isinstance(place, Place):
            return self.filter(within("path", place))
        path = Place.objects.filter(pk=place).values_list("path", flat=True).first()
        return self.none() if path is None else self.filter(within("path", path))

    def valid(self):
        """The places that exist today, without those a later decree took away."""
        return self.filter(valid_until=None)

    def move(self, old_path, new_path):
        """Put everything at or below `old_path` below `new_path` instead, in one update.

        Codes and records stay; only who may see them changes. Answers the number of places.
        """
        rest = Substr("path", len(old_path) + 1, Length("path"))
        moving = self.filter(within("path", old_path))
        return moving.update(path=Concat(Value(new_path), rest, output_field=models.CharField()))


class Place(models.Model):
    """An area by its Kemendagri code ("32.16.06.2001"); never deleted, it gets an end date.

    `path` decides scope. It equals the code until a renumbering moves it, so two places, an old one
    and its successor, may share a path. The country ("00") has the empty path and covers all.
    """

    class Level(models.TextChoices):
        COUNTRY = "country", "Negara"
        PROVINCE = "province", "Provinsi"
        REGENCY = "regency", "Kabupaten/kota"
        DISTRICT = "district", "Kecamatan"
        VILLAGE = "village", "Desa/kelurahan"

    class Kind(models.TextChoices):
        NEGARA = "negara", "Negara"
        PROVINSI = "provinsi", "Provinsi"
        KABUPATEN = "kabupaten", "Kabupaten"
        KOTA = "kota", "Kota"
        KECAMATAN = "kecamatan", "Kecamatan"
        DISTRIK = "distrik", "Distrik"
        KELURAHAN = "kelurahan", "Kelurahan"
        DESA = "desa", "Desa"
        DESA_ADAT = "desa_adat", "Desa adat"

    code = models.CharField("kode Kemendagri", max_length=13, primary_key=True)
    name = models.CharField("nama", max_length=100)
    level = models.CharField("tingkat", max_length=8, choices=Level.choices)
    kind = models.CharField("jenis", max_length=9, choices=Kind.choices)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="bagian dari",
    )
    path = models.CharField("jalur", max_length=40, blank=True, db_index=True)
    name_key = models.CharField("kunci nama", max_length=100)
    bps_code = models.CharField("kode BPS", max_length=10, blank=True, default="")
    postcode = models.CharField("kode pos", max_length=5, blank=True, default="")
    lat = models.FloatField("lintang (derajat, WGS84)", null=True, blank=True)
    lon = models.FloatField("bujur (derajat, WGS84)", null=True, blank=True)
    valid_from = models.DateField("berlaku sejak", null=True, blank=True)
    valid_until = models.DateField("berlaku sampai", null=True, blank=True)
    predecessor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
        verbose_name="pengganti dari",
    )
    origin = models.CharField("asal data", max_length=200, blank=True, default="")

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = "wilayah"
        verbose_name_plural = "wilayah"
        ordering = ["code"]
        indexes = [
            models.Index(fields=["name_key", "level"], name="place_by_name"),
            models.Index(fields=["bps_code"], condition=~Q(bps_code=""), name="place_by_bps_code"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(level="country", parent=None, path="")
                | (~Q(level="country") & Q(parent__isnull=False) & ~Q(path="")),
                name="only_the_country_has_no_parent",
                violation_error_message="Wilayah harus berada di bawah wilayah lain.",
            ),
            models.CheckConstraint(
                # Unknown is not false to a database: say that both are there.
                condition=Q(lat=None, lon=None)
                | Q(
                    lat__isnull=False,
                    lon__isnull=False,
                    lat__range=(-90, 90),
                    lon__range=(-180, 180),
                ),
                name="place_position_is_whole",
                violation_error_message="Lintang dan bujur diisi keduanya, dalam derajat.",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__gte=F("valid_from")),
                name="place_ends_after_it_begins",
                violation_error_message="Tanggal berakhir mendahului tanggal mulai.",
            ),
        ]

    def __str__(self):
        return self.name


class Outline(models.Model):
    """The simplified outline of a place: for maps, not for legal boundaries (lon-lat, WGS84)."""

    place = models.OneToOneField(Place, models.CASCADE, primary_key=True, related_name="outline")
    geometry = models.TextField("geometri GeoJSON")
    min_lon = models.FloatField()
    min_lat = models.FloatField()
    max_lon = models.FloatField()
    max_lat = models.FloatField()
    source = models.CharField("sumber", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "batas wilayah"
        verbose_name_plural = "batas wilayah"

    def __str__(self):
        return self.place_id


class KbliEdition(models.TextChoices):
    """The same code means different things in each: 13133 is printing (2020) or batik (2025)."""

    E2020 = "2020", "KBLI 2020 (Peraturan BPS 2/2020)"
    E2025 = "2025", "KBLI 2025 (Peraturan BPS 7/2025)"


class KbliCode(models.Model):
    """A code of one edition. `official` once it came from a list imported as BPS's own."""

    edition = models.CharField("edisi", max_length=4, choices=KbliEdition.choices)
    code = models.CharField("kode", max_length=5)
    title = models.CharField("judul", max_length=300)
    section = models.CharField("kategori", max_length=1, blank=True, default="")
    section_title = models.CharField("judul kategori", max_length=300, blank=True, default="")
    digits = models.PositiveSmallIntegerField("banyaknya angka")
    official = models.BooleanField("dari daftar resmi", default=False)

    class Meta:
        verbose_name = "kode KBLI"
        verbose_name_plural = "kode KBLI"
        ordering = ["edition", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"],
                name="one_kbli_code_per_edition",
                violation_error_message="Kode ini sudah ada pada edisi tersebut.",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.title}"


class IndustryGroup(models.Model):
    """A group an office counts by ("Makanan dan minuman")."""

    code = models.CharField("kode", max_length=30, primary_key=True)
    label = models.CharField("nama kelompok", max_length=100)
    order = models.PositiveSmallIntegerField("urutan")
    note = models.CharField("catatan", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = "kelompok industri"
        verbose_name_plural = "kelompok industri"
        ordering = ["order"]

    def __str__(self):
        return self.label


class GroupRule(models.Model):
    """KBLI codes starting with the prefix belong to the group; the longest prefix decides."""

    edition = models.CharField("edisi", max_length=4, choices=KbliEdition.choices)
    kbli_prefix = models.CharField("awalan KBLI", max_length=5)
    group = models.ForeignKey(
        IndustryGroup, models.PROTECT, related_name="rules", verbose_name="kelompok"
    )
    note = models.CharField("catatan", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = "aturan kelompok"
        verbose_name_plural = "aturan kelompok"
        ordering = ["edition", "kbli_prefix"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "kbli_prefix"],
                name="one_group_per_kbli_prefix",
                violation_error_message="Awalan ini sudah punya kelompok pada edisi tersebut.",
            ),
        ]

    def __str__(self):
        return f"{self.kbli_prefix} → {self.group_id}"


class NomenclatureItem(models.Model):
    """A row of the programme nomenclature in one era: urusan, bidang, program, kegiatan, sub kegiatan.

    `official` once it came from a list imported as the decree's own; until then its note is shown.
    Codes are text and are ordered segment by segment (places.rules.nomenclature.sort_key).
    """

    era = models.CharField("edisi", max_length=4)
    code = models.CharField("kode", max_length=20)
    level = models.CharField("tingkat", max_length=11)
    parent_code = models.CharField("kode di atasnya", max_length=20, blank=True)
    name = models.CharField("nama", max_length=600)
    name_key = models.CharField("kunci nama", max_length=600)
    performance = models.CharField("kinerja", max_length=600, blank=True)
    indicator = models.CharField("indikator", max_length=400, blank=True)
    unit = models.CharField("satuan", max_length=60, blank=True)
    official = models.BooleanField("dari daftar resmi", default=False)
    source = models.CharField("sumber", max_length=200, blank=True)
    note = models.CharField("catatan", max_length=300, blank=True)

    class Meta:
        verbose_name = "nomenklatur"
        verbose_name_plural = "nomenklatur"
        ordering = ["era", "code"]
        indexes = [models.Index(fields=["era", "level"], name="nomenclature_by_level")]
        constraints = [
            models.UniqueConstraint(
                fields=["era", "code"],
                name="one_nomenclature_code_per_era",
                violation_error_message="Kode ini sudah ada pada edisi tersebut.",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.name}"


class NomenclatureLink(models.Model):
    """A row of an old era continues in a row of a newer one; many to many, decided by a person."""

    old = models.ForeignKey(NomenclatureItem, models.PROTECT, related_name="continued_in")
    new = models.ForeignKey(NomenclatureItem, models.PROTECT, related_name="continues")
    note = models.CharField("catatan", max_length=300, blank=True)
    by = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name = "padanan nomenklatur"
        verbose_name_plural = "padanan nomenklatur"
        constraints = [
            models.UniqueConstraint(
                fields=["old", "new"],
                name="one_link_per_pair_of_codes",
                violation_error_message="Padanan ini sudah ada.",
            ),
        ]

    def __str__(self):
        return f"{self.old_id} → {self.new_id}"


class ReferenceLoad(models.Model):
    """When a reference list was last loaded or changed, and from what.

    Look-ups kept in memory compare `changed_at`, so that a long-running process sees a new load.
    """

    name = models.CharField("daftar", max_length=40, primary_key=True)
    source = models.CharField("sumber", max_length=300)
    changed_at = models.DateTimeField("terakhir berubah")

    class Meta:
        verbose_name = "pemuatan rujukan"
        verbose_name_plural = "pemuatan rujukan"

    def __str__(self):
        return self.name
