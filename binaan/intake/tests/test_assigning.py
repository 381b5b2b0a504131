"""A part of a list is given to an officer who may repair there, until a day that is still to come."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from binaan.access.models import AuditEvent
from binaan.intake.actions.assigning import give, set_deadline, take_back
from binaan.intake.models import Batch, Errand
from binaan.intake.tests.lists import batch_of
from binaan.kit.dates import today

SOUND = {"name": "Tahu Sari", "village": "Setiadarma", "district": "Tambun Selatan"}


@pytest.fixture
def batch(lists) -> Batch:
    return batch_of(lists.listed([SOUND]))


def given(lists, batch, *, place="32.16.06", held="32.16.06", office="disperin", days=7, by=None):
    officer = lists.register.user("kecamatan_operator", place=held, office=office)
    return give(batch, place=lists.register.place(place), officer=officer,
                due=today() + timedelta(days=days), by=by or lists.staff)  # fmt: skip


@pytest.mark.parametrize("held", ["32.16", "32.16.06", "32.16.06.2001"])
def test_an_officer_at_above_or_inside_the_place_gets_it(lists, batch, held):
    errand = given(lists, batch, held=held)
    assert (errand.place_id, errand.by) == ("32.16.06", lists.staff.username)
    assert AuditEvent.objects.latest("id").verb == "list.errand_given"


@pytest.mark.parametrize(
    ("about", "says"),
    [
        ({"held": "32.16.07"}, "tidak bertugas"),
        ({"office": "diskopukm"}, "tidak bertugas"),
        ({"days": -1}, "sudah lewat"),
        ({"place": "32.75.01", "held": "32.75.01"}, "di luar wilayah daftar"),
    ],
)
def test_nobody_gets_what_he_cannot_do(lists, batch, about, says):
    with pytest.raises(ValidationError, match=says):
        given(lists, batch, **about)
    assert not Errand.objects.exists()


def test_a_place_has_one_officer_until_it_is_taken_back(lists, batch):
    errand = given(lists, batch)
    with pytest.raises(ValidationError, match="sudah dibagikan"):
        given(lists, batch)
    take_back(errand, by=lists.staff)
    assert given(lists, batch).officer != errand.officer
    with pytest.raises(ValidationError, match="sudah ditarik"):
        take_back(errand, by=lists.staff)


def test_only_who_may_repair_the_whole_list_gives_it_out(lists, batch):
    operator = lists.register.user("kecamatan_operator", place="32.16.06", office="disperin")
    with pytest.raises(PermissionDenied):
        given(lists, batch, by=operator)
    with pytest.raises(PermissionDenied):
        set_deadline(batch, due=today(), by=operator)
    with pytest.raises(PermissionDenied):
        take_back(given(lists, batch), by=operator)


def test_a_list_has_a_day_to_come_or_none(lists, batch):
    assert set_deadline(batch, due=today(), by=lists.staff).repair_by == today()
    with pytest.raises(ValidationError, match="sudah lewat"):
        set_deadline(batch, due=today() - timedelta(days=1), by=lists.staff)
    set_deadline(batch, due=None, by=lists.staff)
    assert Batch.objects.get().repair_by is None
