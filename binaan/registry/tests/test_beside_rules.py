"""Records side by side: words, distances, names, what follows of answers, what a sample tells."""

import pytest

from binaan.kit.shares import wilson
from binaan.registry.rules import beside


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["Jl. Mawar 3", "JL MAWAR 3"], "sama"),
        (["Keripik Sari", "Kripik Sari"], "beda"),
        (["Keripik Sari", ""], "sebagian"),
        (["Keripik", "", "Kripik"], "beda"),
    ],
)
def test_case_and_marks_make_no_difference(texts, said):
    assert beside.verdict(texts) == said


def test_only_words_another_lacks_are_marked():
    one, other, empty = beside.marked(["Keripik Bu Sari", "Kripik Bu Sari", ""])
    assert [word.marked for word in one] == [True, False, False]
    assert [word.text for word in other if word.marked] == ["Kripik"]
    assert empty == []


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("eja andriani", "ej aandriani", True),
        ("muhammad solihin", "solihin muhammad", True),
        ("sari wulandari", "sari wulandri", True),
        ("karta suhendar", "dedi suhendar", False),
        ("asep", "ujang", False),
    ],
)
def test_names_are_alike_when_misspelt_not_when_of_one_family(one, other, alike):
    assert beside.alike(one, other) is alike


@pytest.mark.parametrize(
    ("length", "words"),
    [(3.6, "4 m"), (40, "40 m"), (456, "460 m"), (1000, "1 km"), (1349, "1,3 km")],
)
def test_a_distance_is_told_as_far_as_it_is_known(length, words):
    assert beside.distance_words(length) == words


@pytest.mark.parametrize(
    ("probability", "words"),
    [(0.99999, "lebih dari 99 %"), (0.5, "50 %"), (0.004, "kurang dari 1 %")],
)
def test_nothing_is_called_sure(probability, words):
    assert beside.chance(probability) == words


@pytest.mark.parametrize(
    ("one", "other", "follows"),
    [
        ("same", "same", "same"), ("same", "different", "different"), ("owner", "same", "owner"),
        ("unsure", "same", "unsure"), ("different", "different", ""), ("owner", "owner", ""),
    ],
)  # fmt: skip
def test_what_follows_of_two_answers(one, other, follows):
    assert beside.implied(one, other) == follows


def test_the_interval_of_wilson_is_that_of_the_textbooks():
    """Newcombe (1998), table I: 81 of 263, 15 of 148, 0 of 20."""
    for wrong, checked, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605),
                                      (0, 20, 0.0, 0.1611)):  # fmt: skip
        found = wilson(wrong, checked)
        assert found.low == pytest.approx(low, abs=0.0001)
        assert found.high == pytest.approx(high, abs=0.0001)
    assert wilson(0, 0) == (0, 1)
    assert wilson(3, 3).high == 1
    with pytest.raises(ValueError, match="some of those"):
        wilson(4, 3)
