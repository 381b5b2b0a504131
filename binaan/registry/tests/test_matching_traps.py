"""Traps, one by one: pairs that look like one and are two, and the other way round."""

import pytest

from binaan.registry.tests.matched import merges, pair, renamed

pytestmark = pytest.mark.once

NO_NUMBERS = {"nik": "", "phones": "", "birth_date": None}
ELSEWHERE = {"street": "jl melati", "house": "80", "rt": "009", "rw": "001"}
OTHER_TRADE = {
    "name_key": "salon", "name_core": "cantik", "trade": "salon", "product_key": "potong rambut",
    "group": "jasa", "kbli": "96112",
}  # fmt: skip


def test_the_same_row_in_two_lists_is_one_without_asking():
    assert merges(pair({}, {}))


@pytest.mark.parametrize(
    "change",
    [
        {"phones": ""} | renamed("siti aminh", "aminah"),
        {"nik": "3216064507780008", "birth_date": None},
        {"kbli": "56101", "product_key": "nasi"},
        {"nik": "", "birth_date": None, "name_core": "sedap malm"},
    ],
)
def test_a_clerks_slip_is_one(change):
    said = pair({}, change)
    assert said["owner_p"] > 0.9
    assert said["business_p"] > 0.8


def test_a_second_business_of_one_owner_is_another_business():
    said = pair({}, OTHER_TRADE)
    assert said["owner_p"] > 0.95
    assert said["business_p"] < 0.5


def test_one_shop_name_at_two_places_is_never_joined_without_asking():
    said = pair({}, ELSEWHERE)
    assert said["owner_p"] > 0.95
    assert said["held"] == "place"
    assert 0.2 < said["business_p"] < 0.95


def test_branches_by_their_own_word_are_two():
    assert pair({"branch": "1"}, {"branch": "2"} | ELSEWHERE)["business_p"] < 0.2


def test_a_family_on_one_phone_in_one_house_stays_two_people():
    husband = renamed("joko susilo") | {"nik": "", "sex": "L", "birth_date": None}
    said = pair({"nik": ""}, husband | OTHER_TRADE)
    assert said["owner_p"] < 0.2
    assert said["business_p"] < 0.3


def test_a_son_who_took_over_is_another_person_with_the_same_business():
    son = renamed("joko susilo") | {
        "nik": "3216061203990001", "birth_date": None, "sex": "L", "phones": "85711112222"
    }  # fmt: skip
    said = pair({}, son)
    assert said["owner_p"] < 0.1
    assert said["business_p"] > 0.5
    assert not merges(said)


def test_a_renamed_shop_of_one_owner_at_one_spot_is_one_but_asked():
    said = pair({}, {"name_key": "warung berkah", "name_core": "melur"})
    assert said["business_p"] >= 0.5
    assert not merges(said)


def test_a_common_name_twice_in_a_village_needs_more_to_be_one():
    plain = NO_NUMBERS | {
        "street": "",
        "house": "",
        "rt": "",
        "rw": "",
        "name_core": "",
        "name_key": "",
    }
    assert not merges(pair(plain, plain))


def test_neighbours_in_one_market_block_are_two():
    market = {"street": "", "estate": "pasar baru", "block": "c", "trade": "kios"}
    other = renamed("joko susilo") | NO_NUMBERS | {"house": "14", "name_core": "maju", "sex": "L"}
    said = pair(market, market | other)
    assert said["owner_p"] < 0.1
    assert said["business_p"] < 0.3


def test_people_born_on_one_day_with_numbers_alike_are_not_one_by_that():
    twin = renamed("sita aminati") | {"nik": "3216064507780004", "phones": "", "name_core": "lain"}
    assert not merges(pair({"phones": ""}, twin))


def test_two_rows_of_one_list_are_less_sure():
    across, within = pair({}, {}), pair({"lists": "a"}, {"lists": "a"})
    assert within["business_p"] < across["business_p"]


def test_one_owner_by_the_register_is_certain():
    said = pair({"owner": "o1", "nik": ""}, {"owner": "o1", "phones": ""} | OTHER_TRADE)
    assert said["owner_p"] == 1.0
    assert said["business_p"] < 0.5


def test_nothing_known_is_neither_for_nor_against():
    empty = dict.fromkeys(
        (
            "name_key",
            "name_core",
            "trade",
            "product_key",
            "group",
            "kbli",
            "street",
            "house",
            "rt",
            "rw",
        ),
        "",
    )
    said = pair(empty, empty)
    assert said["owner_p"] > 0.95
    assert said["held"] == "business"
