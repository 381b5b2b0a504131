"""Semula – menjadi, as a table of what may happen to a node."""

from decimal import Decimal
from uuid import UUID

import pytest

from binaan.planning.rules.differing import Mark, Part, Side, counts, differences, totals

pytestmark = pytest.mark.once


def key(number: int) -> UUID:
    return UUID(int=number)


def part(number, parent, name, money=(), marks=()):
    years = dict(zip((2025, 2026), (Decimal(one) for one in money), strict=False))
    own = {one.key: one for one in marks}
    level = "subkegiatan" if money else "kegiatan"
    above = key(parent) if parent else None
    return Part(key(number), above, level, f"1.{number}", name, number, years, own)


def mark(number, name, *targets):
    said = {2025 + index: (value, str(value or "")) for index, value in enumerate(targets)}
    return Mark(key(number), name, "orang", said)


def side(*parts, years=(2025, 2026)):
    return Side({one.key: one for one in parts}, years)


BEFORE = (
    part(1, None, "Pemberdayaan", marks=[mark(90, "Jumlah dibina", 40, 45)]),
    part(2, 1, "Pendataan", ("100", "120")),
    part(3, 1, "Kemitraan", ("50", "50")),
    part(4, None, "Pengembangan"),
)


def tags(*parts):
    found = differences(side(*BEFORE), side(*parts))
    return {change.shown.name: change.tags for change in found if change.tags}


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (BEFORE, {}),
        (BEFORE[:3], {"Pengembangan": ("removed",)}),
        ((*BEFORE, part(5, 1, "Perizinan", ("1", "1"))), {"Perizinan": ("added",)}),
        ((*BEFORE[:3], part(4, None, "Pengembangan UMKM")), {"Pengembangan UMKM": ("renamed",)}),
        ((*BEFORE[:2], part(3, 4, "Kemitraan", ("50", "50")), BEFORE[3]), {"Kemitraan": ("moved",)}),
        ((BEFORE[0], part(2, 1, "Pendataan", ("100", "150")), *BEFORE[2:]),
         {"Pendataan": ("money",)}),
        ((part(1, None, "Pemberdayaan", marks=[mark(90, "Jumlah dibina", 40, 50)]), *BEFORE[1:]),
         {"Pemberdayaan": ("targets",)}),
        ((part(1, None, "Pemberdayaan", marks=[mark(90, "Jumlah usaha dibina", 40, 45)]),
          *BEFORE[1:]), {"Pemberdayaan": ("words",)}),
        ((part(1, None, "Pemberdayaan"), *BEFORE[1:]), {"Pemberdayaan": ("words",)}),
    ],
)  # fmt: skip
def test_one_change_is_told_once_and_nothing_else(after, expected):
    assert tags(*after) == expected


def test_a_missing_figure_has_no_difference_and_differs_from_zero():
    before, after = (
        side(part(2, None, "Pendataan", ("100",))),
        side(part(2, None, "Pendataan", ("0",))),
    )
    year = differences(before, after)[0].money
    assert [(one.old, one.new, one.difference) for one in year] == [
        (Decimal(100), Decimal(0), Decimal(-100)),
        (None, None, None),
    ]
    empty = side(part(2, None, "Pendataan"))
    assert differences(before, empty)[0].money[0].difference is None


def test_a_target_without_a_number_is_compared_by_its_words():
    before = side(part(1, None, "A", marks=[Mark(key(9), "Predikat", "", {2025: (None, "CC")})]))
    after = side(part(1, None, "A", marks=[Mark(key(9), "Predikat", "", {2025: (None, "B")})]))
    assert differences(before, after)[0].tags == ("targets",)


def test_a_sum_above_a_changed_figure_is_told_apart():
    def plan(rupiah):
        top = part(1, None, "Program")
        top.money = {2025: Decimal(rupiah)}
        return side(top, part(2, 1, "Pendataan", (rupiah,)))

    found = differences(plan("100"), plan("150"))
    assert [(one.tags, one.is_own, one.above) for one in found] == [
        (("sum",), False, ""),
        (("money",), True, "Program"),
    ]


def test_a_removed_part_stands_where_it_hung():
    after = (BEFORE[0], BEFORE[2], BEFORE[3])
    found = differences(side(*BEFORE), side(*after))
    assert [(one.shown.name, one.depth) for one in found] == [
        ("Pemberdayaan", 0), ("Kemitraan", 1), ("Pendataan", 1), ("Pengembangan", 0)
    ]  # fmt: skip
    assert counts(found) == {"removed": 1}


def test_sums_are_of_the_leaves_and_the_years_both_have():
    found = totals(side(*BEFORE), side(*BEFORE[:2], years=(2026, 2027)))
    assert [(one.year, one.old, one.new) for one in found] == [(2026, Decimal(170), Decimal(120))]
