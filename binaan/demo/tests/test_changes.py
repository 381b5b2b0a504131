"""The list of 2024 changes what it says it changes, and the association's list overlaps."""

from collections import Counter

import pytest

from binaan.demo import figures, layouts
from binaan.demo.lists import lists


@pytest.fixture(scope="module")
def base():
    return {firm.key: firm for firm in lists().kabupaten}


@pytest.fixture(scope="module")
def later():
    return {firm.key: firm for firm in lists().later}


def values(firm):
    return layouts.cells(firm, 0, layouts.IKM_2024)


def test_the_later_list_has_the_rows_it_announces():
    assert len(lists().later) == figures.LATER_ROWS


def test_old_rows_keep_their_keys_and_some_vanish(base, later):
    assert len(base.keys() - later.keys()) == figures.LATER_VANISHED


def test_newcomers_and_waiting_rows_have_keys_of_their_own(base, later):
    fresh = [later[key] for key in later.keys() - base.keys()]
    assert len(fresh) == figures.LATER_NEW + figures.LATER_WAITING


def test_closed_rows_say_when(base, later):
    closed = [firm for firm in later.values() if firm.status == "Tutup"]
    assert len(closed) == figures.LATER_CLOSED
    for firm in closed:
        assert firm.key in base
        assert figures.KABUPATEN_AS_OF < firm.closed_on <= figures.LATER_AS_OF


def test_so_many_other_rows_changed_and_no_more(base, later):
    differing = [
        key for key in base.keys() & later.keys() if values(base[key]) != values(later[key])
    ]
    assert len(differing) == figures.LATER_CHANGED + figures.LATER_CLOSED


def test_changes_leave_name_owner_and_place_alone(base, later):
    for key in base.keys() & later.keys():
        before, after = base[key], later[key]
        assert (before.name, before.village, before.group) == (
            after.name,
            after.village,
            after.group,
        )
        assert before.owner.nik == after.owner.nik


def test_waiting_rows_lack_a_name_or_lie_next_door():
    nameless = [firm for firm in lists().later if not firm.owner.name]
    outside = [firm for firm in lists().later if firm.regency]
    assert (len(nameless), len(outside)) == (figures.LATER_NAMELESS, figures.LATER_OUTSIDE)
    assert {firm.name for firm in nameless} == {"", "-"}


def test_some_rows_stand_twice_in_the_file():
    met = Counter(firm.key for firm in lists().later)
    assert sum(count - 1 for count in met.values()) == figures.LATER_REPEATED


def test_newcomers_copy_no_business_of_the_base(base, later):
    known = {(firm.name, firm.place) for firm in base.values()}
    fresh = [later[key] for key in later.keys() - base.keys()]
    assert not [firm for firm in fresh if (firm.name, firm.place) in known]


def test_a_third_of_the_association_is_known_by_nik_name_and_village():
    known = {(firm.owner.nik, firm.name, firm.place) for firm in lists().kota}
    members = lists().association
    met = [firm for firm in members if (firm.owner.nik, firm.name, firm.place) in known]
    assert (len(members), len(met)) == (figures.ASSOCIATION_ROWS, figures.ASSOCIATION_KNOWN)
    assert all(firm.owner.nik and "nik" not in firm.spoiled for firm in met)
