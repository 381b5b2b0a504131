"""Landing: every row of a file checked at once, kept with its problems, told apart from the last time."""

from typing import NamedTuple

import polars as pl
from django.db.models.expressions import RawSQL

from binaan.intake.kinds import Kind
from binaan.intake.mapping import Layout, layouts
from binaan.intake.models import Batch, BatchState, ListedKey, Row, SourceVersion
from binaan.intake.repeating import Seen
from binaan.kit import bulk
from binaan.kit.sheets.cells import SEPARATOR, letters
from binaan.kit.sheets.reading import RawSheet

PART = 100_000
NONE = pl.DataFrame(
    schema={
        "ordinal": pl.Int64, "field": pl.String, "code": pl.String,
        "value": pl.String, "suggestion": pl.String,
    }
)  # fmt: skip


def layouts_of(kind: Kind, sheets: list[RawSheet], batch: Batch) -> list[tuple[RawSheet, Layout]]:
    """The sheets to read and how; see intake/mapping."""
    return layouts(kind, sheets, batch.mapping)


def parts(sheet: RawSheet, layout: Layout):
    """Data rows below the heading in which any mapped cell says something, in parts."""
    mapped = [f"c{index}" for index in layout.columns.values()]
    below = sheet.frame.filter(
        (pl.col("line") > layout.heading_line) & pl.any_horizontal(pl.col(mapped).is_not_null())
    )
    yield from below.iter_slices(PART)


def fields_of(rows: pl.DataFrame, layout_list: list[dict]) -> pl.DataFrame:
    """Landed rows as field columns again: `ordinal`, `key_cell` and one text column a field."""
    frames = []
    for number in rows["sheet"].unique(maintain_order=True).to_list():
        layout = layout_list[number]
        mine = rows.filter(pl.col("sheet") == number)
        cells = pl.col("cells").str.split(SEPARATOR)
        wanted = dict(layout["columns"])
        if layout["key"] is not None:
            wanted["key_cell"] = layout["key"]
        picked = [
            cells.list.get(index, null_on_oob=True).replace("", None).alias(name)
            for name, index in wanted.items()
        ]
        frames.append(_multiplied(mine.select("ordinal", *picked), layout["multiply"]))
    return pl.concat(frames, how="diagonal").sort("ordinal")


def _multiplied(frame: pl.DataFrame, multiply: dict[str, float]) -> pl.DataFrame:
    marks = [pl.lit(float(factor)).alias(f"{name}__times") for name, factor in multiply.items()]
    return frame.with_columns(marks)


def insert_problems(
    batch: Batch, problems: pl.DataFrame, rows: pl.DataFrame, layout_list: list[dict]
) -> None:
    """Keep problems with the address of their cell; `rows` gives sheet and line by ordinal."""
    if problems.is_empty():
        return
    columns = pl.DataFrame(
        [
            (number, field, letters(index))
            for number, layout in enumerate(layout_list)
            for field, index in layout["columns"].items()
        ],
        schema={"sheet": pl.Int32, "field": pl.String, "column": pl.String},
        orient="row",
    )
    placed = problems.join(rows.select("ordinal", "sheet", "line"), on="ordinal", how="left")
    placed = placed.join(columns, on=["sheet", "field"], how="left", maintain_order="left")
    frame = placed.select(
        pl.lit(batch.pk.hex).alias("batch_id"),
        "ordinal",
        "sheet",
        "line",
        pl.col("column").fill_null(""),
        "field",
        "code",
        pl.col("value").fill_null(""),
        "suggestion",
    )
    bulk.insert("intake_problem", frame)


def later_version(batch: Batch) -> SourceVersion | None:
    """The next version of the same list that is in the register already, by its own date."""
    version = batch.version
    later = version.source.versions.filter(
        as_of__gt=version.as_of, batches__state=BatchState.APPLIED, batches__place=batch.place
    )
    return later.order_by("as_of").first()


class Prepared(NamedTuple):
    """A part of a sheet, checked: every row told apart, the rows to keep, their places, problems."""

    number: int
    layout: Layout
    rows: pl.DataFrame
    kept: pl.DataFrame
    placed: pl.DataFrame
    problems: pl.DataFrame
    last: int


class Lander:
    """Lands one file part by part and remembers which keys it has seen."""

    def __init__(self, batch: Batch, kind: Kind):
        self.batch, self.reader = batch, kind.reader(batch)
        self.later = later_version(batch)
        self.known = self._known_keys()
        self.seen = Seen(self.reader)
        self.held: list[pl.DataFrame] = []
        self.ordinal = 0

    def _known_keys(self) -> pl.DataFrame:
        """Keys of earlier versions of this list with the content they had.

        None for a version older than the newest: what it says is news for its own date, even in
        the very words of a later one.
        """
        if self.later is not None:
            return pl.DataFrame(schema={"key": pl.String, "hash": pl.Int64})
        source = self.batch.version.source_id
        where = source if bulk.on_postgresql() else source.hex
        found = bulk.pull(
            "SELECT key, hash, CASE WHEN gone_since_id IS NULL THEN 'there' ELSE 'gone' END AS state"
            " FROM intake_listedkey WHERE source_id = %s",
            [where],
        )
        return found.with_columns(pl.col("hash").cast(pl.Int64))

    def foresee(self, sheet: RawSheet, layout: Layout) -> None:
        """Let the reader look up in the database what the rows of a sheet will need."""
        below = sheet.frame.filter(pl.col("line") > layout.heading_line)
        self.reader.foresee(self._fields(below.with_columns(pl.lit(0).alias("ordinal")), layout))

    def prepare(self, number: int, layout: Layout, part: pl.DataFrame) -> Prepared:
        """Check one part and choose what is kept of it: new, changed, waiting, repeated rows.

        Asks the database nothing, so that it may run while the part before is being written.
        """
        first = self.ordinal + 1
        self.ordinal += part.height
        part = part.with_columns(pl.int_range(first, first + part.height).alias("ordinal"))
        fields = self._fields(part, layout)
        read = self.reader.read(fields)
        rows = self._told_apart(read.clean, fields)
        landed = rows["held"] | rows["repeated"] | ~rows["same"]
        cells = pl.concat_str(
            [pl.col(f"c{index}").fill_null("") for index in range(part.width - 2)],
            separator=SEPARATOR,
        )
        raw = part.select("line", cells.alias("cells")).hstack(rows).filter(landed)
        kept = raw.select(
            pl.lit(self.batch.pk.hex).alias("batch_id"), "ordinal",
            pl.lit(number, pl.Int32).alias("sheet"), pl.col("line").cast(pl.Int32), "held",
            "repeated", pl.lit(False).alias("settled"), "key", "hash", "cells",
        )  # fmt: skip
        placed = part.select("ordinal", pl.lit(number, pl.Int32).alias("sheet"), "line")
        return Prepared(number, layout, rows, kept, placed, read.problems, self.ordinal)

    def keep(self, part: Prepared) -> None:
        """Write one prepared part with its problems, and count."""
        bulk.insert("intake_row", part.kept)
        self.held.append(part.rows.filter("held").select("key"))
        self._keep_problems(part)
        self._count(part)

    def _fields(self, part: pl.DataFrame, layout: Layout) -> pl.DataFrame:
        picked = [pl.col(f"c{index}").alias(name) for name, index in layout.columns.items()]
        if layout.key is not None:
            picked.append(pl.col(f"c{layout.key}").alias("key_cell"))
        return _multiplied(part.select("ordinal", *picked), layout.multiply)

    def _told_apart(self, clean: pl.DataFrame, fields: pl.DataFrame) -> pl.DataFrame:
        """Per row: hash of what it says, key, repeated in this file, same as the last time."""
        names = sorted(set(fields.columns) - {"ordinal", "key_cell"})
        rows = self.seen.told_apart(clean).with_columns(content_hash(fields, names))
        known = self.known.select("key", pl.col("hash").alias("was"))
        rows = rows.join(known, on="key", how="left", maintain_order="left")
        return rows.with_columns((pl.col("was") == pl.col("hash")).fill_null(False).alias("same"))

    def _keep_problems(self, part: Prepared) -> None:
        repeated = part.rows.filter("repeated").select(
            "ordinal",
            pl.lit("name").alias("field"),
            pl.lit("row_repeated").alias("code"),
            pl.lit(None, pl.String).alias("value"),
            pl.lit(None, pl.String).alias("suggestion"),
        )
        every = pl.concat([part.problems, repeated]).sort("ordinal", maintain_order=True)
        layouts_so_far = [{"columns": {}}] * part.number + [part.layout.as_json()]
        insert_problems(self.batch, every, part.placed, layouts_so_far)

    def _count(self, part: Prepared) -> None:
        batch, rows = self.batch, part.rows
        batch.rows += rows.height
        batch.waiting += rows["held"].sum()
        still = rows.filter(~pl.col("held") & (pl.col("repeated") | pl.col("same")))
        batch.unchanged += still.height
        batch.landed_through = part.last
        batch.save(update_fields=["rows", "waiting", "unchanged", "landed_through"])

    def finish(self) -> None:
        """Note which rows of the last version are gone from this one, and which came back."""
        version = self.batch.version
        there = self.seen.keys()
        self._take_over_waiting(pl.concat([there, *self.held]))
        if self.known.is_empty():
            return
        back = self.known.filter(pl.col("state") == "gone").join(there, on="key", how="semi")
        gone = self.known.filter(pl.col("state") == "there").join(there, on="key", how="anti")
        self._keys(back).update(gone_since=None, decided="")
        self.batch.vanished = self._keys(gone).update(gone_since=version)

    def _take_over_waiting(self, keys: pl.DataFrame) -> None:
        """A row that waited in an older version and is in this one waits here, and only once."""
        version = self.batch.version
        older = Batch.objects.filter(
            version__source=version.source,
            version__as_of__lte=version.as_of,
            place=self.batch.place,
        ).exclude(pk=self.batch.pk)
        waiting = Row.objects.filter(
            batch_id__in=list(older.values_list("pk", flat=True)), held=True, settled=False
        )
        if waiting.exists():
            bulk.stage("listed_some", keys)
            waiting.filter(key__in=RawSQL("SELECT key FROM listed_some", [])).update(settled=True)

    def _keys(self, some: pl.DataFrame):
        """Keys of this list, as far as it was handed over for the same place."""
        bulk.stage("listed_some", some.select("key"))
        mine = ListedKey.objects.filter(
            source=self.batch.version.source, batch__place=self.batch.place
        )
        return mine.filter(key__in=RawSQL("SELECT key FROM listed_some", []))


def content_hash(fields: pl.DataFrame, names: list[str]) -> pl.Series:
    """What each row says in its mapped columns, as one signed number of 64 bits.

    A new release of Polars may hash otherwise. Then every row of a list counts as changed once, and
    applying finds nothing altered in it: the register stays right, one import takes longer.
    """
    said = pl.concat_str(
        [pl.lit(",".join(names)), *(pl.col(name).fill_null("") for name in names)],
        separator=SEPARATOR,
    )
    return fields.select(said.hash().reinterpret(signed=True).alias("hash")).to_series()
