import pytest

from binaan.places.rules import code_readings, name_key, name_keys, regency_name


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Karang Bahagia", "karangbahagia"),
        ("KARANGBAHAGIA", "karangbahagia"),
        ("Karang-Bahagia ", "karangbahagia"),
        ("Bu Nuapu’u", "bunuapuu"),
        ("Kalésan", "kalesan"),
        ("...", ""),
    ],
)
def test_a_name_is_compared_without_case_spaces_and_signs(typed, key):
    assert name_key(typed) == key


@pytest.mark.parametrize(
    ("typed", "level", "keys"),
    [
        ("Jatimekar", "village", ("jatimekar",)),
        ("Kel. Jatimekar", "village", ("keljatimekar", "jatimekar")),
        ("Kel.Jatimekar", "village", ("keljatimekar", "jatimekar")),
        ("KELURAHAN: Jatimekar", "village", ("kelurahanjatimekar", "jatimekar")),
        ("Desa/Kel. Jatimekar", "village", ("desakeljatimekar", "jatimekar")),
        ("Ds Tambun", "village", ("dstambun", "tambun")),
        ("Desa Baru", "village", ("desabaru", "baru")),  # a village is really called so
        ("Kelapa Dua", "village", ("kelapadua",)),  # begins with "Kel" but not with the word
        ("Kota Baru", "village", ("kotabaru",)),
        ("Kec. Tambun Selatan", "district", ("kectambunselatan", "tambunselatan")),
        ("Desa", "village", ("desa",)),
        ("-", "village", ()),
        ("N/A", "village", ()),
        ("tidak ada", "district", ()),
        ("", "village", ()),
        (None, "village", ()),
    ],
)
def test_titles_before_a_name_may_be_left_out(typed, level, keys):
    assert name_keys(typed, level) == keys


@pytest.mark.parametrize(
    ("typed", "kind", "key"),
    [
        ("Kabupaten Bekasi", "kabupaten", "bekasi"),
        ("KAB. BEKASI", "kabupaten", "bekasi"),
        ("Kab.Bekasi", "kabupaten", "bekasi"),
        ("Kota Bekasi", "kota", "bekasi"),
        ("Kotamadya Bekasi", "kota", "bekasi"),
        ("Bekasi", "", "bekasi"),
        ("Bekasi (Kab.)", "kabupaten", "bekasi"),
        ("Bekasi, Kota", "kota", "bekasi"),
        ("Kota Administrasi Jakarta Timur", "kota", "jakartatimur"),
        ("Kotabaru", "", "kotabaru"),
        ("Kabupaten Kotabaru", "kabupaten", "kotabaru"),
        ("-", "", ""),
        (None, "", ""),
    ],
)
def test_a_regency_is_a_kind_and_a_name(typed, kind, key):
    assert regency_name(typed) == (kind, key)


@pytest.mark.parametrize(
    ("typed", "kemendagri", "bps"),
    [
        ("32.16.06.2004", "32.16.06.2004", ""),
        ("32-16-06-2004", "32.16.06.2004", ""),
        ("3216062004", "32.16.06.2004", "3216062004"),
        ("3216062004.0", "32.16.06.2004", "3216062004"),  # a number in a spreadsheet
        ("3216010", "", "3216010"),  # seven digits: a kecamatan of BPS
        ("321618", "32.16.18", ""),
        ("32.16", "32.16", ""),
        ("3216", "32.16", "3216"),
        ("3216180000", "32.16.18", "3216180"),  # zeros for "the whole kecamatan"
        ("32161", "", ""),
        ("32.16.06.2004.01", "", ""),
        ("0", "", ""),
        ("Tambun", "", ""),
        ("A32.16", "", ""),
        (None, "", ""),
    ],
)
def test_a_code_is_read_as_kemendagri_and_as_bps(typed, kemendagri, bps):
    assert code_readings(typed) == (kemendagri, bps)
