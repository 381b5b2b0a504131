"""The words the plan chooses from: stored values in English or in the law's own word."""

from django.db import models


class DocumentKind(models.TextChoices):
    RPJMD = "rpjmd", "RPJMD (kutipan)"
    RENSTRA = "renstra", "Renstra"
    RENJA = "renja", "Renja"
    DPA = "dpa", "DPA"
    PK = "pk", "Perjanjian Kinerja"


class VersionState(models.TextChoices):
    DRAFT = "draft", "Rancangan"
    VERIFIED = "verified", "Diverifikasi"
    SET = "set", "Ditetapkan"
    REPLACED = "replaced", "Diganti"


class Level(models.TextChoices):
    """The levels of the tree, from the top; the law's own words, as in the tables."""

    TUJUAN = "tujuan", "Tujuan"
    SASARAN = "sasaran", "Sasaran"
    PROGRAM = "program", "Program"
    KEGIATAN = "kegiatan", "Kegiatan"
    SUBKEGIATAN = "subkegiatan", "Sub kegiatan"


class Polarity(models.TextChoices):
    HIGHER = "higher", "Makin tinggi makin baik"
    LOWER = "lower", "Makin rendah makin baik"
    ZERO = "zero", "Nol yang terbaik"


class LowerFormula(models.TextChoices):
    """How an achievement is reckoned where lower is better; "" follows the office's choice."""

    TWICE = "2T", "(2 × target − realisasi) ÷ target × 100, paling rendah 0"
    INVERSE = "TR", "target ÷ realisasi × 100"


class IndicatorKind(models.TextChoices):
    """How quarters make a year: added up, or the last one known."""

    CUMULATIVE = "cumulative", "Kumulatif (triwulan dijumlah)"
    LAST = "last", "Tidak kumulatif (nilai terakhir)"
    POSITION = "position", "Posisi (keadaan pada akhir triwulan)"


class AchievementState(models.TextChoices):
    DRAFT = "draft", "Diisi"
    CHECKED = "checked", "Diperiksa"
    APPROVED = "approved", "Disetujui"
    CLOSED = "closed", "Ditutup"


class FindingState(models.TextChoices):
    OPEN = "open", "Terbuka"
    APPLIED = "applied", "Usulan diterapkan"
    KEPT = "kept", "Dibiarkan, dengan alasan"
    GONE = "gone", "Tidak ditemukan lagi"


class FundSource(models.TextChoices):
    APBD = "apbd", "APBD kabupaten/kota"
    APBD_PROVINCE = "apbd_province", "APBD provinsi (bantuan keuangan)"
    APBN = "apbn", "APBN"
    DAK_PHYSICAL = "dak_physical", "DAK fisik"
    DAK_OTHER = "dak_other", "DAK nonfisik"
    OTHER = "other", "Lain-lain yang sah"
