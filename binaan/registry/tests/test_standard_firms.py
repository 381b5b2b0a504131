"""Names of businesses as clerks write them, and the keys they get."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binaan.registry.rules.standard import firm
from tests.depth import some

pytestmark = pytest.mark.once

SAME = """
CV. Maju Jaya = Maju Jaya, CV
CV Maju Jaya = C.V. MAJU JAYA
PT Maju Djaja = PT. Maju Jaya
PT. Sinar Abadi Tbk = Sinar Abadi
PT Sinar Abadi (Persero) = Sinar Abadi
UD. Berkah = U.D Berkah
UD Berkah = Usaha Dagang Berkah
PD Sumber Rejeki = Perusahaan Dagang Sumber Rezeki
Fa. Sumber Hasil = Firma Sumber Hasil
KUB Melati = Kelompok Usaha Bersama Melati
Kop. Tani Makmur = Koperasi Tani Makmur
BUMDes Setia = BUMDesa Setia
WR. Bu Sri = Warung Bu Sri
Wr Ibu Sri = Warung Bu Sri
WARUNG BU SRI = warung ibu sri
Warnas Bu Sri = Warung Nasi Ibu Sri
Warkop Mas Eko = Warung Kopi Mas Eko
Tk. Barokah = Toko Barokah
Tk Barokkah = TOKO BAROKAH
TB. Sinar Jaya = Toko Bangunan Sinar Jaya
RM Padang Jaya = Rumah Makan Padang Jaya
R.M. Padang Jaya = RM. Padang Jaya
Bkl. Las Maju = Bengkel Las Maju
Konfeksi Rapi = Konveksi Rapi
Kripik Bu Sari = Keripik Ibu Sari
Catering Ibu Haji Nani = Katering Bu Hj. Nani
Meubel Jati Indah = Mebel Jati Indah
Furniture Jati Indah = Mebel Jati Indah
Laundri Bersih = Laundry Bersih
Photo Copy Rizki = Fotokopi Rizky
Foto Copy Rizki = Fotocopy Riski
Baso Pak Min = Bakso Bpk Min
Mie Ayam Mas Joko = Mi Ayam Mas Djoko
Tahoe Sumedang = Tahu Sumedang
Krupuk Udang Barokah = Kerupuk Udang Barokah
Jahit Bu Yati = Penjahit Ibu Yati
Tailor Hendra = Penjahit Hendra
Pengrajin Boneka Ceria = Perajin Boneka Ceria
Toko H. Udin = Toko Haji Udin
Warung Hj. Juleha = Warung Hajah Zulaikha
Bengkel Pak M. Yusuf = Bengkel Pak Muhammad Yusup
Warung Syaiful = Warung Saepul
Toko Putera Mandiri = Toko Putra Mandiri
Depot Air Isi Ulang Tirta = Depo Air Isiulang Tirta
Sari's Kitchen = Sari Kitchen
Barber Shop Bagus = Barbershop Bagus
Penggilingan Padi Sri Rejeki = Heler Sri Rezeki
Maju & Jaya = Maju dan Jaya
Bakso Pak Min 2 = Bakso Pak Min II
Bakso Pak Min 2 = Bakso Pak Min ke-2
Bakso Pak Min 2 = Bakso Pak Min cabang 2
Bakso Pak Min 2 = Bakso Pak Min Cab. II
Bakso Pak Min Cab. Cibitung = Bakso Pak Min Cabang Cibitung
Ibu Sri = Bu Sri
Warung Makan Bahari = Warteg Bahari
Kel. Wanita Tani Melati = Kelompok Wanita Tani Melati
KWT Melati = Kelompok Wanita Tani Melati
Dodol Betawi Hj. Marpuah = Dodol Betawi Hj Marfuah
"""
DIFFERENT = """
Warung Bu Sri / Warung Bu Siti
Warung Bu Sri / Toko Bu Sri
Keripik Bu Sari / Katering Bu Sari
Bengkel Las Maju / Bengkel Bubut Maju
Toko 88 / Toko 99
Bakso Pak Min / Bakso Pak Min 2
Bakso Pak Min 2 / Bakso Pak Min 3
Maju Jaya / Maju Bersama
Warung Nasi Bu Sri / Warung Kopi Bu Sri
Tahu Pak Udin / Tempe Pak Udin
Salon Rina / Salon Rini
Toko Cabang Cibitung / Toko Cabang Cikarang
CV Maju / CV Makmur
"""
TAKEN_APART = [
    ("WR. NASI Ibu Hj. Soleha Cab. Cibitung", "warung nasi bu haji soleha cabang cibitung", "soleha", "warung",
     "cibitung"),
    ("CV. Maju Jaya", "maju jaya", "maju jaya", "", ""),
    ("Keripik Singkong Bu Sari", "keripik singkong bu sari", "sari", "keripik", ""),
    ("Toko Kue Sari", "toko kue sari", "sari", "toko", ""),
    ("Bengkel Las H. M. Udin", "bengkel las haji muhammad udin", "muhammad udin", "bengkel", ""),
    ("Tk. Barokah 2", "toko barokah 2", "barokah", "toko", "2"),
    ("Bakso Solo cabang ke-2", "bakso solo 2", "solo", "bakso", "2"),
    ("Sate Unit 3", "sate 3", "", "sate", "3"),
    ("Laundry Bersih Outlet Grand Wisata", "laundry bersih cabang grand wisata", "bersih", "laundry",
     "grand wisata"),
    ("Toko 88", "toko 88", "88", "toko", ""),
    ("Toko Maju 99", "toko maju 99", "maju 99", "toko", ""),
    ("Warung Cabang Bungin", "warung cabang bungin", "cabang bungin", "warung", ""),
    ("Konveksi", "konveksi", "", "konveksi", ""),
    ("Warung Nasi", "warung nasi", "", "warung", ""),
    ("Warung Teh Lilis", "warung teh lilis", "lilis", "warung", ""),
    ("Es Teh", "es teh", "", "es", ""),
    ("Es Teh Manis Bu Ani", "es teh manis bu ani", "ani", "es", ""),
    ("Warung Mas", "warung mas", "mas", "warung", ""),
    ("Kios Uni", "kios uni", "uni", "kios", ""),
    ("Aneka Kue Ibu", "kue bu", "", "kue", ""),
    ("Jual Pulsa", "pulsa", "", "pulsa", ""),
    ("AA Cell", "aa cell", "aa", "cell", ""),
    ("Pangkalan Gas LPG 3 Kg H. Nawi", "pangkalan gas lpg 3 kg haji nawi", "3 nawi", "pangkalan", ""),
    ("PT", "pt", "", "", ""),
    ("Usaha", "usaha", "", "", ""),
    ("", "", "", "", ""),
    ("---", "", "", "", ""),
    ("Sri Wahyuni Konveksi", "sri wahyuni konveksi", "sri wahyuni", "konveksi", ""),
    ("Nurhasanah Cake", "nur hasanah cake", "nur hasanah cake", "", ""),
]  # fmt: skip


def pairs(table, sign):
    return [tuple(line.split(sign)) for line in table.strip().splitlines()]


@pytest.mark.parametrize(("one", "other"), pairs(SAME, " = "))
def test_one_firm_has_one_key_however_it_is_spelled(one, other):
    assert firm(one) == firm(other)
    assert firm(one).key


@pytest.mark.parametrize(("one", "other"), pairs(DIFFERENT, " / "))
def test_firms_of_other_names_or_trades_stay_apart(one, other):
    assert firm(one) != firm(other)
    assert firm(one).key != firm(other).key


@pytest.mark.parametrize(("name", "key", "core", "trade", "branch"), TAKEN_APART)
def test_a_firm_has_a_key_a_core_a_trade_and_a_branch(name, key, core, trade, branch):
    assert firm(name) == (key, core, trade, branch)


WORDS = [word for one in pairs(SAME, " = ") for name in one for word in name.split()] + [
    "I", "II", "V", "2", "12", "cabang", "ke", "teh", "M.", "the", "s", "no",
]  # fmt: skip
NAMES = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="aAbeiIkKmMnoOprsStTuUvVwW12 .,'-&/", max_size=40),
    st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join),
)


@settings(max_examples=some(300, 2000), deadline=None, derandomize=True)
@given(NAMES)
def test_a_key_is_its_own_key_in_lower_case(name):
    found = firm(name)
    assert firm(found.key).key == found.key
    assert found.key == found.key.lower()
    assert set(found.core.split()) <= set(found.key.split())
