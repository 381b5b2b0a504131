"""The lists of other hands: so many copies and traps of each kind, and nothing that is counted."""

import csv
from collections import Counter, defaultdict

import pytest

from binaan.demo import figures, layouts, truth
from binaan.demo.books import BOOKS
from binaan.demo.copies import KINDS
from binaan.demo.lists import lists
from binaan.demo.traps import NEW, SAME_OWNER, TRAPS
from binaan.registry.rules.names import business_key

COPIES = (*KINDS, "again")
OTHERS = {"cooperative": figures.COOPERATIVE_ROWS, "culinary": figures.CULINARY_ROWS}


def base():
    """Firms the other lists may copy, by what the truth calls them."""
    made = lists()
    known = {firm.key: firm for firm in made.kabupaten + made.kota}
    return known | {one.entity: one.firm for one in made.members if not one.firm.key}


def total(counts):
    return sum(counts.values())


def rows_of(kind):
    made = lists()
    return [row for row in made.cooperative + made.culinary if row.kind == kind]


@pytest.mark.parametrize("name", OTHERS)
def test_every_kind_of_copy_and_trap_is_met_as_often_as_announced(name):
    assert Counter(row.kind for row in getattr(lists(), name)) == OTHERS[name]
    assert set(OTHERS[name]) == {*COPIES, *TRAPS, NEW}


@pytest.mark.parametrize("name", OTHERS)
def test_each_row_has_a_number_of_the_list(name):
    keys = [row.firm.key for row in getattr(lists(), name)]
    assert sorted(set(keys)) == keys


def test_copies_are_of_businesses_known_and_traps_of_none():
    known, made = base(), lists()
    for row in made.cooperative + made.culinary:
        assert (row.entity in known) == (row.kind in COPIES), row


def test_a_copy_is_never_written_so_that_the_door_knows_it():
    known = base()
    for kind in COPIES:
        for row in rows_of(kind):
            first = known[row.entity]
            assert not row.firm.owner.nik or business_key(row.firm.name) != business_key(first.name)


def test_an_owner_keeps_a_business_to_himself_unless_the_kind_says_so():
    known = base()
    for kind in COPIES:
        same = [row.person == known[row.entity].owner for row in rows_of(kind)]
        assert all(same) if kind != "taken_over" else not any(same)
    owners = {firm.owner for firm in known.values()}
    for kind in TRAPS:
        assert all((row.person in owners) == (kind in SAME_OWNER) for row in rows_of(kind))


def test_an_owner_of_kiosks_ends_with_three():
    of = defaultdict(list)
    for row in rows_of("kiosk"):
        of[row.person].append(row.firm)
    assert {len(firms) for firms in of.values()} == {2}
    for firms in of.values():
        assert all(firm.owner.nik == firms[0].owner.nik for firm in firms)


def test_the_business_copied_again_stands_twice_in_its_list():
    made = lists()
    for row in rows_of("again"):
        own = made.cooperative if row in made.cooperative else made.culinary
        assert sum(other.entity == row.entity for other in own) == 2


def test_husband_and_wife_share_house_and_telephone_but_no_name():
    known = base()
    for row in rows_of("spouse"):
        first = known[row.entity.removeprefix("spouse-").removesuffix("-0")]
        assert row.person.sex != first.owner.sex
        assert row.person.name != first.owner.name
        assert digits(row.firm.owner.phone)[-9:] == digits(first.owner.phone)[-9:]


def digits(text):
    return "".join(letter for letter in text if letter.isdigit())


def test_numbers_of_other_hands_are_nobodys_either():
    made = lists()
    for row in made.cooperative + made.culinary:
        owner = row.firm.owner
        assert not owner.nik or 9_001 <= int(owner.nik[12:]) <= 9_999
        assert not owner.phone or digits(owner.phone).removeprefix("62").lstrip("0")[:3] == "845"
        assert not owner.nib + owner.npwp


def test_a_wrong_digit_never_makes_the_number_of_somebody_else():
    made = lists()
    held = {firm.owner.nik for firm in made.kabupaten + made.kota + made.association} - {""}
    known = base()
    wrong = [
        row for row in rows_of("worn")
        if row.firm.owner.nik and row.firm.owner.nik != known[row.entity].owner.nik
    ]  # fmt: skip
    assert wrong
    assert not [row for row in wrong if row.firm.owner.nik in held]


def test_nothing_that_is_counted_is_asked():
    for layout in (layouts.COOPERATIVE_2019, layouts.CULINARY_2023):
        shown = {column.shows for column in layout.columns}
        assert not shown & {"status", "group", "paid_men", "family_men", "closed_on", "sales"}
        assert "guided" in shown
    assert {row.firm.guided for kind in (*COPIES, *TRAPS, NEW) for row in rows_of(kind)} == {
        "Belum"
    }


def test_the_older_list_names_only_who_had_started():
    for row in lists().cooperative:
        assert row.firm.started <= figures.COOPERATIVE_AS_OF.year


def test_the_truth_names_every_row_once_and_nobody_by_name(tmp_path):
    path = tmp_path / truth.TRUTH_FILE
    truth.write_truth(path, truth.rows(BOOKS, lists()))
    with path.open(newline="") as file:
        told = list(csv.DictReader(file))
    assert list(told[0]) == list(truth.HEADING)
    assert len({(row["source"], row["row_key"]) for row in told}) == len(told)
    counted = Counter(row["source"] for row in told)
    assert [counted[book.source] for book in BOOKS] == [
        2_086,
        3_864,
        304,
        3_864,
        *map(total, OTHERS.values()),
    ]
    words = {word for row in told for word in row["owner"].split("-")}
    assert all(word == "O" or word.isdigit() for word in words)


def test_one_owner_has_one_number_and_namesakes_have_two():
    told = truth.rows(BOOKS, lists())
    by_entity = {row.entity: row.person for row in told}
    trap = rows_of("namesake")[0]
    first = trap.entity.removeprefix("namesake-").removesuffix("-0")
    assert by_entity[trap.entity].name == by_entity[first].name
    assert by_entity[trap.entity].born != by_entity[first].born
