"""Which word counts: tables of claims and what they make of a business."""

from datetime import UTC, date, datetime
from itertools import count

import pytest

from binaan.registry.rules import projection
from binaan.registry.rules.projection import Stated

D2018, D2020, D2022, D2024 = (date(year, 12, 31) for year in (2018, 2020, 2022, 2024))
_numbers = count(1)


def said(as_of, precedence=50, *, correction=False, **values):
    number = next(_numbers)
    moment = datetime(2025, 1, 1, tzinfo=UTC).replace(microsecond=number)
    return Stated(number, as_of, moment, precedence, correction, values)


@pytest.mark.parametrize(
    ("claims", "workers"),
    [
        ([], None),
        ([said(D2020, workers=3)], 3),
        ([said(D2020, workers=3), said(D2024, workers=5)], 5),
        ([said(D2024, workers=5), said(D2020, workers=3)], 5),  # order of arrival does not count
        ([said(D2020, workers=3), said(D2020, workers=4)], 4),  # same date: the later word
        ([said(D2020, 10, workers=3), said(D2024, workers=5)], 3),  # the trusted source
        ([said(D2020, workers=3), said(D2024, name="x")], 3),  # silence is no word
        ([said(D2020, workers=3), said(D2022, correction=True, workers=9)], 9),
        ([said(D2020, correction=True, workers=9), said(D2018, 10, workers=1)], 9),
        ([said(D2020, correction=True, workers=9), said(D2024, workers=5)], 5),  # until a newer one
        ([said(D2020, correction=True, workers=9), said(D2020, 10, workers=5)], 9),
        ([said(D2020, correction=True, workers=9), said(D2022, correction=True, workers=8)], 8),
    ],
)  # fmt: skip
def test_one_word_counts(claims, workers):
    assert projection.values(claims).get("workers") == workers


def test_values_that_belong_together_come_from_one_claim():
    claims = [said(D2020, address="Jl. A", rt="001"), said(D2024, address="Jl. B")]
    assert projection.values(claims).get("rt") is None


@pytest.mark.parametrize(
    ("alone", "main", "kept"),
    [
        ({"status_on": "2021-01-01"}, {"status": "running"}, "running"),
        ({"sales_year": 2023}, {"sales_low": 5}, 5),
        ({"kbli_edition": "2025"}, {"kbli": "10794"}, "10794"),
        ({"capacity_unit": "kg"}, {"capacity": 3.0}, 3.0),
    ],
)
def test_what_only_qualifies_takes_nothing_away(alone, main, kept):
    found = projection.values([said(D2020, **main), said(D2024, **alone)])
    assert found[next(iter(main))] == kept


@pytest.mark.parametrize(
    ("parts", "answer"),
    [
        ({}, (None, False)),
        ({"workers": 5}, (5, True)),
        ({"paid_male": 2, "paid_female": 1}, (3, False)),
        ({"paid_male": 2, "workers": 5}, (5, True)),
        ({"paid_male": 4, "workers": 2}, (4, False)),
        ({"paid_male": 1, "paid_female": 1, "family_male": 0, "family_female": 1, "workers": 9}, (3, False)),
        ({"paid_male": 0}, (0, False)),
    ],
)  # fmt: skip
def test_missing_parts_of_the_workers_are_unknown_not_zero(parts, answer):
    assert projection.workers(parts) == answer


@pytest.mark.parametrize(
    ("claims", "place"),
    [
        ([said(D2020, place="32.16.06.2001"), said(D2024, place="32.16.06")], "32.16.06.2001"),
        ([said(D2020, place="32.16.06.2001"), said(D2024, place="32.16.07")], "32.16.07"),
        ([said(D2020, place="32.16.06.2001"), said(D2024, within="32.16")], "32.16.06.2001"),
        ([said(D2020, place="32.16.06.2001"), said(D2024, correction=True, place="32.16.06")], "32.16.06"),
    ],
)  # fmt: skip
def test_a_coarser_word_does_not_forget_the_village(claims, place):
    assert projection.values(claims)["place"] == place


def test_a_reason_for_a_missing_value_goes_when_somebody_says_it():
    refused = said(D2020, missing={"sales": "refused"})
    assert projection.values([refused])["missing"] == {"sales": "refused"}
    told = [refused, said(D2024, sales_low=5, sales_high=5)]
    assert projection.values(told)["missing"] is None


def test_a_timeline_has_a_state_from_each_change_on():
    claims = [said(D2020, workers=3), said(D2022, workers=3), said(D2024, workers=5)]
    found = [(s.valid_from, s.valid_until, s.values["workers"]) for s in projection.states(claims)]
    assert found == [(D2020, D2024, 3), (D2024, None, 5)]


def test_a_closing_counts_from_its_own_day():
    closed = said(D2024, status="closed", status_on="2023-05-03")
    found = projection.states([said(D2020, status="running"), closed])
    assert [(s.valid_from, s.values.get("status")) for s in found] == [
        (D2020, "running"), (date(2023, 5, 3), "closed"),
    ]  # fmt: skip


def test_a_closing_dated_before_the_first_word_counts_from_that_word():
    found = projection.states([said(D2020, status="closed", status_on="2019-01-01")])
    assert [(s.valid_from, s.values["status"]) for s in found] == [(D2020, "closed")]
