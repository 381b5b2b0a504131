"""Match keys at hand as frames: all of them, or the ones that wait with whatever may be their copy.

Candidates of a few are found through the store's indexes, by the chief keys of blocking.RULES; the
engine then applies all of them, and its caps. With many that wait everything is read.
"""

import io
from uuid import UUID

import polars as pl
from django.db import connection, transaction

from binaan.kit import bulk
from binaan.kit.snapshot import loading
from binaan.places.models import Place
from binaan.places.scope import within
from binaan.registry.matching.columns import SCHEMA
from binaan.registry.models import MatchKey

TABLE = MatchKey._meta.db_table
STAGED, SOUGHT, NEAR = "match_named", "match_sought", "match_around"
MOST_SHARE = 0.15  # of all keys; with more that wait, reading everything is quicker
COLUMNS = {
    column.name: column
    for column in loading.table_of(MatchKey, ["facts", *SCHEMA]).columns
}  # fmt: skip
PLAIN = {"business_id": "business", "owner_id": "owner"}
NULLABLE = ("owner_id", "birth_date")
# Columns that must be equal and known; each way has an index.
WAYS = (
    ("owner_id",),
    ("nik",),
    ("nib",),
    ("npwp",),
    ("phone",),
    ("owner_sorted", "district"),
    ("birth_date", "owner_first"),
    ("village", "name_core"),
    ("village", "owner_first"),
)


def frame(place: Place | None = None) -> pl.DataFrame:
    """All keys in the engine's columns (matching.columns) and `facts`; of a place: those inside."""
    return _read("" if place is None else _inside(place))


def near(businesses: list[UUID]) -> pl.DataFrame:
    """The keys of these, and of every other that shares a block with one of them."""
    with transaction.atomic():
        lay_out(businesses)
        with connection.cursor() as cursor:
            cursor.execute(f'DROP TABLE IF EXISTS "{NEAR}"')
            cursor.execute(
                f'CREATE TEMPORARY TABLE "{NEAR}" AS SELECT id FROM "{SOUGHT}" UNION '
                + " UNION ".join(f"SELECT k.business_id {met(way)}" for way in WAYS)
            )
            found = _read(f'business_id IN (SELECT id FROM "{NEAR}")')
            cursor.execute(f'DROP TABLE "{NEAR}"')
            cursor.execute(f'DROP TABLE "{SOUGHT}"')
    return found


def lay_out(businesses: list[UUID]) -> None:
    """Table SOUGHT: `id` of these and the columns of WAYS, for one transaction."""
    bulk.stage(STAGED, pl.DataFrame({"id": [one.hex for one in businesses]}, {"id": pl.String}))
    columns = ", ".join(dict.fromkeys(name for way in WAYS for name in way))
    with connection.cursor() as cursor:
        if bulk.on_postgresql():
            cursor.execute("SET LOCAL jit = off")  # compiling takes longer than the joins
        cursor.execute(f'DROP TABLE IF EXISTS "{SOUGHT}"')
        cursor.execute(
            f'CREATE TEMPORARY TABLE "{SOUGHT}" AS SELECT business_id AS id, {columns} FROM {TABLE}'
            f' WHERE business_id IN (SELECT id FROM "{STAGED}")'
        )
        cursor.execute(f'DROP TABLE "{STAGED}"')
        if bulk.on_postgresql():
            cursor.execute(f'ANALYZE "{SOUGHT}"')


def met(way: tuple[str, ...]) -> str:
    """`FROM`: the ones sought (s) with whoever meets them in this way (k)."""
    same = " AND ".join(f"k.{name} = s.{name}" for name in way)
    known = " AND ".join(f"NOT (k.{name} = '')" for name in way if name not in NULLABLE)
    # SQLite reads what is joined so from left to right, and knows an index by its condition's letters.
    return f'FROM "{SOUGHT}" s CROSS JOIN {TABLE} k WHERE ' + " AND ".join(
        part for part in (same, known) if part
    )


def waiting(place: Place | None = None) -> list[UUID]:
    """The businesses whose copies have not been sought since their facts changed."""
    found = MatchKey.objects.filter(waiting=True)
    if place is not None:
        found = found.filter(business__place__in=Place.objects.filter(within("path", place)))
    return list(found.order_by("business").values_list("business", flat=True))


def _inside(place: Place) -> str:
    codes = Place.objects.filter(within("path", place)).values_list("pk", flat=True)
    listed = ", ".join(f"'{code}'" for code in codes)
    return f"village IN ({listed})"


def _read(only: str) -> pl.DataFrame:
    table = loading.Table(TABLE, tuple(COLUMNS.values()))
    lines = io.BytesIO()
    with transaction.atomic():
        loading.write_into(table, lines, only=only)
    names = [PLAIN.get(name, name) for name in COLUMNS]
    kinds = {name: SCHEMA.get(name, pl.Int64) for name in names}
    lines.seek(0)
    if not lines.getbuffer().nbytes:
        return pl.DataFrame(schema=kinds)
    found = pl.read_csv(lines, has_header=False, schema=kinds)
    return found.with_columns(pl.col(pl.String).fill_null("")).with_columns(
        pl.col("business", "owner").str.replace_all("-", "")
    )
