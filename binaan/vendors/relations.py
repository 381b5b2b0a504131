"""What merging and erasing a business or an owner do to the records of street vendors."""

from binaan.registry.relations import Erasure, Merging, declare, tells

RELATIONS = (
    ("Vendor.business", "move", "keep", "nama ada pada usahanya; entri ganda ditutup orang"),
)
SAID, PAPER = "kata bebas", "kertas atau foto dapat menunjuk orang"
# What tells of a person in a row that points at none, or beside the pointer; docs/rules/penghapusan.md.
TELLING = (
    ("Vendor.goods", "business", "keep", "dagangan, bukan orang"),
    ("Vendor.association", "business", "keep", "paguyuban, bukan orang"),
    ("Vendor.left_why", "business", "blank", SAID),
    ("Vendor.statements", "business", "keep", "kode pernyataan"),
    ("Permit.number", "vendor__business", "keep", "nomor terbitan"),
    ("Permit.registration", "vendor__business", "keep", "nomor terbitan"),
    ("Permit.ended_why", "vendor__business", "blank", SAID),
    ("Permit.token", "vendor__business", "blank", "pernyataan pada kartu orangnya"),
    ("Permit.photo", "vendor__business", "delete", PAPER),
    ("Permit.filled", "vendor__business", "blank", "isian langkah: nomor, nama, alamat"),
    ("PermitStep.filled", "permit__vendor__business", "blank", "isian langkah"),
    ("PermitStep.note", "permit__vendor__business", "blank", SAID),
    ("PermitStep.file", "permit__vendor__business", "delete", PAPER),
    ("Objection.said", "vendor__business", "blank", SAID),
    ("Objection.by_whom", "vendor__business", "blank", "nama"),
    ("Objection.answer", "vendor__business", "blank", SAID),
    ("Objection.file", "vendor__business", "delete", PAPER),
    ("Finding.note", "vendor__business", "blank", SAID),
    ("Finding.photo", "vendor__business", "delete", PAPER),
    ("SlotRequest.why", "vendor__business", "keep", "alasan undian"),
)


def start() -> None:
    """Called once when the room starts."""
    for name, way, erasure, why in TELLING:
        tells(f"vendors.{name}", way=way, erasure=Erasure(erasure), why=why)
    for name, merging, erasure, why in RELATIONS:
        declare(f"vendors.{name}", merging=Merging(merging), erasure=Erasure(erasure), why=why)
