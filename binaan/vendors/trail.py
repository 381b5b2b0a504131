"""What the audit trail says of street vendors in Bahasa."""

from binaan.access import verbs

LABELS: dict[str, str] = {}


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
