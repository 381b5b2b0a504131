"""The job of an import: land every row and problem, then apply chunk by chunk.

Landing starts again from nothing after a crash; applying goes on behind the last committed chunk.
Both therefore end with the same tables as a run nobody disturbed.
"""

import hashlib

import polars as pl
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access import audit
from binaan.intake import landing
from binaan.intake.kinds import KINDS
from binaan.intake.models import Batch, BatchState, Problem, Row
from binaan.kit import bulk, files
from binaan.kit.jobs import job
from binaan.kit.sheets import reading
from binaan.kit.sheets.cells import SEPARATOR

JOB = "intake.import"
CHUNK = 25_000


@job(JOB)
def run(work, beat) -> None:
    """Take one batch through landing and applying."""
    batch = Batch.objects.select_related("version__source__office", "place", "file").get(
        pk=work.arguments["batch"]
    )
    if batch.state in (BatchState.RECEIVED, BatchState.LANDING):
        try:
            land(batch, beat)
        except (reading.Unreadable, ValidationError) as error:
            _refuse(batch, error)
            return
    if batch.state == BatchState.APPLYING:
        apply(batch, beat)


def _refuse(batch: Batch, error: Exception) -> None:
    sentence = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
    with transaction.atomic():
        batch.state, batch.refusal = BatchState.REFUSED, sentence
        batch.save(update_fields=["state", "refusal"])
        audit.record("list.refused", batch, by=batch.by, payload={"why": sentence})


def land(batch: Batch, beat) -> None:
    """Read the kept file, check every row, keep the rows and their problems."""
    sheets = reading.read(files.path_of(batch.file_id), batch.file_name)
    kind = KINDS[batch.version.source.kind]
    with transaction.atomic():
        Problem.objects.filter(batch=batch).delete()
        Row.objects.filter(batch=batch).delete()
        batch.rows = batch.new = batch.changed = batch.unchanged = batch.waiting = 0
        pairs = landing.layouts_of(kind, sheets, batch)
        batch.layout = [layout.as_json() for _sheet, layout in pairs]
        batch.state = BatchState.LANDING
        batch.save()
    total = sum(sheet.frame.height for sheet, _layout in pairs)
    lander = landing.Lander(batch, kind)
    for number, (sheet, layout) in enumerate(pairs):
        for part in landing.parts(sheet, layout):
            with transaction.atomic():
                lander.land(number, layout, part)
            beat(batch.rows, total, "Membaca dan memeriksa baris")
    with transaction.atomic():
        lander.finish()
        batch.state, batch.known_at = BatchState.APPLYING, timezone.now()
        batch.save()


def apply(batch: Batch, beat) -> None:
    """Apply landed rows that do not wait, in chunks that each commit with their progress."""
    kind = KINDS[batch.version.source.kind]
    reader = kind.reader(batch)
    while (rows := _next_rows(batch)).height:
        fields = landing.fields_of(rows, batch.layout)
        with transaction.atomic():
            clean = reader.completed(reader.read(fields).clean.drop("key"))
            done = kind.apply(batch, clean.join(rows.select("ordinal", "key", "hash"), on="ordinal"))
            landing.insert_problems(batch, done.problems, rows, batch.layout)
            batch.new += done.new
            batch.changed += done.changed
            batch.unchanged += done.unchanged
            batch.applied_through = rows["ordinal"].max()
            batch.save(update_fields=["new", "changed", "unchanged", "applied_through"])
        beat(batch.applied_through, batch.rows, "Menerapkan ke direktori")
    _finish(batch)


def _next_rows(batch: Batch) -> pl.DataFrame:
    """The next chunk: address, key, hash and cells of rows that are to be applied."""
    statement = (
        "SELECT ordinal, sheet, line, key, hash, cells FROM intake_row WHERE batch_id = %s AND ordinal > %s"
        " AND NOT held AND NOT repeated ORDER BY ordinal LIMIT %s"
    )
    found = bulk.pull(statement, [_key(batch), batch.applied_through, CHUNK])
    return found.with_columns(
        pl.col("ordinal", "hash").cast(pl.Int64), pl.col("sheet", "line").cast(pl.Int32)
    )


def _key(batch: Batch):
    return batch.pk if bulk.on_postgresql() else batch.pk.hex


def _finish(batch: Batch) -> None:
    root = hashlib.sha256()
    hashes = Row.objects.filter(batch=batch).order_by("ordinal").values_list("hash", flat=True)
    for value in hashes.iterator(chunk_size=20_000):
        root.update(f"{value}{SEPARATOR}".encode())
    with transaction.atomic():
        batch.state, batch.applied_at = BatchState.APPLIED, timezone.now()
        batch.save(update_fields=["state", "applied_at"])
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
