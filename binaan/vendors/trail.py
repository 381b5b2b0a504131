"""What the audit trail says of street vendors in Bahasa."""

from binaan.access import verbs

LABELS: dict[str, str] = {
    "vendor.listed": "PKL didata",
    "vendor.list_taken_in": "Daftar PKL dimasukkan",
    "vendor.changed": "Data PKL diubah",
    "vendor.left": "PKL dicatat tidak berjualan",
    "vendor.placed": "Tempat berjualan PKL dicatat",
    "vendor.unplaced": "PKL melepas tempatnya",
    "vendor.paper_read": "Berkas PKL dibuka",
    "vendor.exported": "Daftar PKL diunduh",
    "location.proposed": "Lokasi PKL diusulkan",
    "location.changed": "Lokasi PKL diubah",
    "location.stepped": "Lokasi PKL maju ke keadaan lain",
    "location.pitches": "Lapak lokasi diubah",
    "tdu.applied": "Permohonan TDU diterima",
    "tdu.card_signed": "Kartu TDU ditandatangani",
    "tdu.card_replaced": "Kartu TDU diganti",
    "tdu.card_printed": "Kartu TDU dicetak",
    "tdu.key_renewed": "Kunci kartu TDU diganti",
    "finding.recorded": "Temuan di jalan dicatat",
    "tdu.changed": "Permohonan TDU diubah",
    "tdu.stepped": "TDU maju ke keadaan lain",
    "objection.received": "Keberatan diterima",
    "objection.decided": "Keberatan diputus",
    "objection.withdrawn": "Keberatan dicabut pemohon",
    "relocation.planned": "Pemindahan PKL direncanakan",
    "relocation.told": "Pemindahan diberitahukan kepada PKL",
    "relocation.done": "Pemindahan PKL dilaksanakan",
    "relocation.cancelled": "Pemindahan PKL dibatalkan",
    "event.planned": "Hari acara direncanakan",
    "event.changed": "Hari acara diubah",
    "event.cancelled": "Hari acara dibatalkan",
    "event.asked": "PKL mendaftar pada hari acara",
    "event.drawn": "Lapak hari acara diundi",
    "event.stepped": "Lapak hari acara maju ke keadaan lain",
    "event.receipt": "Tanda terima undian diunduh",
}


def start() -> None:
    """Called once when the room starts."""
    verbs.declare(LABELS)
    verbs.declare_kind("vendors.Vendor", "PKL", "vendor_detail")
    verbs.declare_kind("vendors.Location", "Lokasi PKL", "location_detail")
    verbs.declare_kind("vendors.Permit", "TDU", "tdu_detail")
    verbs.declare_kind("vendors.Objection", "Keberatan", "objection_detail")
    verbs.declare_kind("vendors.Relocation", "Pemindahan PKL", "relocation_detail")
    verbs.declare_kind("vendors.Finding", "Temuan PKL", "finding_detail")
    verbs.declare_kind("vendors.EventDay", "Hari acara", "event_detail")
