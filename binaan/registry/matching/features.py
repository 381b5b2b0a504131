"""What is compared of two businesses: numbers from 0 to 1 a pair, worked out in DuckDB.

0 = does not hold or is not known; what is unknown speaks neither for nor against. The weights and
their reasons stand in `firms.py`.
"""

import duckdb

# Metres on a sphere are good enough within a regency (error under 0.5 %).
_METRES = """6371008.8 * acos(least(1.0, sin(radians(a.lat)) * sin(radians(b.lat))
    + cos(radians(a.lat)) * cos(radians(b.lat)) * cos(radians(b.lon - a.lon))))"""

_FACTS = f"""
    a.core_sorted IS NOT NULL AND b.core_sorted IS NOT NULL AS named,
    a.core_sorted = b.core_sorted OR a.core_glue = b.core_glue AS core_equal,
    CASE WHEN a.core_sorted = b.core_sorted OR a.core_glue = b.core_glue THEN 0
         ELSE astray(a.core_words, b.core_words) END AS core_astray,
    least(len(a.core_words), len(b.core_words)) AS core_least,
    least(a.core_rare, b.core_rare) AS core_rare,
    a.personal OR b.personal AS of_person,
    coalesce(a.generic OR b.generic, false) AS generic,
    a.product_key IS NOT NULL AND b.product_key IS NOT NULL AS produced,
    a.product_key = b.product_key AS product_equal,
    coalesce(list_has_any(a.line_words, b.line_words), false) AS product_part,
    a."group" = b."group" AS group_equal,
    CASE WHEN a.kbli IS NULL OR b.kbli IS NULL THEN NULL WHEN a.kbli = b.kbli THEN 5
         WHEN left(a.kbli, 4) = left(b.kbli, 4) THEN 4 WHEN left(a.kbli, 3) = left(b.kbli, 3) THEN 3
         WHEN left(a.kbli, 2) = left(b.kbli, 2) THEN 2 ELSE 0 END AS kbli_digits,
    a.trade = b.trade AS trade_equal,
    a.village = b.village AND a.fine AS village_equal,
    coalesce(a.fine AND b.fine AND a.village <> b.village, false) AS village_differs,
    CASE WHEN a.way IS NULL OR b.way IS NULL THEN false
         WHEN a.way = b.way OR a.way = b.estate_way OR b.way = a.estate_way THEN true
         WHEN near(replace(a.way, ' ', ''), replace(b.way, ' ', '')) THEN true
         ELSE astray(a.way_words, b.way_words) = 0 END AS way_alike,
    a.way_numbers = b.way_numbers AS numbers_equal,
    a.way_numbers <> '' AND b.way_numbers <> '' AND a.way_numbers <> b.way_numbers AS numbers_differ,
    a.way IS NOT NULL AND b.way IS NOT NULL AND (a.street IS NULL) = (b.street IS NULL) AS way_kind,
    coalesce(a.block = b.block OR (a.block IS NULL AND b.block IS NULL), false) AS block_equal,
    coalesce(a.block <> b.block, false) AS block_differs,
    a.estate = b.estate AS estate_equal,
    a.house = b.house AS house_equal,
    a.rt = b.rt AND a.rw = b.rw AS rt_equal,
    a.rt <> b.rt OR a.rw <> b.rw AS rt_differs,
    CASE WHEN a.lat + a.lon + b.lat + b.lon IS NOT NULL THEN {_METRES} END AS metres,
    a.branch IS NOT NULL AND b.branch IS NOT NULL AND a.branch <> b.branch AS branch_differs,
    (a.branch IS NULL) <> (b.branch IS NULL) AS branch_one,
    list_has_any(a.lists, b.lists) AS list_equal,
    a.status = 'moved' OR b.status = 'moved' AS moved"""

# Strangers are worth a look only where a shop may have changed hands.
_WORTH = """(owner_p >= 0.02 OR a.core_glue = b.core_glue OR list_has_any(a.core_words, b.core_words)
    OR jaro_winkler_similarity(a.core_glue, b.core_glue) >= 0.85 OR place IN ('house', 'block')
    OR (place IN ('street', 'rt') AND product = 'same'))"""

# 1 = one house or stall, or points within 50 m; 0 = nothing says it is one spot.
_HERE = """greatest(
    CASE WHEN house_equal AND NOT block_differs AND NOT (village_differs AND NOT rt_equal)
        AND (street_equal OR estate_equal OR (rt_equal AND village_equal)) THEN 1.0 ELSE 0.0 END,
    CASE WHEN metres <= 50 THEN 1.0 WHEN metres <= 150 THEN 0.6 ELSE 0.0 END,
    CASE WHEN block_differs OR (village_differs AND NOT (rt_equal AND (street_equal OR estate_equal))) THEN 0.0
         WHEN street_equal AND rt_equal THEN 0.8
         WHEN rt_equal THEN 0.6 WHEN street_equal THEN 0.5 ELSE 0.0 END)"""

# 1 = surely two spots; the strongest sign counts, for who moved differs in all of them at once.
_THERE = """greatest(
    CASE WHEN metres > 400 THEN least(1.0, 0.4 + log10(metres / 400) / 2) ELSE 0.0 END,
    CASE WHEN NOT village_differs THEN 0.0
         WHEN rt_equal AND (street_equal OR estate_equal) THEN 0.1 ELSE 0.6 END,
    CASE WHEN street_differs AND NOT coalesce(metres < 150, false)
         THEN CASE WHEN rt_equal THEN 0.3 ELSE 0.7 END ELSE 0.0 END,
    CASE WHEN block_differs OR (NOT house_equal AND (street_equal OR estate_equal)) THEN 0.4 ELSE 0.0 END,
    CASE WHEN rt_differs AND NOT village_differs THEN CASE WHEN here = 1 THEN 0.2 ELSE 0.4 END ELSE 0.0 END)"""
_WHERE = """CASE WHEN metres > 400 THEN 'far' WHEN village_differs THEN 'village'
    WHEN block_differs OR (NOT house_equal AND (street_equal OR estate_equal)) THEN 'house'
    WHEN street_differs THEN 'street' WHEN rt_differs THEN 'rt' ELSE '' END"""

# Name of the feature → SQL over the facts and the levels of the owner step.
FEATURES = {
    "owner": "owner_p",
    "owner_conflict": "owner_p < 0.05 AND (nik = 'other' OR birth_date = 'other' OR sex = 'other')",
    "name_same": "CASE WHEN core_equal AND NOT of_person THEN core_rare END",
    "name_near": "named AND NOT core_equal AND core_astray = 0 AND NOT of_person",
    "name_part": "named AND core_astray > 0 AND core_astray < core_least AND NOT of_person",
    "name_of_owner": "named AND core_astray = 0 AND of_person AND owner_p >= 0.5",
    "name_kept": "named AND core_astray = 0 AND of_person AND NOT generic AND owner_p < 0.5"
                 " AND owner_name = 'other'",
    "name_other": "named AND core_astray = core_least AND core_least > 0 AND (stranger OR NOT of_person)",
    "name_or_owner": "named AND core_astray = core_least AND core_least > 0 AND of_person AND NOT stranger",
    "trade_same": "trade_equal",
    "trade_other": "NOT trade_equal",
    "product_same": "product_equal",
    "product_part": "product_part AND NOT coalesce(product_equal, false)",
    "product_other": "CASE WHEN produced AND NOT product_equal AND NOT product_part"
                     " THEN CASE WHEN kbli_digits >= 4 THEN 0.3 ELSE 1.0 END END",
    "group_other": "NOT group_equal",
    "kbli_same": "CASE kbli_digits WHEN 5 THEN 1.0 WHEN 4 THEN 0.8 WHEN 3 THEN 0.4 END",
    "kbli_other": "CASE kbli_digits WHEN 0 THEN 1.0 WHEN 2 THEN 0.3 END",
    "home_same": "CASE WHEN owner_p >= 0.5 THEN here END",
    "site_same": "CASE WHEN owner_p < 0.5 THEN here END",
    "elsewhere": "there",
    "branch_other": "branch_differs",
    "branch_one": "branch_one",
    "one_list": "list_equal",
    "moved": "moved AND (street_differs OR village_differs)",
}  # fmt: skip


def lay_out(db: duckdb.DuckDBPyConnection) -> None:
    """Table `felt`: l, r, the owner step's columns, the features and `metres`, for table `met`."""
    features = ", ".join(
        f"coalesce(({sql})::DOUBLE, 0.0) AS f_{name}" for name, sql in FEATURES.items()
    )
    db.execute(f"""
        CREATE OR REPLACE TEMP TABLE felt AS
        WITH fact AS (
            SELECT met.*, {_FACTS} FROM met JOIN side a ON a.id = l JOIN side b ON b.id = r
            WHERE {_WORTH}
        ), street AS (
            SELECT *, way_alike AND numbers_equal AS street_equal,
                way_kind AND (NOT way_alike OR numbers_differ) AND NOT coalesce(estate_equal, false)
                    AS street_differs
            FROM fact
        ), seen AS (
            SELECT *, {_HERE} AS here, owner_p < 0.5 AND owner_name IN ('part', 'other') AS stranger
            FROM street
        ), placed AS (
            SELECT *, {_THERE} AS there, {_WHERE} AS apart FROM seen
        )
        SELECT * EXCLUDE (produced, group_equal, product_part), {features} FROM placed""")
