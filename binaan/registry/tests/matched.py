"""Two rows that agree in everything, and what the engine says when one of them is changed."""

from datetime import date

import polars as pl

from binaan.registry.matching import engine
from binaan.registry.matching.columns import SCHEMA, as_keys

SITI = {
    "owner_kind": "person", "owner_key": "siti aminah", "owner_sorted": "aminah siti",
    "owner_first": "aminah", "sex": "P", "birth_date": date(1978, 7, 5), "nik": "3216064507780003",
    "phones": "81312347721", "name_key": "warung sedap malam", "name_core": "sedap malam",
    "trade": "warung", "product_key": "nasi rames", "group": "pangan", "kbli": "56102",
    "village": "32.16.06.2004", "district": "32.16.06", "street": "jl raya tambun", "house": "12",
    "rt": "003", "rw": "005", "status": "running",
}  # fmt: skip


def renamed(name: str, first: str = "") -> dict:
    """The columns of an owner called so."""
    words = name.split()
    return {
        "owner_key": name,
        "owner_sorted": " ".join(sorted(words)),
        "owner_first": first or words[0],
    }


def rows(*changes: dict) -> pl.DataFrame:
    """A key a change of SITI, numbered from 1, each of a list and with an owner of its own."""
    made = [
        SITI | {"business": f"b{n}", "owner": f"o{n}", "number": n, "lists": f"list{n}"} | change
        for n, change in enumerate(changes, 1)
    ]
    return as_keys(pl.DataFrame(made, schema_overrides=SCHEMA))


def pair(left: dict, right: dict) -> dict:
    """What the engine says of the two; both probabilities 0 when they never met."""
    found = engine.decide(rows(left, right)).pairs
    return (
        found.row(0, named=True) if len(found) else {"owner_p": 0.0, "business_p": 0.0, "held": ""}
    )


def merges(said: dict) -> bool:
    """Whether nobody would be asked at the usual threshold."""
    return said["owner_p"] >= 0.95 and said["business_p"] >= 0.95
