"""What columns of real lists look like: a field is told from its neighbours by its values."""

import pytest

from binaan.registry.rules.looks import LOOKS
from binaan.registry.sheets.looking import EVERY
from binaan.registry.tests.factory import Register

SAMPLES = {
    "nik": ["3216064507850003", "'3275010101900001", "3216 0606 0390 0012", "\x023216064507850000"],
    "nib": ["1310220202906", "0220203642931", "1269000142158", "404230015488"],
    "npwp": ["09.254.294.3-408.000", "092542943408000", "31.234.567.8-413.000"],
    "phone": ["0812-3456-7890", "081311112222 / 021-8812345", "+62 856 1234 567", "85612345678"],
    "email": ["sari@contoh.id", "budi.s@contoh.co.id"],
    "sex": ["L", "P", "P", "Lk", "Perempuan"],
    "birth_date": ["12 Januari 1980", "Bekasi, 01-02-1985", "1979-03-04"],
    "rt_rw": ["002/007", "RT 01 RW 03", "3/12"],
    "kbli": ["10794", "13911", "31001", "56101"],
    "lat": ["-6.2421", "-6,3012", "6.2421 LS"],
    "lon": ["107.0191", "107,1201", "106.9912"],
    "position": ["-6.2421, 107.0191", "-6,3012 107,1201", "https://maps.app.goo.gl/abc"],
    "legal_form": ["CV", "UD", "Perorangan", "PT"],
    "status": ["aktif", "Tutup", "tdk aktif", "masih jalan"],
    "market": ["lokal", "Nasional", "Jabodetabek", "ekspor"],
    "started_year": ["2015", "th. 2010", "1998", "2019"],
    "address": ["Jl. Melati No. 5", "Kp. Pulo RT 02/07", "Perum Indah Blok C1", "Gg. Mawar 3"],
    "name": ["Toko Sari Jaya", "CV. Maju", "Warung Bu Sri", "Konveksi Berkah"],
    "sales": ["Rp 2.500.000", "120000000", "2,5 jt", "5-10 juta"],
}
APART = [
    ("nik", "nib"), ("nib", "nik"), ("nib", "phone"), ("phone", "nib"), ("phone", "nik"),
    ("nik", "npwp"), ("lat", "lon"), ("lon", "lat"), ("sex", "status"), ("legal_form", "sex"),
    ("started_year", "workers"), ("address", "name"), ("name", "address"), ("kbli", "sales"),
    ("started_year", "sales"), ("nik", "sales"), ("phone", "sales"), ("email", "name"),
    ("birth_date", "started_year"), ("rt_rw", "birth_date"), ("sales", "started_year"),
]  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
def test_a_column_of_sound_values_looks_like_its_field(name):
    assert EVERY[name](SAMPLES[name]) >= 0.75


@pytest.mark.parametrize("values, field", APART)
def test_values_of_one_field_do_not_look_like_another(values, field):
    assert EVERY[field](SAMPLES[values]) < EVERY[values](SAMPLES[values])


def test_nothing_said_looks_like_nothing():
    assert {name: looks(["-", "", "tidak ada"]) for name, looks in LOOKS.items()} == dict.fromkeys(
        LOOKS, 0.0
    )
    assert LOOKS["nik"]([]) == 0.0


def test_blanks_between_values_do_not_count_against_a_field():
    assert LOOKS["phone"](["-", "081234567890", "belum ada"]) == 1.0


def test_names_and_codes_of_places_are_known_from_the_areas(db):
    Register()
    assert EVERY["village"](["Setiadarma", "Ds. Wanasari", "Margahayu", "xyz"]) == 0.75
    assert EVERY["district"](["Tambun Selatan", "KEC. CIBITUNG"]) == 1.0
    assert EVERY["district"](["Sari", "Budi"]) == 0.0
    assert EVERY["regency"](["Kab. Bekasi", "BEKASI"]) == 1.0
    assert EVERY["place_code"](["32.16.06.1001", "3216061001"]) == 1.0
    assert EVERY["place_code"](["3216064507850003"]) == 0.0
