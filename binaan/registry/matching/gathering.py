"""What match keys are made of, read from the store for many businesses at once. As written, still."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

import polars as pl

from binaan.kit import bulk
from binaan.registry.choices import IdentifierKind

STAGED = "match_some"
DAY = "%Y-%m-%d"
NUMBERS = (IdentifierKind.NIK, IdentifierKind.NIB, IdentifierKind.NPWP)
RUNS = "known_until IS NULL AND valid_until IS NULL"
PRESENT = "merged_into_id IS NULL AND erased_at IS NULL AND withdrawn_at IS NULL"


class Some(NamedTuple):
    """Some businesses, as a condition on any column that names one (`{}` stands for the column)."""

    condition: str
    given: tuple

    @classmethod
    def named(cls, businesses: Iterable[UUID]) -> "Some":
        """These, staged for the queries of this connection."""
        keys = pl.DataFrame({"id": [one.hex for one in businesses]}, schema={"id": pl.String})
        bulk.stage(STAGED, keys)
        return cls(f'{{}} IN (SELECT id FROM "{STAGED}")', ())

    @classmethod
    def between(cls, after: UUID, upto: UUID | None) -> "Some":
        """All behind `after`, up to and with `upto`; None: to the end."""
        if upto is None:
            return cls("{} > %s", (stored(after),))
        return cls("{0} > %s AND {0} <= %s", (stored(after), stored(upto)))

    def of(self, column: str) -> str:
        return f"({self.condition.format(column)})"


def stored(key: UUID) -> UUID | str:
    """An identifier as the store compares it."""
    return key if bulk.on_postgresql() else key.hex


def gather(some: Some) -> pl.DataFrame:
    """A row for each of them that is present; texts as written, unknown is null.

    business, number, name, product, address, rt, rw, lat, lon, kbli, group, village, status; of the
    main owner: owner, owner_kind, owner_name, sex, birth_date, phone, more_phones and aliases
    (lists), nik, nib, npwp; lists (ids, sorted) and as_of of what was said last.
    """
    found = _businesses(some)
    for part, key in (
        (_main_owners(some), "business"),
        (_numbers(some), "owner"),
        (_aliases(some), "owner"),
        (_phones(some), "owner"),
        (_said(some), "business"),
    ):
        found = found.join(part, on=key, how="left", maintain_order="left")
    return found


def _pull(statement: str, some: Some) -> pl.DataFrame:
    return bulk.pull(statement, list(some.given))


def _exact(column: str) -> str:
    """A number as text that reads back as the same number."""
    if bulk.on_postgresql():
        return f"{column}::text"
    return f"CASE WHEN {column} IS NOT NULL THEN printf('%!.17g', {column}) END"


def _businesses(some: Some) -> pl.DataFrame:
    found = _pull(
        f"SELECT {bulk.hex_of('id')} AS business, number, name, product, address, rt, rw,"
        f" {_exact('lat')} AS lat, {_exact('lon')} AS lon,"
        ' kbli, "group", place_id AS village, status FROM registry_business'
        f" WHERE {some.of('id')} AND {PRESENT} ORDER BY number",
        some,
    )
    return found.with_columns(
        pl.col("number").cast(pl.Int64), pl.col("lat", "lon").cast(pl.Float64)
    )


def _main_owners(some: Some) -> pl.DataFrame:
    """Who runs each business now; of several the one who began last."""
    found = _pull(
        f"SELECT {bulk.hex_of('r.business_id')} AS business, {bulk.hex_of('r.owner_id')} AS owner,"
        " o.kind AS owner_kind, o.name AS owner_name, o.sex, CAST(o.birth_date AS text) AS birth_date, o.phone"
        " FROM registry_role r JOIN registry_owner o ON o.id = r.owner_id"
        f" WHERE {some.of('r.business_id')} AND r.known_until IS NULL AND r.valid_until IS NULL"
        " AND o.erased_at IS NULL ORDER BY r.valid_from DESC, r.known_from DESC, r.id DESC",
        some,
    )
    found = found.unique("business", keep="first", maintain_order=True)
    return found.with_columns(pl.col("birth_date").str.to_date(DAY))


def _owners_of(some: Some, column: str) -> str:
    roles = f"SELECT owner_id FROM registry_role WHERE {some.of('business_id')} AND {RUNS}"
    return f"{column} IN ({roles})"


def _numbers(some: Some) -> pl.DataFrame:
    found = _pull(
        f"SELECT {bulk.hex_of('owner_id')} AS owner, kind, value FROM registry_identifier"
        f" WHERE {_owners_of(some, 'owner_id')} AND {RUNS} ORDER BY valid_from DESC, id DESC",
        some,
    )
    first = found.unique(["owner", "kind"], keep="first", maintain_order=True)
    empty = first.select("owner").unique(maintain_order=True)
    for kind in NUMBERS:
        mine = first.filter(pl.col("kind") == kind).select("owner", pl.col("value").alias(kind))
        empty = empty.join(mine, on="owner", how="left", maintain_order="left")
    return empty


def _aliases(some: Some) -> pl.DataFrame:
    return _gathered("registry_alias", "name", "name_key, id", "aliases", some)


def _phones(some: Some) -> pl.DataFrame:
    return _gathered("registry_phone", "number", "valid_from, number", "more_phones", some)


def _gathered(table: str, column: str, order: str, name: str, some: Some) -> pl.DataFrame:
    found = _pull(
        f"SELECT {bulk.hex_of('owner_id')} AS owner, {column} AS {name} FROM {table}"
        f" WHERE {_owners_of(some, 'owner_id')} ORDER BY {order}",
        some,
    )
    return found.group_by("owner", maintain_order=True).agg(name)


def _said(some: Some) -> pl.DataFrame:
    """Which lists spoke of a business, and of which date the last word is."""
    found = _pull(
        f"SELECT {bulk.hex_of('c.business_id')} AS business, {bulk.hex_of('v.source_id')} AS lists,"
        " CAST(max(c.as_of) AS text) AS as_of FROM registry_claim c LEFT JOIN intake_batch b ON b.id = c.batch_id"
        " LEFT JOIN intake_sourceversion v ON v.id = b.version_id"
        f" WHERE {some.of('c.business_id')} AND c.retracted_at IS NULL AND c.erased_at IS NULL"
        " GROUP BY c.business_id, v.source_id",
        some,
    )
    lists = pl.col("lists").drop_nulls().sort().str.join(" ")
    return found.group_by("business").agg(lists, pl.col("as_of").max().str.to_date(DAY))
