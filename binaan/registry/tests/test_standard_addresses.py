"""Addresses as clerks write them, and the keys they get: street, estate, block, house, RT, RW."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binaan.registry.rules.standard import address
from tests.depth import some

pytestmark = pytest.mark.once

SAME = """
Jl. Mawar No. 5 = Jalan Mawar No 5
Jln Mawar no.5 = JL MAWAR NO 5
Jl.Mawar No.5 = Jl. Mawar Nomor 5
Jl. Mawar 5 = Jl. Mawar No. 5
Jl. Mawar No. 05 = Jl. Mawar No. 5
Jl. Mawar No. 12 A = Jl. Mawar No. 12a
Jl. Mawar No 5 - 7 = Jl. Mawar No. 5-7
Jl. Mawar No 5/7 = Jl. Mawar No. 5-7
Jl. Jend. Sudirman = Jl. Jendral Soedirman
Jl. Jenderal Sudirman = Jl Sudirman
Jl. Ir. H. Juanda = Jl. Ir H Djuanda
Jl. Ir. H. Juanda = Jl. Juanda
Jl. A. Yani = Jl. Ahmad Yani
Jl. A Yani No 3 = Jl. Achmad Yani No. 3
Jl. M. Yamin = Jl. Muh. Yamin
Jl. KH. Noer Ali = Jl. K.H. Nur Ali
Jl. Dr. Soetomo = Jl Dr Sutomo
Jl. M.T. Haryono = Jl. MT Hariono
Jl. Prof. Moh. Yamin = Jl. Muhammad Yamin
Gg. H. Saabun = Gang Haji Saabun
Gg Melati 3 = Gang Melati III
Gg. Mushola = Gang Musholla
Gg. Mesjid = Gg. Masjid
Jl. Melati Utr = Jl. Melati Utara
Jl. Cikarang Brt = Jl. Cikarang Barat
Jl. Merdeka Tmr No 4 = Jl. Merdeka Timur No. 4
Jl. Ry. Setu = Jl. Raya Setu
Jl. Psr Lama = Jl. Pasar Lama
Kp. Rawa Bugel = Kampung Rawa Bugel
Kmp Rawa Bugel = KP RAWA BUGEL
Kp.Pulo Puter RT.02/RW.07 = Kampung Pulo Puter Rt 2 Rw 7
Dusun II = Dsn. II
Perum Griya Asri Blok A5/12 = Perumahan Griya Asri Blk A5 No. 12
Perum Griya Asri Blok A5 No 12 = Komplek Griya Asri Blok A-5/12
Perum Griya Asri Blok A 5 No 12 = Perum Gria Asri Blok A5/12
Perum. Griya Asri A5/12 = Perum Griya Asri Blok A5 No.12
Griya Asri Blok C/12 = Griya Asri Blok C No. 12
Griya Asri Blok C-12 = Griya Asri Blok C No 12
Villa Mutiara Blok C No 12 = Vila Mutiara Blk. C 12
Cluster Melati Blok B No 3 = Klaster Melati Blok B/3
Perum Graha Mandiri Blok D1 No. 7 RT 003/012 = Perum. Graha Mandiri D1/7 RT 3 RW 12
Jl. Mawar RT 002/007 = Jl. Mawar RT.02/RW.07
Jl. Mawar RT 002/007 = Jl. Mawar Rt02 Rw07
Jl. Mawar RT 002/007 = Jl. Mawar RT 2, RW 7
Jl. Mawar RT 002/007 = Jl. Mawar RT/RW 02/07
Jl. Mawar RT 002/007 = Jl. Mawar RT/RW: 002/007
Jl. Mawar RT 002/007 = Jl. Mawar RT02RW07
Jl. Mawar RT 002/007 = Jl. Mawar 002/007
Jl. Mawar RT 002/007 = RT 02 RW 07 Jl. Mawar
Jl. Mawar No 5 Kel. Wanasari Kec. Cibitung = Jl. Mawar No. 5
Jl. Mawar No 5, Ds. Wanasari, Kab. Bekasi 17520 = Jl. Mawar No. 5
Jl. Mawar, Desa Wanasari = Jl. Mawar
Jl. Mawar dekat Masjid = Jl. Mawar
Jl. Mawar (depan SDN 3) = Jl. Mawar
Jl. Mawar, samping pasar = Jl. Mawar
"""
DIFFERENT = """
Jl. Mawar No. 5 / Jl. Mawar No. 6
Jl. Mawar / Gg. Mawar
Jl. Mawar / Jl. Melati
Jl. Melati Utara / Jl. Melati Selatan
Gg. Melati 3 / Gg. Melati 4
Perum Griya Asri Blok A5/12 / Perum Griya Asri Blok A6/12
Perum Griya Asri Blok A5/12 / Perum Griya Asri Blok A5/13
Perum Griya Asri / Perum Griya Indah
Kp. Rawa Bugel / Kp. Rawa Kuda
Jl. Mawar RT 002/007 / Jl. Mawar RT 003/007
Jl. Mawar RT 002/007 / Jl. Mawar RT 002/008
Jl. Raya Setu / Jl. Setu
Blok A No 1 / Blok B No 1
"""
PARTS = [
    ("Jln. Jend. Soedirman No.5 Rt 2/7", ("jl sudirman", "", "", "5", "002", "007")),
    ("Perum Griya Asri Blok A5/12 RT 03/04", ("", "gria asri", "a5", "12", "003", "004")),
    ("Perum Grand Wisata Blok AB 12/5 Lambangjaya", ("", "grand wisata", "ab12", "5", "", "")),
    ("Taman Cikarang Indah Blok C1 No. 12", ("taman cikarang indah", "", "c1", "12", "", "")),
    ("Kp. Rawa Bugel RT.02/RW.07 Ds. Sepanjang", ("", "kp rawa bugel", "", "", "002", "007")),
    ("Jl. Mesjid Kp. Gabus RT 02 RW 03", ("jl masjid", "kp gabus", "", "", "002", "003")),
    ("Jl. Mawar Perum Puri Lestari Blok F 2 No 8", ("jl mawar", "puri lestari", "f2", "8", "", "")),
    ("Jl. Mawar Gg. Melati 3 No 2", ("jl mawar gg melati 3", "", "", "2", "", "")),
    ("Gg. Melati III No 3", ("gg melati 3", "", "", "3", "", "")),
    ("Jl. Melati 3 No 05", ("jl melati 3", "", "", "5", "", "")),
    ("Jl. Desa Mekar No. 3", ("jl desa mekar", "", "", "3", "", "")),
    ("Jl. Griya Asri 3", ("jl gria asri", "", "", "3", "", "")),
    ("Rawa Bugel No 5", ("rawa bugel", "", "", "5", "", "")),
    ("Ruko Sentra Niaga Blok B No 9", ("", "ruko sentra niaga", "b", "9", "", "")),
    ("Perum Bumi Lestari Blok VII No 3", ("", "bumi lestari", "7", "3", "", "")),
    ("Perum Bumi Lestari Blok H12", ("", "bumi lestari", "h12", "", "", "")),
    ("Jl. Mawar Kav 3", ("jl mawar", "", "", "3", "", "")),
    ("Cibitung", ("", "", "", "", "", "")),
    ("RT 000/000", ("", "", "", "", "", "")),
    ("Jl.", ("", "", "", "", "", "")),
    ("-", ("", "", "", "", "", "")),
    ("", ("", "", "", "", "", "")),
]


def pairs(table, sign):
    return [tuple(line.split(sign)) for line in table.strip().splitlines()]


@pytest.mark.parametrize(("one", "other"), pairs(SAME, " = "))
def test_one_address_has_one_key_however_it_is_written(one, other):
    assert address(one) == address(other)
    assert any(address(one))


@pytest.mark.parametrize(("one", "other"), pairs(DIFFERENT, " / "))
def test_other_addresses_stay_apart(one, other):
    assert address(one) != address(other)


@pytest.mark.parametrize(("text", "parts"), PARTS)
def test_an_address_has_its_parts(text, parts):
    assert address(text) == parts


@pytest.mark.parametrize(
    ("text", "rt", "rw", "found"),
    [
        ("Jl. Mawar", "2", "7", ("002", "007")),
        ("Jl. Mawar", "002/007", "", ("002", "007")),
        ("Jl. Mawar RT 05/09", "002", "007", ("002", "007")),
        ("Jl. Mawar RT 05/09", "", "", ("005", "009")),
        ("Jl. Mawar RW 09", "002", "", ("002", "009")),
        ("Jl. Mawar", "-", "0", ("", "")),
    ],
)
def test_rt_and_rw_of_their_own_columns_go_first(text, rt, rw, found):
    assert address(text, rt, rw)[4:] == found


WORDS = [word for one in pairs(SAME, " = ") for text in one for word in text.split()]
TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="abgjklnoprtwxiv0123456789 .,/-()", max_size=60),
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
)


@settings(max_examples=some(300, 2000), deadline=None, derandomize=True)
@given(TEXTS, st.text(alphabet="0123456789/ RTW-", max_size=8), st.text(max_size=5))
def test_any_text_gives_lower_case_parts_and_nothing_raises(text, rt, rw):
    found = address(text, rt, rw)
    assert all(part == part.lower() for part in found)
    assert all(part == "" or (len(part) == 3 and part.isdecimal()) for part in (found.rt, found.rw))


@pytest.mark.parametrize(
    "text", [one for pair in pairs(SAME, " = ") + pairs(DIFFERENT, " / ") for one in pair]
)
def test_an_address_put_together_from_its_parts_gives_them_again(text):
    found = address(text)
    estate = found.estate if found.estate.startswith("kp ") else f"perum {found.estate}"
    again = (
        f"{found.street}, {estate if found.estate else ''}, blok {found.block}"
        if found.block
        else f"{found.street}, {estate if found.estate else ''}"
    )
    number = f" no {found.house}" if found.house else ""
    assert address(again + number, found.rt, found.rw) == found
