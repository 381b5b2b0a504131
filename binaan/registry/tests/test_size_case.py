"""The size classes in SQL answer as the pure rules do, over a grid of edges."""

from datetime import date
from decimal import Decimal
from itertools import pairwise, product

import pytest

from binaan.registry.models import Condition
from binaan.registry.queries.sizes import CASES, size_case
from binaan.registry.rules import size
from binaan.registry.tests.factory import START, Register

YEARS = (None, 2008, 2021, 2022)
WORKERS = (None, 0, 1, 4, 5, 19, 20, 99, 100)


def _edges(*tables) -> list:
    limits = {limit for table in tables for _, limit in table}
    return sorted({limit + step for limit in limits for step in (-1, 0, Decimal("0.01"))})


def _bounds(ends) -> list:
    pairs = [(end, end) for end in ends] + list(pairwise(ends))
    return [(None, None), (Decimal(1), None), (None, Decimal(1)), *pairs]


SALES = _bounds(_edges(size.PP7_SALES, size.UU20_SALES))
CAPITAL = _bounds(_edges(size.PP7_CAPITAL))
INVESTMENT = _bounds(
    [*_edges((("", size.SMALL_INVESTMENT), ("", size.MEDIUM_INVESTMENT))), Decimal(10) ** 11]
)
GRID = [
    *({"started_year": y, "sales": s, "capital": c} for y, s, c in product(YEARS, SALES, CAPITAL)),
    *({"workers": w, "investment": i} for w, i in product(WORKERS, INVESTMENT)),
]


def _values(point: dict) -> dict:
    found = {key: point[key] for key in ("started_year", "workers") if key in point}
    for key in ("sales", "capital", "investment"):
        found[f"{key}_low"], found[f"{key}_high"] = point.get(key, (None, None))
    return found


@pytest.fixture
def grid(db):
    business = Register().business()
    Condition.objects.all().delete()
    Condition.objects.bulk_create(
        [
            Condition(
                business=business, claim=business.claim, place_id="32.16", known_from=START,
                valid_from=date.fromordinal(1 + n), **_values(point),
            )
            for n, point in enumerate(GRID)
        ],
        batch_size=400,
    )  # fmt: skip


def test_sql_and_rule_agree_on_every_edge(grid):
    cases = {system: size_case(system) for system in CASES}
    found = Condition.objects.order_by("valid_from").values_list(*cases.values())
    for sized, point in zip(found, GRID, strict=True):
        known = size.Inputs(**_values(point))
        assert sized == tuple(size.RULES[system](known) or "" for system in cases), known


def test_every_system_has_both_a_rule_and_a_case():
    assert set(CASES) == set(size.RULES) == set(size.EDITIONS)
