"""What the audit trail says of lists and of field work in Bahasa."""

from binaan.access import verbs

LABELS = {
    "list.repaired": "Masalah daftar diperbaiki",
    "list.included": "Baris daftar dimasukkan",
    "list.accepted": "Isian daftar diterima apa adanya",
    "list.set_aside": "Masalah daftar disisihkan",
    "list.asked": "Masalah daftar ditanyakan kepada pengirim",
    "list.repair_undone": "Perbaikan daftar dibatalkan",
    "list.forgotten": "Ingatan perbaikan dihentikan",
    "list.errand_given": "Perbaikan daftar dibagikan",
    "list.errand_taken_back": "Pembagian perbaikan ditarik",
    "list.deadline_set": "Batas perbaikan daftar ditetapkan",
    "list.handed_over": "Daftar diserahkan",
    "list.mapped": "Peta kolom disetujui",
    "list.remapped": "Peta kolom diubah lagi",
    "list.approved": "Pratinjau disetujui",
    "list.renewed": "Pratinjau dihitung ulang",
    "list.cancelled": "Daftar dibatalkan",
    "list.stopped": "Penerapan daftar dihentikan",
    "list.resumed": "Penerapan daftar dilanjutkan",
    "list.applied": "Daftar diterapkan",
    "list.refused": "Daftar ditolak",
    "list.workbook_sent": "Buku kerja bertanda diambil",
    "form.added": "Versi formulir lapangan dimasukkan",
    "form.published": "Versi formulir lapangan dipakai",
    "form.withdrawn": "Versi formulir lapangan ditarik",
    "form.closed": "Formulir lapangan ditutup",
    "device.made": "Perangkat petugas didaftarkan",
    "device.revoked": "Perangkat petugas dicabut",
    "submission.received": "Kiriman lapangan diterima",
    "submission.handed_on": "Kiriman lapangan diteruskan",
    "submission.approved": "Kiriman lapangan disetujui",
    "submission.returned": "Kiriman lapangan dikembalikan",
    "submission.corrected": "Kiriman lapangan dikoreksi",
    "submission.set_aside": "Kiriman lapangan disisihkan",
    "submission.conflict_decided": "Perbedaan kiriman diputuskan",
    "campaign.exported": "Kiriman kampanye diunduh",
    "campaign.made": "Kampanye pendataan disusun",
    "campaign.changed": "Kampanye pendataan diubah",
    "campaign.opened": "Kampanye pendataan dibuka",
    "campaign.closed": "Kampanye pendataan ditutup",
    "campaign.targets_added": "Sasaran kampanye ditambahkan",
    "campaign.assigned": "Sasaran kampanye dibagikan",
    "campaign.target_settled": "Keadaan sasaran kampanye dicatat",
    "campaign.call_backs_drawn": "Panggilan ulang diundi",
    "campaign.called_back": "Panggilan ulang dicatat",
}


def start() -> None:
    """Called once when the room is ready."""
    verbs.declare(LABELS)
    verbs.declare_kind("intake.Form", "Formulir lapangan", "form_detail")
    verbs.declare_kind("intake.FormVersion", "Versi formulir", "form_preview")
