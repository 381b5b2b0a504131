"""Code lists of the register. Keys are stored; labels are what people see.

Sources: data/ikm/choices.csv (S40, S41, SEED 000; "aktif" states are our own definition [D]).
"""

from django.db.models import TextChoices


class Sex(TextChoices):
    MALE = "L", "Laki-laki"
    FEMALE = "P", "Perempuan"


class OwnerKind(TextChoices):
    PERSON = "person", "Orang"
    ORGANISATION = "organisation", "Badan/organisasi"


class LegalForm(TextChoices):
    PERORANGAN = "perorangan", "Perorangan (tanpa badan usaha)"
    PT_PERORANGAN = "pt_perorangan", "PT Perorangan (UMK)"
    PT = "pt", "PT"
    CV = "cv", "CV"
    FIRMA = "firma", "Firma"
    UD = "ud", "UD/PD"
    KOPERASI = "koperasi", "Koperasi"
    YAYASAN = "yayasan", "Yayasan/perkumpulan"
    KUB = "kub", "KUB/kelompok usaha bersama"
    BUMDES = "bumdes", "BUMDes"
    LAIN = "lain", "Lainnya"


class Status(TextChoices):
    """How a business was last seen. Observed, with a date; "aktif" is computed from it."""

    RUNNING = "running", "Berjalan"
    SEASONAL = "seasonal", "Musiman"
    RESTING = "resting", "Berhenti sementara"
    CLOSED = "closed", "Tutup"
    MOVED = "moved", "Pindah ke luar wilayah"
    SOLD = "sold", "Berpindah pemilik"
    OWNER_DIED = "owner_died", "Pemilik meninggal"
    NOT_FOUND = "not_found", "Tidak ditemukan"
    NOT_STARTED = "not_started", "Belum mulai"


GONE = (Status.CLOSED, Status.MOVED)


class AssociationStatus(TextChoices):
    MEMBER = "anggota", "Anggota asosiasi"
    FORMER = "mantan", "Pernah anggota"
    NOT_MEMBER = "bukan", "Bukan anggota"
    UNKNOWN = "tidak_tahu", "Tidak tahu"


class Market(TextChoices):
    KECAMATAN = "kecamatan", "Kecamatan"
    KABKOTA = "kabkota", "Kabupaten/kota"
    PROVINSI = "provinsi", "Provinsi"
    NASIONAL = "nasional", "Nasional"
    EKSPOR = "ekspor", "Ekspor"


class IdentifierKind(TextChoices):
    NIK = "nik", "NIK"
    NIB = "nib", "NIB"
    NPWP = "npwp", "NPWP"
    COOPERATIVE_NUMBER = "cooperative_number", "Nomor Induk Koperasi"


class RoleKind(TextChoices):
    OWNER = "owner", "Pemilik"
    RESPONSIBLE = "responsible", "Penanggung jawab"


class VerificationState(TextChoices):
    NONE = "none", "Belum diverifikasi"
    VERIFIED = "verified", "Terverifikasi"
    DISPUTED = "disputed", "Perlu diperiksa lagi"


class VerificationMethod(TextChoices):
    VISIT = "visit", "Kunjungan"
    CALL = "call", "Telepon"
    DOCUMENT = "document", "Dokumen"
    SELF = "self", "Pernyataan pemilik"


class MissingReason(TextChoices):
    NOT_ASKED = "not_asked", "Tidak ditanyakan"
    REFUSED = "refused", "Menolak menjawab"
    NOT_APPLICABLE = "not_applicable", "Tidak berlaku"
    ILLEGIBLE = "illegible", "Tidak terbaca"


class PairState(TextChoices):
    """What somebody, or the threshold, said of two businesses."""

    OPEN = "open", "Menunggu putusan"
    SAME = "same", "Sama"
    OWNER = "owner", "Pemilik sama, usaha lain"
    DIFFERENT = "different", "Berbeda"
    UNSURE = "unsure", "Belum pasti"


class SampleAnswer(TextChoices):
    """What a head of section found of an automatic merge."""

    RIGHT = "right", "Benar"
    WRONG = "wrong", "Salah"
