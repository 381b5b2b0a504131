"""Step by step with one list: confirm its mapping, put it in, stop, go on. Each step is a person's.

Every action holds the job first and then the batch, as the worker does. Pressing twice does nothing
the second time.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access import audit
from binaan.intake import samples, versions
from binaan.intake.importing import JOB, forget_counts, forget_rows
from binaan.intake.mapcheck import checked, hash_of
from binaan.intake.models import Batch, BatchState
from binaan.intake.permitting import must_be_allowed
from binaan.kit import jobs
from binaan.kit.models import Job, JobState

RUNNING = (BatchState.RECEIVED, BatchState.LANDING, BatchState.APPLYING)


class AlreadyThere(ValidationError):
    """Another batch reads the same file in the same way; `batch` is that one."""

    def __init__(self, batch: Batch):
        super().__init__(
            "Berkas ini sudah pernah dibaca dengan peta kolom yang sama. Buka kiriman itu, atau ubah "
            "peta kolomnya."
        )
        self.batch = batch


@transaction.atomic
def confirm_mapping(batch: Batch, *, mapping: dict, remember: bool, by) -> Batch:
    """Read the file by this mapping (as proposing.propose shapes it) and foresee; ends in LANDED.

    With `remember`, the next file of this list with the same headings is read the same way. Raises
    AlreadyThere, ValidationError for a mapping that cannot be, PermissionDenied.
    """
    batch = _held(batch, by)
    wanted = checked(batch, mapping)
    if batch.state == BatchState.LANDING and batch.mapping == wanted:
        return batch
    _must_be(
        batch, BatchState.PROPOSED, "Peta kolom kiriman ini tidak sedang menunggu persetujuan."
    )
    folded = hash_of(wanted)
    other = Batch.objects.filter(
        version=batch.version, file=batch.file, place=batch.place, mapping_hash=folded
    )
    found = other.exclude(pk=batch.pk).first()
    if found is not None:
        raise AlreadyThere(found)
    batch.mapping, batch.mapping_hash, batch.refusal = wanted, folded, ""
    _enqueue(batch, BatchState.LANDING, by, remember=by.username if remember else "")
    _note("list.mapped", batch, by, {"remember": remember, "sheets": len(wanted["sheets"])})
    return batch


@transaction.atomic
def reread(batch: Batch, *, entries: dict, headings: dict, by) -> Batch:
    """Propose anew for sheets whose heading stands elsewhere than proposed; ends in PROPOSED again.

    `entries` are the sheets as a person has changed them so far, `headings` gives first and last
    line of the heading by sheet.
    """
    batch = _held(batch, by)
    _must_be(
        batch, BatchState.PROPOSED, "Peta kolom kiriman ini tidak sedang menunggu persetujuan."
    )
    batch.proposal, batch.refusal = batch.proposal | {"sheets": entries}, ""
    _enqueue(batch, BatchState.RECEIVED, by, headings=headings)
    return batch


@transaction.atomic
def remap(batch: Batch, *, by) -> Batch:
    """From the preview back to the mapping; what was read is forgotten."""
    batch = _held(batch, by)
    if batch.state == BatchState.PROPOSED:
        return batch
    _must_be(batch, BatchState.LANDED, "Peta kolom hanya dapat diubah sebelum daftar dimasukkan.")
    forget_rows(batch)
    forget_counts(batch)
    batch.state = BatchState.PROPOSED
    batch.save()
    _note("list.remapped", batch, by)
    return batch


@transaction.atomic
def go(batch: Batch, *, by) -> Batch:
    """Put a list into the register whose preview was seen.

    Where another file of the list went in since the preview, the preview no longer holds: it is
    made anew (the state is LANDING then) and waits for a person again.
    """
    batch = _held(batch, by)
    if batch.state in (BatchState.APPLYING, BatchState.APPLIED):
        return batch
    _must_be(batch, BatchState.LANDED, "Pratinjau kiriman ini belum siap.")
    others = Batch.objects.filter(version__source=batch.version.source, state=BatchState.APPLYING)
    if others.exclude(pk=batch.pk).exists():
        raise ValidationError(
            "Kiriman lain dari daftar ini sedang diterapkan. Tunggu sampai selesai."
        )
    if versions.overtaken(batch, datetime.fromisoformat(batch.foreseen["at"])):
        _enqueue(batch, BatchState.LANDING, by)
        _note("list.renewed", batch, by)
        return batch
    batch.known_at = timezone.now()
    samples.forget(batch)
    _enqueue(batch, BatchState.APPLYING, by)
    _note("list.approved", batch, by)
    return batch


@transaction.atomic
def cancel(batch: Batch, *, by) -> Batch:
    """Stop a list. Before anything was applied, it is forgotten (CANCELLED; the file stays).

    While it is applied, it stops behind the chunk at work: what is in stays in, `resume` goes on.
    """
    batch = _held(batch, by)
    if batch.state in (BatchState.CANCELLED, BatchState.STOPPED):
        return batch
    if batch.state == BatchState.APPLIED:
        raise ValidationError("Kiriman ini sudah selesai diterapkan, jadi tidak dapat dibatalkan.")
    if batch.job is not None:
        jobs.cancel(batch.job)
    if batch.state == BatchState.APPLYING:
        batch.state = BatchState.STOPPED
        batch.save(update_fields=["state"])
        _note("list.stopped", batch, by, {"through": batch.applied_through})
        return batch
    forget_rows(batch)
    forget_counts(batch)
    samples.forget(batch)
    # The same file may be handed over anew: this batch no longer stands for it.
    batch.state, batch.mapping_hash = BatchState.CANCELLED, batch.pk.hex
    batch.save()
    _note("list.cancelled", batch, by)
    return batch


@transaction.atomic
def resume(batch: Batch, *, by) -> Batch:
    """Go on where a list was stopped, or where its work failed."""
    batch = _held(batch, by)
    failed = batch.job is not None and batch.job.state in (JobState.FAILED, JobState.CANCELLED)
    if batch.state in RUNNING and not failed:
        return batch
    if batch.state not in (BatchState.STOPPED, *RUNNING):
        raise ValidationError("Kiriman ini tidak sedang berhenti.")
    state = BatchState.APPLYING if batch.state == BatchState.STOPPED else batch.state
    arguments = batch.job.arguments if batch.job else {}
    kept = {name: arguments[name] for name in ("remember", "headings") if name in arguments}
    _enqueue(batch, state, by, **kept)
    _note("list.resumed", batch, by, {"through": batch.applied_through})
    return batch


def _held(batch: Batch, by) -> Batch:
    """The batch as it stands, held until the transaction ends; its job first, as the worker does."""
    job = Batch.objects.values_list("job_id", flat=True).get(pk=batch.pk)
    list(Job.objects.select_for_update().filter(pk=job))
    related = Batch.objects.select_related("version__source__office", "place", "job")
    held = related.select_for_update(of=("self",)).get(pk=batch.pk)
    source = held.version.source
    must_be_allowed(source.kind, source.office, held.place, by)
    return held


def _must_be(batch: Batch, state: BatchState, sentence: str) -> None:
    if batch.state != state:
        raise ValidationError(f"{sentence} Keadaannya sekarang: {batch.get_state_display()}.")


def _enqueue(batch: Batch, state: BatchState, by, **more) -> None:
    arguments = {"batch": str(batch.pk)} | {name: value for name, value in more.items() if value}
    batch.state, batch.job = state, jobs.enqueue(JOB, arguments, by=by.username)
    batch.save()


def _note(verb: str, batch: Batch, by, payload: dict | None = None) -> None:
    office = batch.version.source.office
    audit.record(verb, batch, by=by, payload=payload or {}, place=batch.place, office=office)
