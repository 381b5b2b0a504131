"""What answers whether two keys are one: ours, plain Splink, exact keys, recordlinkage.

`python benchmarks/match_peers.py NAME FOLDER` reads FOLDER/keys.parquet, writes
FOLDER/NAME.parquet (left, right, owner_p, business_p), where it can FOLDER/NAME-candidates.parquet,
and prints one line of JSON: seconds of each part, peak memory. Each runs in a process of its own.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl

# The handbook's seven, as SQL over l and r.
RULES = (
    "l.nik = r.nik", "l.phone = r.phone", "l.nib = r.nib",
    "l.owner_key = r.owner_key AND l.district = r.district",
    "l.birth_date = r.birth_date AND left(l.owner_key, 4) = left(r.owner_key, 4)",
    "l.village = r.village AND l.name_key = r.name_key",
    "l.village = r.village AND l.owner_first = r.owner_first",
)  # fmt: skip
EXACT = (RULES[0], RULES[2], "l.phone = r.phone AND l.owner_key = r.owner_key")
EXACT_MORE = (
    *EXACT,
    "l.owner_key = r.owner_key AND l.village = r.village AND l.name_key = r.name_key",
)
MAX_PAIRS = 1e7
RECALL = 0.7
Clock = Callable[[str], None]


def plain(keys: pl.DataFrame) -> pl.DataFrame:
    """The keys as a peer takes them: unknown is null, one phone."""
    first = pl.col("phones").str.split(" ").list.first().alias("phone")
    empty = pl.col(pl.String).replace("", None)
    return keys.with_columns(first).with_columns(empty)


def ours(keys: pl.DataFrame, folder: Path, lap: Clock) -> dict:
    """The register's own engine, its owner model trained in the same run. The only seam."""
    from binaan.registry.matching import engine
    from binaan.registry.matching.preparing import Ready

    with Ready(keys) as ready:
        lap("prepare")
        found = engine.decide(ready)
        lap("decide")
        pairs = ready.db.sql("SELECT l AS left, r AS right FROM pairs").pl()
    pairs.write_parquet(folder / "ours-candidates.parquet")
    columns = {"left": found.pairs["left_number"], "right": found.pairs["right_number"]}
    held = {"held": found.pairs["held"]}
    scores = found.pairs.select("owner_p", "business_p").to_dict()
    pl.DataFrame(columns | scores | held).write_parquet(folder / "ours.parquet")
    return {"parts": found.seconds}


def exact(rules: tuple[str, ...], name: str):
    def answer(keys: pl.DataFrame, folder: Path, lap: Clock) -> dict:
        keys = plain(keys)
        with duckdb.connect() as db:
            db.register("k", keys)
            db.execute("CREATE TABLE pairs AS " + joined(rules, "k", "k"))
            lap("decide")
            db.sql("SELECT *, 1.0 AS owner_p, 1.0 AS business_p FROM pairs").pl().write_parquet(
                folder / f"{name}.parquet"
            )
        return {}

    return answer


def joined(rules: tuple[str, ...], one: str, other: str) -> str:
    """The pairs (left, right) that meet any rule, each once."""
    return " UNION ".join(
        f"SELECT l.number AS left, r.number AS right FROM {one} l JOIN {other} r ON {rule} AND l.number < r.number"
        for rule in rules
    )


def splink_settings():
    from splink import SettingsCreator, block_on
    from splink import comparison_library as cl

    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="number",
        comparisons=[
            cl.JaroWinklerAtThresholds("owner_key", [0.95, 0.88, 0.8]),
            cl.JaroWinklerAtThresholds("name_key", [0.95, 0.88, 0.8]),
            cl.LevenshteinAtThresholds("nik", [1, 2]),
            cl.LevenshteinAtThresholds("phone", [1]),
            cl.ExactMatch("nib"),
            cl.DateOfBirthComparison("birth_date", input_is_string=False),
            cl.ExactMatch("village"),
            cl.JaroWinklerAtThresholds("street", [0.9]),
            cl.ExactMatch("kbli"),
            cl.ExactMatch("product_key"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("nik"), block_on("phone"), block_on("nib"), block_on("owner_key", "district"),
            block_on("birth_date", "substr(owner_key, 1, 4)"), block_on("village", "name_key"),
            block_on("village", "owner_first"),
        ],
    )  # fmt: skip


def trained(db: duckdb.DuckDBPyConnection, keys: pl.DataFrame):
    """A linker with everything estimated as its own guide does, without labels."""
    from splink import DuckDBAPI, Linker, block_on

    api = DuckDBAPI(connection=db)
    db.register("splink_keys", keys)
    db.execute("CREATE TABLE k AS SELECT * FROM splink_keys")
    linker = Linker(api.register("k"), splink_settings(), log_level="ERROR")
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on("nik"), block_on("nib"), block_on("owner_key", "village", "name_key")],
        recall=RECALL,
    )
    training.estimate_u_using_random_sampling(max_pairs=MAX_PAIRS, seed=1)
    for columns in (("nik",), ("owner_key", "village"), ("birth_date",)):
        training.estimate_parameters_using_expectation_maximisation(block_on(*columns))
    return linker


def splink(keys: pl.DataFrame, folder: Path, lap: Clock) -> dict:
    db = duckdb.connect()
    linker = trained(db, plain(keys))
    lap("train")
    predicted = linker.inference.predict()
    lap("decide")
    table = predicted.physical_name
    scored = f"""SELECT least(number_l, number_r) AS left, greatest(number_l, number_r) AS right,
        match_probability AS owner_p, match_probability AS business_p FROM {table}"""
    found = db.sql(scored).pl()
    found.select("left", "right").write_parquet(folder / "splink-candidates.parquet")
    found.filter(pl.col("owner_p") > 0.01).write_parquet(folder / "splink.parquet")
    lap("write")
    linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, 0.95)
    lap("cluster")
    return {}


PEERS = {
    "ours": ours,
    "splink": splink,
    "exact": exact(EXACT, "exact"),
    "exact-more": exact(EXACT_MORE, "exact-more"),
}


def main(name: str, folder: Path) -> None:
    keys = pl.read_parquet(folder / "keys.parquet")
    seconds: dict[str, float] = {}
    before = time.monotonic()

    def lap(part: str) -> None:
        nonlocal before
        now = time.monotonic()
        seconds[part] = round(now - before, 2)
        before = now

    more = PEERS[name](keys, folder, lap)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(json.dumps({"seconds": seconds, "gigabytes": round(peak, 2), **more}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
