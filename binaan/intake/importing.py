"""The job of a list: propose a mapping, land every row and problem, foresee, apply chunk by chunk.

Landing starts again from nothing after a crash; applying goes on behind the last committed chunk.
Both therefore end with the same tables as a run nobody disturbed. Between the steps of a batch that
goes step by step no job is open: a person starts the next one (actions/steps).
"""

import hashlib
import time
from collections.abc import Callable
from functools import partial

import polars as pl
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from binaan.access import audit
from binaan.intake import foreseeing, landing, mapping, proposing, samples, versions
from binaan.intake.kinds import KINDS
from binaan.intake.models import Batch, BatchState, KeyNote, Problem, Row
from binaan.intake.rows import PROGRESS, cleaned, next_rows
from binaan.kit import bulk, files
from binaan.kit.ahead import ahead
from binaan.kit.jobs import Gone, job
from binaan.kit.sheets import reading
from binaan.kit.sheets.cells import SEPARATOR

JOB = "intake.import"
CHUNK = 25_000
MANY = 1_000  # rows after which the planner of the store should look at its tables again
TRIES = 5  # of a chunk whose look-ups were overtaken by somebody else's writing
PAUSE = 0.2  # seconds, longer each time
APPLIED: list[Callable[[Batch], None]] = []  # called in the transaction that ends a batch


@job(JOB)
def run(work, beat) -> None:
    """Take one batch as far as it goes without a person."""
    batch = Batch.objects.select_related("version__source__office", "place", "file").get(
        pk=work.arguments["batch"]
    )
    if batch.state in (BatchState.RECEIVED, BatchState.LANDING):
        try:
            _prepare(batch, work, beat)
        except (reading.Unreadable, ValidationError) as error:
            _refuse(batch, error, beat)
            return
        except Gone:
            raise
        except Exception:
            forget_rows(batch)
            raise
    if batch.state == BatchState.APPLYING:
        apply(batch, beat)


def _prepare(batch: Batch, work, beat) -> None:
    if batch.step_by_step and batch.state == BatchState.RECEIVED:
        propose(batch, beat, headings=work.arguments.get("headings", {}))
        return
    land(batch, beat, remember_by=work.arguments.get("remember", ""))
    if batch.step_by_step:
        foreseeing.foresee(batch, beat, chunk=CHUNK)


def _refuse(batch: Batch, error: Exception, beat) -> None:
    """Say why; where a person chose the mapping, back to choosing: it may be the mapping that is wrong."""
    sentence = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
    chosen = batch.step_by_step and batch.proposal and isinstance(error, ValidationError)
    forget_rows(batch)
    with transaction.atomic():
        beat(0, 0, "Ditolak")
        batch.state = BatchState.PROPOSED if chosen else BatchState.REFUSED
        batch.refusal = sentence
        batch.save(update_fields=["state", "refusal"])
        audit.record("list.refused", batch, by=batch.by, payload={"why": sentence})


COUNTED = ("rows", "new", "changed", "unchanged", "waiting", "vanished", "landed_through")


@transaction.atomic
def forget_rows(batch: Batch) -> None:
    """What a landing that did not end, or that nobody wanted, left behind."""
    Problem.objects.filter(batch=batch).delete()
    Row.objects.filter(batch=batch).delete()
    KeyNote.objects.filter(batch=batch).delete()


def forget_counts(batch: Batch) -> None:
    """As if nothing of the file had been read; the caller saves."""
    for name in COUNTED:
        setattr(batch, name, 0)
    batch.foreseen, batch.compared = {}, {}


def _sheets(batch: Batch) -> list[reading.RawSheet]:
    return reading.read(files.path_of(batch.file_id), batch.file_name)


def propose(batch: Batch, beat, *, headings: dict) -> None:
    """Look at the file and suggest how to read it; a person confirms it (actions/steps).

    Where `headings` says in which lines the heading of a sheet stands, only that sheet is anew.
    """
    beat(0, 0, "Membaca berkas")
    kind, source = KINDS[batch.version.source.kind], batch.version.source
    sheets = _sheets(batch)
    samples.keep(batch, sheets)
    if headings:
        found = batch.proposal | {"sheets": dict(batch.proposal["sheets"])}
        for sheet in sheets:
            if sheet.name in headings:
                found["sheets"][sheet.name] = proposing.propose_at(
                    kind, sheet, *headings[sheet.name]
                )
    else:
        found = proposing.propose(kind, sheets, source)
    with transaction.atomic():
        beat(0, 0, "Peta kolom diusulkan")
        batch.proposal, batch.state, batch.refusal = found, BatchState.PROPOSED, ""
        batch.save(update_fields=["proposal", "state", "refusal"])


def land(batch: Batch, beat, *, remember_by: str = "") -> None:
    """Read the kept file, check every row, keep the rows and their problems."""
    sheets = _sheets(batch)
    kind, source = KINDS[batch.version.source.kind], batch.version.source
    with transaction.atomic():
        beat(0, 0, "Membaca berkas")
        forget_rows(batch)
        forget_counts(batch)
        pairs = mapping.layouts(kind, sheets, batch.mapping, source=source)
        if remember_by:
            mapping.remember(source, [layout for _sheet, layout in pairs], remember_by)
        batch.layout = [layout.as_json() for _sheet, layout in pairs]
        if not batch.step_by_step:
            read = {sheet.name for sheet, _layout in pairs}
            batch.proposal = {"left_out": [one.name for one in sheets if one.name not in read]}
        batch.state, batch.refusal = BatchState.LANDING, ""
        batch.save()
    total = sum(sheet.frame.height for sheet, _layout in pairs)
    lander = landing.Lander(batch, kind)
    for number, (sheet, layout) in enumerate(pairs):
        found = landing.table(kind, sheet, layout)
        batch.layout[number] = found.layout.as_json() | {"rows": found.rows.height}
        lander.foresee(found)
        for part in ahead(partial(lander.prepare, number, found.layout), found.parts()):
            with transaction.atomic():
                beat(batch.rows, total, "Membaca dan memeriksa baris")
                lander.keep(part)
    if not batch.rows:
        if empty := sum(sheet.uncalculated for sheet, _layout in pairs):
            raise ValidationError(reading.not_calculated(empty))
        raise ValidationError(
            "Di bawah judul kolom tidak ada satu baris data pun. Periksa berkasnya."
        )
    with transaction.atomic():
        beat(batch.rows, batch.rows, "Baris sudah diperiksa")
        lander.finish()
        if not batch.step_by_step:
            batch.state, batch.known_at = BatchState.APPLYING, timezone.now()
        batch.save()


def apply(batch: Batch, beat) -> None:
    """Apply landed rows that do not wait, in chunks that each commit with their progress."""
    kind = KINDS[batch.version.source.kind]
    reader = kind.reader(batch)
    while (rows := _next_rows(batch)).height:
        for again in range(1, TRIES + 1):
            try:
                _apply_chunk(batch, kind, reader, rows, beat)
                break
            except (IntegrityError, OperationalError):
                if again == TRIES:
                    raise
                batch.refresh_from_db(fields=PROGRESS)
                time.sleep(PAUSE * again)
    _finish(batch, beat)
    if batch.rows >= MANY:
        bulk.refresh_statistics()


def _apply_chunk(batch: Batch, kind, reader, rows: pl.DataFrame, beat) -> None:
    """One chunk in one transaction; the beat inside it holds the lease until the commit."""
    with transaction.atomic():
        beat(batch.applied_through, batch.rows, "Menerapkan ke direktori")
        done = kind.apply(batch, cleaned(batch, reader, rows))
        landing.insert_problems(batch, done.problems, rows, batch.layout)
        batch.new += done.new
        batch.changed += done.changed
        batch.unchanged += done.unchanged
        batch.applied_through = rows["ordinal"].max()
        batch.save(update_fields=PROGRESS)


def _next_rows(batch: Batch) -> pl.DataFrame:
    return next_rows(batch, batch.applied_through, CHUNK)


def _finish(batch: Batch, beat) -> None:
    root = hashlib.sha256()
    hashes = Row.objects.filter(batch=batch).order_by("ordinal").values_list("hash", flat=True)
    for value in hashes.iterator(chunk_size=20_000):
        root.update(f"{value}{SEPARATOR}".encode())
    with transaction.atomic():
        beat(batch.rows, batch.rows, "Selesai")
        versions.take_effect(batch)
        batch.state, batch.applied_at = BatchState.APPLIED, timezone.now()
        batch.save(update_fields=["state", "applied_at", "vanished"])
        counts = {
            name: getattr(batch, name)
            for name in ("rows", "new", "changed", "unchanged", "waiting", "vanished")
        }
        audit.record(
            "list.applied",
            batch,
            by=batch.by,
            payload={**counts, "root": root.hexdigest()},
            place=batch.place,
            office=batch.version.source.office,
        )
        if applied := KINDS[batch.version.source.kind].applied:
            applied(batch)
        for told in APPLIED:
            told(batch)
