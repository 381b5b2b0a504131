"""What the rows of a list told so far would have put into the register, without putting it there."""

import json
from collections import defaultdict
from typing import NamedTuple
from uuid import UUID

import polars as pl

from binaan.registry.rules.projection import Stated
from binaan.registry.sheets import frames
from binaan.registry.sheets.deciding import long
from binaan.registry.sheets.frames import IDENTIFIERS, Context

NUMBERS = {"kind": pl.String, "value": pl.String, "owner": pl.String}


class Said(NamedTuple):
    """One claim that would be made: in which chunk, by a row that would create what, of whom."""

    chunk: int
    creates_business: bool
    creates_owner: bool
    business: str
    owner: str | None
    stated: Stated


class SoFar:
    """Rows of the chunks told so far, as far as a later row can meet them.

    A row of which no number is known can be met by nobody: it is not kept. `rows` hold what
    Decider makes of them: business_id, owner_id and the numbers that would be recorded.
    """

    def __init__(self, context: Context):
        self.context, self.chunk = context, 0
        self.frames: list[pl.DataFrame] = []
        self.copies: list[Said] = []
        self.guided: set[str] = set()
        self.names: dict[str, str] = {}  # owner -> key of the name it would have by now
        self.altered: dict[str, tuple[str, str]] = {}  # business -> key of its name, place

    def add(self, rows: pl.DataFrame, *, kept: bool, new_business, new_owner) -> None:
        """Rows of the current chunk; with `kept` also those without a number."""
        if not kept:
            rows = rows.filter(pl.any_horizontal(pl.col(IDENTIFIERS).is_not_null()))
        if rows.is_empty():
            return
        marks = [
            pl.lit(self.chunk).alias("chunk"),
            new_business.alias("new_business"),
            new_owner.alias("new_owner"),
        ]
        self.frames.append(rows.with_columns(marks))

    def numbers(self, stated: pl.DataFrame) -> pl.DataFrame:
        """Of these numbers (kind, value) those that would be on record, with their owner."""
        found = [pl.DataFrame(schema=NUMBERS)]
        for frame in self.frames:
            owners = frame.select("ordinal", pl.col("owner_id").alias("owner"))
            mine = long(frame).join(stated, on=["kind", "value"], how="semi")
            found.append(mine.join(owners, on="ordinal").select(list(NUMBERS)))
        return pl.concat(found).unique(["kind", "value"], keep="first", maintain_order=True)

    def of(self, column: str, values) -> list[pl.DataFrame]:
        """The rows of these businesses (business_id) or owners (owner_id), frame by frame."""
        wanted = pl.Series(sorted(values), dtype=pl.String).implode()
        found = [frame.filter(pl.col(column).is_in(wanted)) for frame in self.frames]
        return [frame for frame in found if not frame.is_empty()]

    def claims(self, column: str, values: set[str]) -> dict[str, list[Said]]:
        """What would be claimed of these businesses or owners, by their identifier."""
        by: dict[str, list[Said]] = defaultdict(list)
        for frame in self.of(column, values):
            texts = frames.said_json(frame).to_list()
            for row, text in zip(frame.iter_rows(named=True), texts, strict=True):
                by[row[column]].append(self._said(row, json.loads(text)))
        name = "business" if column == "business_id" else "owner"
        for copy in self.copies:
            if getattr(copy, name) in values:
                by[getattr(copy, name)].append(copy)
        return by

    def _said(self, row: dict, said: dict) -> Said:
        context = self.context
        stated = Stated(
            UUID(hex=row["claim_id"]), context.as_of, context.batch.known_at, context.precedence,
            False, said,
        )  # fmt: skip
        return Said(
            row["chunk"], row["new_business"], row["new_owner"], row["business_id"],
            row["owner_id"], stated,
        )  # fmt: skip
