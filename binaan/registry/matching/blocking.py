"""Which pairs are looked at at all: rows that share one of these keys, in groups kept small.

A group that grows over its cap (a phone of two hundred people, every "warung nasi" of a village)
is parted by a second key; what is still too large is left out: another rule has to find the pair.
Pairs grow with the square of a group, so the caps are what keeps a million rows in seconds.
"""

from typing import NamedTuple

import duckdb


class Rule(NamedTuple):
    """Rows with equal `key` meet; in groups over `cap` only those with equal `narrower` too.

    A row with several values of list `each` (phones, words of a name) stands in a group for each;
    `one` names the value in the key.
    """

    name: str
    key: tuple[str, ...]
    cap: int
    narrower: tuple[str, ...] = ()
    each: str = ""


START = "left(one, 4)"  # of a word: survives a slip in the rest of it
RULES = (
    Rule("owner", ("owner",), 30, ("name_core",)),
    Rule("nik", ("nik",), 20, ("owner_first",)),
    Rule("nib", ("nib",), 20, ("owner_first",)),
    Rule("npwp", ("npwp",), 20, ("owner_first",)),
    Rule("phone", ("one",), 12, ("owner_first",), each="phones"),
    # Somebody by the whole name; further away only when the shop's name agrees.
    Rule("name in kecamatan", ("owner_sorted", "district"), 5, ("village",)),
    Rule("name and shop", ("owner_sorted", "core_sorted"), 4),
    Rule("birth date, name", ("born", "left(owner_first, 3)", "district"), 6),
    Rule("birth date, village", ("born", "village"), 6),
    # A NIK with one wrong digit: area and date, date and turn, or area and turn are right.
    Rule("NIK, date and turn", ("right(nik, 10)", "left(owner_first, 3)"), 6),
    Rule("NIK, area and turn", ("left(nik, 6)", "right(nik, 4)", "owner_first"), 6),
    Rule("NIK, area and date", ("left(nik, 12)", "left(owner_first, 2)"), 6),
    # Rows without a phone, number or date meet by the shop and by where they stand.
    Rule("shop", ("village", "core_sorted"), 6, ("product_key",)),
    Rule("shop in one word", ("village", "core_glue"), 6, ("product_key",)),
    Rule("shop, name in kecamatan", ("district", "core_sorted", "owner_first"), 6),
    Rule("word of the shop, RT", ("village", START, "rt", "rw"), 3, each="core_words"),
    Rule("word of the shop, KBLI", ("village", START, "kbli"), 3, each="core_words"),
    Rule("word, street", ("village", START, "street"), 6, ("house",), each="words"),
    Rule("word, product", ("village", START, "product_key"), 5, ("rt", "rw"), each="words"),
    Rule("word, RT", ("village", START, "rt", "rw"), 6, each="words"),
    Rule("house", ("village", "street", "house"), 6, ("owner_first",)),
    Rule("block", ("village", "estate", "block", "house"), 6, ("owner_first",)),
)


def _hashed(number: int, parts: tuple[str, ...]) -> str:
    return f"hash({number}, {', '.join(parts)})"


def _lines(rule: Rule, number: int) -> str:
    """Lines (hash, narrower hash, id) of the rows that know every part of the key."""
    known = " AND ".join(f"{part} IS NOT NULL" for part in rule.key)
    source = f"(SELECT *, unnest({rule.each}) AS one FROM k)" if rule.each else "k"
    narrow = "NULL::UBIGINT"
    if rule.narrower:
        parts = " AND ".join(f"{part} IS NOT NULL" for part in rule.narrower)
        narrow = f"CASE WHEN {parts} THEN {_hashed(number, rule.key + rule.narrower)} END"
    distinct = "DISTINCT " if rule.each else ""
    return f"""SELECT {distinct}{_hashed(number, rule.key)} AS h, {narrow} AS narrow, id
        FROM {source} WHERE {known}"""


def lay_out(db: duckdb.DuckDBPyConnection) -> None:
    """Table `blocks` (h, id): every row in every group of two to `cap` rows."""
    db.execute("CREATE TABLE blocks (h UBIGINT, id INTEGER)")
    for number, rule in enumerate(RULES):
        db.execute(f"CREATE TEMP TABLE line AS {_lines(rule, number)}")
        db.execute(
            "CREATE TEMP TABLE sized AS SELECT h, count(*) AS n FROM line GROUP BY h HAVING n > 1"
        )
        db.execute(f"""
            INSERT INTO blocks SELECT h, id FROM line SEMI JOIN
                (SELECT h FROM sized WHERE n <= {rule.cap}) USING (h)""")
        if rule.narrower:
            db.execute(f"""
                INSERT INTO blocks WITH large AS (
                    SELECT narrow AS h, id FROM line
                    SEMI JOIN (SELECT h FROM sized WHERE n > {rule.cap}) USING (h)
                    WHERE narrow IS NOT NULL)
                SELECT h, id FROM large SEMI JOIN
                    (SELECT h FROM large GROUP BY h HAVING count(*) BETWEEN 2 AND {rule.cap}) USING (h)""")
        db.execute("DROP TABLE line; DROP TABLE sized")


def draw_pairs(db: duckdb.DuckDBPyConnection, *, new: bool) -> int:
    """Table `pairs` (l, r; l < r) of rows that share a group; with `new` only those touching
    table `fresh` (id). Answers how many."""
    touching = "SELECT b.h, b.id FROM blocks b SEMI JOIN fresh USING (id)" if new else "FROM blocks"
    other = "a.id <> b.id" if new else "a.id < b.id"
    db.execute(f"""
        CREATE OR REPLACE TEMP TABLE pairs AS
        SELECT DISTINCT least(a.id, b.id) AS l, greatest(a.id, b.id) AS r
        FROM ({touching}) a JOIN blocks b ON a.h = b.h AND {other}""")
    _gather_sides(db, new=new)
    return db.execute("SELECT count(*) FROM pairs").fetchall()[0][0]


def _gather_sides(db: duckdb.DuckDBPyConnection, *, new: bool) -> None:
    """View or table `side`: the rows of `k` that pairs are made of. Few are taken out once, for
    every join to a million wide rows reads them all."""
    db.execute("DROP TABLE IF EXISTS side_few")
    if new:
        db.execute("""CREATE TEMP TABLE side_few AS FROM k SEMI JOIN
            (SELECT l AS id FROM pairs UNION SELECT r FROM pairs) USING (id)""")
    source = "side_few" if new else "k"
    db.execute(f"CREATE OR REPLACE TEMP VIEW side AS FROM {source}")
