"""A repair in the register of businesses: corrections of rows that are in, and rows that go in now.

What it means is told in docs/rules/repairs.md. Rows that waited whole take the way of the import,
dated by the repair itself, so that the same row may go in again after an undo.
"""

import copy
import json
from datetime import datetime
from uuid import UUID

import polars as pl
from django.core.exceptions import ValidationError

from binaan.intake.amending import parts
from binaan.intake.kinds import Amended
from binaan.intake.landing import NONE
from binaan.intake.models import ListedKey, Repair, Row
from binaan.intake.queries import cell_of
from binaan.kit.ids import row_ids
from binaan.registry.actions import mending
from binaan.registry.actions.mending import Correction
from binaan.registry.actions.withdrawing import Made, withdraw
from binaan.registry.models import Business, Claim
from binaan.registry.rules import projection
from binaan.registry.rules.amending import names_no_place
from binaan.registry.rules.fields import BY_NAME, claim_keys
from binaan.registry.sheets import frames
from binaan.registry.sheets.frames import IDENTIFIERS, TAGS, Context
from binaan.registry.sheets.settling import Settler

WENT_IN = "Baris yang menunggu dimasukkan sesudah diputuskan orang."
NOTHING_SAID = "Isi nilai yang benar, atau terima tanpa nilai ini."
NOT_THERE = "Baris {line} tidak ada usahanya di direktori, jadi tidak dapat diperbaiki di sini."
LATER = "Perbaikan lain atas baris {line} memakai nilai ini. Batalkan itu dulu."


class Apart(Settler):
    """Rows that somebody said are businesses of their own."""

    def _same_business(self, owner: str, row: dict) -> str | None:
        return None


def mend(repair: Repair, amended: Amended, *, by) -> pl.DataFrame:
    """Put a repair into the register; see intake.kinds.Kind. Answers what it met there."""
    if repair.value and names_no_place(repair.field, repair.value):
        raise ValidationError(NOTHING_SAID)
    known = mending.moment(repair.batch)
    enters = amended.now["enters"]
    if not enters.all():
        corrections = _corrections(repair, amended.was.filter(~enters), amended.now.filter(~enters))
        mending.correct(corrections, repair=repair, known=known, by=by)
    entering = _told_apart(repair, amended.now.filter(enters))
    found = [NONE]
    while entering.height:  # of rows with one key the first goes in, and the next one meets it
        first = entering.unique("key", keep="first", maintain_order=True)
        found += [_enter(repair, rows, known, by) for rows in first.partition_by("apart")]
        entering = entering.filter(~pl.col("ordinal").is_in(first["ordinal"].implode()))
    return pl.concat(found)


def unmend(repair: Repair, *, by) -> set[int]:
    """Take a repair back exactly; answers the ordinals that wait again."""
    claims = list(Claim.objects.filter(repair=repair, retracted_at=None).select_related("repair"))
    entered = [claim for claim in claims if claim.batch_id]
    corrected = [claim for claim in claims if not claim.batch_id]
    _must_be_last(repair, corrected)
    known = mending.moment(repair.batch)
    if entered:
        withdraw(entered, made=_made(repair, entered), known=known, by=by)
    if corrected:
        mending.retract(corrected, known=known, by=by)
    return {claim.ordinal for claim in entered}


def _must_be_last(repair: Repair, claims: list[Claim]) -> None:
    """A later repair of the same row that took over a value of this one must be undone first."""
    mine = {(claim.business_id, claim.ordinal): claim for claim in claims}
    for part in parts({business for business, _ordinal in mine}):
        later = Claim.objects.filter(
            business__in=part,
            repair__batch=repair.batch,
            repair__at__gt=repair.at,
            retracted_at=None,
        )
        for other in later:
            claim = mine.get((other.business_id, other.ordinal))
            if claim is not None and _groups(claim.said) & _groups(other.said):
                raise ValidationError(
                    LATER.format(line=_rows(repair, [claim.ordinal])[claim.ordinal][1])
                )


def _groups(said: dict) -> set:
    numbers = {(kind,) for kind in said.get("numbers", ())}
    return numbers | {projection.GROUP_OF[key] for key in said if key in projection.GROUP_OF}


def _rows(repair: Repair, ordinals) -> dict[int, tuple[int, int]]:
    """Sheet and line of rows by ordinal."""
    return {
        ordinal: (sheet, line)
        for part in parts(ordinals)
        for ordinal, sheet, line in Row.objects.filter(
            batch=repair.batch_id, ordinal__in=part
        ).values_list("ordinal", "sheet", "line")
    }


def _corrections(repair: Repair, was: pl.DataFrame, now: pl.DataFrame) -> list[Correction]:
    """One correction for every row that the repair says something of."""
    businesses, places = _businesses(repair, now), _rows(repair, now["ordinal"].to_list())
    before, after = (map(json.loads, frames.said_json(part).to_list()) for part in (was, now))
    found = []
    for row, old, new in zip(now.iter_rows(named=True), before, after, strict=True):
        ordinal, field = row["ordinal"], repair.field
        said = _said(field, old, new)
        numbers = {field: row[field]} if field in IDENTIFIERS and row[field] else {}
        guided = row["guided"] == "true" if field == "guided" and row["guided"] else None
        if not said and not numbers and guided is None:
            if field in projection.QUALIFIERS:
                continue  # counts once the value it stands beside is there
            raise ValidationError(NOTHING_SAID)
        if ordinal not in businesses:
            raise ValidationError(NOT_THERE.format(line=places[ordinal][1]))
        reason = repair.reason or _reason(repair, places[ordinal])
        key = _second_key(row)
        found.append(Correction(ordinal, businesses[ordinal], said, numbers, guided, reason, key))
    return found


def _said(field: str, old: dict, new: dict) -> dict:
    """The whole groups of the field and of what follows from it; a reason why nothing is said."""
    own = {projection.GROUP_OF.get(key, ()) for key in claim_keys(BY_NAME[field])}
    if BY_NAME[field].kind == "degrees":
        own = {projection.GROUP_OF["lat"]}
    moved = {
        projection.GROUP_OF[key]
        for key in old.keys() | new.keys()
        if key in projection.GROUP_OF and old.get(key) != new.get(key)
    }
    said = {key: new[key] for group in own | moved for key in group if key in new}
    if new.get("missing") and new["missing"] != old.get("missing"):
        said["missing"] = new["missing"]
    return said


def _reason(repair: Repair, place: tuple[int, int]) -> str:
    cell = cell_of(repair.batch, *place, repair.field)
    label = BY_NAME[repair.field].label
    return f"Perbaikan {label} di sel {cell} daftar {repair.batch.version.source.name}."


def _second_key(row: dict) -> str:
    """The key of the row as repaired, where its key is made of what was repaired."""
    made_of_words = row["key"].startswith("f:") and "|" not in row["key"]
    return row["key_now"] if made_of_words and row["key_now"] != row["key"] else ""


def _businesses(repair: Repair, rows: pl.DataFrame) -> dict[int, UUID]:
    """The business of each row: by the repair that let it in, by its key, by its claim."""
    keys = dict(rows.select("ordinal", "key").iter_rows())
    found: dict[int, UUID] = {}
    for part in parts(keys):
        let_in = Claim.objects.filter(
            repair__batch=repair.batch, batch=repair.batch, ordinal__in=part, retracted_at=None
        )
        found.update(let_in.values_list("ordinal", "business_id"))
    listed = _records(repair, set(keys.values()))
    for ordinal, key in keys.items():
        if key in listed:
            found.setdefault(ordinal, listed[key])
    for part in parts(sorted(keys.keys() - found.keys())):
        claims = Claim.objects.filter(batch=repair.batch, ordinal__in=part, retracted_at=None)
        found.update(claims.values_list("ordinal", "business_id"))
    return _merged(found)


def _records(repair: Repair, keys: set[str]) -> dict[str, UUID]:
    return {
        key: record
        for part in parts(sorted(keys))
        for key, record in ListedKey.objects.filter(
            source=repair.batch.version.source, key__in=part
        ).values_list("key", "record_id")
    }


def _merged(found: dict[int, UUID]) -> dict[int, UUID]:
    """Who was merged away speaks of whom he became."""
    into = {
        old: new
        for part in parts(sorted(set(found.values())))
        for old, new in Business.objects.filter(pk__in=part, merged_into__isnull=False).values_list(
            "pk", "merged_into_id"
        )
    }
    return {ordinal: into.get(pk, pk) for ordinal, pk in found.items()}


def _told_apart(repair: Repair, rows: pl.DataFrame) -> pl.DataFrame:
    """The key under which each row goes in; a key of the file's own that is taken is told apart."""
    if rows.is_empty():
        return rows
    wanted = rows["key_now"].to_list()
    source = repair.batch.version.source
    taken = {
        key
        for part in parts(sorted(key for key in wanted if key.startswith("k:")))
        for key in ListedKey.objects.filter(
            source=source, key__in=part, batch=repair.batch
        ).values_list("key", flat=True)
    }
    keys = []
    for row in rows.select("ordinal", "key_now", "apart").iter_rows(named=True):
        key = row["key_now"]
        keys.append(f"{key}~{row['ordinal']}" if row["apart"] or key in taken else key)
        taken |= {key} if key.startswith("k:") else set()
    return rows.with_columns(pl.col("key").alias("key_was"), pl.Series("key", keys))


def _enter(repair: Repair, rows: pl.DataFrame, known: datetime, by) -> pl.DataFrame:
    """Rows go in as the import would take them, with the name of who let them in."""
    batch = copy.copy(repair.batch)
    batch.known_at, batch.by = known, by.username
    records = _records(repair, set(rows["key"].to_list()))
    met = pl.DataFrame(
        [(key, record.hex) for key, record in records.items()],
        schema={"key": pl.String, "record": pl.String}, orient="row",
    )  # fmt: skip
    settler = Apart if rows["apart"][0] else Settler
    clean = rows.drop("enters", "apart", "key_now", "key_was")
    settled = settler(Context.of(batch), clean, met).settle()
    ordinals = rows["ordinal"].to_list()
    ids = row_ids(batch.pk, known, TAGS["claim"], ordinals)
    for part in parts(ids):
        Claim.objects.filter(pk__in=part).update(repair=repair, reason=repair.reason or WENT_IN)
    became = {
        ordinal: business
        for part in parts(ids)
        for ordinal, business in Claim.objects.filter(pk__in=part).values_list(
            "ordinal", "business_id"
        )
    }
    mending.must_reach(became.values(), by=by)
    waited = rows.filter(pl.col("key_was") != pl.col("key")).select("key_was", "ordinal")
    again = {key: (became[ordinal], ordinal) for key, ordinal in waited.iter_rows()}
    mending.list_again(again, batch=repair.batch, by=by)
    return settled.problems


def _made(repair: Repair, entered: list[Claim]) -> Made:
    """What entering may have made: its identifiers follow from batch, moment and row."""
    known = min(claim.recorded_at for claim in entered)
    ordinals = sorted({claim.ordinal for claim in entered})

    def ids(*names: str) -> list[str]:
        tags = [tag for name, tag in TAGS.items() if name.startswith(names)]
        return [one for tag in tags for one in row_ids(repair.batch_id, known, tag, ordinals)]

    return Made(
        owners=ids("owner"), businesses=ids("business"), roles=ids("role"),
        guidance=ids("guidance"), identifiers=ids(*IDENTIFIERS), memberships=ids("membership"),
        phones=ids("phone"), keys=ids("listed"),
    )  # fmt: skip
