"""Telephone numbers as clerks write them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binaan.registry.rules.standard import phones, product
from tests.depth import some

pytestmark = pytest.mark.once

WRITTEN = [
    ("081234567721", ("81234567721",)),
    ("0812-3456-7721", ("81234567721",)),
    ("0812.3456.7721", ("81234567721",)),
    ("0812 3456 7721", ("81234567721",)),
    ("+62 812-3456-7721", ("81234567721",)),
    ("62812 3456 7721", ("81234567721",)),
    ("006281234567721", ("81234567721",)),
    ("+62 (0)812 3456 7721", ("81234567721",)),
    ("(0812) 34567721", ("81234567721",)),
    ("81234567721", ("81234567721",)),
    ("81234567721.0", ("81234567721",)),
    ("'081234567721", ("81234567721",)),
    ("HP: 081234567721 (Ibu)", ("81234567721",)),
    ("O81234567721", ("81234567721",)),
    ("WA 0812 3456 7721", ("81234567721",)),
    ("081234567721/081312347721", ("81234567721", "81312347721")),
    ("0812-3456-7721 / 0813-1234-7721", ("81234567721", "81312347721")),
    ("0812-3456-7721, 0813-1234-7721", ("81234567721", "81312347721")),
    ("0812-3456-7721 0813-1234-7721", ("81234567721", "81312347721")),
    ("081234567721 dan 081312347721", ("81234567721", "81312347721")),
    ("081234567721;081234567721", ("81234567721",)),
    ("021-88321234", ("2188321234",)),
    ("(021) 8832 1234", ("2188321234",)),
    ("0267-412345", ("267412345",)),
    ("88321234", ()),
    ("0812", ()),
    ("08123", ()),
    ("00000000000", ()),
    ("081111111111", ()),
    ("0899999999", ()),
    ("8.12E+10", ()),
    ("6.2812E+12", ()),
    ("-", ()),
    ("tidak ada", ()),
    ("", ()),
    ("3216064507850003", ()),  # a NIK in the wrong column
    ("0101234567", ()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "numbers"), WRITTEN)
def test_numbers_are_national_digits(text, numbers):
    assert phones(text) == numbers


def test_several_texts_give_every_number_once_and_in_order():
    assert phones("0812 3456 7721", "", "+6281312347721 / 081234567721") == (
        "81234567721",
        "81312347721",
    )


@settings(max_examples=some(200, 1000), deadline=None, derandomize=True)
@given(st.one_of(st.text(max_size=40), st.text(alphabet="0123456789 +()-/.,o8e٣²", max_size=40)))
def test_a_number_is_its_own_number(text):
    for number in phones(text):
        assert number.isdecimal()
        assert number.isascii()
        assert phones("0" + number) == (number,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kripik singkong", "keripik singkong"),
        ("Aneka kripik", "Keripik"),
        ("Tahoe & tempe", "tempe dan tahu"),
        ("Pembuat kue basah", "Kue-kue basah"),
        ("Jual mie ayam, baso", "bakso mi ayam"),
        ("Konfeksi pakaian", "konveksi pakean"),
        ("Meubel kayu", "mebel kayu"),
        ("Sirop jeruk", "sirup jeruk"),
        ("Produksi krupuk kulit", "Kerupuk Kulit"),
        ("Usaha katering", "catering"),
    ],
)
def test_products_are_words_in_one_spelling_and_order(one, other):
    assert product(one) == product(other)
    assert product(one)


@pytest.mark.parametrize(("text", "key"), [("", ""), ("-", ""), ("aneka macam", "")])
def test_a_product_of_fillers_is_none(text, key):
    assert product(text) == key


@settings(max_examples=some(200, 1000), deadline=None, derandomize=True)
@given(st.text(max_size=60))
def test_a_product_key_is_its_own_key(text):
    key = product(text)
    assert product(key) == key
    assert key.split() == sorted(set(key.split()))
