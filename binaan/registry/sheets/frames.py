"""From checked rows to the rows of every table, for businesses nobody knew before: whole columns at once.

What one claim alone makes of a business must equal rules/projection; a test compares the two.
"""

from typing import NamedTuple

import polars as pl

from binaan.kit import bulk
from binaan.kit.counting import take
from binaan.kit.ids import row_ids
from binaan.registry.actions.touching import touch
from binaan.registry.models import Association
from binaan.registry.rules.names import business_key

# Tags tell the tables apart inside the identifiers of one batch (kit.ids.row_ids).
TAGS = {
    "owner": 1, "business": 2, "role": 3, "claim": 4, "condition": 5, "guidance": 6, "listed": 7,
    "nik": 8, "nib": 9, "npwp": 10, "membership": 11,
}  # fmt: skip
IDENTIFIERS = ("nik", "nib", "npwp")
TEXTS = (
    "name", "owner_name", "sex", "birth_date", "phone", "email", "owner_address", "association",
    "association_name", "address", "rt", "rw", "postcode", "legal_form", "product", "kbli",
    "kbli_edition", "group", "ekraf", "status", "status_on", "capacity_unit", "market",
)  # fmt: skip
NUMBERS = (
    "lat", "lon", "started_year", "paid_male", "paid_female", "family_male", "family_female",
    "workers", "sales_low", "sales_high", "sales_year", "capital_low", "capital_high",
    "investment_low", "investment_high", "capacity", "production_value",
)  # fmt: skip
PARTS = ("paid_male", "paid_female", "family_male", "family_female")


class Context(NamedTuple):
    """What every row of a batch shares, ready for the store."""

    batch: object
    as_of: object
    known: str
    precedence: int
    office_id: str

    @classmethod
    def of(cls, batch):
        source = batch.version.source
        known = bulk.db_time(batch.known_at)
        return cls(batch, batch.version.as_of, known, source.precedence, source.office_id.hex)


def with_ids(context: Context, rows: pl.DataFrame) -> pl.DataFrame:
    """Adds one identifier column a table, the same on every run of this batch."""
    ordinals = rows["ordinal"].to_list()
    batch = context.batch
    made = {
        f"{name}_id": row_ids(batch.pk, batch.known_at, tag, ordinals) for name, tag in TAGS.items()
    }
    return rows.with_columns(pl.Series(name, ids, dtype=pl.String) for name, ids in made.items())


def said_json(rows: pl.DataFrame) -> pl.Series:
    """`Claim.said` of every row as JSON text, without what nobody said."""
    pieces = [_text_piece(name) for name in TEXTS]
    pieces += [pl.format('"{}":{}', pl.lit(name), pl.col(name)) for name in NUMBERS]
    pieces += [
        pl.format('"is_vendor":{}', pl.col("is_vendor")),
        pl.format('"missing":{}', pl.col("missing")),
        pl.when("coarse").then(_text_piece("place", "within")).otherwise(_text_piece("place")),
    ]
    body = pl.concat_str(pieces, separator=",", ignore_nulls=True)
    return rows.select((pl.lit("{") + body + pl.lit("}")).alias("said")).to_series()


def _text_piece(name: str, key: str | None = None) -> pl.Expr:
    column = pl.col(name).cast(pl.String)
    escaped = column.str.replace_many(
        ["\\", '"', "\n", "\r", "\t"], ["\\\\", '\\"', "\\n", "\\r", "\\t"]
    ).str.replace_all(r"[\x00-\x1f]", " ")
    return pl.lit(f'"{key or name}":"') + escaped + pl.lit('"')


def insert_new(context: Context, rows: pl.DataFrame) -> None:
    """Insert everything a first row of an unknown business of an unknown owner makes."""
    if rows.is_empty():
        return
    rows = with_ids(context, rows)
    bulk.insert("registry_owner", owners(context, rows))
    insert_identifiers(context, rows)
    insert_businesses(context, rows)


def insert_businesses(context: Context, rows: pl.DataFrame) -> None:
    """Insert new businesses, each with role, claim, condition, guidance, membership and key."""
    if rows.is_empty():
        return
    rows = rows.with_columns(said_json(rows))
    bulk.insert("registry_business", _businesses(context, rows))
    bulk.insert("registry_role", _roles(context, rows))
    bulk.insert("registry_claim", claims(context, rows))
    bulk.insert("registry_condition", _conditions(context, rows))
    bulk.insert("registry_guidance", guidance(context, rows))
    insert_memberships(context, rows)
    bulk.insert("intake_listedkey", listed(context, rows))
    touch(rows["business_id"].to_list())


def owners(context: Context, rows: pl.DataFrame) -> pl.DataFrame:
    """Owner rows of these rows, each with its next short number."""
    first = take("owner", rows.height)
    return rows.select(
        pl.col("owner_id").alias("id"),
        pl.int_range(first, first + pl.len()).alias("number"),
        pl.when("is_organisation")
        .then(pl.lit("organisation"))
        .otherwise(pl.lit("person"))
        .alias("kind"),
        pl.col("owner_name").fill_null("").alias("name"),
        pl.col("owner_key").alias("name_key"),
        *(pl.col(name).fill_null("") for name in ("sex", "phone", "email")),
        pl.col("owner_address").fill_null("").alias("address"),
        "birth_date",
        pl.lit(context.known).alias("known_from"),
    )


def insert_identifiers(context: Context, rows: pl.DataFrame) -> None:
    """One dated fact for every NIK, NIB and NPWP stated."""
    frames = [
        rows.filter(pl.col(kind).is_not_null()).select(
            pl.col(f"{kind}_id").alias("id"),
            "owner_id",
            pl.lit(kind).alias("kind"),
            pl.col(kind).alias("value"),
            pl.lit(context.as_of).alias("valid_from"),
            pl.lit(context.known).alias("known_from"),
        )
        for kind in IDENTIFIERS
    ]
    bulk.insert("registry_identifier", pl.concat(frames))


def _businesses(context: Context, rows: pl.DataFrame) -> pl.DataFrame:
    first = take("business", rows.height)
    blank = (
        "address", "rt", "rw", "postcode", "legal_form", "product", "kbli", "kbli_edition",
        "group", "ekraf", "status",
    )  # fmt: skip
    return rows.select(
        pl.col("business_id").alias("id"),
        pl.int_range(first, first + pl.len()).alias("number"),
        pl.col("place").alias("place_id"),
        "name",
        "name_key",
        *(pl.col(name).fill_null("") for name in blank),
        "lat",
        "lon",
        "started_year",
        (pl.col("is_vendor") == "true").fill_null(False).alias("is_vendor"),
        pl.lit("none").alias("verification"),
        pl.lit(context.as_of).alias("first_as_of"),
        pl.lit(context.known).alias("known_from"),
    )


def _roles(context: Context, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(
        pl.col("role_id").alias("id"),
        "owner_id",
        "business_id",
        pl.lit("owner").alias("kind"),
        pl.lit(context.as_of).alias("valid_from"),
        pl.lit(context.known).alias("known_from"),
    )


def claims(context: Context, rows: pl.DataFrame) -> pl.DataFrame:
    """Claim rows; needs `said`, `business_id`, `owner_id`, `claim_id`."""
    return rows.select(
        pl.col("claim_id").alias("id"),
        "business_id",
        "owner_id",
        pl.lit(context.batch.pk.hex).alias("batch_id"),
        "ordinal",
        pl.lit(context.as_of).alias("as_of"),
        pl.lit(context.known).alias("recorded_at"),
        pl.lit(context.precedence).alias("precedence"),
        pl.lit(False).alias("correction"),
        pl.lit(context.batch.by).alias("by"),
        pl.lit("").alias("reason"),
        "said",
    )


def _conditions(context: Context, rows: pl.DataFrame) -> pl.DataFrame:
    known = pl.sum_horizontal(pl.col(name).fill_null(0) for name in PARTS)
    given = pl.sum_horizontal(pl.col(name).is_not_null().cast(pl.Int32) for name in PARTS)
    stated = pl.col("workers").is_not_null() & (
        (given == 0) | ((given < 4) & (pl.col("workers") >= known))
    )
    total = pl.when(stated).then("workers").when(given > 0).then(known)
    observed = pl.when(pl.col("status").is_not_null()).then(
        pl.coalesce("status_on", pl.lit(context.as_of))
    )
    return rows.select(
        pl.col("condition_id").alias("id"),
        "business_id",
        "claim_id",
        pl.lit(context.as_of).alias("valid_from"),
        pl.lit(context.known).alias("known_from"),
        pl.col("place").alias("place_id"),
        *(pl.col(name).fill_null("") for name in ("group", "status", "legal_form", "market")),
        observed.alias("status_on"),
        pl.lit("none").alias("verification"),
        "started_year",
        pl.col("sex").fill_null("").alias("owner_sex"),
        pl.col("association").fill_null(""),
        *PARTS,
        total.alias("workers"),
        stated.fill_null(False).alias("workers_stated"),
        "sales_low",
        "sales_high",
        "sales_year",
        "capital_low",
        "capital_high",
        "investment_low",
        "investment_high",
        "capacity",
        pl.col("capacity_unit").fill_null(""),
        "production_value",
        "missing",
    )


def guidance(context: Context, rows: pl.DataFrame) -> pl.DataFrame:
    """The office of the list guides what its list names, unless the row says no."""
    mine = rows.filter((pl.col("guided") != "false").fill_null(True))
    return mine.select(
        pl.col("guidance_id").alias("id"),
        pl.lit(context.office_id).alias("office_id"),
        "business_id",
        "claim_id",
        pl.lit(context.as_of).alias("valid_from"),
        pl.lit(context.known).alias("known_from"),
    )


def insert_memberships(context: Context, rows: pl.DataFrame) -> None:
    """Who is, was or is not in an association, where the row says so."""
    said = rows.filter(pl.col("association").is_not_null())
    if said.is_empty():
        return
    names = said["association_name"].drop_nulls().unique(maintain_order=True).to_list()
    ids = {name: association_id(name) for name in names}
    associations = said["association_name"].replace_strict(
        ids, default=None, return_dtype=pl.String
    )
    frame = said.select(
        pl.col("membership_id").alias("id"),
        "owner_id",
        associations.alias("association_id"),
        pl.col("association").alias("status"),
        pl.lit(context.as_of).alias("valid_from"),
        pl.lit(context.known).alias("known_from"),
        "claim_id",
    )
    bulk.insert("registry_membership", frame)


def association_id(name: str) -> str:
    """The association of this name, made when nobody named it before."""
    found, _new = Association.objects.get_or_create(
        name_key=business_key(name)[:200], defaults={"name": name}
    )
    return found.pk.hex


def listed(context: Context, rows: pl.DataFrame) -> pl.DataFrame:
    """The key of each row and the business it became."""
    return rows.select(
        pl.col("listed_id").alias("id"),
        pl.lit(context.batch.version.source_id.hex).alias("source_id"),
        "key",
        "hash",
        pl.col("business_id").alias("record_id"),
        pl.lit(context.batch.pk.hex).alias("batch_id"),
        "ordinal",
        pl.lit("").alias("decided"),
        pl.col("status").is_not_null().alias("observes"),
    )
