"""The words offices write for the choices of the register."""

import pytest

from binaan.registry import choices
from binaan.registry.rules import words
from binaan.registry.rules.choosing import chosen, likely

READ = [
    (words.SEX, "L", ["L", "l", "Lk", "LK.", "Laki-laki", "laki - laki", "Laki2", "Pria", "PRIA", "Male"]),
    (words.SEX, "P", ["P", "p.", "Pr", "Perempuan", "W", "Wanita", "WANITA", "Prempuan", "Female"]),
    (words.LEGAL_FORM, "perorangan", ["Perorangan", "Perseorangan", "perorangan (tanpa badan usaha)", "Pribadi",
                                      "Belum berbadan hukum"]),
    (words.LEGAL_FORM, "ud", ["UD", "U.D.", "PD", "UD/PD", "UD.", "Usaha Dagang"]),
    (words.LEGAL_FORM, "cv", ["CV", "CV.", "C.V.", "Persekutuan Komanditer"]),
    (words.LEGAL_FORM, "pt_perorangan", ["PT Perorangan", "PT. Perseorangan", "PT Perorangan (UMK)"]),
    (words.STATUS, "running", ["aktif", "AKTIF", "msh jalan", "Masih Jalan", "masih produksi", "Beroperasi", "ada",
                               "Aktif/berproduksi", "Ya"]),
    (words.STATUS, "resting", ["tdk aktif", "Tidak Aktif", "tutup sementara", "vakum", "non aktif", "libur"]),
    (words.STATUS, "closed", ["tutup", "TUTUP", "sudah tutup", "gulung tikar", "bangkrut", "tutup (bangkrut)"]),
    (words.STATUS, "moved", ["pindah", "sudah pindah", "pindah alamat"]),
    (words.STATUS, "owner_died", ["meninggal", "Pemilik meninggal", "Alm."]),
    (words.YES_NO, "true", ["ya", "Ya", "Y", "v", "V", "√", "✓", "1", "sudah", "Ada", "pernah dibina"]),
    (words.YES_NO, "false", ["tidak", "tdk", "T", "0", "belum", "blm", "Tidak ada", "belum pernah"]),
    (words.ASSOCIATION, "anggota", ["anggota", "Ya", "sudah", "ikut", "√"]),
    (words.ASSOCIATION, "bukan", ["bukan", "belum", "tidak ikut", "Tidak", "belum bergabung"]),
    (words.ASSOCIATION, "tidak_tahu", ["tidak tahu", "TT"]),
    (words.MARKET, "kecamatan", ["lokal", "sekitar", "Lingkungan sekitar", "desa/kelurahan"]),
    (words.MARKET, "kabkota", ["Kab. Bekasi", "kota bekasi", "dalam kota", "Kabupaten/Kota"]),
    (words.MARKET, "provinsi", ["Jabodetabek", "Jawa Barat", "luar kota"]),
    (words.MARKET, "ekspor", ["Ekspor", "export", "luar negeri"]),
]  # fmt: skip
LIKELY = [
    (words.STATUS, "aktiv", "running"),
    (words.STATUS, "aktip", "running"),
    (words.STATUS, "tutuup", "closed"),
    (words.STATUS, "bangkrup", "closed"),
    (words.STATUS, "tidak aktiv", "resting"),
    (words.LEGAL_FORM, "peroranagn", "perorangan"),
    (words.LEGAL_FORM, "koprasii", "koperasi"),
    (words.SEX, "permpuan", "P"),
    (words.SEX, "Laki-lki", "L"),
    (words.ASSOCIATION, "angota", "anggota"),
    (words.MARKET, "nasionl", "nasional"),
]
UNSURE = [
    (words.STATUS, "xyz"),
    (words.STATUS, "kurang tahu"),
    (words.STATUS, "milik sendiri"),
    (words.SEX, "x"),
    (words.SEX, "3"),
    (words.YES_NO, "x"),
    (words.YES_NO, "mungkin"),
    (words.LEGAL_FORM, "warung"),
    (words.MARKET, "pasar"),
]


@pytest.mark.parametrize(
    "table, choice, texts", READ, ids=[f"{choice}-{texts[0]}" for _, choice, texts in READ]
)
def test_a_word_that_offices_write_is_one_choice(table, choice, texts):
    vocabulary = words.reading(table)
    assert {text: chosen(text, vocabulary) for text in texts} == dict.fromkeys(texts, choice)


@pytest.mark.parametrize("table, text, choice", LIKELY)
def test_a_slip_in_a_word_is_suggested_and_not_taken(table, text, choice):
    vocabulary = words.reading(table)
    assert chosen(text, vocabulary) is None
    assert likely(text, vocabulary) == choice


@pytest.mark.parametrize("table, text", UNSURE)
def test_a_word_far_from_all_choices_suggests_nothing(table, text):
    vocabulary = words.reading(table)
    assert (chosen(text, vocabulary), likely(text, vocabulary)) == (None, None)


def test_of_several_markets_the_widest_is_suggested():
    vocabulary = words.reading(words.MARKET)
    assert likely("lokal, nasional", vocabulary, "market") == "nasional"
    assert likely("Bekasi dan Jakarta", vocabulary, "market") == "provinsi"
    assert likely("lokal, bulan", vocabulary, "market") is None


@pytest.mark.parametrize(
    "name, labels",
    [
        ("sex", choices.Sex),
        ("legal_form", choices.LegalForm),
        ("status", choices.Status),
        ("association", choices.AssociationStatus),
        ("market", choices.Market),
    ],
)
def test_the_label_people_see_is_itself_a_word_for_its_choice(name, labels):
    vocabulary = words.reading(words.CHOICES[name])
    assert {key: chosen(str(label), vocabulary) for key, label in labels.choices} == {
        key: key for key in labels.values
    }


@pytest.mark.parametrize("name", words.CHOICES)
def test_no_word_means_two_choices(name):
    seen: dict[str, str] = {}
    for key, variants in words.CHOICES[name].items():
        for word in variants:
            assert seen.setdefault(word, key) == key, word
