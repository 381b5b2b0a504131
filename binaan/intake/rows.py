"""Landed rows again, chunk by chunk: as they are applied, and as they are foretold."""

import polars as pl

from binaan.intake import landing
from binaan.intake.models import Batch
from binaan.kit import bulk

PROGRESS = ["new", "changed", "unchanged", "waiting", "applied_through"]


def next_rows(batch: Batch, through: int, many: int) -> pl.DataFrame:
    """The next rows behind `through` that are to be applied: address, place, key, hash and cells."""
    statement = (
        "SELECT ordinal, sheet, line, place_id, key, hash, cells FROM intake_row"
        " WHERE batch_id = %s AND ordinal > %s AND NOT held AND NOT repeated AND NOT same"
        " ORDER BY ordinal LIMIT %s"
    )
    mine = batch.pk if bulk.on_postgresql() else batch.pk.hex
    found = bulk.pull(statement, [mine, through, many])
    return found.with_columns(
        pl.col("ordinal", "hash").cast(pl.Int64), pl.col("sheet", "line").cast(pl.Int32)
    )


def cleaned(batch: Batch, reader, rows: pl.DataFrame) -> pl.DataFrame:
    """Landed rows as typed columns; every sheet is read by its own columns and factors."""
    remembered = landing.Remembered(batch.version.source)
    read = [
        reader.read(remembered.applied(landing.fields_of(mine, batch.layout))).clean
        for mine in rows.partition_by("sheet", maintain_order=True)
    ]
    clean = reader.completed(pl.concat(read, how="vertical_relaxed").drop("key"))
    marks = rows.select("ordinal", "key", "hash")
    return clean.join(marks, on="ordinal", how="left", maintain_order="left")
