"""Addresses as they stand in lists of offices, taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binaan.registry.rules.addresses import ending, likely_rt_rw, read_rt_rw, take_apart

WHOLE = [
    (
        "Jl. Melati Raya No. 5 RT 002/007 Kel. Kayuringin Jaya Kec. Bekasi Selatan Kota Bekasi 17144",
        {"street": "Jl. Melati Raya", "number": "5", "rt": "002", "rw": "007", "village": "Kayuringin Jaya",
         "district": "Bekasi Selatan", "regency": "Kota Bekasi", "postcode": "17144"},
    ),
    (
        "Kp. Rawa Panjang RT.02/RW.07 Ds. Sepanjang Jaya",
        {"street": "Kp. Rawa Panjang", "rt": "002", "rw": "007", "village": "Sepanjang Jaya"},
    ),
    (
        "Perum Grand Wisata Blok AB 12/5 Lambangjaya Tambun Selatan",
        {"street": "Perum Grand Wisata", "block": "AB", "number": "12/5"},
    ),
    ("Gg. Mawar 3 no 12a", {"street": "Gg. Mawar 3", "number": "12a"}),
    (
        "Kp.Pulo Rt02 Rw07, Desa Setiadarma, Kecamatan Tambun Selatan, Kab. Bekasi",
        {"street": "Kp.Pulo", "rt": "002", "rw": "007", "village": "Setiadarma",
         "district": "Tambun Selatan", "regency": "Kab. Bekasi"},
    ),
    ("JL MELATI RT 2 RW 7 KEL WANASARI KEC CIBITUNG",
     {"street": "JL MELATI", "rt": "002", "rw": "007", "village": "WANASARI", "district": "CIBITUNG"}),
    ("RT/RW 002/007 Kel/Desa: Wanasari",
     {"rt": "002", "rw": "007", "village": "Wanasari"}),
    ("Perum Taman Cikarang Indah Blok C1 No. 12", {"street": "Perum Taman Cikarang Indah",
                                                  "block": "C1", "number": "12"}),
    ("Jl. Desa Mekar No. 3", {"street": "Jl. Desa Mekar", "number": "3"}),
    ("Depan Kantor Kelurahan Wanasari", {}),
    ("Jl. Raya Setu", {"street": "Jl. Raya Setu"}),
    ("Jl. Kalimalang No. 5A, Kode Pos 17510",
     {"street": "Jl. Kalimalang", "number": "5A", "postcode": "17510"}),
    ("Dusun II RT 001-003 Desa Karang Setia",
     {"street": "Dusun II", "rt": "001", "rw": "003", "village": "Karang Setia"}),
    ("RW 07 RT 02 Kel Wanasari", {"rt": "002", "rw": "007", "village": "Wanasari"}),
    ("Jl. Mawar RT02RW07", {"street": "Jl. Mawar", "rt": "002", "rw": "007"}),
    ("Jl. Mawar Desa No. 3", {"street": "Jl. Mawar", "number": "3"}),
    ("Ruko Kota Wisata, Jl. Boulevard 17", {"regency": "Kota Wisata", "street": "Jl. Boulevard 17"}),
    ("-", {}),
    ("", {}),
]  # fmt: skip
RT_RW = [
    ("002/007", ("002", "007")),
    ("RT 02 RW 07", ("002", "007")),
    ("RT.02/RW.07", ("002", "007")),
    ("rt 002 / 007", ("002", "007")),
    ("RT/RW 02/07", ("002", "007")),
    ("RT/RW: 02/07", ("002", "007")),
    ("2/7", ("002", "007")),
    ("2-7", ("002", "007")),
    ("02 07", ("002", "007")),
    ("02.07", ("002", "007")),
    ("RT02RW07", ("002", "007")),
    ("RT 2, RW 7", ("002", "007")),
    ("12/015", ("012", "015")),
    ("002", None),
    ("2026-07-02", None),
    ("RT 2", None),
    ("dekat pasar", None),
    ("", None),
    (None, None),
]
ENDINGS = [
    ("Perum Grand Wisata Blok AB 12/5 Lambangjaya Tambun Selatan", ["Lambangjaya", "Tambun", "Selatan"]),
    ("Kp. Pulo, Setiadarma", ["Setiadarma"]),
    ("Kp. Pulo, Setiadarma, Tambun Selatan", ["Setiadarma", "Tambun", "Selatan"]),
    ("Jl. Mawar No 5 Setiadarma - Tambun Selatan 17510", ["Setiadarma", "Tambun", "Selatan"]),
    ("Jl. Mawar 5, Setiadarma, Tambun Selatan, Kab. Bekasi, Jawa Barat", ["Setiadarma", "Tambun", "Selatan"]),
    ("Jl. Mawar 12, Setiadarma, Kec. Tambun Selatan, Kab. Bekasi", ["Setiadarma", "Tambun", "Selatan"]),
    ("Kp. Pilar 12, Cikarang Kota, Cikarang Utara", ["Cikarang", "Kota", "Cikarang", "Utara"]),
    ("Jl. Raya Setiadarma", []),
    ("Jl. Mawar Setiadarma", []),
    ("RT 02 Kp. Setiadarma", []),
    ("Jl. Mawar 5", []),
    ("Jl. Mawar 5 Kel. Setiadarma", []),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize("text, parts", WHOLE)
def test_an_address_is_taken_apart(text, parts):
    assert {name: part.text for name, part in take_apart(text).items()} == parts


def test_a_part_behind_its_own_mark_is_surer_than_one_without():
    marked = take_apart("Perum Indah Blok C No. 12")["number"]
    bare = take_apart("Perum Indah Blok C 12")["number"]
    assert (marked.text, bare.text) == ("12", "12")
    assert bare.confidence < 0.9 <= marked.confidence <= 1


@pytest.mark.parametrize("text, found", RT_RW)
def test_rt_and_rw_in_one_cell_are_two_numbers(text, found):
    assert read_rt_rw(text) == found


def test_a_day_that_was_rt_and_rw_is_suggested_as_such():
    assert likely_rt_rw("2026-07-02") == "002/007"
    assert likely_rt_rw("dekat pasar") is None
    assert likely_rt_rw(None) is None


@pytest.mark.parametrize("text, words", ENDINGS)
def test_names_of_places_stand_behind_the_last_number_or_comma(text, words):
    assert ending(text) == words


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text):
    for part in take_apart(text).values():
        assert part.text
        assert 0 < part.confidence <= 1
    assert all(ending(text))
