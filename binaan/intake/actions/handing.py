"""Handing a list over: the file is kept as it came, then a job reads and applies it."""

import hashlib
import json
from datetime import date
from pathlib import Path

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from binaan.access import audit
from binaan.access.models import Office
from binaan.access.permissions import Permission
from binaan.intake.importing import JOB
from binaan.intake.kinds import KINDS
from binaan.intake.models import Batch, BatchState, Source, SourceVersion
from binaan.kit import files, jobs
from binaan.kit.dates import today
from binaan.kit.models import JobState, StoredFile
from binaan.places.models import Place


def hand_over(
    kind: str,
    path: Path,
    *,
    source: str,
    office: Office,
    place: Place,
    as_of: date,
    mapping: dict,
    by,
) -> Batch:
    """Keep a file and put its reading to work; the same file again answers its first batch.

    Raises PermissionDenied outside the sender's assignments, ValidationError with a sentence for a
    file, date or mapping that cannot be used.
    """
    _must_be_allowed(kind, office, place, by)
    if as_of > today():
        raise ValidationError("Tanggal keadaan daftar belum terjadi; periksa --as-of.")
    kept = _kept(path, by)
    folded = json.dumps(mapping, sort_keys=True)
    with transaction.atomic():
        listed, _new = Source.objects.get_or_create(
            kind=kind, name=source, office=office, defaults={"place": place}
        )
        version, _new = SourceVersion.objects.get_or_create(source=listed, as_of=as_of)
        batch, new = Batch.objects.get_or_create(
            version=version,
            file=kept,
            place=place,
            mapping_hash=hashlib.sha256(folded.encode()).hexdigest(),
            defaults={"file_name": path.name, "mapping": mapping, "by": by.username},
        )
        if new or _broke_off(Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)):
            batch.job = jobs.enqueue(JOB, {"batch": str(batch.pk)}, by=by.username)
            batch.save(update_fields=["job"])
        if new:
            details = {"file": path.name, "sha256": kept.sha256, "source": source}
            audit.record(
                "list.handed_over", batch, by=by, payload=details, place=place, office=office
            )
    return batch


def _kept(path: Path, by) -> StoredFile:
    if not path.is_file():
        raise ValidationError(f"Berkas {path} tidak ada.")
    try:
        return files.keep(path, name=path.name, by=by.username)
    except OSError as error:
        raise ValidationError(f"Berkas {path} tidak dapat dibaca: {error.strerror}.") from error


def _broke_off(batch: Batch) -> bool:
    """Whether the work on a batch failed half way, so that handing over again takes it up."""
    over = batch.state in (BatchState.APPLIED, BatchState.REFUSED)
    return (
        not over
        and batch.job is not None
        and batch.job.state in (JobState.FAILED, JobState.CANCELLED)
    )


def _must_be_allowed(kind: str, office: Office, place: Place, by) -> None:
    permission = Permission(KINDS[kind].permission)
    for held in by.holdings(permission):
        here = place.path == held.place.path or place.path.startswith(
            f"{held.place.path}." if held.place.path else ""
        )
        if here and held.office_id in (None, office.pk):
            return
    raise PermissionDenied(
        f"{by.username} tidak bertugas memasukkan daftar {office.name} di {place.name}."
    )
