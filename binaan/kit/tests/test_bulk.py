"""Rows in and out of either store unchanged, at whatever length."""

from datetime import UTC, datetime

import polars as pl
import pytest
from django.db import IntegrityError, transaction

from binaan.kit import bulk
from binaan.kit.ids import new_id, row_ids
from binaan.kit.models import Job, StoredFile

AWKWARD = ["", 'a"b', "a,b", "a\nb", "\\N", "\\.", "Ñ 😀", " x ", "NULL"]
MOMENT = datetime(2024, 12, 31, 16, 59, 59, 123456, tzinfo=UTC)


def stored(texts):
    return pl.DataFrame(
        {
            "sha256": [f"{n:064}" for n in range(len(texts))],
            "name": texts,
            "size": range(len(texts)),
            "stored_at": bulk.db_time(MOMENT),
            "by": "",
        }
    )


def test_awkward_text_and_moments_come_back_as_they_went(db):
    assert bulk.insert("kit_storedfile", stored(AWKWARD)) == len(AWKWARD)
    found = StoredFile.objects.order_by("sha256")
    assert list(found.values_list("name", flat=True)) == AWKWARD
    assert found[0].stored_at == MOMENT
    pulled = bulk.pull("SELECT name, erased_at FROM kit_storedfile ORDER BY sha256")
    assert pulled["name"].to_list() == AWKWARD
    assert pulled["erased_at"].null_count() == len(AWKWARD)


def test_a_row_there_already_is_djangos_error(db):
    bulk.insert("kit_storedfile", stored(["a"]))
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert("kit_storedfile", stored(["b"]))
    assert StoredFile.objects.get().name == "a"


def test_nothing_to_insert_is_nothing(db):
    assert bulk.insert("kit_storedfile", stored([])) == 0


def test_an_empty_answer_keeps_its_columns(db):
    assert bulk.pull("SELECT name, size FROM kit_storedfile").columns == ["name", "size"]


def test_only_the_rows_and_columns_named_are_updated(db):
    job = Job.objects.create(kind="a", message="lama", by="x")
    other = Job.objects.create(kind="b", message="lama")
    changes = [
        {"id": job.pk, "message": "", "done": 7, "lease_until": MOMENT, "arguments": {"a": 'ü"'}}
    ]
    bulk.update("kit_job", bulk.frame_of(changes, list(changes[0])))
    job.refresh_from_db()
    other.refresh_from_db()
    assert (job.message, job.done, job.lease_until, job.arguments) == ("", 7, MOMENT, {"a": 'ü"'})
    assert (job.by, other.message) == ("x", "lama")


def test_identifiers_of_a_batch_are_the_same_on_every_run():
    batch = new_id()
    made = row_ids(batch, MOMENT, 3, [1, 2])
    assert made == row_ids(batch, MOMENT, 3, [1, 2])
    assert (
        len({*made, *row_ids(batch, MOMENT, 4, [1, 2]), *row_ids(new_id(), MOMENT, 3, [1, 2])}) == 6
    )
