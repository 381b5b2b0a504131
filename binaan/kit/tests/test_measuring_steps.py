"""A trend asks for ends of quarters and years, and for the date that was asked itself."""

from datetime import date
from itertools import pairwise

import pytest

from binaan.kit.measuring.steps import flow_steps, stock_steps


@pytest.mark.parametrize(
    ("at", "pace", "labels"),
    [
        (date(2026, 11, 22), "triwulan",
         ["I/25", "II/25", "III/25", "IV/25", "I/26", "II/26", "III/26", "22/11"]),
        (date(2024, 12, 31), "triwulan",
         ["I/23", "II/23", "III/23", "IV/23", "I/24", "II/24", "III/24", "IV/24"]),
        (date(2024, 3, 1), "tahun", ["2020", "2021", "2022", "2023", "1 Mar"]),
        (date(2024, 12, 31), "tahun", ["2020", "2021", "2022", "2023", "2024"]),
    ],
)  # fmt: skip
def test_a_stock_is_asked_at_the_ends_and_on_its_own_date(at, pace, labels):
    steps = stock_steps(at, pace)
    assert [step.label for step in steps] == labels
    assert steps[-1].at == at
    assert all(earlier.at < later.at for earlier, later in pairwise(steps))


def test_a_flow_is_asked_over_whole_quarters_and_years():
    steps = flow_steps(date(2026, 2, 10), "triwulan")
    assert [step.label for step in steps[-3:]] == ["III/25", "IV/25", "I/26"]
    assert (steps[-1].period.first, steps[-1].period.last) == (date(2026, 1, 1), date(2026, 3, 31))
    assert [step.period.text for step in flow_steps(date(2025, 7, 1), "tahun", 2)] == [
        "2024",
        "2025",
    ]
