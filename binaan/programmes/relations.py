"""What merging and erasing a business or an owner do to the records of programmes."""

from binaan.registry.relations import Erasure, Merging, declare, tells

RELATIONS = (
    ("Nomination.business", "move", "blank", "nama dan telepon yang ditulis pemilik"),
    ("Candidate.business", "keep", "keep", "tanda terima seleksi yang sudah dibekukan"),
    ("Refusal.business", "keep", "keep", "tanda terima seleksi yang sudah dibekukan"),
    ("Override.business", "keep", "keep", "tanda terima seleksi yang sudah dibekukan"),
    ("Interest.business", "move", "keep", "pernyataan petugas"),
    ("Participation.business", "move", "keep", "angka kepesertaan tetap; nama ada pada usahanya"),
    ("Participation.owner", "move", "keep", "angka kepesertaan tetap; nama ada pada pemiliknya"),
    ("Service.business", "move", "keep", "angka layanan tanpa isi pribadi"),
    ("Handover.business", "move", "keep", "bukti penyerahan barang wajib disimpan"),
    ("Pathway.business", "move", "keep", "tahap tanpa isi pribadi"),
    ("FollowUp.business", "move", "blank", "hasil tindak lanjut dapat memuat data pribadi"),
    ("Case.business", "move", "blank", "masalah dan hasil dapat memuat data pribadi"),
    ("Visit.business", "move", "blank", "temuan dapat memuat data pribadi"),
    ("CardLink.business", "move", "delete", "tautan pribadi pemilik"),
    ("Facilitation.business", "move", "blank", "isian fasilitasi dapat memuat data pribadi"),
    ("Certificate.business", "move", "keep", "sertifikat usaha"),
)


TOOK, SAID, PAPER = "participation__business", "kata bebas", "kertas atau foto dapat menunjuk orang"
# What tells of a person in a row that points at none, or beside the pointer; docs/rules/penghapusan.md.
TELLING = (
    ("Message.to", TOOK, "blank", "nomor telepon"),
    ("Message.text", TOOK, "blank", "menyebut nama orang"),
    ("Message.trouble", TOOK, "blank", "jawaban pengirim dapat memuat nomornya"),
    ("Participation.declined_why", "business", "blank", "alasan seperti sakit"),
    ("Participation.dropped_why", "business", "blank", SAID),
    ("Participation.product_made", "business", "keep", "produk, bukan orang"),
    ("Participation.product_photo", "business", "delete", PAPER),
    ("Participation.token", "business", "blank", "membuka undangan orangnya"),
    ("Nomination.name", "business", "blank", "nama"),
    ("Nomination.business_name", "business", "blank", "nama usaha dapat memuat nama orang"),
    ("Nomination.phone", "business", "blank", "nomor telepon"),
    ("Nomination.village", "business", "blank", "tempat tinggal"),
    ("Nomination.wish", "business", "blank", SAID),
    ("Nomination.objection", "business", "blank", SAID),
    (
        "Nomination.set_aside_why",
        "",
        "blank",
        "disisihkan sebelum dicocokkan: dicari menurut katanya",
    ),
    ("Nomination.code", "business", "keep", "kode kertas; kertasnya di tangan pemilik"),
    ("PaperCode.code", "", "keep", "tidak menunjuk orang sebelum dipakai"),
    ("CardLink.sha256", "business", "delete", "membuka kartu orangnya"),
    ("Interest.note", "business", "blank", "hubungan petugas dengan orangnya"),
    ("Override.reason", "business", "keep", "tanda terima yang sudah bersegel"),
    ("Candidate.reason", "business", "keep", "tanda terima yang sudah bersegel; tanpa nama"),
    ("Pathway.closed_why", "business", "blank", SAID),
    ("StageChange.reason", "pathway__business", "blank", SAID),
    ("FollowUp.outcome", "business", "blank", SAID),
    ("FollowUp.evidence", "business", "delete", PAPER),
    ("Rescheduling.reason", "follow_up__business", "blank", SAID),
    ("Case.problem", "business", "blank", SAID),
    ("Case.result", "business", "blank", SAID),
    ("CaseStep.action", "case__business", "blank", SAID),
    ("CaseStep.result", "case__business", "blank", SAID),
    ("CaseStep.evidence", "case__business", "delete", PAPER),
    ("Visit.why", "business", "keep", "sebab risiko dari angka usahanya"),
    ("Visit.finding", "business", "blank", SAID),
    ("Visit.evidence", "business", "delete", PAPER),
    ("Facilitation.product", "business", "keep", "produk, bukan orang"),
    ("Facilitation.fee_paid_by", "business", "blank", "dapat menyebut orang"),
    ("Facilitation.filled", "business", "blank", "isian langkah: nomor, nama, alamat"),
    (
        "FacilitationStep.filled",
        "facilitation__business",
        "blank",
        "isian langkah: nomor, nama, alamat",
    ),
    ("FacilitationStep.note", "facilitation__business", "blank", SAID),
    ("FacilitationStep.file", "facilitation__business", "delete", PAPER),
    ("Certificate.number", "business", "keep", "nomor terbitan; yang menunjuk orang sudah dihapus"),
    ("Certificate.product", "business", "keep", "produk, bukan orang"),
    ("Certificate.issuer", "business", "keep", "lembaga"),
    ("Certificate.file", "business", "delete", PAPER),
    ("Certificate.revoked_why", "business", "blank", SAID),
    ("Handover.number", "business", "keep", "nomor surat"),
    ("Handover.given_by", "business", "keep", "pejabat yang menyerahkan"),
    ("Handover.received_by", "business", "keep", "bukti penyerahan wajib disimpan"),
    ("Handover.file", "business", "keep", "bukti penyerahan bertanda tangan wajib disimpan"),
    ("HandoverItem.label", "handover__business", "keep", "barang, bukan orang"),
    ("Expert.name", "", "blank", "narasumber; dicari menurut namanya"),
    ("Expert.phone", "", "blank", "nomor telepon narasumber"),
    ("Expert.certificate", "", "blank", "sertifikat narasumber"),
    ("Expert.note", "", "blank", SAID),
)


def start() -> None:
    """Called once when the room starts."""
    for name, way, erasure, why in TELLING:
        tells(f"programmes.{name}", way=way, erasure=Erasure(erasure), why=why)
    for name, merging, erasure, why in RELATIONS:
        declare(f"programmes.{name}", merging=Merging(merging), erasure=Erasure(erasure), why=why)
