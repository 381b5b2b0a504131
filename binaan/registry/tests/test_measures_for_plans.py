"""Figures that plans cite: businesses that grew from micro to small, and those of the creative economy."""

from datetime import UTC, date, datetime, timedelta

import pytest

from binaan.kit import measures, snapshot
from binaan.kit.measures import Asked, end_of, parse_period
from binaan.kit.snapshot import reading
from binaan.registry.models import Business
from binaan.registry.snapshot import making
from binaan.registry.tests.factory import FIRST

LATER = datetime(2025, 1, 20, 3, tzinfo=UTC)
MILLION = 1_000_000
MICRO, SMALL, MEDIUM = 300 * MILLION, 3_000 * MILLION, 20_000 * MILLION
MID_2024 = date(2024, 7, 1)


@pytest.fixture
def head(register):
    return register.user("section_head", office="disperin")


def sales(amount):
    return {"sales_low": amount, "sales_high": amount}


def grown(register, user, period, *, place="32.16", office=None, **more):
    asked = Asked(
        place=register.place(place), period=parse_period(period),
        office=register.offices.get(office), **more,
    )  # fmt: skip
    return measures.get("registry.grown").value(user, asked).value


def creative(register, user, *, at=FIRST, **more):
    asked = Asked(place=register.place("32.16"), at=at, **more)
    return measures.get("registry.creative").value(user, asked).value


@pytest.mark.parametrize(
    ("before", "after", "counts"),
    [
        (MICRO, SMALL, 1),
        (2_000 * MILLION, 2_000 * MILLION + 1, 1),  # the limit of PP 7/2021 is inside
        (MICRO, 2_000 * MILLION, 0),
        (MICRO, MEDIUM, 0),
        (SMALL, MEDIUM, 0),
        (SMALL, SMALL, 0),
        (SMALL, MICRO, 0),
        (None, SMALL, 0),  # nobody knows what it was
        (MICRO, None, 0),
    ],
)
def test_only_from_micro_to_small_is_counted(register, head, before, after, counts):
    business = register.business(**sales(before))
    register.condition(business, since=MID_2024, known=LATER, **sales(after))
    assert grown(register, head, "2024") == counts


def test_the_movement_is_counted_in_the_period_in_which_it_happened(register, head):
    business = register.business(**sales(MICRO))
    register.condition(business, since=MID_2024, known=LATER, **sales(SMALL))
    assert [grown(register, head, f"2024-Q{n}") for n in range(1, 5)] == [0, 0, 1, 0]
    assert grown(register, head, "2024-07-01..2024-07-01") == 1
    assert grown(register, head, "2024-07-02..2024-12-31") == 0
    assert grown(register, head, "2025") == 0


def test_up_and_down_within_the_period_is_no_movement(register, head):
    business = register.business(**sales(MICRO))
    register.condition(business, since=date(2024, 3, 1), known=LATER, **sales(SMALL))
    register.condition(business, since=date(2024, 9, 1), known=LATER, **sales(MICRO))
    assert grown(register, head, "2024") == 0
    assert grown(register, head, "2024-Q1") == 1


def test_a_business_that_closed_or_is_new_did_not_grow(register, head):
    closed = register.business(**sales(MICRO))
    register.condition(closed, since=MID_2024, known=LATER, status="closed", **sales(SMALL))
    register.business(since=MID_2024, known=LATER, **sales(SMALL))
    assert grown(register, head, "2024") == 0


def test_it_counts_where_it_stands_at_the_end_and_for_the_office_that_guides_it_then(
    register, head
):
    business = register.business(**sales(MICRO))
    register.condition(
        business, since=MID_2024, known=LATER, place_id="32.16.07.2001", **sales(SMALL)
    )
    assert grown(register, head, "2024", place="32.16.07") == 1
    assert grown(register, head, "2024", place="32.16.06") == 0
    assert grown(register, head, "2024", office="disperin") == 1
    assert grown(register, head, "2024", office="diskopukm") == 0


def test_growth_learned_later_was_not_known_before(register, head):
    business = register.business(**sales(MICRO))
    register.condition(business, since=MID_2024, known=LATER, **sales(SMALL))
    day_before = LATER.date() - timedelta(days=1)
    assert grown(register, head, "2024", known=end_of(day_before)) == 0
    assert grown(register, head, "2024", known=end_of(LATER.date())) == 1


def test_the_neighbour_sees_none_of_it(register):
    business = register.business(**sales(MICRO))
    register.condition(business, since=MID_2024, known=LATER, **sales(SMALL))
    Business.objects.update(ekraf="kriya")
    neighbour = register.user("section_head", place="32.75", office="diskopukm")
    assert grown(register, neighbour, "2024") == 0
    assert creative(register, neighbour) == 0


@pytest.mark.parametrize(
    ("ekraf", "kbli", "edition", "counts"),
    [
        ("kriya", "", "", 1),
        ("Anyaman bambu", "", "", 1),  # a list's own word
        ("bukan", "16291", "2020", 0),  # said counts before the code
        ("", "16291", "2020", 1),
        ("", "10794", "2020", 1),  # by its group, 10
        ("", "10794", "", 1),
        ("", "16291", "2025", 0),  # nothing is recoded from one edition to the other
        ("", "16221", "2020", 0),
        ("", "31001", "2020", 0),
        ("", "", "", 0),
    ],
)
def test_creative_by_what_is_recorded_else_by_kbli(register, head, ekraf, kbli, edition, counts):
    register.business()
    Business.objects.update(ekraf=ekraf, kbli=kbli, kbli_edition=edition)
    assert creative(register, head) == counts


def test_a_closed_business_is_not_creative_any_more(register, head):
    business = register.business()
    Business.objects.update(ekraf="kriya")
    register.condition(business, since=MID_2024, known=LATER, status="closed")
    assert creative(register, head, at=MID_2024 - timedelta(days=1)) == 1
    assert creative(register, head, at=MID_2024) == 0


def test_the_copy_counts_both_as_the_store_does(register, head, settings, tmp_path, monkeypatch):
    settings.HOME = tmp_path / "rumah"
    snapshot.forget()
    for number, ekraf in enumerate(("kriya", "bukan", "", "")):
        business = register.business(f"Usaha {number}", **sales(MICRO))
        later = {"known": LATER, "group": "pangan"}
        register.condition(business, since=MID_2024, **later, **sales(SMALL if number else MICRO))
        Business.objects.filter(pk=business.pk).update(
            ekraf=ekraf, kbli=("10794", "16221")[number % 2], kbli_edition="2020"
        )
    making.make()
    monkeypatch.setattr(reading, "WORTH", 0)
    assert snapshot.answers()
    place, found = register.place("32.16"), {}
    for exact in (False, True):
        flow = Asked(place=place, period=parse_period("2024"), exact=exact)
        stock = Asked(place=place, at=date(2024, 12, 31), exact=exact)
        found[exact] = [
            (
                measures.get(key).value(head, asked).value,
                measures.get(key).rows(head, asked, "group"),
            )
            for key, asked in (("registry.grown", flow), ("registry.creative", stock))
        ]
    assert found[False] == found[True]
    assert [value for value, _rows in found[True]] == [3, 2]
    snapshot.forget()
