"""From what the store holds of businesses to their match keys: every text in its standard form."""

import polars as pl
import xxhash

from binaan.registry.choices import OwnerKind
from binaan.registry.models import MatchKey
from binaan.registry.rules.standard import address, firm, person, phones, product

# What may change without anybody having said anything new of who they are and where they work.
NO_FACTS = ("business_id", "number", "owner_id", "lists", "as_of", "status", "facts")
LONGEST = {
    field.column: field.max_length
    for field in MatchKey._meta.concrete_fields
    if getattr(field, "max_length", None)
}
DISTRICT_BLOCKS = 3
SEPARATOR = "\x1f"


def keys_of(found: pl.DataFrame) -> pl.DataFrame:
    """Rows of gathering.gather as rows of the table of match keys, without `waiting`."""
    made = pl.DataFrame(
        [_key(row) for row in found.iter_rows(named=True)], schema=_SCHEMA, orient="row"
    )
    plain = found.select(
        pl.col("business").alias("business_id"),
        "number",
        pl.col("owner").alias("owner_id"),
        "birth_date", "lat", "lon", "as_of",
        *(
            pl.col(name).fill_null("")
            for name in ("owner_kind", "sex", "nik", "nib", "npwp", "group", "kbli", "village")
        ),
        pl.col("status").fill_null(""),
        pl.col("lists").fill_null(""),
    )  # fmt: skip
    keys = pl.concat([plain, made], how="horizontal")
    keys = keys.with_columns(
        pl.col(name).str.slice(0, LONGEST[name])
        for name, kind in keys.schema.items()
        if kind == pl.String and name in LONGEST
    )
    return keys.with_columns(_facts(keys))


_MADE = (
    "owner_key owner_sorted owner_first owner_others phone phones name_key name_core trade branch "
    "product_key district street estate block house rt rw"
).split()
_SCHEMA = dict.fromkeys(_MADE, pl.String)


def _key(row: dict) -> tuple[str, ...]:
    """The texts of one key, in the order of `_MADE`."""
    organisation = row["owner_kind"] == OwnerKind.ORGANISATION
    named = person(row["owner_name"] or "", organisation)
    others = {person(alias, organisation).key for alias in row["aliases"] or ()}
    numbers = phones(row["phone"] or "", *(row["more_phones"] or ()))
    business = firm(row["name"] or "")
    where = address(row["address"] or "", row["rt"] or "", row["rw"] or "")
    blocks = (row["village"] or "").split(".")
    return (
        named.key,
        named.sorted,
        named.first,
        "|".join(sorted(others - {named.key, ""})),
        numbers[0] if numbers else "",
        " ".join(numbers),
        business.key,
        business.core,
        business.trade,
        business.branch,
        product(row["product"] or ""),
        ".".join(blocks[:DISTRICT_BLOCKS]) if len(blocks) >= DISTRICT_BLOCKS else "",
        where.street,
        where.estate,
        where.block,
        where.house,
        where.rt,
        where.rw,
    )


def _facts(keys: pl.DataFrame) -> pl.Series:
    """64 bits with sign of all that counts when two are compared, the same on every run."""
    counted = [pl.col(name).cast(pl.String).fill_null("") for name in sorted(keys.columns)
               if name not in NO_FACTS]  # fmt: skip
    texts = keys.select(pl.concat_str(counted, separator=SEPARATOR)).to_series()
    signed = [_signed(xxhash.xxh3_64_intdigest(text)) for text in texts.to_list()]
    return pl.Series("facts", signed, dtype=pl.Int64)


def _signed(number: int) -> int:
    return number - (1 << 64) if number >= 1 << 63 else number
