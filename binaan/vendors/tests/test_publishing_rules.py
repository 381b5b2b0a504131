"""Counts of the public map: none under five, and none that follows from what is printed."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binaan.vendors.rules.publishing import Line, Stood, figures
from tests.depth import some

pytestmark = pytest.mark.once


def test_large_counts_are_printed_as_they_are():
    found = figures(
        [Stood("Bekasi Timur", "A-001", 24), Stood("Bekasi Timur", "", 40),
         Stood("Bekasi Barat", "", 9)],
        {"A-001": "Bekasi Timur", "A-002": "Bekasi Barat"}, {"kuliner": 60, "sandang": 13},
    )  # fmt: skip
    assert found.rows == {"Bekasi Timur": Line(64, 24, 40), "Bekasi Barat": Line(9, 0, 9)}
    assert found.total == Line(73, 24, 49)
    assert found.occupied == {"A-001": 24, "A-002": 0}
    assert found.trades == {"kuliner": 60, "sandang": 13}


def test_a_small_location_takes_a_second_number_with_it():
    """Three vendors at A-002: with A-001 printed they would follow from the sum of the kecamatan."""
    found = figures(
        [Stood("Bekasi Timur", "A-001", 24), Stood("Bekasi Timur", "A-002", 3),
         Stood("Bekasi Timur", "", 40)],
        {"A-001": "Bekasi Timur", "A-002": "Bekasi Timur"}, {"kuliner": 64, "sandang": 3},
    )  # fmt: skip
    assert "A-002" not in found.occupied
    assert found.rows["Bekasi Timur"].inside is None or "A-001" not in found.occupied
    assert found.trades == {"kuliner": None, "sandang": None}


def test_a_regency_with_fewer_than_five_says_nothing_but_nought():
    found = figures([Stood("Bekasi Timur", "A-001", 2)], {"A-001": "Bekasi Timur"}, {"antik": 2})
    assert found.total.total is None
    assert found.rows["Bekasi Timur"].total is None
    assert found.occupied == {}
    assert found.trades == {"antik": None}


def fits(found, counts) -> bool:
    """Whether whole numbers for (kecamatan, location) would be printed the same."""

    def seen(said, count):
        return said is None or said == count

    sums = [sum(counts.values())] + [sum(v for k, v in counts.items() if bool(k[1]) is side)
                                     for side in (True, False)]  # fmt: skip
    if not all(map(seen, found.total, sums)):
        return False
    for row, line in found.rows.items():
        inside = sum(v for k, v in counts.items() if k[0] == row and k[1])
        outside = counts.get((row, ""), 0)
        if not all(map(seen, line, (inside + outside, inside, outside))):
            return False
    return all(found.occupied.get(k[1], v) == v for k, v in counts.items() if k[1])


@settings(max_examples=some(30, 400), deadline=None, derandomize=True)
@given(st.tuples(*(st.integers(0, 6) for _one in range(4))))
def test_no_small_count_can_be_computed_from_what_is_printed(sizes):
    """By trying every other set of numbers: each hidden small one could be something else."""
    keys = [("A", "1"), ("A", "2"), ("A", ""), ("B", "")]
    truth = dict(zip(keys, sizes, strict=True))
    found = figures(
        [Stood(*key, count) for key, count in truth.items()],
        {"1": "A", "2": "A"}, {"kuliner": sum(sizes)},
    )  # fmt: skip
    small = {key for key, count in truth.items() if 0 < count < 5}
    open_ = set(small)
    for trial in product(range(8), repeat=len(keys)) if small else ():
        other = dict(zip(keys, trial, strict=True))
        changed = {key for key in open_ if other[key] != truth[key]}
        if changed and fits(found, other):
            open_ -= changed
            if not open_:
                break
    assert open_ == set()
