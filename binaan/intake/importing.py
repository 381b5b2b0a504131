"""The job of an import: land every row and problem, then apply chunk by chunk.

Landing starts again from nothing after a crash; applying goes on behind the last committed chunk.
Both therefore end with the same tables as a run nobody disturbed.
"""

import hashlib
import time
from functools import partial

import polars as pl
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from binaan.access import audit
from binaan.intake import landing
from binaan.intake.kinds import KINDS
from binaan.intake.models import Batch, BatchState, ListedKey, Problem, Row
from binaan.kit import bulk, files
from binaan.kit.ahead import ahead
from binaan.kit.jobs import Gone, job
from binaan.kit.sheets import reading
from binaan.kit.sheets.cells import SEPARATOR

JOB = "intake.import"
CHUNK = 25_000
MANY = 10_000  # rows after which the planner of the store should look at its tables again
TRIES = 5  # of a chunk whose look-ups were overtaken by somebody else's writing
PAUSE = 0.2  # seconds, longer each time


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
            _refuse(batch, error, beat)
            return
        except Gone:
            raise
        except Exception:
            _forget_rows(batch)
            raise
    if batch.state == BatchState.APPLYING:
        apply(batch, beat)


def _refuse(batch: Batch, error: Exception, beat) -> None:
    sentence = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
    _forget_rows(batch)
    with transaction.atomic():
        beat(0, 0, "Ditolak")
        batch.state, batch.refusal = BatchState.REFUSED, sentence
        batch.save(update_fields=["state", "refusal"])
        audit.record("list.refused", batch, by=batch.by, payload={"why": sentence})


@transaction.atomic
def _forget_rows(batch: Batch) -> None:
    """What a landing that did not end left behind."""
    Problem.objects.filter(batch=batch).delete()
    Row.objects.filter(batch=batch).delete()


def land(batch: Batch, beat) -> None:
    """Read the kept file, check every row, keep the rows and their problems."""
    sheets = reading.read(files.path_of(batch.file_id), batch.file_name)
    kind = KINDS[batch.version.source.kind]
    with transaction.atomic():
        beat(0, 0, "Membaca berkas")
        _forget_rows(batch)
        batch.rows = batch.new = batch.changed = batch.unchanged = batch.waiting = 0
        pairs = landing.layouts_of(kind, sheets, batch)
        batch.layout = [layout.as_json() for _sheet, layout in pairs]
        batch.state = BatchState.LANDING
        batch.save()
    total = sum(sheet.frame.height for sheet, _layout in pairs)
    lander = landing.Lander(batch, kind)
    for number, (sheet, layout) in enumerate(pairs):
        lander.foresee(sheet, layout)
        check = partial(lander.prepare, number, layout)
        for part in ahead(check, landing.parts(sheet, layout)):
            with transaction.atomic():
                beat(batch.rows, total, "Membaca dan memeriksa baris")
                lander.keep(part)
    if not batch.rows:
        raise ValidationError(
            "Di bawah judul kolom tidak ada satu baris data pun. Periksa berkasnya."
        )
    with transaction.atomic():
        beat(batch.rows, batch.rows, "Baris sudah diperiksa")
        lander.finish()
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


PROGRESS = ["new", "changed", "unchanged", "applied_through"]


def _apply_chunk(batch: Batch, kind, reader, rows: pl.DataFrame, beat) -> None:
    """One chunk in one transaction; the beat inside it holds the lease until the commit."""
    with transaction.atomic():
        beat(batch.applied_through, batch.rows, "Menerapkan ke direktori")
        done = kind.apply(batch, _cleaned(batch, reader, rows))
        landing.insert_problems(batch, done.problems, rows, batch.layout)
        batch.new += done.new
        batch.changed += done.changed
        batch.unchanged += done.unchanged
        batch.applied_through = rows["ordinal"].max()
        batch.save(update_fields=PROGRESS)


def _cleaned(batch: Batch, reader, rows: pl.DataFrame) -> pl.DataFrame:
    """Landed rows as typed columns; every sheet is read by its own columns and factors."""
    read = [
        reader.read(landing.fields_of(mine, batch.layout)).clean
        for mine in rows.partition_by("sheet", maintain_order=True)
    ]
    clean = reader.completed(pl.concat(read, how="vertical_relaxed").drop("key"))
    marks = rows.select("ordinal", "key", "hash")
    return clean.join(marks, on="ordinal", how="left", maintain_order="left")


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


def _finish(batch: Batch, beat) -> None:
    root = hashlib.sha256()
    hashes = Row.objects.filter(batch=batch).order_by("ordinal").values_list("hash", flat=True)
    for value in hashes.iterator(chunk_size=20_000):
        root.update(f"{value}{SEPARATOR}".encode())
    with transaction.atomic():
        beat(batch.rows, batch.rows, "Selesai")
        _mark_gone_later(batch)
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


def _mark_gone_later(batch: Batch) -> None:
    """Keys that only this older version names are gone since the next one."""
    later = landing.later_version(batch)
    if later is not None:
        ListedKey.objects.filter(batch=batch).update(gone_since=later)
