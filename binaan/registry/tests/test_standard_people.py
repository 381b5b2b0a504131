"""Names of people as clerks write them, and the keys they get."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binaan.registry.rules.standard import person
from binaan.registry.rules.standard.sounds import fold
from binaan.registry.rules.standard.variants import SPELLED
from tests.depth import some

pytestmark = pytest.mark.once

SAME = """
Soekarno = Sukarno
Djoko Soesilo = Joko Susilo
Tjahjono = Cahyono
Soejadi = Suyadi
Widjaja = Wijaya
Joesoef = Yusuf
Jusuf = Yusup
Oemar Bakri = Umar Bakri
Moeljono = Mulyono
Poerwanto = Purwanto
Soerjadi = Suryadi
Njoman Rai = Nyoman Rai
Sjafruddin = Syafrudin
Sjarif Hidajat = Syarif Hidayat
Hadji Djaelani = Jaelani
Tjetjep = Cecep
Roekmini = Rukmini
Boedi Hartono = Budi Hartono
Noer Aini = Nuraini
Noor Hayati = Nurhayati
H. Ahmad Solihin = Achmad Sholihin
Hj. Siti Aminah, S.E. = Siti Aminah
Drs. H. Mulyadi, M.Si = Mulyadi
Ir. Bambang Sutrisno MM = Bambang Sutrisno
Bpk. Udin Saepudin = Udin Saefuddin
Ibu Kokom Komariah = Kokom Qomariah
Ny. Tuti Alawiyah = Tuti Alawiah
Tn. Hendra Gunawan = Hendra Gunawan
KH. Noer Ali = Nur Ali
Ust. Abdul Somad, Lc., M.A. = Abdul Shomad
Alm. Sarmili = Sarmili
Sarmili (alm) = Sarmili
Sarmili (Almarhum) = Sarmili
Budi Santoso S.Pd = Budi Santoso
Budi Santoso, S. Pd. = Budi Santoso
Budi Santoso SPd = Budi Santoso
Budi Santoso S.Kom., M.T. = Budi Santoso
Rina Marlina, A.Md.Kep = Rina Marlina
dr. Ratna Dewi = Ratna Dewi
Hj Rohaeni SE MM = Rohaeni
Muhammad Yusuf = Moch. Yusup
Muhammad Yusuf = M. Yusuf
Muhammad Yusuf = Muh Yusuf
Muhammad Yusuf = Mohamad Jusuf
Muhammad Yusuf = Mohd. Yusuf
Muhammad Yusuf = Muchamad Yusuf
Muhammad Yusuf = Mochammad Yusuf
Muhammad Yusuf = Md Yusuf
Muhammad Yusuf = Muhamad Yusuf
Muhammad Yusuf = Mohammed Yusuf
Muhammad Yusuf = H.M. Yusuf
Muhammad Yusuf = HM Yusuf
Muhammad Yusuf = H. M Yusuf
Muhammad Yusuf = MUHAMMAD  YUSUF
Agus Muhamad = Agus Mohammad
Abdul Rahman = Abd. Rohman
Abdul Rahman = Abdurrahman
Abdul Rahman = Abdurrohman
Abdul Rahman = Abdulrochman
Abdul Rahman = Abdoel Rachman
Abdul Rahim = Abdurrahim
Abdul Latif = Abdullatif
Abdul Ghani = Abdulgani
Abdul Aziz = Abd Ajis
Abdullah = Abdulloh
Siti Fatimah = Sitti Fathimah
Siti Fatimah = St. Patimah
Siti Maesaroh = Siti Maisaroh
Siti Khodijah = Siti Chodijah
Siti Khadijah = Siti Hodijah
Achmad Fauzi = Ahmad Pauji
Akhmad Rizki = Ahmad Riski
Ahmad Rizqi = Achmad Rizky
Ahmed Rijal = Ahmad Rizal
Nurhasanah = Nur Hasanah
Noerhasanah = Nur Khasanah
Nurjannah = Nur Janah
Nur'aini = Nuraeni
Sri Wahyuni = Sriwahyuni
Fitri Handayani = Pitri Handayani
Fitriyani = Fitriani
Novi = Nopi
Evi Sofiah = Epi Sopiyah
Syaiful Bahri = Saepul Bahri
Saiful Bahri = Syaeful Bahri
Saefudin = Syaifuddin
Saepudin = Saifoedin
Syamsudin = Samsuddin
Syamsul Ma'arif = Samsul Maarif
Syahroni = Sahroni
Zainal Abidin = Jaenal Abidin
Zaenal Abidin = Jenal Abidin
Zubaedah = Jubaidah
Zulkifli = Julkipli
Zaenudin = Jainuddin
Juleha = Zulaikha
Chairul Anwar = Khaerul Anwar
Khoirul Anwar = Choerul Anwar
Hairul Anwar = Khoirul Anwar
Khusnul Chotimah = Husnul Khotimah
Machmud = Mahmud
Muchtar = Mukhtar
Mochtar = Muhtar
Rochmat = Rahmat
Rachmad Hidayat = Rahmat Hidajat
Rohmat Romadhon = Rahmat Ramadan
Sholeh = Saleh
Solehudin = Sholehuddin
Solichin = Sholikhin
Thohir = Tohir
Fathurrohman = Faturohman
Ridho = Rido
Ghozali = Gojali
Dzulkifli = Zulkifli
Utsman = Usman
Haris = Harits
Qosim = Kosim
Iqbal = Ikbal
Taufiq = Topik
Lutfi = Luthfi
Husein = Husen
Sulaeman = Soleman
Maryam = Mariam
Sumiyati = Sumiati
Mulyana = Muliana
Setiyo Budi = Setyo Budi
Sugiono = Sugiyono
Widiyanto = Widyanto
Suwarno = Suarno
Suwandi = Suandi
Rudy = Rudi
Deddy = Dedi
Hery = Heri
Ronny = Roni
Christian = Kristian
Chandra = Candra
Yohanes = Johannes
Stephanus = Stefanus
Erick = Erik
Rokayah = Ruqoyah
Aminah = Amina
Dharma Wijaya = Darma Widjaja
Siti Aminah alias Ipah = Siti Aminah
Siti Aminah / Bu Ipah = Siti Aminah
Mas Agung = Agung
Bang Mamat = Mamat
Kang Dadang = Dadang
Mpok Minah = Minah
Y0no = Yono
H. Effendi = Efendi
Dadang cs = Dadang
Nasan bin Saidi = Nasan Saidi
Tan Tjoe Hok = Tan Cu Hok
Oey Djie San = Oey Ji San
Muhammad Rasyid = M. Rosid
Ernawati Br. Sitorus = Ernawati boru Sitorus
Marzuki = Marjuki
Nazaruddin = Najarudin
Mukhammad Ridlo = M. Ridho
Jhoni = Johnny
Fachrurrozi = Fahrurroji
Aa = AA
"""
DIFFERENT = """
Sri / Siti
Dedi / Dede
Dede / Dedeh
Agus / Bagus
Rina / Rini
Yanti / Yanto
Udin / Idin
Edi / Adi
Heri / Hari
Eko / Ika
Dwi / Tri
Asep / Usep
Ujang / Jajang
Aisyah / Asiah
Maryati / Mariam
Sariyem / Sarim
Suryani / Suryana
Sumarni / Sumarno
Mulyani / Mulyana
Kurnia / Kurniati
Wati / Yati
Nina / Nani
Lina / Lena
Lilis / Lilik
Tini / Titin
Rohman / Rohmah
Rahman / Rahmat
Hasan / Husen
Hasan / Ihsan
Nurdin / Nurudin
Sukardi / Sukarni
Sutrisno / Sutrisna
Santi / Sinta
Indah / Endah
Ramadan / Ramdan
Jamal / Kamal
Jamaludin / Kamaludin
Komar / Kosim
Hendra / Hendri
Wawan / Iwan
Yuli / Yuni
Joko / Jaka
Ahmad / Muhammad
Ahmad / Mamat
Abdul / Abdullah
Sinaga / Siregar
Sitorus / Situmorang
Manurung / Marpaung
Tan / Tanu
Sholeh / Solihin
Halim / Salim
Rosidah / Rosid
M. Sihombing / Muhammad Sihombing
Siti Aminah / Siti Aisyah
Ade / Dede
Cecep / Cucu
Nunung / Neneng
Eni / Ani
Ita / Eti
Lia / Lea
Joni / John
Ridwan / Rizwan
"""


def pairs(table, sign):
    return [tuple(line.split(sign)) for line in table.strip().splitlines()]


@pytest.mark.parametrize(("one", "other"), pairs(SAME, " = "))
def test_one_name_has_one_key_however_it_is_spelled(one, other):
    assert person(one) == person(other)
    assert person(one).key


@pytest.mark.parametrize(("one", "other"), pairs(DIFFERENT, " / "))
def test_names_heard_differently_stay_apart(one, other):
    assert person(one).key != person(other).key


@pytest.mark.parametrize(
    ("name", "key", "in_order", "first"),
    [
        ("H. Moch. Sholichin, S.E.", "muhammad solihin", "muhammad solihin", "sulin"),
        ("Hidayat Ahmad", "hidayat ahmad", "ahmad hidayat", "idaiat"),
        ("Siti", "siti", "siti", "siti"),
        ("Muhammad", "muhammad", "muhammad", "muamad"),
        ("Siti Nur Hasanah", "siti nur hasanah", "hasanah nur siti", "asana"),
        ("Haji", "haji", "haji", "aji"),
        ("M. Sihombing", "m sihombing", "m sihombing", "siumbin"),
        ("Solihin, Muhamad", "solihin muhammad", "muhammad solihin", "sulin"),
        ("A. Fauzi", "a fauzi", "a fauzi", "pusi"),
        ("(Udin)", "udin", "udin", "udin"),
        ("", "", "", ""),
        ("---", "", "", ""),
        ("123", "", "", ""),
    ],
)
def test_a_name_has_its_words_in_order_sorted_and_the_first_that_tells(name, key, in_order, first):
    assert person(name) == (key, in_order, first)


def test_a_hyphen_of_old_names_and_capitals_change_nothing():
    assert person("SITI-AMINAH").key == person("siti aminah").key


def test_an_organisation_goes_by_the_words_of_its_firm():
    assert person("Koperasi Maju Djaja", organisation=True) == ("maju jaya", "jaya maju", "maju")
    assert person("CV Berkah", organisation=True) == person("Berkah, CV.", organisation=True)


def test_every_name_of_the_table_of_spellings_has_its_own_form():
    homes = {}
    for name, others in SPELLED:
        for form in (name, *others.split()):
            assert homes.setdefault(form, name) == name
            assert fold(form) == name


NAMES = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="aAehHijJoOuUyYcCkKdDtTsSzZfFvVmMnNlLrRwW.,'() /", max_size=40),
    st.lists(
        st.sampled_from(
            [line.strip() for name in pairs(SAME, " = ") for one in name for line in one.split()]
        ),
        max_size=5,
    ).map(" ".join),
)


@settings(max_examples=some(250, 1500), deadline=None, derandomize=True)
@given(NAMES)
def test_a_key_is_its_own_key_in_lower_case(name):
    found = person(name)
    assert person(found.key) == found
    assert found.key == found.key.lower()
    assert found.sorted.split() == sorted(found.key.split())


@settings(max_examples=some(250, 1500), deadline=None, derandomize=True)
@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=14))
def test_folding_a_folded_word_changes_nothing(word):
    folded = fold(word)
    assert [fold(part) for part in folded.split()] == folded.split()
