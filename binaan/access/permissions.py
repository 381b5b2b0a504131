"""Every permission there is, in one list an inspector can read."""

from enum import StrEnum


class Permission(StrEnum):
    # registry
    BUSINESS_VIEW = "business_view"
    BUSINESS_EDIT = "business_edit"
    BUSINESS_VERIFY = "business_verify"
    PERSONAL_READ = "personal_read"
    IDENTITY_DECIDE = "identity_decide"
    IDENTITY_REVIEW = "identity_review"
    # intake
    LIST_VIEW = "list_view"
    LIST_IMPORT = "list_import"
    LIST_REPAIR = "list_repair"
    # field work
    FORM_MANAGE = "form_manage"
    FIELD_SEND = "field_send"
    SUBMISSION_VIEW = "submission_view"
    SUBMISSION_REVIEW = "submission_review"
    # figures
    FIGURE_VIEW = "figure_view"
    EXPORT = "export"
    # programmes
    PROGRAMME_VIEW = "programme_view"
    PROGRAMME_EDIT = "programme_edit"
    SELECTION_PROPOSE = "selection_propose"
    SELECTION_SET = "selection_set"
    ATTENDANCE_RECORD = "attendance_record"
    FOLLOW_UP = "follow_up"
    FACILITATE = "facilitate"
    # street vendors
    VENDOR_VIEW = "vendor_view"
    VENDOR_EDIT = "vendor_edit"
    LOCATION_SET = "location_set"
    TDU_DECIDE = "tdu_decide"
    STREET_CHECK = "street_check"
    EVENT_RUN = "event_run"
    # planning and reports
    PLAN_VIEW = "plan_view"
    PLAN_EDIT = "plan_edit"
    PLAN_VERIFY = "plan_verify"
    PLAN_SET = "plan_set"
    ACHIEVEMENT_FILL = "achievement_fill"
    ACHIEVEMENT_CHECK = "achievement_check"
    ACHIEVEMENT_APPROVE = "achievement_approve"
    PERIOD_CLOSE = "period_close"
    PERIOD_REOPEN = "period_reopen"
    # the house
    AUDIT_VIEW = "audit_view"
    USER_MANAGE = "user_manage"
    OFFICE_MANAGE = "office_manage"
    PARAMETER_MANAGE = "parameter_manage"


LABELS = {
    Permission.BUSINESS_VIEW: "Melihat usaha dan pemiliknya",
    Permission.BUSINESS_EDIT: "Menambah, mengoreksi dan menutup usaha",
    Permission.BUSINESS_VERIFY: "Memverifikasi usaha",
    Permission.PERSONAL_READ: "Membaca data pribadi secara utuh (setiap pembacaan dicatat)",
    Permission.IDENTITY_DECIDE: "Memutuskan usaha yang mungkin ganda, menggabung dan memisah",
    Permission.IDENTITY_REVIEW: "Memeriksa penggabungan dan kemajuan putusan",
    Permission.LIST_VIEW: "Melihat daftar yang masuk dan masalahnya",
    Permission.LIST_IMPORT: "Memasukkan daftar",
    Permission.LIST_REPAIR: "Memperbaiki masalah daftar di wilayahnya",
    Permission.FORM_MANAGE: "Mengelola formulir lapangan, kampanye dan perangkat petugas",
    Permission.FIELD_SEND: "Mengisi formulir lapangan dan mengirim jawaban dari ponsel",
    Permission.SUBMISSION_VIEW: "Melihat kiriman lapangan",
    Permission.SUBMISSION_REVIEW: "Memeriksa, mengembalikan dan mengoreksi kiriman lapangan",
    Permission.FIGURE_VIEW: "Melihat angka dan buktinya",
    Permission.EXPORT: "Mengekspor data",
    Permission.PROGRAMME_VIEW: "Melihat kegiatan, peserta, tindak lanjut dan sertifikat",
    Permission.PROGRAMME_EDIT: "Menyusun kegiatan, narasumber dan rencana pengawasan",
    Permission.SELECTION_PROPOSE: "Mensimulasikan dan mengusulkan peserta",
    Permission.SELECTION_SET: "Menetapkan daftar peserta",
    Permission.ATTENDANCE_RECORD: "Mengundang, mencatat kehadiran dan hasil belajar",
    Permission.FOLLOW_UP: "Melakukan tindak lanjut, pembinaan dan kunjungan",
    Permission.FACILITATE: "Mengurus fasilitasi dan sertifikat",
    Permission.VENDOR_VIEW: "Melihat PKL, lokasi, TDU dan temuan",
    Permission.VENDOR_EDIT: "Mendata PKL, menempatkan dan mengajukan TDU",
    Permission.LOCATION_SET: "Menetapkan, memindahkan dan menghapus lokasi PKL",
    Permission.TDU_DECIDE: "Menerbitkan, menolak dan mencabut TDU, memutus keberatan",
    Permission.STREET_CHECK: "Memeriksa kartu dan mencatat temuan di jalan",
    Permission.EVENT_RUN: "Menyelenggarakan hari acara dan mengundi lapak",
    Permission.PLAN_VIEW: "Melihat rencana, capaian dan laporan",
    Permission.PLAN_EDIT: "Menyusun, memasukkan dan memeriksa rencana",
    Permission.PLAN_VERIFY: "Memverifikasi versi rencana",
    Permission.PLAN_SET: "Menetapkan versi rencana",
    Permission.ACHIEVEMENT_FILL: "Mengisi capaian dan realisasi",
    Permission.ACHIEVEMENT_CHECK: "Memeriksa capaian",
    Permission.ACHIEVEMENT_APPROVE: "Menyetujui capaian",
    Permission.PERIOD_CLOSE: "Menutup triwulan (membekukan capaian)",
    Permission.PERIOD_REOPEN: "Membuka kembali triwulan yang sudah ditutup",
    Permission.AUDIT_VIEW: "Membaca jejak audit",
    Permission.USER_MANAGE: "Mengelola pengguna dan penugasan",
    Permission.OFFICE_MANAGE: "Mengelola kantor, pejabat dan keputusan",
    Permission.PARAMETER_MANAGE: "Menetapkan parameter kantor",
}
