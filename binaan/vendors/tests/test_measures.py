"""What the figures of street vendors count, and on which day."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from binaan.kit.measures import Asked, get, parse_period
from binaan.vendors.actions import standing, vendors
from binaan.vendors.models import Location, Vendor
from binaan.vendors.tests.conftest import LISTED, TODAY


def count(street, key, at=TODAY, **more):
    return get(key).value(street.head, Asked(at=at, **more)).value


def test_listed_and_not_gone(street):
    vendors.leave(street.vendor("Euis"), on=date(2026, 2, 1), why="Pulang kampung", by=street.staff)
    days = (date(2026, 1, 5), LISTED, date(2026, 1, 31), date(2026, 2, 1))
    assert [count(street, "vendors.registered", day) for day in days] == [0, 5, 5, 4]
    then = datetime(2026, 1, 15, tzinfo=UTC)
    assert count(street, "vendors.registered", TODAY, known=then) == 5
    assert count(street, "vendors.registered", known=datetime(2026, 1, 1, tzinfo=UTC)) == 0


def test_the_share_looks_at_the_location_of_that_day(street):
    share = "vendors.in_designated_place_share"
    assert count(street, share) == Decimal("40.0000")
    Location.objects.filter(code="A-001").update(state="dihapus", valid_until=date(2026, 1, 31))
    assert count(street, share, date(2026, 1, 31)) == Decimal("40.0000")
    assert count(street, share, date(2026, 2, 1)) == 0
    Location.objects.filter(code="A-001").update(state="terlarang")
    assert count(street, share, date(2026, 1, 31)) == 0


def test_the_plan_counts_who_came_in_a_year_on_its_base_and_never_twice(street):
    key = get("vendors.in_designated_place")
    asked = Asked(period=parse_period("2026"))
    assert key.value(street.head, asked).value == Decimal("0.3263")  # 2 of 613
    standing.stand(street.vendor("Cici"), spot=standing.Spot(street.location()), since=TODAY,
                   by=street.staff)  # fmt: skip
    standing.stand(street.vendor("Ani"), spot=standing.Spot(street.location("B-001")), since=TODAY,
                   by=street.staff)  # fmt: skip
    assert key.value(street.head, asked).evidence == 3
    march = key.value(street.head, Asked(period=parse_period("2026-03-01..2026-03-31")))
    assert march.evidence == 1
    assert key.edition


def test_who_stood_there_before_it_was_determined_came_on_that_day(street):
    Location.objects.filter(code="A-001").update(valid_from=date(2026, 2, 10))
    key = get("vendors.in_designated_place")
    february = Asked(period=parse_period("2026-02-01..2026-02-28"))
    assert key.value(street.head, february).evidence == 2


@pytest.mark.parametrize(
    ("said", "day", "counts"),
    [
        ({}, date(2026, 1, 11), 0),
        ({}, date(2026, 1, 12), 1),
        ({}, date(2028, 1, 12), 1),
        ({}, date(2028, 1, 13), 0),
        ({"state": "dicabut", "ended_on": date(2026, 2, 2)}, date(2026, 2, 1), 1),
        ({"state": "dicabut", "ended_on": date(2026, 2, 2)}, date(2026, 2, 2), 0),
        ({"state": "peringatan_3"}, TODAY, 1),
    ],
)
def test_a_tdu_counts_from_its_first_to_its_last_day(street, said, day, counts):
    street.permit("Ani", **said)
    assert count(street, "vendors.tdu_valid", day) == counts


def test_locations_determined_on_a_day(street):
    days = (date(2026, 1, 5), LISTED, date(2026, 5, 31), date(2026, 6, 1))
    assert [count(street, "vendors.locations", day) for day in days] == [0, 2, 2, 1]


def test_rows_add_up_and_only_the_own_office_is_counted(street):
    asked = Asked(at=TODAY)
    measure = get("vendors.registered")
    assert {row.key: row.value for row in measure.rows(street.head, asked, "trade")} == {
        "kuliner": 3, "sandang": 1, "kerajinan": 1,
    }  # fmt: skip
    for dimension in measure.dimensions:
        assert sum(row.value for row in measure.rows(street.head, asked, dimension)) == 5
    other = street.user("section_head", place="32.16")
    assert measure.value(other, asked).value == 0
    page = measure.evidence(street.head, asked)
    assert {row.pk for row in page.rows} == set(Vendor.objects.values_list("pk", flat=True))
