"""The columns of a match key, as the engine takes them. One row per present business.

Texts are "" when unknown; only `birth_date`, `lat`, `lon` and `as_of` may be null.
"""

import polars as pl

TEXTS = (
    "business owner owner_kind owner_key owner_sorted owner_first owner_others sex nik nib npwp "
    "phones name_key name_core trade branch product_key group kbli village district street estate "
    "block house rt rw lists status"
).split()
SCHEMA = {
    "number": pl.Int64,
    **dict.fromkeys(TEXTS, pl.String),
    "birth_date": pl.Date,
    "lat": pl.Float64,
    "lon": pl.Float64,
    "as_of": pl.Date,
}


def as_keys(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with exactly these columns: absent ones are unknown, ids become text."""
    missing = [
        pl.lit("" if kind == pl.String else None, dtype=kind).alias(name)
        for name, kind in SCHEMA.items()
        if name not in frame.columns
    ]
    return frame.with_columns(missing).select(
        pl.col(name).cast(kind).fill_null("") if kind == pl.String else pl.col(name).cast(kind)
        for name, kind in SCHEMA.items()
    )
