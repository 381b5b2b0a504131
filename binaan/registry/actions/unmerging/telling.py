"""What came to the survivor since a merge, in words for the page that takes the merge back."""

from collections.abc import Callable

from django.apps import apps
from django.db import transaction

from binaan.kit.dates import long_date
from binaan.registry.actions.unmerging.acting import Work
from binaan.registry.actions.unmerging.sorting import Item
from binaan.registry.models import Merge


def _claim(row) -> str:
    day = long_date(row.as_of)
    if row.batch_id:
        return f"Keterangan daftar {row.batch.version.source.name} per {day}"
    return f"{'Koreksi' if row.correction else 'Keterangan'} per {day} oleh {row.by}"


# By model: words of a row, without anything personal.
WORDS: dict[str, Callable] = {
    "registry.Claim": _claim,
    "registry.Consent": lambda row: f"Persetujuan {row.get_purpose_display().lower()}",
    "registry.Guidance": lambda row: f"Pembinaan {row.office} sejak {long_date(row.valid_from)}",
    "registry.Identifier": lambda row: f"Nomor {row.get_kind_display()}",
    "registry.Membership": lambda row: f"Keanggotaan: {row.get_status_display()}",
    "registry.Phone": lambda row: "Nomor telepon tambahan",
    "registry.Photo": lambda row: "Foto",
    "registry.Role": lambda row: f"Menjalankan usaha {row.business}",
    "registry.Verification": lambda row: f"Pemeriksaan {long_date(row.on)} oleh {row.by}",
    "intake.ListedKey": lambda row: f"Baris daftar {row.source.name}",
}


@transaction.atomic
def later_items(merge: Merge) -> list[dict]:
    """Each with `relation`, `id`, `words` and `side`: "left" or "right" where that is sure, else "ask".

    Of a merge taken back with questions left: those. Nothing is written.
    """
    sides = Work.prepare(merge).sides()
    told: dict = {}
    for one in sorted(sides):
        told.setdefault(one.key, _told(one, sides[one]))
    return list(told.values())


def _told(one: Item, side: str) -> dict:
    model = _model(one.relation)
    row = model._default_manager.get(pk=one.key)
    words = WORDS.get(model._meta.label, lambda row: str(model._meta.verbose_name).capitalize())
    return {"relation": one.relation, "id": str(one.key), "words": words(row), "side": side}


def _model(relation: str):
    label = relation if relation.count(".") == 1 else relation.rsplit(".", 1)[0]
    return apps.get_model(label)
