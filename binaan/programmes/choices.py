"""Code lists of programmes. Keys are stored; labels are what people see.

Sources: data/ikm/workflows.csv (`kegiatan_peserta`), facilitation-types.csv, handbook small-industry
4.1-4.5; where none is named the list is our own definition [D].
"""

from django.db.models import IntegerChoices, TextChoices


class ActivityKind(TextChoices):
    """Handbook small-industry 4.1."""

    SOCIALISATION = "sosialisasi", "Sosialisasi"
    TRAINING = "pelatihan", "Pelatihan"
    TECHNICAL = "bimtek", "Bimbingan teknis"
    COACHING = "pembinaan", "Pembinaan"
    MENTORING = "pendampingan", "Pendampingan"
    CONSULTATION = "konsultasi", "Konsultasi"
    APPRENTICESHIP = "magang", "Magang"
    FACILITATION = "fasilitasi", "Fasilitasi"
    MONITORING = "monitoring", "Monitoring"
    AID = "bantuan", "Bantuan barang"
    EXHIBITION = "pameran", "Pameran dan promosi"


class ActivityState(TextChoices):
    DRAFT = "draf", "Draf"
    OPEN = "dibuka", "Pendaftaran dibuka"
    SELECTING = "seleksi", "Seleksi"
    RUNNING = "berjalan", "Berjalan"
    CLOSED = "selesai", "Selesai"
    CANCELLED = "batal", "Dibatalkan"


class FundSource(TextChoices):
    APBD = "apbd", "APBD kabupaten/kota"
    APBD_PROVINCE = "apbd_prov", "APBD provinsi"
    APBN = "apbn", "APBN"
    DAK = "dak", "DAK"
    CSR = "csr", "CSR/TJSL"
    OTHER = "lain", "Sumber lain yang sah"


class CostKind(TextChoices):
    TRANSPORT = "transport", "Transport peserta"
    FEE = "honor", "Honor narasumber"
    MEALS = "konsumsi", "Konsumsi"
    MATERIAL = "bahan", "Bahan praktik"
    GOODS = "barang", "Barang yang diserahkan"
    VENUE = "tempat", "Sewa tempat dan alat"
    OFFICE = "atk", "ATK dan cetak"
    OTHER = "lain", "Lainnya"


class NominationChannel(TextChoices):
    PAGE = "laman", "Laman pendaftaran"
    PAPER = "kertas", "Kode kertas"
    OFFICER = "petugas", "Dicatat petugas"


class Outcome(TextChoices):
    """What the selection says of a candidate."""

    CHOSEN = "terpilih", "Terpilih"
    WAITING = "tunggu", "Daftar tunggu"
    PASSED_OVER = "tidak_terpilih", "Tidak terpilih"


class ParticipationState(TextChoices):
    """The states of `kegiatan_peserta` from the invitation on."""

    WAITING = "daftar_tunggu", "Daftar tunggu"
    INVITED = "diundang", "Diundang"
    CONFIRMED = "terkonfirmasi", "Bersedia hadir"
    DECLINED = "menolak", "Tidak dapat hadir"
    LAPSED = "batal", "Tidak menjawab"
    RUNNING = "berjalan", "Sedang mengikuti"
    ABSENT = "mangkir", "Tidak hadir"
    DROPPED = "putus", "Berhenti di tengah"
    PASSED = "lulus_sesi", "Menyelesaikan kegiatan"


# Who took up a seat of the activity: these stay in every denominator, drop-outs among them.
TOOK_PART = (
    ParticipationState.RUNNING, ParticipationState.DROPPED, ParticipationState.PASSED,
)  # fmt: skip


class Presence(TextChoices):
    FULL = "hadir", "Hadir"
    PART = "sebagian", "Hadir sebagian"
    NONE = "tidak", "Tidak hadir"


class PresenceWay(TextChoices):
    QR = "qr", "Kode QR"
    NAME = "nama", "Dipanggil nama"
    LIST = "daftar", "Daftar hadir yang dimasukkan"


class MessageChannel(TextChoices):
    LETTER = "surat", "Surat"
    WHATSAPP = "wa", "WhatsApp"
    SMS = "sms", "SMS"


class ServiceKind(TextChoices):
    """What counts as having been served, one row each (docs/rules/layanan.md)."""

    ACTIVITY = "kegiatan", "Mengikuti kegiatan"
    AID = "bantuan", "Menerima bantuan"
    FACILITATION = "fasilitasi", "Fasilitasi selesai"
    COACHING = "pembinaan", "Pembinaan dengan hasil"


class Stage(IntegerChoices):
    """The path: training → coaching → mentoring → independence (source 000)."""

    TRAINING = 1, "Pelatihan"
    COACHING = 2, "Pembinaan"
    MENTORING = 3, "Pendampingan"
    INDEPENDENT = 4, "Mandiri"


class FollowUpKind(TextChoices):
    """Steps of `kegiatan_peserta` after the sessions."""

    PLAN = "rencana_aksi", "Rencana aksi"
    MONTH = "kunjungan_30", "Kunjungan 30 hari"
    QUARTER = "kunjungan_90", "Kunjungan 90 hari"
    HALF_YEAR = "ukur_180", "Pengukuran 180 hari"
    YEAR = "ukur_365", "Pengukuran 365 hari"
    OTHER = "lain", "Tindak lanjut lain"


class ContactWay(TextChoices):
    """A blast of messages is no contact (handbook small-industry 8)."""

    VISIT = "kunjungan", "Kunjungan"
    CALL = "telepon", "Telepon, tersambung"
    MEETING = "pertemuan", "Pertemuan di kantor"
    FAILED = "gagal", "Tidak tersambung"


class FollowUpState(TextChoices):
    DUE = "menunggu", "Menunggu"
    DONE = "terlaksana", "Terlaksana"
    LOST = "terputus", "Hilang kontak"
    DROPPED = "gugur", "Tidak diperlukan lagi"


class CaseOutcome(TextChoices):
    SOLVED = "selesai", "Masalah terselesaikan"
    PARTLY = "sebagian", "Terselesaikan sebagian"
    REFERRED = "dirujuk", "Dirujuk ke pihak lain"
    UNSOLVED = "tidak", "Tidak terselesaikan"
    WITHDRAWN = "mundur", "Pelaku usaha mengundurkan diri"


class Risk(IntegerChoices):
    LOW = 1, "Rendah"
    MIDDLE = 2, "Sedang"
    HIGH = 3, "Tinggi"


class FeeClass(TextChoices):
    NONE = "tanpa", "Tanpa honor"
    BASIC = "dasar", "Dasar (praktisi, pelaku usaha)"
    MIDDLE = "madya", "Madya (instruktur bersertifikat)"
    HIGH = "utama", "Utama (tenaga ahli)"
