"""The hash of a plan: the same contents, the same letters."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from binaan.planning.rules.sealing import plain, seal

pytestmark = pytest.mark.once
KEY = UUID("01890a5d-ac96-774b-bcce-b302099a8057")


def test_order_of_keys_and_trailing_zeros_change_nothing():
    one = {"nodes": [(KEY, "program", Decimal("120.500000"))], "era": "E2"}
    other = {"era": "E2", "nodes": [[str(KEY), "program", Decimal("120.5")]]}
    assert seal(one) == seal(other)
    assert len(seal(one)) == 64


@pytest.mark.parametrize(
    "changed",
    [
        {"amount": Decimal("100.01")},
        {"amount": None},  # nothing entered is not 100, and not 0
        {"amount": Decimal("0")},
        {"amount": Decimal("100"), "name": "Program "},
    ],
)
def test_any_other_word_or_figure_gives_another_hash(changed):
    said = {"name": "Program", "amount": Decimal("100")}
    assert seal(said) != seal(said | changed)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("120.500000"), "120.5"),
        (Decimal("1200"), "1200"),  # a zero before the point counts
        (Decimal("0.000000"), "0"),
        (date(2026, 3, 1), "2026-03-01"),
        (KEY, str(KEY)),
    ],
)
def test_values_are_written_one_way(value, text):
    assert plain(value) == text


def test_what_a_plan_cannot_hold_is_refused():
    with pytest.raises(TypeError):
        seal({"amount": object()})
