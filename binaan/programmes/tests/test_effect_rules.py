"""Effect: a plain difference from 30 on each side, only counts below, like beside like."""

from decimal import Decimal

import pytest

from binaan.programmes.rules import effect
from binaan.programmes.rules.effect import Cell, Side

pytestmark = pytest.mark.once


def test_from_thirty_on_each_side_the_difference_is_shown():
    found = effect.compared(Side(50, 40, 10), Side(300, 200, 20))
    assert (found.served_share, found.unserved_share) == (Decimal("0.25"), Decimal("0.1"))
    assert found.difference == Decimal("0.15")
    assert "bukan bukti sebab-akibat" in found.caution


@pytest.mark.parametrize("small", [Side(50, 29, 29), Side(0, 0, 0)])
def test_with_fewer_than_thirty_on_either_side_only_counts(small):
    enough = Side(90, 80, 8)
    for found in (effect.compared(small, enough), effect.compared(enough, small)):
        assert found.difference is None
        assert found.served_share is None
        assert found.unserved_share is None
        assert "Kurang dari 30" in found.caution


def test_thirty_is_enough_and_nothing_never_is():
    assert effect.compared(Side(30, 30, 3), Side(30, 30, 0)).difference == Decimal("0.1")
    assert effect.compared(Side(0, 0, 0), Side(0, 0, 0), least=0).difference is None


def test_only_cells_with_both_sides_are_compared():
    pangan, kayu = Cell("32.16.06", "pangan"), Cell("32.16.06", "kayu")
    served = {pangan: Side(5, 4, 2), kayu: Side(9, 9, 9)}
    unserved = {pangan: Side(50, 40, 1), Cell("32.16.07", "pangan"): Side(7, 7, 7)}
    assert effect.weighted(served, unserved) == (Side(5, 4, 2), Side(50, 40, 1))
    assert served[pangan].unmeasured == 1
