"""What merging and erasure do to every row that points at a business or an owner.

Each room declares its own relations: registry here, rooms above when they start (`apps.py`). A test
walks `_meta.related_objects` and fails for a relation nobody declared, and for a stale declaration.
"""

from enum import StrEnum
from typing import NamedTuple

from binaan.registry.models import Business, Owner

SUBJECTS = (Business, Owner)


class Merging(StrEnum):
    """When one record is merged into another, the rows that point at the merged one …"""

    MOVE = "move"  # point at the surviving record from then on; un-merging points them back
    RESTATE = (
        "restate"  # dated twice: known no longer of the merged one, known anew of the survivor
    )
    KEEP = "keep"  # stay where they are, as history of the merged record
    REFUSE = "refuse"  # forbid the merge until a person has dealt with them


class Erasure(StrEnum):
    """When a person's data are erased (UU 27/2022), the rows that point at the record …"""

    DELETE = "delete"  # go
    BLANK = "blank"  # stay and lose what tells of the person
    KEEP = "keep"  # stay: they tell nothing of the person, or a law wants them kept


class Relation(NamedTuple):
    """`name`: "registry.Claim.business", the model and its field that points."""

    name: str
    merging: Merging
    erasure: Erasure
    why: str


DECLARED: dict[str, Relation] = {}


def declare(name: str, *, merging: Merging, erasure: Erasure, why: str) -> None:
    """Sign a relation up. Declaring the same again is fine; two answers for one are not."""
    made = Relation(name, merging, erasure, why)
    if DECLARED.setdefault(name, made) != made:
        raise ValueError(f"{name} was declared twice, differently.")


def existing() -> set[str]:
    """Every relation to a business or an owner that the models have."""
    return {
        f"{found.related_model._meta.label}.{found.field.name}"
        for subject in SUBJECTS
        for found in subject._meta.related_objects
    }


def undeclared() -> set[str]:
    """Relations nobody said anything about."""
    return existing() - DECLARED.keys()


def stale() -> set[str]:
    """Declarations for relations that are no more."""
    return DECLARED.keys() - existing()


_OWN = (
    ("Role.business", "restate", "keep", "siapa menjalankan usaha; nama ada pada pemiliknya"),
    ("Role.owner", "restate", "keep", "ikatan tanpa isi pribadi"),
    ("Claim.business", "move", "blank", "kata sumber; isinya dikosongkan, tanggalnya tinggal"),
    ("Claim.owner", "move", "blank", "kata sumber; isinya dikosongkan, tanggalnya tinggal"),
    ("Condition.business", "keep", "blank", "sejarah angka tetap sama; uang dikosongkan"),
    ("Guidance.business", "restate", "keep", "pembinaan kantor tidak memuat data pribadi"),
    ("Verification.business", "move", "blank", "catatan bebas dapat memuat data pribadi"),
    ("Photo.business", "move", "delete", "foto dapat memperlihatkan orang"),
    ("Business.merged_into", "move", "keep", "alamat lama tetap dapat dibuka"),
    ("Owner.merged_into", "move", "keep", "alamat lama tetap dapat dibuka"),
    ("Identifier.owner", "restate", "delete", "NIK, NIB dan NPWP menunjuk orangnya"),
    ("Phone.owner", "move", "delete", "data pribadi"),
    ("Alias.owner", "move", "delete", "nama orang"),
    ("Membership.owner", "move", "keep", "status asosiasi tanpa nama orang"),
    ("MatchKey.business", "keep", "delete", "kunci pembanding dibuat ulang dari register"),
    ("MatchKey.owner", "keep", "delete", "kunci pembanding dibuat ulang dari register"),
    ("Pair.left", "keep", "blank", "pasangan tetap menunjuk alias; alasannya dapat memuat alamat"),
    ("Pair.right", "keep", "blank", "pasangan tetap menunjuk alias; alasannya dapat memuat alamat"),
    ("Merge.left", "keep", "keep", "jurnal penggabungan, tanpa isi pribadi"),
    ("Merge.right", "keep", "keep", "jurnal penggabungan, tanpa isi pribadi"),
    ("Merge.into_owner", "keep", "keep", "jurnal penggabungan, tanpa isi pribadi"),
    ("Merge.from_owner", "keep", "keep", "jurnal penggabungan, tanpa isi pribadi"),
    ("Consent.owner", "move", "keep", "bukti persetujuan wajib disimpan"),
)
for _name, _merging, _erasure, _why in _OWN:
    declare(
        f"registry.{_name}", merging=Merging(_merging), erasure=Erasure(_erasure), why=_why
    )  # fmt: skip
