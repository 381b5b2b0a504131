"""The nomenclature as people keep it: an official list comes in, an old row continues in a new one."""

from collections.abc import Iterable
from pathlib import Path

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.kit import files
from binaan.places import loading, nomenclature
from binaan.places.models import NomenclatureItem, NomenclatureLink
from binaan.places.rules.nomenclature import BY_KEY

NOT_YOURS = "Anda tidak bertugas menyusun rencana."
ORDER = list(BY_KEY)


@transaction.atomic
def import_official(path: Path, *, era: str, source: str, by) -> dict[str, int]:
    """The rows of an official list of one era; the file is kept. Answers what was new, changed."""
    _must_plan(by)
    if not source.strip():
        raise ValidationError("Sebutkan sumbernya, misalnya nomor keputusannya.")
    counts = nomenclature.import_official(path, era=era, source=source)
    kept = files.keep(path, name=path.name, by=by.username)
    if any(counts.values()):
        loading.note_load("nomenclature", f"{source} (edisi {era})"[:300])
        payload = {"era": era, "source": source, "file": kept.sha256, **counts}
        audit.record("nomenclature.imported", f"places.NomenclatureItem:{era}", by=by,
                     payload=payload)  # fmt: skip
    return counts


@transaction.atomic
def link(
    pairs: Iterable[tuple[NomenclatureItem, NomenclatureItem]], *, by, note: str = ""
) -> list[NomenclatureLink]:
    """Each old row continues in the new one beside it; what is decided already stays."""
    _must_plan(by)
    made = []
    for old, new in pairs:
        if ORDER.index(old.era) >= ORDER.index(new.era):
            raise ValidationError(
                f"{old.code} (edisi {old.era}) tidak mendahului {new.code} (edisi {new.era}). "
                "Pilih baris edisi lama lebih dulu."
            )
        found, fresh = NomenclatureLink.objects.get_or_create(
            old=old, new=new, defaults={"note": note, "by": by.username}
        )
        made += [found] if fresh else []
    if made:
        payload = {"pairs": [_told(one) for one in made], "note": note}
        audit.record("nomenclature.linked", "places.NomenclatureLink", by=by, payload=payload)
    return made


@transaction.atomic
def unlink(found: NomenclatureLink, *, by) -> None:
    """What was said to continue does not; the trail keeps that it was said."""
    _must_plan(by)
    payload = {"pairs": [_told(found)], "by": found.by}
    found.delete()
    audit.record("nomenclature.unlinked", "places.NomenclatureLink", by=by, payload=payload)


def _told(found: NomenclatureLink) -> list[str]:
    return [found.old.era, found.old.code, found.new.era, found.new.code]


def _must_plan(by) -> None:
    if not by.may(Permission.PLAN_EDIT):
        raise PermissionDenied(NOT_YOURS)
