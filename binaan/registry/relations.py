"""What merging and erasure do to every row that points at a business or an owner.

Each room declares its own relations: registry here, rooms above when they start (`apps.py`). A test
walks `_meta.related_objects` and fails for a relation nobody declared, and for a stale declaration.
"""

from enum import StrEnum
from typing import NamedTuple

from django.apps import apps

from binaan.registry.models import Business, Owner

SUBJECTS = (Business, Owner)

# What points at a business without a foreign key, because its room knows no businesses. It moves.
POINTING: dict[str, type] = {
    "intake.ListedKey.record_id": Business,
    "intake.Submission.record_id": Business,
    "intake.Target.record_id": Business,
}

# Made from claims by projecting: made anew when a merge is taken back, nobody's to decide.
DERIVED = {"registry.Alias.owner"}


class Restated(NamedTuple):
    """How rows dated twice come together: `same`, with the record, is what makes them one fact.

    Overlapping times of one fact become one. `single`: a record holds one value of it at a time,
    so that the survivor keeps its own.
    """

    same: tuple[str, ...]
    single: bool = False


RESTATED = {
    "registry.Role": Restated(("kind",)),
    "registry.Guidance": Restated(("office_id",)),
    "registry.Identifier": Restated(("kind",), single=True),
}


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


class Column(NamedTuple):
    """A column that may tell of a person without pointing at one: a note, a number, a paper.

    `name`: "programmes.Message.to". `way`: from its row to the business or owner, as Django writes
    it; "" where the row names somebody in words only and is looked for by those.
    """

    name: str
    way: str
    erasure: Erasure
    why: str


COLUMNS: dict[str, Column] = {}


def tells(name: str, *, way: str, erasure: Erasure, why: str) -> None:
    """Sign up a column that erasing must reach (docs/rules/penghapusan.md)."""
    made = Column(name, way, erasure, why)
    if COLUMNS.setdefault(name, made) != made:
        raise ValueError(f"{name} was declared twice, differently.")


def declare(name: str, *, merging: Merging, erasure: Erasure, why: str) -> None:
    """Sign a relation up. Declaring the same again is fine; two answers for one are not."""
    made = Relation(name, merging, erasure, why)
    if DECLARED.setdefault(name, made) != made:
        raise ValueError(f"{name} was declared twice, differently.")


def existing() -> set[str]:
    """Every relation to a business or an owner that the models have, nameless ones (`+`) too."""
    return {
        f"{found.related_model._meta.label}.{found.field.name}"
        for subject in SUBJECTS
        for found in subject._meta.get_fields(include_hidden=True)
        if found.auto_created and not found.concrete
    }


def undeclared() -> set[str]:
    """Relations nobody said anything about."""
    return existing() - DECLARED.keys()


def stale() -> set[str]:
    """Declarations for relations that are no more."""
    return DECLARED.keys() - existing()


def points_at(name: str, subject: type, keys: list) -> bool:
    """Whether any row of this relation points at one of these businesses or owners."""
    label, field = name.rsplit(".", 1)
    model = apps.get_model(label)
    if model._meta.get_field(field).related_model is not subject:
        return False
    return model._default_manager.filter(**{f"{field}__in": keys}).exists()


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

# Answers from the field know their record by its key (`record_id`), not by a pointer.
_OF_THE_FIELD = (
    ("Submission.answers", "blank", "jawaban orangnya"),
    ("Submission.name", "blank", "sebutan dapat memuat nama"),
    ("Submission.meta", "blank", "sebutan, ponsel dan petugas menurut mesinnya"),
    ("Submission.file", "delete", "jawaban seperti datangnya"),
    ("Submission.trouble", "keep", "masalah kiriman, tanpa isi jawaban"),
    ("Submission.row_key", "keep", "kunci baris, tanpa isi jawaban"),
    ("Attachment.file", "delete", "foto dan tanda tangan menunjuk orang"),
    ("Attachment.name", "keep", "nama berkas dari ponsel"),
    ("Review.reason", "blank", "kata bebas"),
    ("Review.was", "blank", "jawaban orangnya"),
    ("Review.value", "blank", "jawaban orangnya"),
    ("CallBack.asked", "blank", "jawaban orangnya"),
    ("CallBack.note", "blank", "kata bebas"),
    ("Conflict.fields", "blank", "jawaban orangnya"),
    ("Conflict.reason", "blank", "kata bebas"),
    ("Target.label", "blank", "nama usaha dapat memuat nama orang"),
    ("Target.state_why", "blank", "kata bebas"),
    ("ClientAct.result", "keep", "kunci dari yang dicatat, tanpa isinya"),
)
for _name, _erasure, _why in _OF_THE_FIELD:
    tells(f"intake.{_name}", way="", erasure=Erasure(_erasure), why=_why)
