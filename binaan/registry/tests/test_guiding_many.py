"""Guidance of many businesses at once: who is left out and why, and one line in the trail."""

import hashlib
from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from binaan.access.models import AuditEvent
from binaan.registry.actions import guiding
from binaan.registry.models import Business, Guidance, Touched
from binaan.registry.tests.factory import FIRST

SINCE, LATER = date(2024, 3, 1), date(2025, 3, 1)
WHY = "SK Kepala Dinas nomor 12"
GONE = guiding.UNREACHED


@pytest.fixture
def staff(register):
    return register.user("section_staff", office="disperin")


@pytest.fixture
def free(register):
    """Three businesses nobody guides."""
    return [register.business(f"Usaha {n}", owner=f"Orang {n}", office="") for n in range(3)]


def ids(businesses) -> list:
    return [one.pk for one in businesses]


def guide(register, businesses, by, since=SINCE, office="disperin"):
    return guiding.guide_many(
        ids(businesses), office=register.offices[office], since=since, reason=WHY, by=by
    )


def end(register, businesses, by, on=LATER):
    return guiding.end_many(
        ids(businesses), office=register.offices["disperin"], on=on, reason=WHY, by=by
    )


def test_many_begin_together_and_stand_in_one_line_of_the_trail(register, free, staff):
    Touched.objects.all().delete()
    assert guide(register, free, staff) == (3, {})
    assert Guidance.objects.filter(valid_from=SINCE, valid_until=None).count() == 3
    event = AuditEvent.objects.get(verb="guidance.many_started")
    said = event.payload.content
    lines = "".join(f"{pk}\n" for pk in ids(free))
    assert said["rows"] == 3
    assert said["businesses"] == [str(pk) for pk in ids(free)]
    assert said["root"] == hashlib.sha256(lines.encode()).hexdigest()
    assert (event.office_key, event.place_code, event.by) == ("disperin", "32.16", staff.username)
    assert len(Touched.objects.get().businesses.split()) == 3


def test_beginning_twice_changes_nothing_the_second_time(register, free, staff):
    guide(register, free, staff)
    again = guide(register, free, staff, since=LATER)
    assert again == (0, {"sudah dibina Dinas Perindustrian Kabupaten Bekasi": 3})
    assert Guidance.objects.count() == 3
    assert AuditEvent.objects.filter(verb="guidance.many_started").count() == 1


def test_who_is_out_of_reach_or_gone_is_left_out_and_counted(register, free, staff):
    elsewhere = register.business("Bakso Kota", place="32.75.01.1001", office="")
    others = register.business("Dibina lain", office="diskopukm")
    Business.objects.filter(pk=free[0].pk).update(withdrawn_at=elsewhere.known_from)
    unknown = Business(pk=uuid4())
    done = guide(register, [*free, elsewhere, others, unknown], staff)
    assert done == (2, {GONE: 4})
    assert set(Guidance.objects.filter(valid_from=SINCE).values_list("business_id", flat=True)) == {
        free[1].pk, free[2].pk,
    }  # fmt: skip


def test_a_guidance_that_ended_later_stands_in_the_way(register, free, staff):
    register.guide(free[0], "disperin", since=FIRST, until=LATER)
    done = guide(register, free, staff)
    assert done == (2, {"tanggal mulainya mendahului akhir pembinaan sebelumnya": 1})


def test_an_office_i_do_not_work_for_cannot_be_named(register, free, staff):
    with pytest.raises(PermissionDenied):
        guide(register, free, staff, office="diskopukm")
    assert not Guidance.objects.exists()


def test_who_may_not_edit_guides_nobody(register, free):
    with pytest.raises(PermissionDenied):
        guide(register, free, register.user("planner", office="disperin"))
    assert not Guidance.objects.exists()


@pytest.mark.parametrize(
    ("since", "why"), [(date(2999, 1, 1), WHY), (SINCE, "   ")], ids=["tomorrow", "silent"]
)
def test_a_day_to_come_and_silence_are_refused(register, free, staff, since, why):
    with pytest.raises(ValidationError):
        guiding.guide_many(
            ids(free), office=register.offices["disperin"], since=since, reason=why, by=staff
        )
    assert not Guidance.objects.exists()


def test_many_end_together_and_what_was_known_stays(register, free, staff):
    guide(register, free[:2], staff)
    assert end(register, free, staff) == (
        2, {"tidak sedang dibina Dinas Perindustrian Kabupaten Bekasi": 1},
    )  # fmt: skip
    assert Guidance.objects.filter(known_until=None, valid_until=LATER).count() == 2
    assert Guidance.objects.filter(known_until__isnull=False, valid_until=None).count() == 2
    said = AuditEvent.objects.get(verb="guidance.many_ended").payload.content
    assert (said["rows"], said["until"]) == (2, "2025-03-01")
    assert end(register, free, staff).done == 0


def test_an_end_before_the_beginning_is_left_out(register, free, staff):
    guide(register, free, staff, since=LATER)
    assert end(register, free, staff, on=LATER) == (
        0, {"baru dibina pada atau sesudah tanggal itu": 3},
    )  # fmt: skip
    assert not AuditEvent.objects.filter(verb="guidance.many_ended").exists()


def test_more_than_one_transaction_holds_is_a_mistake_of_the_caller(register, staff):
    with pytest.raises(ValueError, match="500"):
        guiding.guide_many(
            [uuid4() for _ in range(501)], office=register.offices["disperin"], since=SINCE,
            reason=WHY, by=staff,
        )  # fmt: skip
