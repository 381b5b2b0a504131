"""What a file means for the versions of its list: what is new, gone, back, or was decided before.

Landing only notes it (`KeyNote`); older versions are touched when the file has been applied.
"""

import polars as pl
from django.db.models import Exists, OuterRef, Q

from binaan.intake.models import (
    STILL_OPEN,
    Batch,
    BatchState,
    KeyNote,
    ListedKey,
    Problem,
    ProblemState,
    Row,
    SourceVersion,
)
from binaan.kit import bulk

IN_THE_REGISTER = (BatchState.APPLYING, BatchState.APPLIED, BatchState.STOPPED)
DECIDED = (ProblemState.REPAIRED, ProblemState.ACCEPTED, ProblemState.SET_ASIDE)
# Found only against the register: reading the same words again does not find it again.
FOUND_APPLYING = ("identifier_conflict", "row_refused")
SAME_PROBLEM = ["key", "field", "code", "value"]


def later_version(batch: Batch) -> SourceVersion | None:
    """The next version of the same list that is in the register already, by its own date."""
    version = batch.version
    later = version.source.versions.filter(
        as_of__gt=version.as_of, batches__state=BatchState.APPLIED, batches__place=batch.place
    )
    return later.order_by("as_of").first()


def older(batch: Batch) -> list:
    """Identifiers of the batches of this list and place that are in the register, not newer."""
    version = batch.version
    found = Batch.objects.filter(
        version__source=version.source_id,
        version__as_of__lte=version.as_of,
        place=batch.place_id,
        state__in=IN_THE_REGISTER,
    ).exclude(pk=batch.pk)
    if version.source.partial:
        # Thousands of small lots: only those that speak of a record this one speaks of.
        told = batch.submissions.exclude(record_id=None).values("record_id")
        found = found.filter(submissions__record_id__in=told).distinct()
    return list(found.order_by("version__as_of", "received_at").values_list("pk", flat=True))


def known_keys(batch: Batch, later: SourceVersion | None) -> pl.DataFrame:
    """Keys of earlier versions of this list with the content they had: key, hash, state.

    None for a version older than the newest: what it says is news for its own date, even in
    the very words of a later one.
    """
    if later is not None:
        return pl.DataFrame(schema={"key": pl.String, "hash": pl.Int64, "state": pl.String})
    source = batch.version.source
    told = list(batch.submissions.values_list("row_key", flat=True)) if source.partial else []
    only = f" AND key IN ({', '.join(['%s'] * len(told))})" if told else ""
    found = bulk.pull(
        "SELECT key, hash, CASE WHEN gone_since_id IS NULL THEN 'there' ELSE 'gone' END AS state"
        f" FROM intake_listedkey WHERE source_id = %s{only}",
        [_plain(source.pk), *told],
    )
    return found.with_columns(pl.col("hash").cast(pl.Int64))


def decided_before(batch: Batch) -> pl.DataFrame:
    """What people decided about problems of earlier versions: SAME_PROBLEM, state, repair_id."""
    batches = older(batch)
    names = [*SAME_PROBLEM, "state", "repair_id"]
    if not batches or not Problem.objects.filter(batch__in=batches, state__in=DECIDED).exists():
        return pl.DataFrame(schema=dict.fromkeys(names, pl.String))
    found = _pull(
        f"SELECT r.key, p.field, p.code, p.value, p.state, {bulk.hex_of('p.repair_id')} AS repair_id"
        " FROM intake_problem p JOIN intake_row r ON r.batch_id = p.batch_id"
        " AND r.ordinal = p.ordinal WHERE p.batch_id IN ({}) AND p.state IN ({}) ORDER BY p.id",
        batches,
        DECIDED,
    )
    return found.unique(SAME_PROBLEM, keep="last")


def note(batch: Batch, there: pl.DataFrame, known: pl.DataFrame) -> int:
    """Note what applying this file will mean for older versions; answers how many rows vanish.

    `there` holds every key the file names, `known` those of the last version. Where each file of a
    list tells only of itself (`Source.partial`), nothing vanishes.
    """
    KeyNote.objects.filter(batch=batch).delete()
    back = known.filter(pl.col("state") == "gone").join(there, on="key", how="semi").select("key")
    waiting = _unsettled(batch).join(there, on="key", how="semi")
    gone = known.filter(pl.col("state") == "there").join(there, on="key", how="anti").select("key")
    if batch.version.source.partial:
        gone = gone.clear()
    if not gone.is_empty():
        bulk.stage("listed_some", gone)
        pairs = bulk.pull(
            "SELECT k.key, o.key AS other FROM intake_listedkey k JOIN listed_some s ON s.key = k.key"
            " JOIN intake_batch b ON b.id = k.batch_id JOIN intake_listedkey o"
            " ON o.record_id = k.record_id AND o.source_id = k.source_id"
            " WHERE k.source_id = %s AND b.place_id = %s",
            [_plain(batch.version.source_id), batch.place_id],
        )
        # Its business may still be named under another key, as repaired or as it was.
        still = pairs.join(there, left_on="other", right_on="key", how="semi")
        gone = pairs.select("key").unique().join(still, on="key", how="anti")
    notes = [
        pl.concat([back, waiting]).unique().with_columns(pl.lit(True).alias("named")),
        gone.with_columns(pl.lit(False).alias("named")),
    ]
    mine = pl.lit(batch.pk.hex).alias("batch_id")
    bulk.insert("intake_keynote", pl.concat(notes).with_columns(mine))
    return gone.height


def _unsettled(batch: Batch) -> pl.DataFrame:
    """Keys of rows of older versions that wait, or in which something is still wrong."""
    batches = older(batch)
    if not batches:
        return pl.DataFrame(schema={"key": pl.String})
    found = _pull(
        "SELECT r.key FROM intake_problem p JOIN intake_row r ON r.batch_id = p.batch_id"
        " AND r.ordinal = p.ordinal WHERE p.batch_id IN ({}) AND p.state IN ({})",
        batches,
        STILL_OPEN,
    )
    held = _pull(
        "SELECT key FROM intake_row WHERE batch_id IN ({}) AND held AND NOT settled", batches
    )
    return pl.concat([found, held]).unique()


def _pull(statement: str, *lists) -> pl.DataFrame:
    marks = [", ".join(["%s"] * len(values)) for values in lists]
    return bulk.pull(statement.format(*marks), [_plain(one) for values in lists for one in values])


def _plain(value):
    """An identifier as the store compares it."""
    return value if bulk.on_postgresql() or not hasattr(value, "hex") else value.hex


def take_effect(batch: Batch) -> None:
    """Let an applied file speak for older versions: gone, back, waiting once, problems superseded."""
    notes = KeyNote.objects.filter(batch=batch)
    if notes.exists():
        named = notes.filter(named=True).values("key")
        if later_version(batch) is None:
            mine = ListedKey.objects.filter(
                source=batch.version.source_id, batch__place=batch.place_id
            )
            back = mine.filter(key__in=named).exclude(gone_since=None)
            back.update(gone_since=None, decided="")
            gone = mine.filter(key__in=notes.filter(named=False).values("key"))
            batch.vanished = gone.update(gone_since=batch.version_id)
        batches = older(batch)
        _supersede(batch, batches, named)
        waiting = Row.objects.filter(batch_id__in=batches, held=True, settled=False)
        waiting.filter(key__in=named).update(settled=True)
        notes.delete()
    _mark_gone_later(batch)


def _supersede(batch: Batch, batches: list, named) -> None:
    """What was open in an older version is open in this one, where it still is so."""
    applied = Row.objects.filter(batch=batch, same=False, held=False, repeated=False).values("key")
    here = Row.objects.filter(
        batch_id=OuterRef("batch_id"), ordinal=OuterRef("ordinal"), key__in=named
    )
    again = Q(Exists(here)) & (
        ~Q(code__in=FOUND_APPLYING) | Q(Exists(here.filter(key__in=applied)))
    )
    still = Problem.objects.filter(batch__in=batches, state__in=STILL_OPEN)
    still.filter(again).update(state=ProblemState.SUPERSEDED)


def _mark_gone_later(batch: Batch) -> None:
    """Keys that only this older version names are gone since the next one."""
    if batch.version.source.partial:
        return
    later = later_version(batch)
    if later is not None:
        ListedKey.objects.filter(batch=batch).update(gone_since=later)


def overtaken(batch: Batch, since) -> bool:
    """Whether another file of this list went into the register after `since`."""
    others = Batch.objects.filter(version__source=batch.version.source_id, place=batch.place_id)
    return others.filter(applied_at__gt=since).exclude(pk=batch.pk).exists()
