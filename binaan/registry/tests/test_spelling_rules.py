"""Words folded for searching: what meets what."""

import pytest

from binaan.registry.rules import spelling


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Soerja", "Surya"), ("Widjaja", "Wijaya"), ("Djaja", "Jaya"), ("Tjokro", "Cokro"),
        ("Sjarif", "Syarif"), ("Njonja", "Nyonya"), ("Achmad", "Ahmad"), ("Akhmad", "Achmad"),
        ("Chairul", "Khairul"), ("Muhammad", "muhamad"), ("Hassan", "HASAN"), ("Émilie", "emilie"),
        ("Nur'aini", "Nuraini"), ("Ma’mun", "Mamun"), ("Noerjanah", "Nurjanah"),
        ("Djoko", "Joko"), ("Soebandrio", "Subandrio"), ("007", "7"), ("ｆｕｌｌ", "full"),
    ],
)  # fmt: skip
def test_two_spellings_of_a_word_meet(one, other):
    assert set(spelling.folded(one)) & set(spelling.folded(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Jaya", "Yaya"), ("panjang", "panyang"), ("Candra", "Hadra"), ("Sari", "Seri"), ("70", "7")],
)
def test_other_words_do_not_meet(one, other):
    assert not set(spelling.folded(one)) & set(spelling.folded(other))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hj. Siti Aminah, S.E.", ["hj", "siti", "aminah", "s", "e"]),
        ("RT03/RW 007", ["rt", "03", "rw", "007"]),
        ("blok A12 no.5", ["blok", "a", "12", "no", "5"]),
        ("a" * 60, ["a" * 40]),
        ("😀 (“*” AND ^)", ["and"]),
        ("", []),
        ("قهوة", []),
    ],
)
def test_a_text_falls_into_words(text, words):
    assert spelling.words(text) == words


def test_the_word_as_written_is_kept_beside_its_new_spelling():
    assert spelling.spellings("chandra") == ("chandra", "handra")
    assert spelling.spellings("widjaja") == ("widjaja", "wijaja", "wijaya")
    assert spelling.spellings("tempe") == ("tempe",)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("U-000123", ("u", "000123")), ("u12", ("u", "12")), (" P 7 ", ("p", "7")),
        ("up 7", None), ("U-12 warung", None), ("123", None), ("u", None),
    ],
)  # fmt: skip
def test_a_short_number_is_told_from_words(text, number):
    assert spelling.short_number(text) == number


@pytest.mark.parametrize(
    ("text", "numbers", "rest"),
    [
        ("sari 0812-3456 7890", ["081234567890"], "sari"),
        ("+62 (812) 3456.7890 tahu", ["6281234567890"], "tahu"),
        ("no 5 03/07 17510", [], "no 5 03/07 17510"),
        ("3216064507850003", ["3216064507850003"], ""),
    ],
)
def test_a_long_number_is_one_whatever_stands_between(text, numbers, rest):
    found, left = spelling.long_numbers(text)
    assert (found, left.strip()) == (numbers, rest)


@pytest.mark.parametrize("text", ["081234", "81234", "6281234", "006281234"])
def test_a_telephone_number_begins_the_same_however_it_is_written(text):
    assert spelling.national(text) == "81234"
