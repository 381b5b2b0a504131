"""Every case of formula-tests.json, to the last digit: facts gathered beside docs/rules/capaian.md."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from binaan.planning.rules import (
    akip,
    e81,
    efficiency,
    execution,
    growth,
    quarters,
    rates,
    ratings,
    reading,
)

pytestmark = pytest.mark.once

CASES = json.loads(
    Path(__file__).with_name("formula-tests.json").read_text("utf-8"),
    parse_float=Decimal, parse_int=Decimal,
)  # fmt: skip


def year_actual(kind, quarters: list):
    return quarters_of(quarters, "last" if kind == "last_value" else kind)


def quarters_of(values, kind):
    return quarters.year_actual(kind, values)


def points(capaian, serapan):
    found = efficiency.points(capaian, serapan)
    return {"value": found.value, "label": found.grade.code}


def pmk(pak, ck, rak):
    found = efficiency.pmk([efficiency.Output(pak, ck, rak)])
    return {"E": found.e, "NE": found.ne}


# The file's name of each function, and ours (docs/rules/capaian.md §9).
FUNCTIONS = {
    "rate_higher_better": rates.higher_better,
    "rate_lower_better_2T": rates.lower_better_twice,
    "rate_lower_better_TR": rates.lower_better_inverse,
    "year_actual": year_actual,
    "quarter_from_month_cumulative": quarters.from_running_months,
    "predikat_e81": lambda value: ratings.rated(ratings.RENJA_E81, value).label,
    "predikat_akip": lambda value: akip.grade(value).code,
    "avg_growth": lambda series: growth.average(series).value,
    "lke_sub": akip.sub_component,
    "e81_col12": lambda q: e81.column_12(q),
    "e81_col13": lambda col6, col12, cumulative: e81.column_13(col6, col12, cumulative=cumulative),
    "e81_col14": lambda col13, col5: e81.column_14(col13, col5).value,
    "pmk_efficiency": pmk,
    "efficiency_points": points,
    "deviation_points": execution.deviation_points,
    "deviation_rak": execution.deviation_of_plan,
    "parse_number": reading.parse_number,
}


def printed(value):
    """As a table prints it."""
    if isinstance(value, Decimal):
        return rates.rounded(value)
    if isinstance(value, dict):
        return {key: printed(one) for key, one in value.items()}
    return [printed(one) for one in value] if isinstance(value, list) else value


def named(case) -> str:
    return f"{case['fn']} {' '.join(str(value) for value in case['input'].values())}"


@pytest.mark.parametrize("case", CASES, ids=named)
def test_a_formula_gives_what_is_expected(case):
    found = FUNCTIONS[case["fn"]](**case["input"])
    assert printed(found) == printed(case["expected"])


def test_no_case_was_lost():
    assert len(CASES) == 69
    assert {case["fn"] for case in CASES} == set(FUNCTIONS)
