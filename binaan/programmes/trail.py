"""What the audit trail says of programmes in Bahasa."""

from binaan.access import verbs

LABELS = {
    "activity.added": "Kegiatan ditambahkan",
    "activity.changed": "Kegiatan diubah",
    "activity.opened": "Pendaftaran kegiatan dibuka",
    "activity.selecting": "Pendaftaran ditutup, seleksi dimulai",
    "activity.started": "Kegiatan dimulai",
    "activity.closed": "Kegiatan diselesaikan",
    "activity.cancelled": "Kegiatan dibatalkan",
    "activity.recalled": "Kegiatan lama dicatat dari daftar",
    "activity.unrecalled": "Kegiatan dari daftar dikeluarkan lagi",
    "activity.printed": "Daftar kegiatan dicetak",
    "expert.added": "Narasumber ditambahkan",
    "expert.changed": "Narasumber diubah",
    "nomination.made": "Usaha didaftarkan pada kegiatan",
    "nomination.matched": "Pendaftaran dipadankan dengan usaha",
    "nomination.set_aside": "Pendaftaran disisihkan",
    "nomination.taken_back": "Pendaftaran yang disisihkan dikembalikan",
    "nomination.objected": "Keberatan atas seleksi dicatat",
    "nomination.papers_printed": "Kode kertas dicetak",
    "selection.made": "Seleksi dihitung",
    "selection.overridden": "Pengecualian seleksi dicatat",
    "selection.interest_declared": "Benturan kepentingan dinyatakan",
    "selection.set": "Daftar peserta ditetapkan",
    "selection.receipt": "Tanda terima seleksi diunduh",
    "participation.invited": "Peserta diundang",
    "participation.messaged": "Pesan undangan ditulis",
    "participation.letters": "Surat undangan dicetak",
    "participation.answered": "Undangan dijawab",
    "participation.replaced": "Kursi kosong diisi dari daftar tunggu",
    "participation.present": "Kehadiran dicatat",
    "participation.recalled": "Kehadiran dicatat dari daftar",
    "participation.unrecalled": "Kehadiran dari daftar dikeluarkan lagi",
    "participation.dropped": "Peserta berhenti di tengah",
    "participation.learned": "Hasil belajar dicatat",
    "participation.passed": "Hasil akhir peserta ditetapkan",
    "aid.handed_over": "Barang diserahkan (BAST)",
    "participation.photo_read": "Foto produk peserta dibuka",
    "aid.signed": "BAST bertanda tangan diunggah",
    "aid.signed_read": "BAST bertanda tangan dibuka",
    "aid.paper": "BAST dicetak",
    "pathway.opened": "Jalur pembinaan dibuka",
    "pathway.moved": "Tahap pembinaan diubah",
    "pathway.closed": "Jalur pembinaan ditutup",
    "follow_up.done": "Tindak lanjut dilaksanakan",
    "follow_up.failed": "Upaya tindak lanjut gagal",
    "follow_up.rescheduled": "Tindak lanjut dijadwal ulang",
    "follow_up.assigned": "Tindak lanjut diberikan kepada petugas",
    "follow_up.evidence_read": "Bukti tindak lanjut, kasus atau kunjungan dibuka",
    "case.opened": "Kasus pembinaan dibuka",
    "case.agreed": "Langkah kasus disepakati",
    "case.step_done": "Langkah kasus dilaksanakan",
    "case.closed": "Kasus pembinaan ditutup",
    "supervision.planned": "Rencana pengawasan dibuat",
    "visit.done": "Kunjungan pengawasan dicatat",
    "visit.assigned": "Kunjungan pengawasan diberikan kepada petugas",
    "facilitation.opened": "Fasilitasi dibuka",
    "facilitation.moved": "Fasilitasi maju ke keadaan lain",
    "certificate.added": "Sertifikat dicatat",
    "certificate.revoked": "Sertifikat dicabut",
    "certificate.paper_read": "Berkas fasilitasi atau sertifikat dibuka",
    "card.printed": "Kartu binaan dicetak",
    "card.linked": "Tautan kartu binaan dibuat",
    "card.opened": "Kartu binaan dibuka pemilik",
}


def start() -> None:
    """Called once when the room starts."""
    verbs.declare(LABELS)
    verbs.declare_kind("programmes.Activity", "Kegiatan", "activity_detail")
    verbs.declare_kind("programmes.Expert", "Narasumber", "expert_detail")
    verbs.declare_kind("programmes.Nomination", "Pendaftaran")
    verbs.declare_kind("programmes.Selection", "Seleksi", "selection_detail")
    verbs.declare_kind("programmes.Participation", "Kepesertaan")
    verbs.declare_kind("programmes.Pathway", "Jalur pembinaan", "pathway_detail")
    verbs.declare_kind("programmes.FollowUp", "Tindak lanjut", "follow_up_detail")
    verbs.declare_kind("programmes.Case", "Kasus pembinaan", "case_detail")
    verbs.declare_kind("programmes.Supervision", "Rencana pengawasan", "supervision_detail")
    verbs.declare_kind("programmes.Visit", "Kunjungan", "visit_detail")
    verbs.declare_kind("programmes.Facilitation", "Fasilitasi", "facilitation_detail")
    verbs.declare_kind("programmes.Certificate", "Sertifikat", "certificate_detail")
    verbs.declare_kind("programmes.Handover", "Serah terima")
