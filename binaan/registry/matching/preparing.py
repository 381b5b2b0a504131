"""Match keys at hand in DuckDB: what blocking and comparing need, worked out once per row.

`Ready(keys)` keeps table `k` (one row a key, `id` counted in the order of the numbers) and table
`blocks` (which small groups a row stands in). A million keys take some 6 s and 2 GB; matching
new rows against keys at hand starts from here.
"""

from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

import duckdb
import polars as pl
from django.conf import settings

from binaan.kit.snapshot.backend import OFFLINE
from binaan.registry.matching import blocking
from binaan.registry.matching.columns import as_keys

MEMORY = "3GB"  # of DuckDB; the frames around it need up to 1 GB more

# Birth date and sex written in a NIK: day (women + 40), month, year of two digits. A year above
# the last two digits of 2011 is of the 1900s: nobody of that age runs a business yet.
_NIK_DATE = """
    try_cast(concat(CASE WHEN substr(nik, 11, 2) <= '11' THEN '20' ELSE '19' END, substr(nik, 11, 2),
        '-', substr(nik, 9, 2), '-', CASE WHEN substr(nik, 7, 1) >= '4'
            THEN chr(ascii(substr(nik, 7, 1)) - 4) ELSE substr(nik, 7, 1) END, substr(nik, 8, 1))
        AS DATE)"""

# Trade words that say nothing of what is sold.
_VAGUE = (
    "'warung', 'toko', 'kios', 'kedai', 'usaha', 'industri', 'rumah', 'sentra', 'depot', 'lapak'"
)


_KEYS = f"""
CREATE TABLE k0 AS
WITH plain AS (
    SELECT * REPLACE (
        nullif(nik, '') AS nik, nullif(nib, '') AS nib, nullif(npwp, '') AS npwp,
        nullif(sex, '') AS sex, nullif(owner_sorted, '') AS owner_sorted,
        nullif(owner_first, '') AS owner_first, nullif(name_core, '') AS name_core,
        nullif(trade, '') AS trade, nullif(branch, '') AS branch,
        nullif(product_key, '') AS product_key, nullif("group", '') AS "group",
        nullif(kbli, '') AS kbli, nullif(village, '') AS village,
        nullif(district, '') AS district, nullif(street, '') AS street,
        nullif(estate, '') AS estate, nullif(block, '') AS block, nullif(house, '') AS house,
        nullif(rt, '') AS rt, nullif(rw, '') AS rw)
    FROM keys
), dated AS (
    SELECT *, coalesce(name_core, nullif(name_key, '')) AS telling,
        CASE WHEN length(nik) = 16 THEN {_NIK_DATE} END AS nik_date
    FROM plain
)
SELECT * EXCLUDE (phones, lists, nik_date, birth_date, telling, owner_kind, owner_others,
        name_key, sex, as_of),
    coalesce(birth_date, nik_date) AS born,
    strftime(coalesce(birth_date, nik_date), '%d%m') IN ('0101', '0107', '3112') AS year_only,
    coalesce(sex, CASE WHEN nik_date IS NULL THEN NULL
                       WHEN substr(nik, 7, 2) > '40' THEN 'P' ELSE 'L' END) AS gender,
    string_split(owner_sorted, ' ') AS words,
    CASE WHEN phones = '' THEN NULL ELSE string_split(phones, ' ') END AS phones,
    CASE WHEN owner_others = '' THEN NULL ELSE string_split(owner_others, '|') END AS others,
    name_core IS NULL AND telling IS NOT NULL AS generic,
    string_split(telling, ' ') AS core_words,
    array_to_string(list_sort(string_split(telling, ' ')), ' ') AS core_sorted,
    replace(telling, ' ', '') AS core_glue,
    replace(owner_key, ' ', '') AS owner_glue,
    string_split(product_key, ' ') AS product_words,
    -- What it makes or sells, by product and by the trade word where that tells something.
    string_split(nullif(concat_ws(' ', product_key,
        CASE WHEN trade NOT IN ({_VAGUE}) THEN trade END), ''), ' ') AS line_words,
    CASE WHEN lists = '' THEN NULL ELSE string_split(lists, ' ') END AS lists,
    length(village) > 8 AS fine
FROM dated
"""

# Words half of all shops are called by; a name of nothing else is nobody's own.
BRANDS = (
    "abadi alam anugrah baru barokah berkah berkat bersama bersaudara bintang bunda cahaya citra "
    "family harapan indah jaya karya keluarga kencana lancar lestari maju makmur mandiri mekar "
    "melati mitra mulia mulya murah murni nusantara prima putra putri rahayu rahmat rasa rejeki "
    "rezeki rizki sari saudara sederhana sehat sejahtera sejati selera setia sinar sri sukses "
    "sumber tunggal usaha utama"
).split()

# How common a value is: people behind one phone, how often a name, a birth date, a shop's name.
_COMMON = """
CREATE TABLE ways AS
WITH said AS (
    SELECT coalesce(street, estate) AS spot FROM k0 UNION SELECT estate FROM k0
), bare AS (
    -- A street, estate or kampung: its words without kind and numbers, and the numbers.
    SELECT spot, nullif(trim(regexp_replace(spot, '\\b(jl|gg|kp|raya|no|[0-9]+)\\b *', '', 'g')), '')
        AS way, trim(regexp_replace(spot, '[^0-9]+', ' ', 'g')) AS way_numbers
    FROM said WHERE spot IS NOT NULL
)
SELECT *, string_split(way, ' ') AS way_words FROM bare;
CREATE TABLE phone_people AS
SELECT phone, count(DISTINCT coalesce(owner_first, '')) AS people
FROM (SELECT unnest(phones) AS phone, owner_first FROM k0) GROUP BY phone;
CREATE TABLE k_people AS
SELECT id, max(people) AS people FROM (SELECT id, unnest(phones) AS phone FROM k0)
JOIN phone_people USING (phone) GROUP BY id;
CREATE TABLE t_core AS
SELECT core_sorted, n / {rows} AS tf,
    -- 1 = nobody else's name. Few bearers are few in a register of any size.
    least(1.0, greatest(0.3, -log10(n / {rows}) / 4,
        CASE WHEN n <= 2 THEN 0.9 WHEN n <= 4 THEN 0.7 ELSE 0.0 END))
        * CASE WHEN NOT list_has_all([{brands}], string_split(core_sorted, ' ')) THEN 1.0
               WHEN NOT contains(core_sorted, ' ') THEN 0.5 ELSE 0.7 END AS rare
FROM t_core_sorted;
CREATE TABLE k AS
SELECT k0.*, coalesce(people, 0) AS phone_people,
    t_owner_sorted.n / {rows} AS tf_owner_sorted, t_born.n / {rows} AS tf_born,
    t_core.tf AS tf_core_sorted, t_core.rare AS core_rare,
    w.way, w.way_words, w.way_numbers, e.way AS estate_way,
    core_words IS NOT NULL AND (generic OR coalesce(list_has_all(words, core_words), false)) AS personal
FROM k0 LEFT JOIN k_people USING (id) LEFT JOIN t_owner_sorted USING (owner_sorted)
LEFT JOIN t_born USING (born) LEFT JOIN t_core USING (core_sorted)
LEFT JOIN ways w ON w.spot = coalesce(street, estate) LEFT JOIN ways e ON e.spot = estate;
DROP TABLE ways;
DROP TABLE k0; DROP TABLE phone_people; DROP TABLE k_people;
DROP TABLE t_core;
"""


# A part of a register knows how common its values are from a model trained on the whole.
COUNTED = ("owner_sorted", "born", "core_sorted")
LEAST, MOST = 3, 50_000  # rows behind a value worth keeping; values of a column
_HASHED = "left(md5({}::VARCHAR), 12)"  # a name three rows bear may be one person's
Common = dict[str, dict[str, float]]


class Ready:
    """Keys at hand. `db` is an own DuckDB connection in memory; close it or use `with`.

    Of a part of a register: `rows` of the whole, and how `common` values are there.
    """

    def __init__(self, keys: pl.DataFrame, *, rows: int = 0, common: Common | None = None) -> None:
        self.rows = max(rows, len(keys)) if common else len(keys)
        self._folder = TemporaryDirectory(prefix="cocok-", dir=_home())
        self.db = self.connect()
        self.db.execute("SET preserve_insertion_order = false")
        counted = pl.col("number").rank("ordinal").cast(pl.Int32).alias("id")
        self.db.register("keys", as_keys(keys).with_columns(counted))
        self.db.execute(_KEYS)
        self.db.unregister("keys")
        self._count(common or {})
        brands = ", ".join(f"'{word}'" for word in BRANDS)
        self.db.execute(_COMMON.format(rows=f"{max(self.rows, 1)}.0", brands=brands))
        blocking.lay_out(self.db)

    def connect(self) -> duckdb.DuckDBPyConnection:
        """Another room in memory; what does not fit goes to the same folder."""
        return duckdb.connect(
            config={"memory_limit": MEMORY, "temp_directory": self._folder.name, **OFFLINE}
        )

    def common(self) -> Common:
        """Of names, birth dates and shops: which share of the rows bears a value; the common ones."""
        return {
            column: dict(
                self.db.execute(f"""
                    SELECT {_HASHED.format(column)}, round(n / {max(self.rows, 1)}.0, 9)
                    FROM t_{column} WHERE {column} IS NOT NULL AND n >= {LEAST}
                    ORDER BY n DESC, 1 LIMIT {MOST}""").fetchall()
            )
            for column in COUNTED
        }

    def _count(self, common: Common) -> None:
        """Tables `t_…`: how many rows of the register bear each value that is here."""
        for column in COUNTED:
            self.db.execute(f"""CREATE TABLE t_{column} AS SELECT {column}, count(*)::DOUBLE AS n
                FROM k0 WHERE {column} IS NOT NULL GROUP BY ALL""")
            if known := common.get(column):
                told = pl.DataFrame({"value": list(known), "share": list(known.values())})
                self.db.register("told", told)
                self.db.execute(f"""UPDATE t_{column} SET n = greatest(n, round(share * {self.rows}))
                    FROM told WHERE value = {_HASHED.format(column)}""")
                self.db.unregister("told")

    def close(self) -> None:
        self.db.close()
        self._folder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _home() -> Path | None:
    """Where the installation keeps its data; None, the machine's own folder, without one."""
    return settings.HOME if settings.configured else None
