"""What the audit trail says of the register in Bahasa."""

from binaan.access import verbs

LABELS = {
    "business.added": "Usaha ditambahkan",
    "business.form_sent": "Formulir usaha baru dikirim",
    "business.observed": "Keterangan usaha dicatat",
    "business.corrected": "Usaha dikoreksi",
    "business.closed": "Usaha ditutup",
    "business.reopened": "Usaha dibuka kembali",
    "business.verification_proposed": "Pemeriksaan dicatat",
    "business.verified": "Pemeriksaan disetujui",
    "guidance.started": "Pembinaan dimulai",
    "guidance.ended": "Pembinaan diakhiri",
    "guidance.many_started": "Pembinaan dimulai untuk banyak usaha",
    "guidance.many_ended": "Pembinaan diakhiri untuk banyak usaha",
    "consent.given": "Persetujuan pemilik dicatat",
    "consent.withdrawn": "Persetujuan pemilik ditarik",
    "photo.added": "Foto ditambahkan",
    "owner.looked_up": "Pemilik dicari dengan nomor",
    "register.exported": "Isi direktori diekspor",
    "list.vanished_decided": "Baris hilang diputuskan",
    "identity.merged": "Usaha atau pemilik digabung",
    "identity.unmerged": "Gabungan dipisahkan lagi",
    "identity.answered": "Pasangan usaha diputus",
    "identity.matched": "Usaha ganda dicari",
    "identity.learned": "Model pencari usaha ganda diperbarui",
    "identity.sampled": "Gabungan otomatis diperiksa",
    "identity.sample_drawn": "Contoh gabungan otomatis diambil",
}


def start() -> None:
    """Called once when the room starts."""
    verbs.declare(LABELS)
    verbs.declare_kind("registry.Business", "Usaha", "business_detail")
    verbs.declare_kind("registry.Owner", "Pemilik", "owner_detail")
    verbs.declare_kind("registry.Pair", "Pasangan usaha", "identity_pair")
    verbs.declare_kind("registry.Merge", "Gabungan", "identity_merge")
    verbs.declare_kind("intake.Batch", "Daftar masuk", "batch_detail")
    verbs.declare_kind("intake.ListedKey", "Baris daftar")
    verbs.declare_kind("intake.RememberedRepair", "Ingatan perbaikan")
    verbs.declare_kind("registry.form", "Formulir")
