"""What lists of activities and of attendance may state: names, wordings of offices, what is personal.

Docs: docs/rules/kegiatan.md §6, docs/rules/peserta.md §6.
"""

from binaan.intake.kinds import KindField
from binaan.programmes import choices
from binaan.registry.rules.choosing import folded
from binaan.registry.rules.fields import BY_NAME
from binaan.registry.sheets.looking import EVERY

WHO, WHAT, WHERE = "Peserta", "Kegiatan", "Tempat"


def _of_register(*names: str, group: str) -> tuple[KindField, ...]:
    return tuple(
        KindField(
            one.name, one.label, one.synonyms, one.personal, one.help, one.kind,
            looks=EVERY.get(one.name), group=group,
        )
        for one in (BY_NAME[name] for name in names)
    )  # fmt: skip


PLACES = _of_register("village", "district", "regency", "place_code", group=WHERE)
ACTIVITY = (
    KindField("name", "Nama kegiatan", (
        "kegiatan", "judul kegiatan", "nama pelatihan", "judul pelatihan", "pelatihan", "nama acara",
        "uraian kegiatan", "nama bimtek", "judul", "nama program",
    ), group=WHAT),
    KindField("code", "Kode kegiatan", ("kode", "no kegiatan", "nomor kegiatan", "id kegiatan"),
              help="Kode tetap kantor; dipakai daftar peserta untuk menunjuk kegiatannya.", group=WHAT),
    KindField("kind", "Jenis kegiatan", ("jenis", "bentuk kegiatan", "jenis pembinaan"),
              kind="choice", group=WHAT),
    KindField("topic", "Topik", ("materi", "tema", "bidang", "topik pelatihan", "materi pelatihan"),
              group=WHAT),
    KindField("group", "Kelompok produk", ("komoditi", "komoditas", "kelompok", "sektor"),
              kind="choice", group=WHAT),
    KindField("first", "Tanggal mulai", ("tanggal", "tgl", "tanggal pelaksanaan", "tgl pelaksanaan",
              "waktu pelaksanaan", "mulai", "tgl mulai", "tanggal kegiatan", "waktu"),
              kind="date", group=WHAT),
    KindField("last", "Tanggal selesai", ("selesai", "sampai", "tgl selesai", "sampai tanggal", "s/d"),
              kind="date", group=WHAT),
    KindField("seats", "Jumlah peserta", ("peserta", "kuota", "jml peserta", "jumlah kuota", "target peserta"),
              kind="count", group=WHAT),
    KindField("fund", "Sumber dana", ("sumber anggaran", "anggaran", "dana", "pendanaan", "sumber biaya"),
              kind="choice", group=WHAT),
    KindField("venue", "Tempat pelaksanaan", ("tempat", "lokasi", "lokasi kegiatan", "tempat kegiatan"),
              group=WHERE),
    *PLACES,
)  # fmt: skip
ATTENDANCE = (
    *_of_register("name", "owner_name", "nik", "nib", "phone", group=WHO),
    KindField("number", "Nomor usaha", ("no usaha", "nomor usaha binaan", "no usaha binaan", "id usaha"),
              help="U-000123, seperti di Direktori.", group=WHO),
    *PLACES,
    KindField("activity", "Nama kegiatan", (
        "kegiatan", "judul kegiatan", "nama pelatihan", "pelatihan", "acara", "nama acara", "judul pelatihan",
    ), group=WHAT),
    KindField("activity_code", "Kode kegiatan", ("kode", "no kegiatan", "nomor kegiatan", "id kegiatan"),
              help="K-00012, atau kode kantor dari daftar kegiatan.", group=WHAT),
    KindField("on", "Tanggal hadir", ("tanggal", "tgl", "tanggal kegiatan", "tgl hadir", "tanggal pelaksanaan",
              "hari/tanggal"), kind="date", help="Kosong: semua hari kegiatannya.", group=WHAT),
    KindField("presence", "Kehadiran", ("hadir", "hadir/tidak", "absen", "absensi", "presensi", "tanda tangan",
              "ttd", "paraf", "status kehadiran"), kind="choice",
              help="Tanpa kolom ini semua yang tertulis dianggap hadir.", group=WHAT),
)  # fmt: skip
PRESENCE = {
    choices.Presence.FULL: (
        "hadir", "h", "ya", "y", "v", "√", "✓", "✔", "x", "1", "ada", "ttd", "paraf", "datang",
        "masuk", "lengkap", "sudahttd", "hdr",
    ),
    choices.Presence.NONE: (
        "tidak", "tidakhadir", "t", "th", "0", "tdk", "absen", "alpa", "alpha", "a", "izin", "ijin",
        "i", "sakit", "s", "tidakdatang", "tdkhadir", "mangkir",
    ),
}  # fmt: skip


def reading(words: dict) -> dict[str, str]:
    """Folded word → choice."""
    return {folded(word): str(key) for key, every in words.items() for word in every}


def labelled(choice, more: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Folded key, label and further words of a list of choices → key."""
    found = {folded(text): key for key, label in choice.choices for text in (key, label)}
    return found | {folded(word): key for key, every in more.items() for word in every}


KINDS = labelled(choices.ActivityKind, {
    "bimtek": ("bimbingan", "bimtek teknis", "workshop", "lokakarya"),
    "pelatihan": ("diklat", "training", "pelatihan teknis"),
    "sosialisasi": ("penyuluhan", "sosialisasi dan edukasi", "seminar"),
    "pameran": ("pameran", "expo", "bazar", "promosi"),
    "bantuan": ("bantuan", "hibah", "bantuan alat", "bantuan peralatan"),
    "pendampingan": ("mentoring", "asistensi"),
    "magang": ("pemagangan",), "monitoring": ("monev", "pemantauan", "monitoring evaluasi"),
})  # fmt: skip
FUNDS = labelled(choices.FundSource, {
    "apbd": ("apbd", "apbd kab", "apbd kota", "apbd ii", "apbd kabupaten", "dpa"), "apbn": ("apbn", "kementerian"),
    "apbd_prov": ("apbd provinsi", "apbd i", "apbd prov"), "dak": ("dak non fisik", "dak nonfisik", "dak fisik"),
    "csr": ("csr", "tjsl", "csr perusahaan"), "lain": ("swadaya", "mandiri", "lainnya", "lain-lain"),
})  # fmt: skip
