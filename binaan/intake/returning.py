"""A marked workbook that comes back: each row is recognised as the row it was.

The stable key is made of owner, business and village, which are just what gets repaired; so the key
a row had in the batch that was sent back goes before the one it would have now. See
docs/rules/marked-workbook.md.
"""

import polars as pl

from binaan.intake.models import Batch
from binaan.kit import bulk
from binaan.kit.sheets.cells import SEPARATOR, column_index

AGREE = 0.6  # of what the cells without problem said, to be the same row in the same line


class Returned:
    """Gives rows of `batch` the keys they had in the batch it returns (`batch.returns`)."""

    def __init__(self, batch: Batch):
        self.batch = batch
        self.names = [layout["name"] for layout in batch.returns.layout]
        self.kept = _kept(batch.returns)
        self.known = self.kept["was_key"].unique()
        self.used: set[str] = set()

    def keyed(self, rows: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
        """`rows` (ordinal, key, …) with `key` replaced where a row is recognised.

        `cells`: ordinal, sheet (number in this batch), line and c0, c1, … of the same rows.
        """
        is_known = rows["key"].is_in(self.known.implode())
        self.used.update(rows.filter(is_known)["key"])
        strangers = rows.filter(~is_known).select("ordinal")
        if strangers.is_empty() or self.kept.is_empty():
            return rows
        said = self._said(cells.join(strangers, on="ordinal", how="semi", maintain_order="left"))
        found = self._in_their_line(said)
        found += self._elsewhere(said, {ordinal for ordinal, _key in found})
        given = pl.DataFrame(
            found, schema={"ordinal": rows.schema["ordinal"], "was_key": pl.String}, orient="row"
        )
        joined = rows.join(given, on="ordinal", how="left", maintain_order="left")
        return joined.with_columns(pl.coalesce("was_key", "key").alias("key")).drop("was_key")

    def _said(self, cells: pl.DataFrame) -> pl.DataFrame:
        """Ordinal, number of the sheet in the old batch, line, cells as a list of texts."""
        new = [layout["name"] for layout in self.batch.layout]
        old = {number: self._number(name, new) for number, name in enumerate(new)}
        texts = [name for name in cells.columns if name[:1] == "c" and name[1:].isdigit()]
        return cells.select(
            "ordinal",
            pl.col("sheet").replace_strict(old, default=None, return_dtype=pl.Int64),
            pl.col("line").cast(pl.Int64),
            pl.concat_list(pl.col(name).fill_null("") for name in texts).alias("now"),
        )

    def _number(self, name: str, names: list[str]) -> int | None:
        """The number a sheet had in the old batch; the only one of both is the same one."""
        if name in self.names:
            return self.names.index(name)
        return 0 if len(self.names) == len(names) == 1 else None

    def _in_their_line(self, said: pl.DataFrame) -> list[tuple[int, str]]:
        """Rows that stand where they stood, most of what was right in them unchanged."""
        there = said.join(self.kept, on=["sheet", "line"], how="inner", maintain_order="left")
        columns = ("ordinal", "now", "cells", "faulty", "was_key")
        return [
            (ordinal, key)
            for ordinal, now, cells, faulty, key in there.select(columns).iter_rows()
            if _agreement(cells.split(SEPARATOR), now, set(faulty)) >= AGREE and self._take(key)
        ]

    def _elsewhere(self, said: pl.DataFrame, done: set[int]) -> list[tuple[int, str]]:
        """Rows that were moved: all that was right in them is unchanged, and only one row is so."""
        found = []
        left = said.filter(~pl.col("ordinal").is_in(list(done)))
        lost = self.kept.filter(
            (pl.col("faulty").list.len() > 0) & ~pl.col("was_key").is_in(list(self.used))
        )
        if left.is_empty():
            return []
        for (faulty,), some in lost.group_by("faulty", maintain_order=True):
            was = pl.col("cells").str.split(SEPARATOR)
            old = some.select("was_key", "sheet", _right(was, faulty))
            old = old.filter(pl.struct("sheet", "right").is_unique() & (pl.col("right") != ""))
            now = left.select("ordinal", "sheet", _right(pl.col("now"), faulty))
            now = now.filter(pl.struct("sheet", "right").is_unique())
            both = now.join(old, on=["sheet", "right"], how="inner", maintain_order="left")
            for ordinal, key in both.select("ordinal", "was_key").iter_rows():
                if ordinal not in done and self._take(key):
                    done.add(ordinal)
                    found.append((ordinal, key))
        return found

    def _take(self, key: str) -> bool:
        """Whether this key is still free; from now on it is not."""
        if key in self.used:
            return False
        self.used.add(key)
        return True


def _kept(origin: Batch) -> pl.DataFrame:
    """Rows of the batch that were kept: sheet, line, was_key, cells, faulty (numbers of columns)."""
    where = [origin.pk if bulk.on_postgresql() else origin.pk.hex]
    rows = bulk.pull(
        "SELECT sheet, line, key AS was_key, cells FROM intake_row"
        " WHERE batch_id = %s AND NOT repeated ORDER BY ordinal",
        where,
    )
    faults = bulk.pull(
        'SELECT DISTINCT sheet, line, "column" FROM intake_problem'
        " WHERE batch_id = %s AND \"column\" <> ''",
        where,
    )
    places = [pl.col("sheet").cast(pl.Int64), pl.col("line").cast(pl.Int64)]
    numbers = [column_index(name) for name in faults["column"].cast(pl.String)]
    faulty = (
        faults.select(*places, pl.Series("faulty", numbers, dtype=pl.Int64))
        .group_by("sheet", "line")
        .agg(pl.col("faulty").sort())
    )
    kept = rows.select(*places, "was_key", "cells")
    joined = kept.join(faulty, on=["sheet", "line"], how="left", maintain_order="left")
    return joined.with_columns(pl.col("faulty").fill_null([]))


def _agreement(was: list[str], now: list[str], faulty: set[int]) -> float:
    """Which share of what the cells without problem said is still said there."""
    said = [index for index, text in enumerate(was) if text and index not in faulty]
    same = sum(index < len(now) and now[index] == was[index] for index in said)
    return same / len(said) if said else 0.0


def _right(cells: pl.Expr, faulty: list[int]) -> pl.Expr:
    """What all cells without problem say, as one text; blanks at the end of a row do not count."""
    one = cells.list.eval(
        pl.when(pl.int_range(pl.len()).is_in(faulty)).then(pl.lit("")).otherwise(pl.element())
    )
    return one.list.join(SEPARATOR).str.strip_chars_end(SEPARATOR).alias("right")
