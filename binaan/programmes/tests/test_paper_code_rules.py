"""Codes printed on paper: read as written by hand, and no slip of the pen goes through."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binaan.programmes.rules import paper_codes
from binaan.programmes.rules.paper_codes import LETTERS

pytestmark = pytest.mark.once
CODES = st.text(LETTERS, min_size=7, max_size=7).map(lambda one: one + paper_codes.check(one))


@settings(max_examples=30)
@given(CODES)
def test_a_code_is_read_however_it_is_written(code):
    shown = paper_codes.shown(code)
    assert {paper_codes.read(one) for one in (shown, shown.lower(), f" {shown} ", code)} == {code}


@settings(max_examples=30)
@given(CODES, st.integers(0, 7), st.sampled_from(LETTERS))
def test_one_wrong_letter_is_noticed(code, place, letter):
    wrong = code[:place] + letter + code[place + 1 :]
    assert paper_codes.read(wrong) == (code if wrong == code else "")


@settings(max_examples=30)
@given(CODES, st.integers(0, 5))
def test_two_neighbours_exchanged_are_noticed(code, place):
    wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert paper_codes.read(wrong) == (code if wrong == code else "")


@pytest.mark.parametrize("text", ["", "ABCD", "ABCD-EFG0", "OOOO-OOOO", "<b>", "A" * 500])
def test_what_is_no_code_is_none(text):
    assert paper_codes.read(text) == ""


def test_a_new_code_can_be_read():
    assert paper_codes.read(paper_codes.made(lambda letters: letters[5])) == "FFFFFFF" + (
        paper_codes.check("FFFFFFF")
    )
