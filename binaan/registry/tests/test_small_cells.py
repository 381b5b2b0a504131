"""What may not be told of few businesses does not follow from several pages together."""

from datetime import date
from itertools import pairwise

import pytest

from binaan.kit import measures
from binaan.kit.measures import Asked, parse_period
from binaan.registry.tests.factory import Register

pytestmark = pytest.mark.once  # figures of both stores are compared in test_measures

DAY = date(2025, 6, 30)


@pytest.fixture
def register(db):
    """Tambun 3, Cibitung 7, Bekasi Timur 9."""
    made = Register()
    spots = (("32.16.06.2001", 3), ("32.16.07.2001", 7), ("32.75.01.1001", 9))
    for place, count in spots:
        for n in range(count):
            office = "diskopukm" if place.startswith("32.75") else "disperin"
            group = "pangan" if n % 2 else "kayu_furnitur"
            made.business(f"Usaha {place} {n}", place=place, office=office, group=group)
    return made


def told(register, user, key: str, code: str) -> tuple:
    """The value, and the values of its rows by place."""
    measure = measures.get(key)
    when = {"at": DAY} if measure.is_stock else {"period": parse_period("2020")}
    asked = Asked(place=register.place(code), **when)
    rows = measure.rows(user, asked, "place")
    return measure.value(user, asked).value, [row.value for row in rows]


@pytest.mark.parametrize("key", ["registry.businesses", "registry.guided", "registry.recorded"])
def test_a_place_hidden_in_a_list_stays_hidden_on_its_own_page(register, key):
    reader = register.user("upper_reader", place="32")
    assert told(register, reader, key, "32") == (19, [10, 9])
    assert told(register, reader, key, "32.16") == (10, [None, None])
    assert told(register, reader, key, "32.16.06") == (None, [None])
    assert told(register, reader, key, "32.16.07") == (None, [None])
    assert told(register, reader, key, "32.16.07.2001") == (None, [None])
    assert told(register, reader, key, "32.75.01") == (9, [9])


def test_its_tables_and_lists_tell_nothing_either(register):
    reader = register.user("upper_reader", place="32")
    measure = measures.get("registry.businesses")
    asked = Asked(place=register.place("32.16.07"), at=DAY)
    table = measure.table(reader, asked, rows="group", columns="place")
    lines = [*table.rows, *table.columns]
    assert {line.total.value for line in lines} == {None}
    assert {table.cell(row.key, column.key).value
            for row in table.rows for column in table.columns} == {None}  # fmt: skip
    assert {row.value for row in measure.rows(reader, asked, "group")} == {None}


def test_who_reaches_only_that_place_and_who_sees_names_are_told(register):
    there = register.user("upper_reader", place="32.16.07")
    assert told(register, there, "registry.businesses", "32.16.07") == (7, [7])
    head = register.user("section_head", office="disperin")
    assert told(register, head, "registry.businesses", "32.16") == (10, [3, 7])
    assert told(register, head, "registry.businesses", "32.16.07") == (7, [7])


def test_no_hidden_number_follows_from_the_pages_of_places(register):
    """Whatever is printed of the places, from above to below, two answers fit at least."""
    reader = register.user("upper_reader", place="32")
    chain = ["32", "32.16", "32.16.06", "32.16.06.2001"]
    for above, below in pairwise(chain):
        value, rows = told(register, reader, "registry.businesses", above)
        asked_alone = told(register, reader, "registry.businesses", below)[0]
        hidden = [row for row in rows if row is None]
        assert len(hidden) != 1 or value is None
        assert asked_alone is None or asked_alone in rows
