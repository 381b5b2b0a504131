"""The first question: are the two owners one person? Fellegi-Sunter by Splink, without labels.

A model is Splink's own settings (JSON), and beside them `common`, how common values were in the
register; without that it can be opened with Splink. The comparisons and the shipped weights stand in
`people.py`. Training estimates how common agreements are (random pairs)
and how often one person's rows agree (expectation maximisation on two kinds of blocks), then holds
each weight near the shipped one: a small or odd list cannot turn the model around.
Scoring is the same sum of weights as Splink's `predict`, written as one SQL statement over the
pairs of `blocking.py`, because those groups are capped.
"""

import logging
import math
from typing import Any

import duckdb
import polars as pl
from splink import DuckDBAPI, Linker, block_on

from binaan.registry.matching.people import (
    COMPARISONS,
    COPIES,
    MACROS,
    TOGETHER,
    Comparison,
    Level,
    Shared,
    Village,
)  # fmt: skip
from binaan.registry.matching.preparing import Ready

FREEDOM = 2.0  # bits a trained weight may move from the shipped one
LEAST_ROWS = 2_000  # below, the shipped weights are used as they are
MOST_ROWS = 150_000  # whole villages up to this many rows are trained on
RANDOM_PAIRS = 150_000
LEAST_PAIRS = 300  # same-person pairs an estimate needs
LEAST_TIMES = 50  # a level must be seen so often in random pairs
COMPARED = (
    "owner_key owner_glue owner_sorted words others nik born year_only phones phone_people nib npwp gender "
    "village district street house block rt rw fine core_sorted core_glue core_words personal "
    "product_key product_words"
).split()
COMMON = ["tf_owner_sorted", "tf_born", "tf_core_sorted"]
Settings = dict[str, Any]


def shipped(rows: int, same_village: float) -> Settings:
    """The model before training, for a register of `rows`; `same_village` = share of all pairs."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "id",
        "probability_two_random_records_match": min(2 * COPIES / max(rows, 2), 0.5),
        "comparisons": [_comparison(it, rows, same_village) for it in COMPARISONS],
        "blocking_rules_to_generate_predictions": ["l.nik = r.nik", "l.born = r.born"],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }


def _comparison(it: Comparison, rows: int, same_village: float) -> Settings:
    levels: list[Settings] = [
        {"sql_condition": it.unknown, "label_for_charts": "unknown", "is_null_level": True}
    ]
    for level in it.levels:
        found = {
            "sql_condition": level.when,
            "label_for_charts": level.name,
            "m_probability": level.m,
            "u_probability": _chance(level, rows, same_village),
            "fix_u_probability": not isinstance(level.u, float),
        }
        if level.rare:
            found |= {
                "tf_adjustment_column": level.rare,
                "tf_adjustment_weight": level.rare_weight,
                "disable_tf_exact_match_detection": True,
                "tf_minimum_u_value": 1 / max(rows, 2_000),
            }
        levels.append(found)
    return {"output_column_name": it.name, "comparison_levels": levels}


def _chance(level: Level, rows: int, same_village: float) -> float:
    if isinstance(level.u, Shared):
        return min(2 * level.u.rate / max(rows, 2), 0.2)
    if isinstance(level.u, Village):
        return min(max(same_village * level.u.part, 1e-9), 0.95)
    return level.u


def _same_village(db: duckdb.DuckDBPyConnection) -> float:
    found = db.execute("""
        SELECT sum(n * n) / greatest(sum(n) * sum(n), 1) FROM
        (SELECT count(*)::DOUBLE AS n FROM k WHERE village IS NOT NULL GROUP BY village)""")
    return found.fetchall()[0][0] or 1.0


def train(ready: Ready, *, seed: int = 1) -> Settings:
    """A model for these keys, without labels. Same keys and seed, same model."""
    model = shipped(ready.rows, _same_village(ready.db))
    if ready.rows >= LEAST_ROWS:
        for name, found in _learned(ready, seed).items():
            _take_over(model, name, found)
    return model | {"common": ready.common()}


def train_owners(keys: pl.DataFrame, seed: int = 1) -> Settings:
    """`train` for a frame; keys of `columns.SCHEMA`."""
    with Ready(keys) as ready:
        return train(ready, seed=seed)


def _learned(ready: Ready, seed: int) -> dict[str, list[Settings]]:
    """Splink's estimates, comparison → levels (m and u; either may be absent)."""
    kept = max(1, math.ceil(ready.rows / MOST_ROWS))
    rows = ready.db.sql(f"""SELECT id, {", ".join(COMPARED)} FROM k
        WHERE hash(district) % {kept} = 0 ORDER BY id""").to_arrow_table()
    db = ready.connect()
    try:
        db.execute(MACROS)
        db.register("taught", rows)
        db.execute("CREATE TABLE k AS FROM taught ORDER BY id")
        linker = _linker(db, shipped(rows.num_rows, _same_village(db)))
        linker.training.estimate_u_using_random_sampling(
            max_pairs=RANDOM_PAIRS, seed=seed, min_count_per_level=None, num_chunks=1
        )
        for block in ("nik", "born, village"):
            if _pairs_in(db, block) >= LEAST_PAIRS:
                linker.training.estimate_parameters_using_expectation_maximisation(
                    block_on(*block.split(", ")), estimate_without_term_frequencies=True
                )
        found = linker.misc.save_model_to_json()
    finally:
        db.close()
    return {it["output_column_name"]: it["comparison_levels"] for it in found["comparisons"]}


def _linker(db: duckdb.DuckDBPyConnection, settings: Settings) -> Linker:
    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI(connection=db)
    return Linker(api.register("k"), settings, validate_settings=False, log_level="ERROR")


def _pairs_in(db: duckdb.DuckDBPyConnection, block: str) -> int:
    known = " AND ".join(f"{column} IS NOT NULL" for column in block.split(", "))
    found = db.execute(f"""SELECT coalesce(sum(n * (n - 1) / 2), 0) FROM
        (SELECT count(*) AS n FROM k WHERE {known} GROUP BY {block})""")
    return int(found.fetchall()[0][0])


def _take_over(model: Settings, name: str, found: list[Settings]) -> None:
    """Move the weights of comparison `name` to the learned ones, at most FREEDOM bits."""
    mine = next(it for it in model["comparisons"] if it["output_column_name"] == name)
    learned = {level["label_for_charts"]: level for level in found}
    for level in mine["comparison_levels"]:
        other = learned[level["label_for_charts"]]
        m, u = other.get("m_probability"), other.get("u_probability")
        if level.get("is_null_level") or not m:
            continue
        before = math.log2(level["m_probability"] / level["u_probability"])
        if not level["fix_u_probability"] and u and u * RANDOM_PAIRS >= LEAST_TIMES:
            level["u_probability"] = _rounded(u)
        after = math.log2(m / level["u_probability"])
        freedom = min(FREEDOM, abs(before) / 4) if before < 0 else FREEDOM
        bits = min(max(after, before - freedom), before + freedom)
        level["m_probability"] = _rounded(level["u_probability"] * 2**bits)


def _rounded(share: float) -> float:
    """Sums of several threads differ in the last digits; a model does not."""
    return float(f"{share:.6g}")


# Comparing words is the dear part of a name: done once for all levels, and not for equal names.
_ONCE = "CASE WHEN a.owner_key = b.owner_key THEN 0 ELSE astray(a.words, b.words) END"


def score(db: duckdb.DuckDBPyConnection, model: Settings) -> None:
    """Table `met` (l, r, level of each comparison, owner_bits, owner_p) for table `pairs`."""
    db.execute(MACROS)
    levels = ", ".join(_level_of(it) for it in model["comparisons"])
    levels = levels.replace("astray(words_l, words_r)", "names_astray")
    chance = model["probability_two_random_records_match"]
    bits = " + ".join([str(math.log2(chance / (1 - chance)))] +
                      [_weight(it) for it in model["comparisons"]])  # fmt: skip
    db.execute(f"""
        CREATE OR REPLACE TEMP TABLE met AS
        WITH sides AS (
            SELECT l, r, a.owner = b.owner AS same_owner, {_ONCE} AS names_astray, {_both_sides(COMPARED + COMMON)}
            FROM pairs JOIN side a ON a.id = l JOIN side b ON b.id = r
        ), level AS (
            SELECT l, r, same_owner, {levels}, {_both_sides_kept(COMMON)} FROM sides
        ), weighed AS (
            SELECT *, {bits} AS owner_bits FROM level
        )
        SELECT * EXCLUDE ({_both_sides_kept(COMMON)}),
            -log10(greatest(tf_owner_sorted_l, tf_owner_sorted_r)) AS owner_rarity,
            CASE WHEN same_owner THEN 1.0 ELSE 1 / (1 + pow(2, -least(owner_bits, 40))) END AS owner_p
        FROM weighed""")


def _both_sides(columns: list[str]) -> str:
    return ", ".join(f"a.{it} AS {it}_l, b.{it} AS {it}_r" for it in columns)


def _both_sides_kept(columns: list[str]) -> str:
    return ", ".join(f"{it}_l, {it}_r" for it in columns)


def _level_of(it: Settings) -> str:
    """`CASE` giving the name of the level that holds."""
    whens = "".join(
        f" WHEN {level['sql_condition']} THEN {_text(level)}"
        for level in it["comparison_levels"]
        if level["sql_condition"] != "ELSE"
    )
    return (
        f"CASE{whens} ELSE {_text(it['comparison_levels'][-1])} END AS {it['output_column_name']}"
    )


def _text(level: Settings) -> str:
    return "'" + level["label_for_charts"].replace("'", "''") + "'"


def _weight(it: Settings) -> str:
    """`CASE` giving the weight in bits of the level that holds, rarity counted in."""
    whens = []
    for level in it["comparison_levels"]:
        bits = "0.0"
        if not level.get("is_null_level"):
            u = level["u_probability"]
            bits = str(math.log2(level["m_probability"] / u))
            if column := level.get("tf_adjustment_column"):
                common = f"greatest(tf_{column}_l, tf_{column}_r, {level['tf_minimum_u_value']})"
                bits += f" + {level['tf_adjustment_weight']} * log2({u} / {common})"
        whens.append(f" WHEN {_text(level)} THEN {bits}")
    column = it["output_column_name"]
    weight = f"CASE {column}{''.join(whens)} ELSE 0.0 END"
    for name, condition in TOGETHER:
        if name == column:
            weight = f"CASE WHEN {condition} THEN least({weight}, 0.0) ELSE {weight} END"
    return weight
