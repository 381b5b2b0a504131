"""Applies a chunk of checked rows: unknown businesses as whole columns, the rest one by one.

Recognised is a business by the key of its source, or by an identifier of its owner together with the
same business name and village. Everything else is a new business; probable matches are for people.
"""

import polars as pl

from binaan.intake.kinds import Applied
from binaan.intake.landing import NONE
from binaan.intake.models import ListedKey
from binaan.kit import bulk
from binaan.registry.sheets.frames import IDENTIFIERS, Context, insert_new
from binaan.registry.sheets.settling import Settler


def apply(batch, clean: pl.DataFrame) -> Applied:
    """Apply one chunk in the caller's transaction; see intake.kinds."""
    context = Context.of(batch)
    known_keys = _known_keys(batch, clean)
    known_identifiers = _known_identifiers(clean)
    alone = ~_meets_another(clean, known_identifiers)
    if not known_keys.is_empty():
        alone = alone & ~clean["key"].is_in(known_keys["key"].implode())
    fresh, rest = clean.filter(alone), clean.filter(~alone)
    insert_new(context, fresh)
    if rest.is_empty():
        return Applied(fresh.height, 0, 0, NONE)
    settled = Settler(context, rest, known_keys).settle()
    return Applied(fresh.height + settled.new, settled.changed, settled.unchanged, settled.problems)


def _known_keys(batch, clean: pl.DataFrame) -> pl.DataFrame:
    """Keys of this chunk that an earlier batch of the source already knew, with their business."""
    source = batch.version.source
    if not ListedKey.objects.filter(source=source).exclude(batch=batch).exists():
        return pl.DataFrame(schema={"key": pl.String, "record": pl.String})
    bulk.stage("chunk_keys", clean.select("key"))
    where = source.pk if bulk.on_postgresql() else source.pk.hex
    return bulk.pull(
        f"SELECT k.key, {bulk.hex_of('k.record_id')} AS record FROM intake_listedkey k"
        " JOIN chunk_keys c ON c.key = k.key WHERE k.source_id = %s",
        [where],
    )


def _long(clean: pl.DataFrame) -> pl.DataFrame:
    """One line a stated identifier: ordinal, kind, value."""
    return clean.unpivot(
        on=list(IDENTIFIERS), index="ordinal", variable_name="kind", value_name="value"
    ).filter(pl.col("value").is_not_null())


def _known_identifiers(clean: pl.DataFrame) -> pl.DataFrame:
    """Identifiers of this chunk that the register already holds, with their owner."""
    stated = _long(clean).select("kind", "value").unique()
    if stated.is_empty():
        return pl.DataFrame(schema={"kind": pl.String, "value": pl.String, "owner": pl.String})
    bulk.stage("chunk_identifiers", stated)
    return bulk.pull(
        f"SELECT i.kind, i.value, {bulk.hex_of('i.owner_id')} AS owner"
        " FROM chunk_identifiers c JOIN registry_identifier i"
        " ON i.value = c.value AND i.kind = c.kind"
        " WHERE i.known_until IS NULL AND i.valid_until IS NULL"
    )


def _meets_another(clean: pl.DataFrame, known: pl.DataFrame) -> pl.Series:
    """Rows whose owner is in the register, or stands earlier in this chunk."""
    stated = _long(clean).sort("ordinal")
    again = pl.int_range(pl.len()).over("kind", "value") > 0
    met = stated.join(known, on=["kind", "value"], how="left").with_columns(again.alias("again"))
    ordinals = met.filter(pl.col("again") | pl.col("owner").is_not_null())["ordinal"].unique()
    return clean["ordinal"].is_in(ordinals.implode())
