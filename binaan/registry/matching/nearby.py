"""Match keys at hand as frames: all of them, or the ones that wait with whatever may be their copy.

Candidates of a few are found through the store's indexes, by the same keys as blocking.RULES; the
engine then applies its caps. With many that wait everything is read: that is then quicker.
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
STAGED, NEAR = "match_sought", "match_around"
MOST_SHARE = 0.15  # of all keys; above, reading everything is quicker
COLUMNS = {
    column.name: column
    for column in loading.table_of(MatchKey, ["facts", *SCHEMA]).columns
}  # fmt: skip
PLAIN = {"business_id": "business", "owner_id": "owner"}
# (columns that must be equal, condition of the index that finds them)
WAYS = (
    (("owner_id",), "k.owner_id IS NOT NULL"),
    (("nik",), "k.nik <> ''"),
    (("nib",), "k.nib <> ''"),
    (("npwp",), "k.npwp <> ''"),
    (("phone",), "k.phone <> ''"),
    (("owner_sorted", "district"), "k.owner_sorted <> ''"),
    (("birth_date", "owner_first"), "k.birth_date IS NOT NULL"),
    (("village", "name_core"), "k.name_core <> ''"),
    (("village", "owner_first"), "k.owner_first <> ''"),
)


def frame(place: Place | None = None) -> pl.DataFrame:
    """All keys in the engine's columns (matching.columns) and `facts`; of a place: those inside."""
    return _read("" if place is None else _inside(place))


def near(businesses: list[UUID]) -> pl.DataFrame:
    """The keys of these, and of every other that shares a block with one of them."""
    with transaction.atomic():
        bulk.stage(STAGED, pl.DataFrame({"id": [one.hex for one in businesses]}, {"id": pl.String}))
        if len(businesses) > MOST_SHARE * MatchKey.objects.count():
            return _read("")
        with connection.cursor() as cursor:
            cursor.execute(f'DROP TABLE IF EXISTS "{NEAR}"')
            cursor.execute(
                f'CREATE TEMPORARY TABLE "{NEAR}" AS SELECT id FROM "{STAGED}" UNION '
                + " UNION ".join(_met(columns, condition) for columns, condition in WAYS)
            )
        return _read(f'business_id IN (SELECT id FROM "{NEAR}")')


def waiting(place: Place | None = None) -> list[UUID]:
    """The businesses whose copies have not been sought since their facts changed."""
    found = MatchKey.objects.filter(waiting=True)
    if place is not None:
        found = found.filter(business__place__in=Place.objects.filter(within("path", place)))
    return list(found.order_by("business").values_list("business", flat=True))


def _met(columns: tuple[str, ...], condition: str) -> str:
    same = " AND ".join(f"k.{name} = w.{name}" for name in columns)
    return (
        f'SELECT k.business_id FROM "{STAGED}" s JOIN {TABLE} w ON w.business_id = s.id'
        f" JOIN {TABLE} k ON {same} AND {condition}"
    )


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
