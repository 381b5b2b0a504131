"""Landed rows as they read with what people said of them since."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import polars as pl

from binaan.intake.kinds import Kind, Read
from binaan.intake.landing import fields_of
from binaan.intake.models import Batch, Problem, RepairKind, Row
from binaan.intake.remembering import Remembered

PART = 500
Says = dict[str, str | None]
SCHEMA = {
    "ordinal": pl.Int64, "sheet": pl.Int32, "line": pl.Int32, "key": pl.String, "hash": pl.Int64,
    "cells": pl.String, "held": pl.Boolean, "repeated": pl.Boolean, "settled": pl.Boolean,
}  # fmt: skip


class Amending:
    """Some rows of one batch, read as often as needed with other things said of them."""

    def __init__(self, batch: Batch, kind: Kind, ordinals: Iterable[int]):
        self.batch, self.kind = batch, kind
        self.rows = _rows(batch, sorted(set(ordinals)))
        self.reader = kind.reader(batch)
        self.remembered = Remembered(batch.version.source)

    def said_before(self) -> dict[int, Says]:
        """What repairs that still stand say of these rows, the later ones over the earlier."""
        said: dict[int, Says] = defaultdict(dict)
        for part in parts(self.rows["ordinal"].to_list()):
            decided = Problem.objects.filter(
                batch=self.batch, ordinal__in=part,
                repair__kind=RepairKind.VALUE, repair__undone_at__isnull=True,
            )  # fmt: skip
            lines = decided.order_by("repair__at", "repair_id").values_list(
                "ordinal", "repair__field", "repair__value"
            )
            for ordinal, field, value in lines:
                said[ordinal] |= self.kind.amend(field, value)
        return said

    def read(self, said: Mapping[int, Says]) -> Read:
        """The rows through the reader of their kind; what is said in full units has no factor."""
        together: dict[tuple, list[int]] = defaultdict(list)
        for ordinal, sheet in self.rows.select("ordinal", "sheet").iter_rows():
            together[sheet, tuple(sorted(said.get(ordinal, ())))].append(ordinal)
        clean, problems = [], []
        for (_sheet, names), ordinals in together.items():
            mine = self.rows.filter(pl.col("ordinal").is_in(ordinals))
            read = self.reader.read(self._fields(mine, names, said))
            clean.append(read.clean)
            problems.append(read.problems)
        whole = self.reader.completed(pl.concat(clean, how="vertical_relaxed").sort("ordinal"))
        return Read(whole, pl.concat(problems))

    def _fields(self, rows: pl.DataFrame, names: tuple[str, ...], said) -> pl.DataFrame:
        frame = self.remembered.applied(fields_of(rows, self.batch.layout))
        frame = frame.drop([f"{name}__times" for name in names], strict=False)
        ordinals = frame["ordinal"].to_list()
        columns = {name: [said[ordinal][name] for ordinal in ordinals] for name in names}
        return frame.with_columns(
            pl.Series(name, values, dtype=pl.String) for name, values in columns.items()
        )


def parts(values: Iterable) -> list[list]:
    """Values in lists short enough for one query in any store."""
    ordered = list(values)
    return [ordered[start : start + PART] for start in range(0, len(ordered), PART)]


def _rows(batch: Batch, ordinals: list[int]) -> pl.DataFrame:
    found = [
        row
        for part in parts(ordinals)
        for row in Row.objects.filter(batch=batch, ordinal__in=part).values_list(*SCHEMA)
    ]
    return pl.DataFrame(found, schema=SCHEMA, orient="row").sort("ordinal")
