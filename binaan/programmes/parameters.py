"""What an office chooses about selecting, inviting and staying; each choice is named where it counts."""

from binaan.access import parameters

SAME_TOPIC = "programmes.same_topic_months"
UNSERVED = "programmes.never_served_months"
YOUNG = "programmes.young_until_age"
ANSWER_DAYS = "programmes.answer_working_days"
OBJECTION_DAYS = "programmes.objection_working_days"
PRESENT = "programmes.present_percent"
PLAN_DAYS = "programmes.action_plan_days"
FIRST_VISIT = "programmes.first_visit_days"
SECOND_VISIT = "programmes.second_visit_days"
MEASURING = "programmes.measuring_days"
SAME_CONTACT = "programmes.same_contact_days"
LOST_AFTER = "programmes.lost_after_attempts"
SUPERVISION_MARGIN = "programmes.supervision_margin"
SUPERVISION_UNSEEN = "programmes.supervision_unseen_months"
EVIDENCE_LEAST = "programmes.effect_least"
PARITY = "programmes.parity_target"
HALAL_SALES = "programmes.halal_self_declare_sales"
HALAL_CAPITAL = "programmes.halal_self_declare_capital"
SMALL_CAPITAL = "programmes.tkdn_small_capital"
WEIGHTS = {
    "fit": "programmes.score_fit",
    "waiting": "programmes.score_waiting",
    "ready": "programmes.score_readiness",
    "promising": "programmes.score_potential",
    "priority": "programmes.score_priority",
}
NEED = {
    "micro": "programmes.need_micro",
    "nib": "programmes.need_no_nib",
    "certificate": "programmes.need_no_certificate",
    "kecamatan": "programmes.need_kecamatan",
}
FIT = {
    "group": "programmes.fit_group",
    "nominated": "programmes.fit_nominated",
    "verified": "programmes.fit_verified",
}
OWN = "Definisi sistem; tidak ada aturan nasional. Kantor boleh mengubahnya."
TABLE = "data/ikm/equity-continuity-metrics.csv, workflows.csv (kegiatan_peserta)"
TYPES = "data/ikm/facilitation-types.csv (S48, S50); kriteria berubah berkala"
SUGGESTED = "Handbook IKM 4.3 (saran penilaian)"


def start() -> None:
    """Called once when the room starts."""
    for key, label, default, unit, source in DECLARED:
        parameters.declare(key, label, default, OWN, source, unit=unit, kind="number")


DECLARED = (
    (SAME_TOPIC, "Masa tunggu sebelum mengikuti topik yang sama lagi", 24, "bulan", TABLE),
    (UNSERVED, "Disebut belum pernah dilayani bila tanpa layanan selama", 36, "bulan", TABLE),
    (YOUNG, "Pemilik muda: umur paling tinggi", 30, "tahun", "Belum dipastikan"),
    (ANSWER_DAYS, "Batas menjawab undangan", 2, "hari kerja", TABLE),
    (OBJECTION_DAYS, "Batas mengajukan keberatan atas seleksi", 3, "hari kerja", TABLE),
    (PRESENT, "Kehadiran paling sedikit untuk menyelesaikan kegiatan", 80, "%", TABLE),
    (PLAN_DAYS, "Rencana aksi sesudah kegiatan", 7, "hari", TABLE),
    (FIRST_VISIT, "Tindak lanjut pertama sesudah kegiatan", 30, "hari", TABLE),
    (SECOND_VISIT, "Tindak lanjut kedua sesudah kegiatan", 90, "hari", TABLE),
    (MEASURING, "Pengukuran hasil sesudah kegiatan", 180, "hari", TABLE),
    (SAME_CONTACT, "Kontak berulang dihitung satu dalam", 7, "hari", "Handbook IKM 8"),
    (LOST_AFTER, "Hilang kontak sesudah upaya gagal sebanyak", 3, "kali", TABLE),
    (SUPERVISION_MARGIN, "Pengawasan: ketelitian sampel, kurang lebih", 10, "%", "Rumus Cochran, keyakinan 95 %"),
    (SUPERVISION_UNSEEN, "Pengawasan: lama tidak dilihat petugas", 24, "bulan", "Definisi sistem"),
    (EVIDENCE_LEAST, "Perbandingan hasil baru ditampilkan mulai", 30, "usaha", "Handbook IKM 8"),
    (PARITY, "Target rasio kesetaraan (EQ4)", "0.8", "", TABLE),
    (HALAL_SALES, "Halal pernyataan sendiri: penjualan setahun paling banyak", 500_000_000, "Rp", TYPES),
    (HALAL_CAPITAL, "Halal pernyataan sendiri: modal paling banyak", 2_000_000_000, "Rp", TYPES),
    (SMALL_CAPITAL, "TKDN industri kecil: modal paling banyak", 5_000_000_000, "Rp", TYPES),
    (WEIGHTS["fit"], "Nilai gabungan: kesesuaian", 30, "", SUGGESTED),
    (WEIGHTS["waiting"], "Nilai gabungan: lama menunggu", 25, "", SUGGESTED),
    (WEIGHTS["ready"], "Nilai gabungan: kesiapan", 15, "", SUGGESTED),
    (WEIGHTS["promising"], "Nilai gabungan: potensi", 15, "", SUGGESTED),
    (WEIGHTS["priority"], "Nilai gabungan: kelompok prioritas", 15, "", SUGGESTED),
    (NEED["micro"], "Kebutuhan: usaha mikro", 30, "", SUGGESTED),
    (NEED["nib"], "Kebutuhan: belum punya NIB", 20, "", SUGGESTED),
    (NEED["certificate"], "Kebutuhan: belum punya sertifikat produk", 20, "", SUGGESTED),
    (NEED["kecamatan"], "Kebutuhan: kecamatan di bawah cakupan kantor", 30, "", SUGGESTED),
    (FIT["group"], "Kesesuaian: kelompok produk kegiatan", 50, "", SUGGESTED),
    (FIT["nominated"], "Kesesuaian: mendaftar sendiri", 30, "", SUGGESTED),
    (FIT["verified"], "Kesesuaian: diverifikasi 12 bulan terakhir", 20, "", SUGGESTED),
)  # fmt: skip
