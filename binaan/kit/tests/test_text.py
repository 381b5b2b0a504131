"""The same name in two hands gives one key; different names stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binaan.kit.text import name_key, person_key


@pytest.mark.parametrize(
    "name, key",
    [
        ("PT. Maju  Jaya, Tbk", "maju jaya"),
        ("P.T. MAJU JAYA (Persero)", "maju jaya"),
        ("Maju Jaya, CV", "maju jaya"),
        ("UD Sumber-Rejeki", "sumber rejeki"),
        ("Usaha Dagang Sumber Rejeki", "sumber rejeki"),
        ("Firma Tan & Co.", "tan co"),
        ("Koperasi Mekar", "mekar"),
        ("KUD Mekar", "kud mekar"),
        ("Ma’ruf Bakery", "maruf bakery"),
        ("Café Séjahtera", "cafe sejahtera"),
        ("Dodol Betawi Bu Masnah", "dodol betawi bu masnah"),
        ("Tjap Djempol", "tjap djempol"),
        ("PD", "pd"),
        ("Ptolemy Craft", "ptolemy craft"),
        ("  ", ""),
    ],
)
def test_a_business_name_is_compared_without_its_legal_form(name, key):
    assert name_key(name) == key


@pytest.mark.parametrize(
    "name, key",
    [
        ("H. Usep Sopian", "usep sopian"),
        ("Hj. Siti Nur'aini, S.E., M.M.", "siti nuraini"),
        ("Masnah, Hj.", "masnah"),
        ("Bu Masnah", "masnah"),
        ("Bpk. H. KOMARUDIN", "komarudin"),
        ("Ibu", "ibu"),
        ("Soekarno", "soekarno"),
        ("R.A. Kartini", "ra kartini"),
        ("Budi Hartono", "budi hartono"),
    ],
)
def test_a_person_is_compared_without_forms_of_address(name, key):
    assert person_key(name) == key


@given(st.text(max_size=60))
def test_a_key_of_a_key_is_itself(name):
    assert name_key(name_key(name)) == name_key(name)
    assert person_key(name).strip() == person_key(name)
