"""5,000 new keys against all others that lie in the store: part of `./bench match`.

Floor: the joins alone, on the store's indexes, that find the pairs to look at. Beside it the whole
way of the register: the keys near the new ones, read (matching/nearby.py) and decided by the engine
with a model trained before. `python benchmarks/match_store.py FOLDER` reads FOLDER/keys.parquet.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import polars as pl

from benchmarks import register

NEW = 5_000
TIMES = 3


def measure(store: str, folder: str) -> None:
    register.prepare()
    from binaan.kit import bulk
    from binaan.registry.matching import engine, nearby, owners

    keys = pl.read_parquet(Path(folder) / "keys.parquet")
    loading = seconds(lambda: fill(keys))[0]
    model = owners.train_owners(keys)
    new = [UUID(int=number) for number in keys["number"].tail(NEW)]
    bulk.refresh_statistics()
    floors, ways = [], []
    for _time in range(TIMES):
        floors.append(seconds(lambda: joins(new)))
        read, near = seconds(lambda: nearby.near(new))
        decided, found = seconds(
            lambda near=near: engine.decide(
                near, new=[one.hex for one in new], rows=keys.height, owner_model=model
            )
        )
        ways.append((read + decided, read, found, near.height))
    floor, pairs = min(floors, key=lambda one: one[0])
    whole, read, found, height = min(ways, key=lambda one: one[0])
    said = {
        "increment": store, "rows": keys.height, "new": NEW, "loading": round(loading, 1),
        "floor": round(floor, 2), "pairs of the floor": pairs,
        "whole": round(whole, 2), "times the floor": round(whole / floor, 2),
        "near": round(read, 2), "keys near": height, "parts": found.seconds,
        "looked at": found.looked_at,
    }  # fmt: skip
    print(json.dumps(said, ensure_ascii=False), flush=True)


def seconds(act: Callable) -> tuple[float, object]:
    began = time.monotonic()
    answer = act()
    return time.monotonic() - began, answer


def fill(keys: pl.DataFrame) -> None:
    """The keys as the store holds them; the businesses themselves are not needed."""
    from django.db import transaction

    from binaan.kit import bulk
    from binaan.registry.models import MatchKey

    number = keys["number"].to_list()
    rows = keys.drop("business", "owner").with_columns(
        pl.Series("business_id", [f"{one:032x}" for one in number]),
        pl.Series("owner_id", [f"{one + (1 << 64):032x}" for one in number]),
        pl.col("phones").str.split(" ").list.first().fill_null("").alias("phone"),
        pl.lit(0, pl.Int64).alias("facts"),
        pl.lit(False).alias("waiting"),
    )
    with transaction.atomic():
        bulk.insert(MatchKey._meta.db_table, rows)


def joins(new: list[UUID]) -> int:
    """The pairs that meet by any of the ways in which the register looks for them; how many."""
    from django.db import connection, transaction

    from binaan.registry.matching.nearby import WAYS, lay_out, met

    with transaction.atomic(), connection.cursor() as cursor:
        lay_out(new)
        found = " UNION ".join(
            f"SELECT s.id AS one, k.business_id AS other {met(way)} AND k.business_id <> s.id"
            for way in WAYS
        )
        cursor.execute('DROP TABLE IF EXISTS "match_floor"')
        cursor.execute(f'CREATE TEMPORARY TABLE "match_floor" AS {found}')
        cursor.execute('SELECT count(*) FROM "match_floor"')
        return cursor.fetchone()[0]


if __name__ == "__main__":
    if "--step" in sys.argv:
        measure(sys.argv[3], sys.argv[4])
    else:
        register.on_each_store(__file__, "measure", sys.argv[1])
