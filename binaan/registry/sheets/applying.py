"""Applies a chunk of checked rows: unknown businesses as whole columns, the rest one by one."""

import polars as pl

from binaan.intake.kinds import Applied
from binaan.intake.landing import NONE
from binaan.registry.sheets import deciding
from binaan.registry.sheets.frames import Context, insert_new
from binaan.registry.sheets.settling import Settler


def apply(batch, clean: pl.DataFrame) -> Applied:
    """Apply one chunk in the caller's transaction; see intake.kinds."""
    context = Context.of(batch)
    known_keys = deciding.known_keys(batch, clean)
    fresh, rest = deciding.told_apart(clean, known_keys, deciding.known_identifiers(clean))
    insert_new(context, fresh)
    if rest.is_empty():
        return Applied(fresh.height, 0, 0, NONE)
    settled = Settler(context, rest, known_keys).settle()
    return Applied(fresh.height + settled.new, settled.changed, settled.unchanged, settled.problems)
