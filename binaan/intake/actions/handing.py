"""Handing a list over: the file is kept as it came, then a job reads and applies it."""

from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from binaan.access import audit
from binaan.access.models import Office
from binaan.access.permissions import Permission
from binaan.intake.importing import JOB
from binaan.intake.mapcheck import hash_of
from binaan.intake.models import Batch, BatchState, Source, SourceVersion
from binaan.intake.permitting import may_import, must_be_allowed
from binaan.kit import files, jobs
from binaan.kit.dates import today
from binaan.kit.models import JobState, StoredFile
from binaan.kit.sheets.tags import mark_of
from binaan.places.models import Place

OF_ANOTHER_PLACE = (
    "Daftar {name} adalah daftar {place}, di luar wilayah tugas Anda. Pakai nama daftar sendiri."
)


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
    step_by_step: bool = False,
) -> Batch:
    """Keep a file and put its reading to work; the same file again answers its first batch.

    Step by step, the batch waits for a person after the mapping and after the preview (steps).
    Raises PermissionDenied outside the sender's assignments, ValidationError with a sentence for a
    file, date or mapping that cannot be used.
    """
    must_be_allowed(kind, office, place, by)
    if as_of > today():
        raise ValidationError("Tanggal keadaan daftar belum terjadi; periksa --as-of.")
    _must_be_within_reach(kind, source, office, by)
    kept = _kept(path, by)
    with transaction.atomic():
        listed, _new = Source.objects.get_or_create(
            kind=kind, name=source, office=office, defaults={"place": place}
        )
        version, _new = SourceVersion.objects.get_or_create(source=listed, as_of=as_of)
        wanted = Batch(
            version=version, file=kept, place=place, file_name=path.name, mapping=mapping,
            by=by.username, step_by_step=step_by_step,
        )  # fmt: skip
        batch, new = _found_or_made(wanted, path, by)
        if new or _begins_again(
            Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk), wanted
        ):
            batch.refresh_from_db()
            batch.job = jobs.enqueue(JOB, {"batch": str(batch.pk)}, by=by.username)
            batch.save(update_fields=["job"])
        if new:
            details = {"file": path.name, "sha256": kept.sha256, "source": source}
            audit.record(
                "list.handed_over", batch, by=by, payload=details, place=place, office=office
            )
    return batch


def _must_be_within_reach(kind: str, name: str, office: Office, by) -> None:
    """A list of a wider place is not added to: who does it would not see what became of it."""
    known = Source.objects.filter(kind=kind, name=name, office=office).select_related("place")
    for listed in known:
        if not may_import(kind, office, listed.place, by):
            raise ValidationError(OF_ANOTHER_PLACE.format(name=name, place=listed.place.name))


def _found_or_made(wanted: Batch, path: Path, by) -> tuple[Batch, bool]:
    """The batch of this file, and whether it is new.

    Step by step the mapping comes later, so any batch of this file, date and place is the one,
    unless it was cancelled.
    """
    same = Batch.objects.filter(version=wanted.version, file=wanted.file, place=wanted.place)
    if wanted.step_by_step and not wanted.mapping:
        found = same.exclude(state=BatchState.CANCELLED).order_by("received_at").last()
        if found is not None:
            return found, False
    return Batch.objects.get_or_create(
        version=wanted.version,
        file=wanted.file,
        place=wanted.place,
        mapping_hash=hash_of(wanted.mapping),
        defaults={
            "file_name": wanted.file_name,
            "mapping": wanted.mapping,
            "by": wanted.by,
            "step_by_step": wanted.step_by_step,
            "returns": _returned(wanted.version.source, path, by),
        },
    )


def _returned(source: Source, path: Path, by) -> Batch | None:
    """The batch whose marked workbook comes back here; only one of the same list, within reach."""
    mark = mark_of(path)
    if not mark:
        return None
    permitted = Batch.objects.permitted(by, Permission.LIST_IMPORT)
    try:
        return permitted.filter(pk=mark, version__source=source).first()
    except ValidationError:  # the mark is no identifier
        return None


def _kept(path: Path, by) -> StoredFile:
    if not path.is_file():
        raise ValidationError(f"Berkas {path} tidak ada.")
    try:
        return files.keep(path, name=path.name, by=by.username)
    except OSError as error:
        raise ValidationError(f"Berkas {path} tidak dapat dibaca: {error.strerror}.") from error


WAITS_FOR_A_PERSON = (BatchState.PROPOSED, BatchState.LANDED)


def _begins_again(batch: Batch, wanted: Batch) -> bool:
    """Whether handing the same file over once more puts it to work again.

    So it is with work that broke off or was stopped, with a batch that waits for a person and is
    now to run through, and with a file refused before that is now to be looked at step by step.
    """
    if batch.state in WAITS_FOR_A_PERSON and not wanted.step_by_step:
        batch.step_by_step, batch.state = False, BatchState.LANDING
    elif batch.state == BatchState.STOPPED and not wanted.step_by_step:
        batch.state = BatchState.APPLYING
    elif batch.state == BatchState.REFUSED and wanted.step_by_step:
        batch.step_by_step, batch.state, batch.refusal = True, BatchState.RECEIVED, ""
    else:
        return _broke_off(batch)
    batch.save(update_fields=["step_by_step", "state", "refusal"])
    return True


def _broke_off(batch: Batch) -> bool:
    """Whether the work on a batch failed half way."""
    working = (BatchState.RECEIVED, BatchState.LANDING, BatchState.APPLYING)
    return (
        batch.state in working
        and batch.job is not None
        and batch.job.state in (JobState.FAILED, JobState.CANCELLED)
    )
