"""What merging and erasing a business or an owner do to the records of programmes."""

from binaan.registry.relations import Erasure, Merging, declare

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


def start() -> None:
    """Called once when the room starts."""
    for name, merging, erasure, why in RELATIONS:
        declare(f"programmes.{name}", merging=Merging(merging), erasure=Erasure(erasure), why=why)
