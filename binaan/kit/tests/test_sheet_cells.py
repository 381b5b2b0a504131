import pytest

from binaan.kit.sheets.cells import as_text, column_index, escaped, letters, shown


@pytest.mark.parametrize(
    ("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_columns_are_named_as_in_a_spreadsheet(index, name):
    assert letters(index) == name
    assert column_index(name) == column_index(name.lower()) == index


@pytest.mark.parametrize("name", ["", "1", "A1", "ÄB", "AAAA"])
def test_what_is_no_column_is_an_error(name):
    with pytest.raises(ValueError):
        column_index(name)


@pytest.mark.parametrize("text", ["=1+1", "+62", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_text_that_looks_like_a_formula_is_defused(text):
    assert escaped(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Tahu", "0812", "a=b"])
def test_other_text_stays_as_it_is(text):
    assert escaped(text) == text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "", "  ", "\x00", None])
def test_a_cell_that_says_nothing_is_nothing(value):
    assert as_text(value) is None


def test_people_see_no_mark_of_ours():
    assert shown(as_text(3216064507850003)) == "3216064507850003"
