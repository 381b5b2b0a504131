"""The demo lists are believable, exact where something is published, and the same everywhere."""

from collections import Counter, defaultdict
from datetime import date
from random import Random

import pytest

from binaan.demo import figures, gazetteer
from binaan.demo.books import BOOKS
from binaan.demo.faults import FAULTS, SPOILABLE
from binaan.demo.figures import FOOD, OTHERS
from binaan.demo.lists import KABUPATEN_PLAN, lists
from binaan.demo.owners import PHONE_PREFIX, TAX_OFFICE, npwp_number
from binaan.registry.rules.names import business_key, person_key

BASE = ["kabupaten", "kota"]


def fingerprint(firm):
    return business_key(firm.name), person_key(firm.owner.name), firm.place.code


def test_the_kabupaten_of_2020_has_the_published_units_and_workers():
    firms = lists().kabupaten
    units = Counter(firm.group for firm in firms)
    assert (len(firms), units[FOOD], units[OTHERS]) == (3_444, 2_160, 1_284)


def test_the_workers_of_2020_add_up_to_the_published_totals():
    workers = Counter()
    for firm in lists().kabupaten:
        workers[firm.group] += sum(firm.workers)
    assert (workers.total(), workers[FOOD], workers[OTHERS]) == (14_575, 8_550, 6_025)


def test_the_published_groups_add_up_to_the_published_whole():
    groups = figures.KABUPATEN_2020.values()
    assert sum(group.units for group in groups) == figures.KABUPATEN_UNITS
    assert sum(group.workers for group in groups) == figures.KABUPATEN_WORKERS


def test_the_kota_of_2018_has_the_published_units():
    firms = lists().kota
    assert len(firms) == 2_086
    assert sum(bool(firm.creative) for firm in firms) == 1_000


@pytest.mark.parametrize("name", BASE)
def test_a_base_list_holds_no_copies(name):
    firms = getattr(lists(), name)
    assert len({firm.key for firm in firms}) == len(firms)
    assert len({fingerprint(firm) for firm in firms}) == len(firms)


@pytest.mark.parametrize("name", BASE)
def test_every_base_row_has_a_usable_name_owner_and_worker(name):
    for firm in getattr(lists(), name):
        assert len(firm.name) > 3
        assert len(firm.owner.name) > 2
        assert sum(firm.workers) >= 1
        assert min(firm.workers) >= 0


@pytest.mark.parametrize(
    ("name", "regency", "districts", "places"),
    [("kabupaten", "32.16", 23, 187), ("kota", "32.75", 12, 56)],
)
def test_a_base_list_covers_every_village_by_a_right_name(name, regency, districts, places):
    firms = getattr(lists(), name)
    assert len({firm.place.district_code for firm in firms}) == districts
    assert {firm.place for firm in firms} == set(gazetteer.villages(regency))
    assert len(gazetteer.villages(regency)) == places
    for firm in firms:
        assert plain(firm.village) == plain(firm.place.name)
        assert plain(firm.district) == plain(firm.place.district)


def plain(text):
    return "".join(letter for letter in text.lower() if letter.isalpha())


def test_some_places_are_written_in_an_accepted_variant():
    written = {firm.district for firm in lists().kabupaten}
    assert {"Karang Bahagia", "Karangbahagia", "Muara Gembong"} <= written


def test_faults_touch_no_published_column():
    made = lists()
    for firm in made.kabupaten + made.kota + made.association + made.later:
        assert set(firm.spoiled) <= SPOILABLE
    assert not SPOILABLE & {"name", "village", "district", "group", "status", "paid_men"}


def test_a_few_percent_of_the_base_rows_hold_a_fault():
    for name in BASE:
        firms = getattr(lists(), name)
        assert 0.03 < sum(bool(firm.spoiled) for firm in firms) / len(firms) < 0.08


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_every_kind_of_fault_is_met(fault):
    firms = lists().kabupaten
    cells = fault.cells(next(firm for firm in firms if fault.fits(firm)), Random(1))
    fields = set(cells)
    assert any(fields & set(firm.spoiled) for firm in firms)


def test_owners_of_two_businesses_keep_one_clean_nik():
    by_name = defaultdict(list)
    for firm in lists().kabupaten:
        by_name[firm.owner.name].append(firm)
    pairs = [firms for firms in by_name.values() if len(firms) > 1]
    assert 0.02 < sum(len(firms) - 1 for firms in pairs) / figures.KABUPATEN_UNITS < 0.04
    for firms in pairs:
        assert len({firm.owner.nik for firm in firms}) == 1
        assert firms[0].owner.nik
        assert not any("nik" in firm.spoiled for firm in firms)
        assert len({firm.name for firm in firms}) == len(firms)


def test_shares_of_missing_identifiers():
    firms = lists().kabupaten
    assert 0.32 < sum(not firm.owner.nik for firm in firms) / len(firms) < 0.38
    assert 0.56 < sum(not firm.owner.nib for firm in firms) / len(firms) < 0.64


def test_no_identifier_belongs_to_two_owners():
    made = lists()
    owners = {firm.owner.name: firm.owner for firm in made.kabupaten + made.kota + made.association}
    for kind in ("nik", "nib", "npwp", "phone"):
        known = [getattr(owner, kind) for owner in owners.values() if getattr(owner, kind)]
        assert len(set(known)) == len(known)


def test_a_nik_is_valid_in_form_and_nobodys():
    for firm in lists().kabupaten:
        nik = firm.owner.nik
        if not nik:
            continue
        day = int(nik[6:8]) - (40 if firm.owner.sex == "P" else 0)
        assert len(nik) == 16
        assert date(firm.owner.born.year, int(nik[8:10]), day) == firm.owner.born
        assert 9_001 <= int(nik[12:]) <= 9_999


def test_phones_and_tax_numbers_are_nobodys():
    for firm in lists().kota:
        digits = "".join(letter for letter in firm.owner.phone if letter.isdigit())
        assert not digits or digits.removeprefix("62").lstrip("0").startswith(PHONE_PREFIX[1:])
        assert not firm.owner.npwp or f"-{TAX_OFFICE}." in firm.owner.npwp


def test_an_npwp_passes_its_check_digit():
    digits = [int(letter) for letter in npwp_number(Random(3)) if letter.isdigit()][:9]
    doubled = [digit * 2 if index % 2 else digit for index, digit in enumerate(digits)]
    assert sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0


def test_food_rows_carry_a_kbli_that_exists_in_2020(settings):
    path = settings.BASE_DIR / "data" / "kbli-2020-5digit-industri.csv"
    official = {line.split(",")[0] for line in path.read_text().splitlines()}
    for firm in lists().kabupaten:
        assert bool(firm.trade.kbli) == (firm.group == FOOD)
        assert not firm.trade.kbli or firm.trade.kbli in official


def test_the_plan_says_what_was_published():
    assert [share.group for share in KABUPATEN_PLAN.shares] == [FOOD, OTHERS]


def test_headings_are_unique_in_every_layout():
    for layout in (book.layout for book in BOOKS):
        headings = [column.heading for column in layout.columns]
        assert len(set(headings)) == len(headings)
