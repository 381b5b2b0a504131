"""The chain: any change behind its back is seen, erasing personal details is not a change."""

import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone

from binaan.access import audit
from binaan.access.models import AuditEvent, AuditHead, AuditPayload


@pytest.fixture
def five(db):
    for number in range(1, 6):
        audit.record(
            "business.corrected", f"registry.Business:{number}", by="siti", payload={"n": number}
        )


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_an_empty_trail_is_whole(db):
    assert audit.verify() == (True, 0, None)


def test_a_trail_left_alone_is_whole(five):
    assert audit.verify() == (True, 5, None)


PAYLOAD, EVENT, HEAD = (model._meta.db_table for model in (AuditPayload, AuditEvent, AuditHead))


@pytest.mark.parametrize(
    ("statements", "first_broken"),
    [
        ([f"update {EVENT} set by = 'orang lain' where id = 3"], 3),
        ([f"update {EVENT} set verb = 'business.closed' where id = 1"], 1),
        ([f"update {EVENT} set subject = 'x' where id = 5"], 5),
        ([f"update {EVENT} set place_code = '32' where id = 2"], 2),
        ([f"update {EVENT} set at = '2020-01-01 00:00:00+00:00' where id = 2"], 2),
        ([f"update {EVENT} set payload_hash = '' where id = 2"], 2),
        ([f"update {PAYLOAD} set content = '{{\"n\": 9}}' where event_id = 4"], 4),
        ([f"delete from {PAYLOAD} where event_id = 2"], 2),  # lost, not erased
        ([f"delete from {PAYLOAD} where event_id = 3", f"delete from {EVENT} where id = 3"], 4),
        ([f"delete from {PAYLOAD} where event_id = 1", f"delete from {EVENT} where id = 1"], 2),
        ([f"delete from {PAYLOAD} where event_id = 5", f"delete from {EVENT} where id = 5"], 5),
        (
            [  # two events change places, payloads and all
                f"update {EVENT} set verb = 'a' where id in (2, 3)",
                f"update {EVENT} set subject = 'registry.Business:3' where id = 2",
                f"update {EVENT} set subject = 'registry.Business:2' where id = 3",
            ],
            2,
        ),
        ([f"update {HEAD} set last_id = 4"], 6),
        ([f"update {HEAD} set last_hash = 'x'"], 6),
    ],
)
def test_a_change_behind_its_back_is_seen(five, statements, first_broken):
    run(*statements)
    checked = audit.verify()
    assert (checked.ok, checked.first_broken) == (False, first_broken)


def test_reordering_whole_rows_is_seen(five):
    rows = {event.id: event for event in AuditEvent.objects.all()}
    for here, there in ((2, 3), (3, 2)):
        AuditEvent.objects.filter(id=here).update(
            subject=rows[there].subject, hash=rows[there].hash, previous=rows[there].previous
        )
    assert audit.verify().first_broken == 2


def test_erasing_a_payload_leaves_the_chain_whole(five):
    audit.erase_payload(AuditEvent.objects.get(id=3), at=timezone.now())
    assert AuditPayload.objects.get(event_id=3).content is None
    assert audit.verify() == (True, 5, None)


def test_an_erased_payload_cannot_be_filled_again(five):
    audit.erase_payload(AuditEvent.objects.get(id=3), at=timezone.now())
    run(f"update {PAYLOAD} set content = '{{\"n\": 9}}' where event_id = 3")
    assert audit.verify().first_broken == 3


def test_a_refused_action_leaves_no_event(db):
    with transaction.atomic():
        audit.record("business.corrected", None, by="siti")
        transaction.set_rollback(True)
    assert audit.verify() == (True, 0, None)


def test_the_same_details_do_not_give_the_same_hash(five):
    """Else a NIK could be found by trying them all."""
    first = audit.record("x", None, by="siti", payload={"nik": "1"})
    second = audit.record("x", None, by="siti", payload={"nik": "1"})
    assert first.payload_hash != second.payload_hash


def test_readings_of_a_person_are_told_newest_first(db):
    audit.read_personal("registry.Owner:1", ["phone", "nik"], by="siti", why="verifikasi")
    audit.read_personal("registry.Owner:1", ["nik"], by="agus", why="pengaduan")
    audit.read_personal("registry.Owner:2", ["nik"], by="agus", why="pengaduan")
    found = audit.readings_of("registry.Owner:1")
    assert [event.by for event in found] == ["agus", "siti"]
    assert found[1].payload.content == {"fields": ["nik", "phone"], "why": "verifikasi"}


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer by design")
@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_make_one_chain():
    def write():
        for _ in range(10):
            audit.record("x", None, by="siti")
        connection.close()

    writers = [threading.Thread(target=write) for _ in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert audit.verify() == (True, 60, None)
