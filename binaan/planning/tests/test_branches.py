"""Levels, codes and months of the tree: docs/rules/pohon-rencana.md."""

from decimal import Decimal

import pytest

from binaan.planning.rules import branches

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("level", "code", "era", "fits"),
    [
        ("tujuan", "", "E2", True),
        ("sasaran", "2.17", "E2", False),
        ("program", "2.17.03", "E2", True),
        ("program", "X.XX.01", "E3", True),
        ("kegiatan", "2.17.03.2.01", "E2", True),
        ("kegiatan", "2.17.03", "E2", False),
        ("subkegiatan", "2.17.03.2.01.01", "E2", True),
        ("subkegiatan", "2.17.03.2.01.0001", "E2", False),
        ("subkegiatan", "2.17.03.2.01.0001", "E3", True),
        ("program", "1.15.15.17", "E0", True),  # before the nomenclature of 2019: any code
    ],
)
def test_a_code_has_the_shape_of_its_level_and_era(level, code, era, fits):
    assert branches.code_fits(level, code, era) is fits


@pytest.mark.parametrize("ceiling", ["0", "11", "163000000", "991368200", "100.50"])
def test_even_months_add_up_to_the_ceiling(ceiling):
    months = branches.spread_evenly(Decimal(ceiling))
    assert sum(months.values()) == Decimal(ceiling)
    assert len({months[month] for month in range(1, 12)}) == 1
    assert branches.missing(Decimal(ceiling), months.values()) == 0


def test_months_that_say_nothing_are_missing_and_those_above_the_ceiling_too_much():
    assert branches.missing(Decimal(100), [Decimal(40), None]) == 60
    assert branches.missing(None, [Decimal(40)]) == -40


@pytest.mark.parametrize(
    ("kind", "year", "quarters", "adds_up"),
    [
        ("cumulative", "100", {1: "25", 2: "25", 3: "25", 4: "25"}, True),
        ("cumulative", "100", {1: "25", 2: "25", 3: "25", 4: "20"}, False),
        ("cumulative", "100", {1: "25"}, True),  # the others are not said yet
        ("last", "100", {1: "25", 4: "100"}, True),
        ("position", "100", {4: "90"}, False),
        ("last", None, {4: "90"}, True),
    ],
)
def test_quarters_make_the_target_of_their_year(kind, year, quarters, adds_up):
    given = {quarter: Decimal(value) for quarter, value in quarters.items()}
    assert branches.quarters_add_up(kind, year and Decimal(year), given) is adds_up


@pytest.mark.parametrize(
    ("now", "printed", "text", "same"),
    [
        ("1300000000", "1300", "1,300", True),  # a table in juta
        ("1300", "1300", "1.300", True),
        (None, None, "-", True),
        (None, "0", "0", False),  # a printed zero is a figure
        ("5", None, "N/A", False),
    ],
)
def test_money_printed_in_full_or_in_juta_is_the_same(now, printed, text, same):
    value = printed if printed is None else Decimal(printed)
    assert branches.same_money(now and Decimal(now), value, text) is same
