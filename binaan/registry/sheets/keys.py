"""What tells rows apart: keys of names, and the stable key of a row."""

import polars as pl
import xxhash

from binaan.kit.sheets.cells import EMPTY_FORMULA
from binaan.registry.rules import names


def completed(clean: pl.DataFrame) -> pl.DataFrame:
    """Adds the keys of names and whether the owner is an organisation."""
    organisation = pl.col("legal_form").is_in(
        ["pt", "cv", "firma", "koperasi", "yayasan", "kub", "bumdes"]
    )
    return clean.with_columns(
        *name_keys(),
        (organisation & pl.col("nik").is_null()).fill_null(False).alias("is_organisation"),
    )


def name_keys() -> list[pl.Expr]:
    """`name_key` and `owner_key`, as rules/names makes them of one name."""
    owner = pl.col("owner_name").str.replace(names.AFTER_COMMA, "")
    return [
        _key(pl.col("name"), names.LEGAL_FORMS).alias("name_key"),
        _key(owner, names.TITLES).fill_null("").alias("owner_key"),
    ]


def _key(text: pl.Expr, dropped: str) -> pl.Expr:
    folded = text.str.to_lowercase().str.replace_all(names.NOT_WORD, " ").str.strip_chars()
    bare = folded.str.replace_all(dropped, " ").str.replace_all(r"\s+", " ").str.strip_chars()
    return pl.when(bare == "").then(folded).otherwise(bare)


def keyed(clean: pl.DataFrame, frame: pl.DataFrame) -> pl.DataFrame:
    """The stable key of each row: the column mapped to it, else a digest of owner, name, village."""
    mapped = frame["key_cell"] if "key_cell" in frame.columns else None
    if mapped is not None:
        mapped = mapped.set((mapped == EMPTY_FORMULA).fill_null(False), None)
    given = "k:" + mapped.str.slice(0, 120) if mapped is not None else None
    if given is None or given.null_count():
        text = _identity(clean)
        digest = pl.Series([f"f:{xxhash.xxh3_128_hexdigest(one)}" for one in text.to_list()])
        given = digest if given is None else given.zip_with(given.is_not_null(), digest)
    return clean.with_columns(given.alias("key"))


def _identity(clean: pl.DataFrame) -> pl.Series:
    """Owner, business and place as one text; address and telephone where no owner is named."""
    keys = clean.select(*name_keys(), "place", "address", "phone")
    base = pl.concat_str(["owner_key", pl.col("name_key").fill_null(""), "place"], separator="|")
    more = pl.concat_str([pl.col("address").fill_null(""), pl.col("phone").fill_null("")])
    anonymous = pl.col("owner_key") == ""
    whole = pl.when(anonymous).then(pl.concat_str([base, more], separator="|")).otherwise(base)
    return keys.select(whole).to_series()
