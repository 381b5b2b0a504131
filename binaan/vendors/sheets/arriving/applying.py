"""Puts rows of lists of vendors in: the business the register's way, then the street beside it."""

from uuid import UUID

import polars as pl
from django.core.exceptions import ValidationError

from binaan.intake.amending import parts
from binaan.intake.kinds import Amended, Applied
from binaan.intake.landing import NONE
from binaan.intake.models import Batch, ListedKey, Repair
from binaan.registry.models import Claim
from binaan.registry.sheets import USAHA
from binaan.vendors.actions import taking_in
from binaan.vendors.actions.taking_in import Row
from binaan.vendors.rules.listing import trading_since
from binaan.vendors.sheets.arriving.fields import NAMES
from binaan.vendors.sheets.arriving.reading import clock

HERE = "Isian PKL ini sudah dipakai; ubah di halaman PKL-nya."
PLAIN = ("trade", "goods", "stall", "category", "length", "width")
EVERY_DAY = "setiap"


def apply(batch: Batch, clean: pl.DataFrame) -> Applied:
    """Apply one chunk in the caller's transaction; see intake.kinds."""
    applied = USAHA.apply(batch, clean)
    problems = _take_in(batch, clean, by=batch.by)
    return applied._replace(problems=pl.concat([applied.problems, problems]))


def amend(field: str, value: str) -> dict[str, str | None]:
    """What a person's value says; of the street each field itself."""
    return {field: value} if field in NAMES else dict(USAHA.amend(field, value))


def mend(repair: Repair, amended: Amended, *, by) -> pl.DataFrame:
    """Put a repair in, see intake.kinds.Kind; a value of the street goes to the vendor alone."""
    found = [] if repair.field in NAMES else [USAHA.mend(repair, amended, by=by)]
    found.append(_take_in(repair.batch, amended.now, by=by.username))
    return pl.concat(found)


def unmend(repair: Repair, *, by) -> set[int]:
    """Take a repair back. Raises ValidationError for a value of the street that was put in."""
    if repair.field in NAMES:
        raise ValidationError(HERE)
    entered = Claim.objects.filter(repair=repair, retracted_at=None, batch__isnull=False)
    taking_in.take_back(list(entered.values_list("business_id", flat=True)), by=repair.by)
    return USAHA.unmend(repair, by=by)


def _take_in(batch: Batch, clean: pl.DataFrame, *, by: str) -> pl.DataFrame:
    records = _records(batch, clean)
    rows = [
        _row(batch, one, records[one["key"]])
        for one in clean.iter_rows(named=True)
        if one["key"] in records and one["place"]
    ]
    odd = taking_in.take_in(batch, rows, by=by)
    faults = clean.filter(pl.col("ordinal").is_in(list(odd))).select(
        "ordinal", pl.lit("pitch").alias("field"), pl.lit("choice_unknown").alias("code"),
        pl.col("pitch").alias("value"), pl.lit(None, dtype=pl.String).alias("suggestion"),
    )  # fmt: skip
    return faults.cast(NONE.schema) if faults.height else NONE


def _records(batch: Batch, clean: pl.DataFrame) -> dict[str, UUID]:
    """The businesses these rows became, by key."""
    keys = clean["key"].drop_nulls().to_list()
    source = batch.version.source
    return {
        key: record
        for part in parts(keys)
        for key, record in ListedKey.objects.filter(source=source, key__in=part).values_list(
            "key", "record_id"
        )
    }


def _row(batch: Batch, one: dict, business: UUID) -> Row:
    on = one["listed_on"] or batch.version.as_of
    said = {name: one[name] for name in PLAIN if one[name] is not None}
    if one["days"]:
        said["days"] = "" if one["days"] == EVERY_DAY else one["days"]
    if one["begins"] and one["ends"]:
        said |= {"begins": clock(one["begins"]), "ends": clock(one["ends"])}
    if one["origin"]:
        said["origin_id"] = one["origin"]
    if one["union"]:
        said["association"] = one["union"]
    if one["wants_events"]:
        said["wants_events"] = one["wants_events"] == "true"
    if one["trading_months"] is not None:
        said["trading_since"] = trading_since(on, one["trading_months"])
    point = (one["lat"], one["lon"]) if one["lat"] is not None and one["lon"] is not None else None
    return Row(one["ordinal"], business, one["place"], on, said, one["location"] or "",
               one["pitch"] or "", point)  # fmt: skip
