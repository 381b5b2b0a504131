"""Figures of the register at their edges; each name is a promise."""

from datetime import UTC, date, datetime, timedelta

import pytest

from binaan.access.models import OfficeParameter
from binaan.kit import measures
from binaan.kit.measures import Asked, end_of, parse_period
from binaan.registry.tests.factory import FIRST, START

LATER = datetime(2025, 1, 20, 3, tzinfo=UTC)
D2024 = date(2024, 12, 31)


@pytest.fixture
def head(register):
    return register.user("section_head", office="disperin")


def value(register, user, key="registry.businesses", *, at=FIRST, place="32.16", **asked):
    office = asked.pop("office", None)
    question = Asked(
        place=register.place(place), at=at, office=register.offices.get(office), **asked
    )
    return measures.get(key).value(user, question).value


def flow(register, user, key, period, *, place="32.16", office=None):
    question = Asked(
        place=register.place(place),
        period=parse_period(period),
        office=register.offices.get(office),
    )
    return measures.get(key).value(user, question).value


def test_a_business_exists_from_its_first_date_on(register, head):
    register.business()
    assert value(register, head, at=FIRST) == 1
    assert value(register, head, at=FIRST - timedelta(days=1)) == 0


@pytest.mark.parametrize("status", ["closed", "moved"])
def test_a_closed_business_is_gone_on_the_day_itself(register, head, status):
    business = register.business()
    register.condition(business, since=D2024, known=LATER, status=status)
    assert value(register, head, at=D2024 - timedelta(days=1)) == 1
    assert value(register, head, at=D2024) == 0


@pytest.mark.parametrize("status", ["", "resting", "not_found", "sold", "owner_died"])
def test_only_closing_or_moving_away_ends_existence(register, head, status):
    register.business(status=status)
    assert value(register, head) == 1


def test_verified_or_not_a_business_counts(register, head):
    register.business(verification="verified")
    register.business(verification="none")
    assert value(register, head) == 2


def test_what_was_known_earlier_answers_the_same_for_ever(register, head):
    business = register.business()
    early = end_of(date(2021, 2, 1))
    assert value(register, head, at=D2024, known=early) == 1
    register.condition(business, since=D2024, known=LATER, status="closed")
    register.business("Backdated", since=FIRST, known=LATER)
    assert value(register, head, at=D2024, known=early) == 1
    assert value(register, head, at=D2024) == 1
    assert value(register, head, at=FIRST, known=early) == 1
    assert value(register, head, at=FIRST) == 2


def test_nothing_is_known_before_it_was_recorded(register, head):
    register.business()
    assert value(register, head, known=START - timedelta(seconds=1)) == 0
    assert value(register, head, known=START) == 1


def test_a_known_date_means_the_end_of_that_day_in_the_offices_time(register, head):
    register.business(known=datetime(2021, 1, 15, 16, 59, tzinfo=UTC))  # 23.59 in Jakarta
    register.business(known=datetime(2021, 1, 15, 17, 0, tzinfo=UTC))  # midnight: the 16th
    assert value(register, head, known=end_of(date(2021, 1, 15))) == 1


def test_merged_and_erased_businesses_do_not_count(register, head):
    kept, merged, erased = register.business(), register.business(), register.business()
    merged.merged_into, erased.erased_at = kept, LATER
    for business in (merged, erased):
        business.save(update_fields=["merged_into", "erased_at"])
    assert value(register, head) == 1


def test_erased_later_still_counts_as_known_before(register, head):
    erased = register.business()
    erased.erased_at = LATER
    erased.save(update_fields=["erased_at"])
    assert value(register, head, known=LATER - timedelta(days=1)) == 1
    assert value(register, head, known=LATER) == 0


def test_the_place_is_the_one_of_that_date(register, head):
    business = register.business(place="32.16.06.2001")
    register.condition(business, since=D2024, known=LATER, place_id="32.16.07.2001")
    assert value(register, head, at=FIRST, place="32.16.06") == 1
    assert value(register, head, at=D2024, place="32.16.06") == 0
    assert value(register, head, at=D2024, place="32.16.07") == 1


def test_guided_counts_only_between_the_dates_of_guidance(register, head):
    business = register.business(office="")
    register.guide(business, "disperin", since=date(2021, 6, 1), until=date(2022, 6, 1))
    asked = {"key": "registry.guided", "office": "disperin"}
    assert value(register, head, at=date(2021, 5, 31), **asked) == 0
    assert value(register, head, at=date(2021, 6, 1), **asked) == 1
    assert value(register, head, at=date(2022, 5, 31), **asked) == 1
    assert value(register, head, at=date(2022, 6, 1), **asked) == 0


def test_guided_without_an_office_means_by_any(register):
    planner = register.user("planner", place="32")
    register.business(office="disperin")
    register.business(office="diskopukm", place="32.75.01.1001")
    register.business(office="")
    assert value(register, planner, "registry.guided", place="32") == 2
    assert value(register, planner, "registry.guided", place="32", office="diskopukm") == 1
    assert value(register, planner, "registry.businesses", place="32") == 3
    assert value(register, planner, "registry.businesses", place="32", office="disperin") == 1


@pytest.mark.parametrize(
    ("status", "seen", "counts"),
    [
        ("running", date(2022, 12, 31), 1),  # 24 months to the day
        ("running", date(2022, 12, 30), 0),
        ("seasonal", D2024, 1),
        ("resting", D2024, 0),
        ("", D2024, 0),
        ("running", None, 0),
    ],
)
def test_running_means_seen_running_within_24_months(register, head, status, seen, counts):
    register.business(status=status, status_on=seen)
    assert value(register, head, "registry.running", at=D2024) == counts


def test_an_office_may_decide_other_months(register, head):
    register.business(status="running", status_on=date(2024, 6, 1))
    OfficeParameter.objects.create(
        office=register.offices["disperin"], key="registry.active_observation_months", value="3",
        valid_from=date(2024, 1, 1),
    )  # fmt: skip
    asked = {"key": "registry.running", "at": D2024}
    assert value(register, head, **asked) == 1
    assert value(register, head, office="disperin", **asked) == 0


def test_workers_add_what_is_known_and_say_how_many_are_not(register, head):
    register.business(workers=3)
    register.business(workers=0)
    register.business(workers=None)
    asked = Asked(place=register.place("32.16"), at=FIRST)
    figure = measures.get("registry.workers").value(head, asked)
    assert figure == measures.Figure(3, 2, 1)


def test_workers_over_nothing_known_are_null_not_zero(register, head):
    assert value(register, head, "registry.workers") is None
    register.business(workers=None)
    assert value(register, head, "registry.workers") is None


def test_rows_waiting_counts_held_rows_received_by_the_date(register, head):
    register.batch(held=3, received=datetime(2024, 12, 31, 16, 59, tzinfo=UTC))
    register.batch(held=2, received=datetime(2024, 12, 31, 17, 0, tzinfo=UTC))
    settled = register.batch(held=1)
    settled.landed.update(settled=True)
    assert value(register, head, "registry.rows_waiting", at=D2024) == 3
    assert value(register, head, "registry.rows_waiting", at=date(2025, 1, 1)) == 5


def test_recorded_counts_businesses_by_their_first_date(register, head):
    business = register.business(since=FIRST)
    register.condition(business, since=D2024, known=LATER, workers=9)
    register.business(since=D2024, known=LATER)
    register.business(since=D2024, known=LATER, status="closed")
    assert flow(register, head, "registry.recorded", "2020") == 1
    assert flow(register, head, "registry.recorded", "2024-Q4") == 1
    assert flow(register, head, "registry.recorded", "2024-12-31..2024-12-31") == 1
    assert flow(register, head, "registry.recorded", "2024", office="disperin") == 1
    assert flow(register, head, "registry.recorded", "2024", office="diskopukm") == 0


def test_closed_counts_the_closing_not_the_repeating_of_it(register, head):
    business = register.business()
    register.condition(business, since=date(2024, 5, 3), known=LATER, status="closed")
    register.condition(business, since=date(2024, 8, 1), known=LATER, status="closed", workers=1)
    assert flow(register, head, "registry.closed", "2024-Q2") == 1
    assert flow(register, head, "registry.closed", "2024-Q3") == 0
    assert flow(register, head, "registry.closed", "2024", office="disperin") == 1


def test_a_stock_and_what_entered_and_left_give_the_later_stock(register, head):
    closed, moved, back = (register.business(f"Usaha {n}") for n in range(3))
    register.condition(closed, since=date(2022, 1, 1), known=LATER, status="closed")
    register.condition(moved, since=date(2023, 1, 1), known=LATER, place_id="32.16.07.2001")
    register.condition(back, since=date(2020, 12, 31) + timedelta(days=1), status="closed")
    register.condition(back, since=date(2024, 1, 1), known=LATER, status="running")
    register.business("Baru", since=D2024, known=LATER)
    for place in ("32.16", "32.16.06", "32.16.07"):
        for begin in (date(2021, 1, 1), date(2021, 6, 1)):
            start = value(register, head, at=begin - timedelta(days=1), place=place)
            end = value(register, head, at=D2024, place=place)
            period = f"{begin}..{D2024}"
            entered = flow(register, head, "registry.entered", period, place=place)
            left = flow(register, head, "registry.left", period, place=place)
            assert start + entered - left == end


def test_every_entry_and_exit_has_its_reason(register, head):
    closed, gone, back, guided = (register.business(f"Usaha {n}") for n in range(4))
    register.condition(closed, since=date(2022, 1, 1), status="closed")
    register.condition(gone, since=date(2022, 1, 1), status="moved")
    register.condition(back, since=date(2020, 12, 31) + timedelta(days=1), status="closed")
    register.condition(back, since=date(2024, 1, 1), status="running")
    guided.guidance.update(valid_from=date(2023, 1, 1))
    register.business("Baru", since=D2024)
    asked = Asked(
        place=register.place("32.16"), office=register.offices["disperin"],
        period=parse_period(f"2021-06-01..{D2024}"),
    )  # fmt: skip

    def reasons(key):
        return {row.key: row.value for row in measures.get(key).rows(head, asked, "reason")}

    assert reasons("registry.entered") == {"new": 1, "back": 1, "guided": 1}
    assert reasons("registry.left") == {"closed": 1, "moved_away": 1}


def test_who_may_see_what(register):
    register.business("Tambun", place="32.16.06.2001")
    register.business("Cibitung", place="32.16.07.2001")
    register.business("Kota", place="32.75.01.1001", office="diskopukm")
    asked = Asked(place=register.place("32"), at=FIRST)

    def seen(user):
        return measures.get("registry.businesses").value(user, asked).value

    assert seen(register.user("section_head", place="32.16.06", office="disperin")) == 1
    assert seen(register.user("section_head", place="32.16", office="disperin")) == 2
    assert seen(register.user("section_head", place="32.75", office="diskopukm")) == 1
    assert seen(register.user("section_head", place="32", office="diskopukm")) == 1
    assert seen(register.user("planner", place="32")) == 3
    assert seen(register.user()) == 0


def test_staff_of_another_office_see_none_of_the_first_ones_rows_waiting(register):
    register.batch(held=3)
    asked = Asked(place=register.place("32.16"), at=date(2026, 1, 1))
    waiting = measures.get("registry.rows_waiting")
    assert waiting.value(register.user("section_staff", office="disperin"), asked).value == 3
    assert waiting.value(register.user("section_staff", office="diskopukm"), asked).value == 0
    assert waiting.value(register.user("section_head", place="32.16.06"), asked).value == 0
