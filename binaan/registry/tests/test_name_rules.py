"""Names folded for comparison; one name and a whole column fold alike."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binaan.registry.rules.names import business_key, look_like_one_person, person_key
from binaan.registry.sheets.keys import name_keys
from tests.depth import some

LETTERS = st.text(alphabet="aAbBhHjJ.,&'-/ 12Éé", max_size=20)
NAMES = st.one_of(
    LETTERS,
    st.lists(st.sampled_from(["CV.", "PT", "H.", "Hj", "Ibu", "Sari", "Maju", ", S.E.", "ud"])).map(
        " ".join
    ),
)


@pytest.mark.parametrize(
    ("name", "key"),
    [("CV. Maju Jaya", "maju jaya"), ("Maju Jaya, CV", "maju jaya"), ("PT", "pt"), ("***", ""),
     ("Toko H. Udin", "toko h udin")],
)  # fmt: skip
def test_legal_forms_are_no_part_of_a_business_name(name, key):
    assert business_key(name) == key


@pytest.mark.parametrize(
    ("name", "key"),
    [("Hj. Siti Aminah, S.E.", "siti aminah"), ("H. AHMAD", "ahmad"), ("Ibu", "ibu"), ("", "")],
)
def test_titles_are_no_part_of_a_persons_name(name, key):
    assert person_key(name) == key


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("soekarno", "sukarno", True),
        ("moch jusup", "yusuf", True),
        ("djoko", "tjahjo", False),
        ("siti aminah", "aminah", True),
        ("siti aminah", "siti aminh", True),  # one letter
        ("muhammad yusuf", "muh yusuf", True),
        ("siti aminah", "budi hartono", False),
        ("ab cd", "ab ef", False),  # two letters say nothing
        ("", "budi", True),  # nothing said agrees
        ("sari dewi", "saridewi", True),
    ],
)
def test_two_names_may_be_one_person(one, other, alike):
    assert look_like_one_person(one, other) is alike
    assert look_like_one_person(other, one) is alike


@settings(max_examples=some(50, 300), deadline=None, derandomize=True)
@given(names=st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=20))
def test_a_column_folds_as_each_of_its_names(names):
    frame = pl.DataFrame(names, schema={"name": pl.String, "owner_name": pl.String}, orient="row")
    folded = frame.select(*name_keys())
    assert folded.rows() == [(business_key(name), person_key(owner)) for name, owner in names]
