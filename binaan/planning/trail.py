"""What the audit trail says of the plan in Bahasa."""

from binaan.access import verbs

LABELS = {
    "plan.document_added": "Dokumen rencana ditambahkan",
    "plan.imported": "Tabel rencana dimasukkan",
    "plan.changed": "Isi rencana diubah",
    "plan.names_confirmed": "Nama nomenklatur dipastikan",
    "nomenclature.imported": "Daftar nomenklatur resmi dimuat",
    "nomenclature.linked": "Padanan nomenklatur dipastikan",
    "nomenclature.unlinked": "Padanan nomenklatur dihapus",
    "plan.verified": "Versi rencana diverifikasi",
    "plan.returned": "Versi rencana dikembalikan",
    "plan.set": "Versi rencana ditetapkan",
    "plan.version_opened": "Versi perubahan dibuka",
    "plan.derived": "Dokumen diturunkan",
    "plan.checked": "Rencana diperiksa",
    "plan.exported": "Tabel rencana diunduh",
    "plan.finding_decided": "Temuan diputus",
    "plan.cited": "Indikator dikaitkan dengan rekaman",
    "plan.cash_planned": "Rencana penarikan dana diisi",
    "achievement.filled": "Capaian diisi",
    "achievement.checked": "Capaian diperiksa",
    "achievement.returned": "Capaian dikembalikan",
    "achievement.approved": "Capaian disetujui",
    "achievement.closed": "Triwulan ditutup",
    "achievement.reopened": "Triwulan dibuka kembali",
    "spending.recorded": "Realisasi keuangan dicatat",
    "spending.voided": "Realisasi keuangan dibatalkan",
    "spending.shifted": "Pergeseran anggaran dicatat",
    "spending.progress": "Kemajuan fisik dicatat",
}


def start() -> None:
    """Called once when the room starts."""
    verbs.declare(LABELS)
    verbs.declare_kind("planning.Document", "Dokumen rencana", "plan_detail")
    verbs.declare_kind("planning.Version", "Versi rencana", "plan_tree")
    verbs.declare_kind("planning.Node", "Bagian rencana")
    verbs.declare_kind("planning.Indicator", "Indikator", "plan_indicator")
    verbs.declare_kind("planning.Finding", "Temuan")
    verbs.declare_kind("planning.Achievement", "Capaian", "achievement_evidence")
    verbs.declare_kind("planning.Spending", "Realisasi keuangan")
