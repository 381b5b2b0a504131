"""Rows of a list as match keys, by the register's own standard forms; the same for every peer.

Words that come again are worked out once. A register does this when something is written, so it
is no part of what is timed.
"""

import csv
from collections.abc import Callable

import polars as pl

from binaan.registry.matching.columns import as_keys
from binaan.registry.rules import standard

GROUPS = "data/industry-groups.csv"  # read from the folder ./bench stands in
FIRMS = r"(?i)^\W*(pt|cv|ud|kub|kud|koperasi|kop[a-z]{3}|bumdes|firma|fa)\b"


def keys(rows: pl.DataFrame) -> pl.DataFrame:
    """A key a row, in order: number counts from 1, business is it as text, every row has an owner
    of its own; `rows` as in copies.FIELDS (those that are missing are unknown)."""
    rows = rows.with_columns(pl.int_range(1, pl.len() + 1).alias("number"))
    text = rows.select(pl.col(pl.String).fill_null(""))
    organisation = text["owner_name"].str.contains(FIRMS)
    person = _people(text["owner_name"], organisation)
    firm = _apart(text.select("name"), standard.firm, ("key", "core", "trade", "branch"))
    address = _apart(
        text.select("address", "rt", "rw"), standard.address,
        ("street", "estate", "block", "house", "rt", "rw"),
    )  # fmt: skip
    phone = _apart(
        text.select("phone"), lambda said: (" ".join(standard.phones(said)),), ("phones",)
    )
    product = _apart(text.select("product"), lambda said: (standard.product(said),), ("key",))
    kind = pl.when(organisation).then(pl.lit("organisation")).otherwise(pl.lit("person"))
    district = pl.col("village").str.split(".").list.head(3).list.join(".")
    return as_keys(
        rows.select(
            "number", "birth_date", "lat", "lon", "sex", "nik", "kbli", "village",
            pl.col("nib") if "nib" in rows.columns else pl.lit("").alias("nib"),
            pl.col("source").alias("lists"),
            pl.col("number").cast(pl.String).alias("business"),
            pl.format("p{}", "number").alias("owner"),
            pl.when(pl.col("village").str.len_chars() >= 8).then(district).alias("district"),
            pl.col("kbli").str.slice(0, 2).replace_strict(_groups(), default="").alias("group"),
        ).with_columns(
            pl.select(kind).to_series().alias("owner_kind"),
            *person, *address, *phone,
            *(one.alias(f"name_{one.name}" if one.name in ("key", "core") else one.name)
              for one in firm),
            product[0].alias("product_key"),
        )
    )  # fmt: skip


def _groups() -> dict[str, str]:
    with open(GROUPS, encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {row["kbli2"]: row["kelompok_dinas"] for row in rows}


def _people(names: pl.Series, organisation: pl.Series) -> list[pl.Series]:
    asked = pl.DataFrame([names, organisation.alias("organisation")])
    found = _apart(asked, standard.person, ("key", "sorted", "first"))
    return [one.alias(f"owner_{one.name}") for one in found]


def _apart(said: pl.DataFrame, read: Callable, fields: tuple[str, ...]) -> list[pl.Series]:
    """The fields of what `read` makes of each line, each different line read once."""
    different = said.unique()
    made = [read(*line) for line in different.iter_rows()]
    columns = [
        pl.Series(f"made_{name}", [
            (getattr(one, name) if hasattr(one, name) else one[0]) or "" for one in made
        ], dtype=pl.String)
        for name in fields
    ]  # fmt: skip
    joined = said.join(
        different.with_columns(columns), on=said.columns, how="left", maintain_order="left"
    )
    return [joined[f"made_{name}"].alias(name) for name in fields]
