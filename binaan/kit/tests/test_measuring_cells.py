"""Small numbers stay hidden, and do not follow from the sums printed beside them."""

import random
from itertools import product

import pytest

from binaan.kit.measuring.cells import SMALL_CELL, hide_cells, hide_rows


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"a": 9, "b": 9, "": 20}, set()),
        ({"a": 9, "b": 2, "c": 20}, {"a", "b"}),  # one alone would follow from the total
        ({"a": 1, "b": 1, "c": 20}, {"a", "b", "c"}),  # the sum of two tells both are 1
        ({"a": 1, "b": 3, "c": 20, "d": 7}, {"a", "b", "d"}),  # together still too few
        ({"a": 4, "b": 3}, {"a", "b"}),
        ({"a": 3, "b": 0}, {"a"}),  # the total is hidden as well
        ({"a": 0, "b": 12}, set()),
        ({}, set()),
    ],
)
def test_small_rows_take_with_them_what_would_give_them_away(counts, hidden):
    assert hide_rows(counts) == hidden


def test_the_example_of_the_rule():
    cells = {("r", "x"): 2, ("r", "y"): 1, ("s", "x"): 5, ("s", "y"): 4}
    hidden, rows, columns = hide_cells(cells)
    assert (hidden, rows, columns) == (set(cells), {"r", "s"}, set())


def test_a_table_of_large_numbers_hides_nothing():
    cells = {(r, c): 5 + n for n, (r, c) in enumerate(product("abc", "xyz"))}
    assert hide_cells(cells) == (set(), set(), set())


def test_a_small_cell_hides_a_square_of_four():
    cells = {(r, c): 50 + n for n, (r, c) in enumerate(product("abc", "xyz"))}
    cells["b", "y"] = 2
    hidden, rows, columns = hide_cells(cells)
    assert ("b", "y") in hidden
    assert len(hidden) == 4
    assert not rows | columns


def solutions(cells, hidden, rows, columns):
    """Ways near the truth to fill the hidden cells that fit the printed sums."""
    open_cells = sorted(hidden)
    near = [range(max(0, cells[pair] - 2), cells[pair] + 3) for pair in open_cells]
    for tried in product(*near):
        filled = {**cells, **dict(zip(open_cells, tried, strict=True))}
        if sum(filled.values()) != sum(cells.values()):
            continue
        fits = all(
            sum(n for pair, n in filled.items() if pair[side] == line)
            == sum(n for pair, n in cells.items() if pair[side] == line)
            for side, kept in ((0, rows), (1, columns))
            for line in {pair[side] for pair in cells} - kept
        )
        if fits:
            yield filled


@pytest.mark.parametrize("seed", range(40))
def test_no_small_cell_has_only_one_answer(seed):
    """Tried by brute force on small tables made at random."""
    dice = random.Random(seed)
    cells = {pair: dice.choice((0, 1, 2, 3, 6, 9)) for pair in product("ab", "xyz")}
    hidden, rows, columns = hide_cells(cells)
    small = {pair for pair, count in cells.items() if 0 < count < SMALL_CELL}
    assert small <= hidden
    if sum(cells.values()) < SMALL_CELL:
        return
    answers = {pair: set() for pair in small}
    for filled in solutions(cells, hidden, rows, columns):
        for pair in small:
            answers[pair].add(filled[pair])
    assert all(len(found) > 1 for found in answers.values()), (cells, hidden, answers)
