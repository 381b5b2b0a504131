"""Landing: every row of a file checked at once, kept with its problems, told apart from the last time."""

from functools import reduce
from operator import xor
from typing import NamedTuple

import polars as pl
import xxhash

from binaan.intake import versions
from binaan.intake.kinds import Kind
from binaan.intake.mapping import Layout
from binaan.intake.models import Batch, ProblemState
from binaan.intake.remembering import Remembered
from binaan.intake.repeating import Seen
from binaan.intake.returning import Returned
from binaan.intake.tables import data_rows
from binaan.intake.versions import SAME_PROBLEM, later_version
from binaan.kit import bulk
from binaan.kit.sheets.cells import SEPARATOR, letters
from binaan.kit.sheets.reading import RawSheet

__all__ = ["NONE", "Lander", "fields_of", "insert_problems", "later_version"]
PART = 100_000
HOLDING = (  # these hold a row whole
    "name_missing", "place_outside", "row_hidden", "needed_missing", "needed_unreadable",
    "participant_unknown", "participant_ambiguous", "activity_unknown", "session_unknown",
    "presence_unknown", "row_refused",
)  # fmt: skip
NONE = pl.DataFrame(
    schema={
        "ordinal": pl.Int64, "field": pl.String, "code": pl.String,
        "value": pl.String, "suggestion": pl.String,
    }
)  # fmt: skip


class Table(NamedTuple):
    """A sheet without what is no data; `layout` says which lines were left out, and why."""

    layout: Layout
    rows: pl.DataFrame

    def parts(self):
        """The data rows in parts."""
        yield from self.rows.iter_slices(PART)


def table(kind: Kind, sheet: RawSheet, layout: Layout) -> Table:
    """The data rows of a sheet: `line`, `hidden`, c0, c1, …; see intake/tables."""
    rows, skipped = data_rows(sheet, layout, kind)
    return Table(layout._replace(skipped=skipped), rows)


def cells_of(part: pl.DataFrame) -> list[str]:
    """The names of the cell columns of data rows, in their order."""
    return [name for name in part.columns if name[:1] == "c" and name[1:].isdigit()]


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
    """Keep problems with the address of their cell; `rows` gives sheet, line (and place) by ordinal.

    `problems` may name the `state` and `repair_id` that were decided in an older version.
    """
    if problems.is_empty():
        return
    columns = pl.DataFrame(
        [
            (number, field, letters(index))
            for number, layout in enumerate(layout_list)
            for field, index in layout["columns"].items()
            if index < (layout.get("width") or index + 1)
        ],
        schema={"sheet": pl.Int32, "field": pl.String, "column": pl.String},
        orient="row",
    )
    wanted = ["ordinal", "sheet", "line", *({"place_id"} & set(rows.columns))]
    placed = problems.join(rows.select(wanted), on="ordinal", how="left", maintain_order="left")
    placed = placed.join(columns, on=["sheet", "field"], how="left", maintain_order="left")
    more = [name for name in ("place_id", "state", "repair_id") if name in placed.columns]
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
        *more,
    )
    bulk.insert("intake_problem", frame)


class Prepared(NamedTuple):
    """A part of a sheet, checked: every row told apart, the rows to keep, their places, problems."""

    number: int
    layout: Layout
    rows: pl.DataFrame
    kept: pl.DataFrame
    problems: pl.DataFrame
    last: int


class Lander:
    """Lands one file part by part and remembers which keys it has seen."""

    def __init__(self, batch: Batch, kind: Kind):
        self.batch, self.reader, self.lasting = batch, kind.reader(batch), kind.lasting
        self.known = versions.known_keys(batch, later_version(batch))
        self.decided = versions.decided_before(batch)
        self.remembered = Remembered(batch.version.source)
        self.returned = Returned(batch) if batch.returns_id else None
        self.seen = Seen(self.reader)
        self.compared: dict[str, dict[str, int]] = {}
        self.ordinal = 0

    def foresee(self, found: Table) -> None:
        """Let the reader look up in the database what the rows of a sheet will need."""
        rows = found.rows.with_columns(pl.lit(0).alias("ordinal"))
        self.reader.foresee(self.remembered.applied(self._fields(rows, found.layout)))

    def prepare(self, number: int, layout: Layout, part: pl.DataFrame) -> Prepared:
        """Check one part and choose what is kept of it: new, changed, waiting, repeated, faulty rows.

        Asks the database nothing, so that it may run while the part before is being written.
        """
        first = self.ordinal + 1
        self.ordinal += part.height
        part = part.with_columns(
            pl.int_range(first, first + part.height).alias("ordinal"),
            pl.lit(number, pl.Int32).alias("sheet"),
        )
        fields = self._fields(part, layout)
        read = self.reader.read(self.remembered.applied(fields))
        clean, hidden = self._held_hidden(read.clean, part, layout)
        if self.returned is not None:
            cells = part.select("ordinal", "sheet", "line", *cells_of(part))
            clean = self.returned.keyed(clean, cells)
        rows = self._told_apart(clean, fields)
        problems = self._problems(rows, read.problems, hidden)
        rows = self._settled(rows, problems)
        return Prepared(
            number, layout, rows, self._kept(part, rows, problems), problems, self.ordinal
        )

    def _held_hidden(self, clean: pl.DataFrame, part: pl.DataFrame, layout: Layout):
        """Hidden rows wait until somebody says whether they count."""
        hidden = part["hidden"]
        if layout.hidden != "ask" or not hidden.any():
            return clean, NONE["ordinal"]
        held = (pl.col("held") | pl.lit(hidden)).alias("held")
        return clean.with_columns(held), part["ordinal"].filter(hidden)

    def _kept(self, part: pl.DataFrame, rows: pl.DataFrame, problems: pl.DataFrame) -> pl.DataFrame:
        """The rows that are written down; of those same as the last time only the faulty ones."""
        news = rows["held"] | rows["repeated"] | ~rows["same"]
        landed = news
        if not problems.is_empty() and not news.all():
            landed = news | rows["ordinal"].is_in(problems["ordinal"].implode())
        cells = pl.concat_str(
            [pl.col(name).fill_null("") for name in cells_of(part)], separator=SEPARATOR
        )
        raw = part.select("sheet", "line", cells.alias("cells")).hstack(rows)
        return raw.with_columns((~news).alias("only_faulty")).filter(landed).select(
            pl.lit(self.batch.pk.hex).alias("batch_id"), "ordinal", "sheet",
            pl.col("line").cast(pl.Int32), "held", "repeated", "settled",
            pl.col("only_faulty").alias("same"), pl.col("place").alias("place_id"),
            "key", "hash", "cells",
        )  # fmt: skip

    def keep(self, part: Prepared) -> None:
        """Write one prepared part with its problems, and count."""
        bulk.insert("intake_row", part.kept)
        layouts_so_far = [{"columns": {}}] * part.number + [part.layout.as_json()]
        insert_problems(self.batch, part.problems, part.kept, layouts_so_far)
        self._count(part)

    def _fields(self, part: pl.DataFrame, layout: Layout) -> pl.DataFrame:
        picked = [pl.col(f"c{index}").alias(name) for name, index in layout.columns.items()]
        if layout.key is not None:
            picked.append(pl.col(f"c{layout.key}").alias("key_cell"))
        return _multiplied(part.select("ordinal", *picked), layout.multiply)

    def _told_apart(self, clean: pl.DataFrame, fields: pl.DataFrame) -> pl.DataFrame:
        """Per row: hash of what it says, key, place, repeated in this file, same as the last time.

        The hash is that of the words as they came, whatever a remembered repair makes of them.
        """
        names = sorted(set(fields.columns) - {"ordinal", "key_cell"})
        rows = self.seen.told_apart(clean)
        rows = rows.with_columns(content_hash(fields, names), clean["place"])
        known = self.known.select("key", pl.col("hash").alias("was"))
        rows = rows.join(known, on="key", how="left", maintain_order="left")
        return rows.with_columns((pl.col("was") == pl.col("hash")).fill_null(False).alias("same"))

    def _problems(self, rows: pl.DataFrame, found: pl.DataFrame, hidden: pl.Series) -> pl.DataFrame:
        """Every problem of a part; what was decided about the same one before still holds."""
        every = [found]
        for code, ordinals in (
            ("row_repeated", rows.filter("repeated")["ordinal"]),
            ("row_hidden", hidden),
        ):
            of_rows = pl.DataFrame({"ordinal": ordinals, "field": "name", "code": code})
            every.append(of_rows if ordinals.len() else NONE.select(of_rows.columns))
        problems = pl.concat(every, how="diagonal_relaxed").sort("ordinal", maintain_order=True)
        if self.decided.is_empty() or problems.is_empty():
            return problems
        named = problems.with_columns(pl.col("value").fill_null("").alias("words"))
        named = named.join(
            rows.select("ordinal", "key"), on="ordinal", how="left", maintain_order="left"
        )
        on = ["words" if name == "value" else name for name in SAME_PROBLEM]
        joined = named.join(
            self.decided, left_on=on, right_on=SAME_PROBLEM, how="left", maintain_order="left"
        )
        state = pl.col("state").fill_null(str(ProblemState.OPEN))
        return joined.select(*problems.columns, state, "repair_id")

    def _settled(self, rows: pl.DataFrame, problems: pl.DataFrame) -> pl.DataFrame:
        """A row that was held for what people have decided about already waits no longer."""
        settled = pl.lit(False)
        if "state" in problems.columns:
            holding = problems.filter(pl.col("code").is_in(HOLDING))
            still = holding.filter(pl.col("state") == ProblemState.OPEN)["ordinal"]
            over = holding.filter(~pl.col("ordinal").is_in(still.implode()))["ordinal"]
            settled = pl.col("held") & pl.col("ordinal").is_in(over.implode())
        return rows.with_columns(settled.alias("settled"))

    def _count(self, part: Prepared) -> None:
        batch, rows = self.batch, part.rows
        waits = pl.col("held") & ~pl.col("settled")
        waiting = rows.filter(waits).height
        still = pl.col("settled") | pl.col("repeated") | pl.col("same")
        batch.rows += rows.height
        batch.waiting += waiting
        batch.unchanged += rows.filter(~waits & still).height
        batch.landed_through = part.last
        self._compare(rows)
        batch.save(update_fields=["rows", "waiting", "unchanged", "landed_through"])

    def _compare(self, rows: pl.DataFrame) -> None:
        """Count per place what is new, changed and the same against the last version."""
        kind = (
            pl.when(pl.col("was").is_null()).then(pl.lit("new"))
            .when("same").then(pl.lit("same")).otherwise(pl.lit("changed"))
        )  # fmt: skip
        told = rows.filter(~pl.col("repeated")).group_by("place", kind.alias("told")).len()
        for place, name, many in told.iter_rows():
            counts = self.compared.setdefault(place or "", {"new": 0, "changed": 0, "same": 0})
            counts[name] += many

    def finish(self) -> None:
        """Note what the file means for older versions; they are touched when it has been applied."""
        self.batch.compared = dict(sorted(self.compared.items()))
        known = self.known if self.lasting else self.known.clear()
        self.batch.vanished = versions.note(self.batch, self.seen.keys(), known)


def content_hash(fields: pl.DataFrame, names: list[str]) -> pl.Series:
    """What each row says in its mapped columns, as one signed number of 64 bits.

    Only what is said counts: a newer list with one more column, or in another order, says the same
    in every row that leaves it empty.

    A new release of Polars may hash otherwise. Then every row of a list counts as changed once, and
    applying finds nothing altered in it: the register stays right, one import takes longer.
    """
    parts = (
        pl.when(pl.col(name).is_not_null())
        .then(pl.col(name).hash(xxhash.xxh3_64_intdigest(name)))
        .otherwise(pl.lit(0, pl.UInt64))
        for name in names
    )
    said = reduce(xor, parts)
    return fields.select(said.reinterpret(signed=True).alias("hash")).to_series()
