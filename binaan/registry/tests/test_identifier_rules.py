"""Identifiers are read as the office writes them; fictional vectors of data/ikm/id-formats.yaml."""

from datetime import date

import pytest

from binaan.registry.rules import identifiers as rules

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("written", "value", "problem"),
    [
        ("3216064507850003", "3216064507850003", None),
        ("3275010101900001", "3275010101900001", None),
        ("3216063202900001", None, "nik_date"),  # day 32
        ("3216067207850001", None, "nik_date"),  # 72 - 40 = 32
        ("3216063002900001", None, "nik_date"),  # 30 February
        ("3216060101900000", None, "nik_serial"),
        ("321606010190001", None, "nik_length"),  # 15 digits
        ("32160645078500031", None, "nik_length"),
        ("32160645078500O3", None, "nik_length"),  # the letter O
        ("3.21606E+15", None, "nik_length"),
        ("٣٢١٦٠٦٤٥٠٧٨٥٠٠٠٣", None, "nik_length"),  # digits of another script
        ("3216062902000001", "3216062902000001", None),  # 29 February 2000 is a day, 1900 is not
        ("3216060001900001", None, "nik_date"),
        ("3216060113900001", None, "nik_date"),
        (" 3216 0645 0785 0003 ", "3216064507850003", None),
        ("'3216064507850003", "3216064507850003", None),
        ("3216064507850003.0", "3216064507850003", None),
        ("32.16.06.450785.0003", "3216064507850003", None),
        ("`3216064507850003", "3216064507850003", None),
        ('"3216064507850003"', "3216064507850003", None),
        ("‘3216064507850003’", "3216064507850003", None),
        ("NIK: 3216064507850003", "3216064507850003", None),
        ("No. KTP 3216 0645 0785 0003", "3216064507850003", None),
        ("3216064507850003,", "3216064507850003", None),
        ("321606******0003", None, "nik_length"),
        ("1310220202906", None, "nik_is_nib"),
        ("9999994507850003", "9999994507850003", None),  # an area nobody knows is no fault
        ("", None, None),
        ("  ", None, None),
        (None, None, None),
    ],
)
def test_a_nik_is_kept_or_its_problem_named(written, value, problem):
    assert rules.check_nik(written) == (value, problem)


@pytest.mark.parametrize(
    ("nik", "sex", "born"),
    [
        ("3216064507850003", "P", date(1985, 7, 5)),
        ("3275010101900001", "L", date(1990, 1, 1)),
        ("3216060101100001", "L", date(2010, 1, 1)),  # 16 years old, or 116
        ("3216060101300001", "L", date(1930, 1, 1)),
        ("3216060101200001", "L", None),  # 6 or 106: neither is believable
        ("3216062111110001", "L", date(2011, 11, 21)),  # 15 today
        ("3216062211110001", "L", None),  # 15 tomorrow
        ("321606010190001", None, None),
    ],
)
def test_a_nik_tells_sex_and_birthday(nik, sex, born):
    assert rules.nik_sex(nik) == sex
    assert rules.nik_birth_date(nik, TODAY) == born


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1310220202906", ("1310220202906", None, None)),
        ("1269000142158", ("1269000142158", None, None)),  # an old one holds no date
        ("404230015488", (None, "nib_zero_lost", "0404230015488")),
        ("220203642931", (None, "nib_zero_lost", "0220203642931")),
        ("13102202029", (None, "nib_length", None)),
        ("13102202029061", (None, "nib_length", None)),
        ("belum ada", (None, "nib_length", None)),
        ("13102 20202906", ("1310220202906", None, None)),
        ("NIB 0220203642931", ("0220203642931", None, None)),
        ("NIB: 0220-2036-42931", ("0220203642931", None, None)),
        ("'0220203642931", ("0220203642931", None, None)),
        ("1310220202906.0", ("1310220202906", None, None)),
        ("3216064507850003", (None, "nib_is_nik", None)),
        ("3216063202900001", (None, "nib_length", None)),  # 16 digits, but no NIK
        ("", (None, None, None)),
    ],
)
def test_a_nib_is_kept_or_its_problem_named(written, expected):
    assert rules.check_nib(written) == expected


@pytest.mark.parametrize(
    ("written", "value", "problem"),
    [
        ("09.254.294.3-408.000", "0092542943408000", None),
        ("092542943408000", "0092542943408000", None),
        ("3216064507850003", "3216064507850003", None),
        ("0092542943408000000001", "0092542943408000", None),  # a NITKU
        ("00.000.000.0-000.000", None, "npwp_length"),
        ("12345", None, "npwp_length"),
        ("ada", None, "npwp_length"),
        ("", None, None),
    ],
)
def test_an_npwp_is_kept_with_16_digits(written, value, problem):
    assert rules.check_npwp(written) == (value, problem)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("0812-3456-7890", "+6281234567890"),
        ("62 856 1234 567", "+628561234567"),
        ("021-8900000", "+62218900000"),
        ("(021) 8900000", "+62218900000"),
        ("+62 812 3456 7890", "+6281234567890"),
        ("+62 (0)812 3456 7890", "+6281234567890"),
        ("81234567890", "+6281234567890"),  # the zero is gone
        ("81234567890.0", "+6281234567890"),
        ("0812 3456 7890 / 0813 1111 2222", "+6281234567890"),
        ("tidak ada / 081311112222", "+6281311112222"),
        ("HP: 0812.3456.7890", "+6281234567890"),
        ("WA 081234567890 atau 0813", "+6281234567890"),
        ("0264-201234", "+62264201234"),
        ("0812-3456-7890 / 021-8812345", "+6281234567890"),
        ("0812-3456-7890 021-8812345", "+6281234567890"),  # two lines of one cell
        ("0812 3456 7890 0857 1234 5678", "+6281234567890"),
        ("021-8812345 / 0812-3456-7890", "+62218812345"),
        ("6281234567890", "+6281234567890"),
        ("+62 (812) 3456-7890", "+6281234567890"),
        ("0812 3456 7890 (Ibu Sari)", "+6281234567890"),
        ("Pak Budi 0812-3456-7890", "+6281234567890"),
        ("081234567890 081311112222", "+6281234567890"),
        ("0812 3456 7890 0813 1111 2222", "+6281234567890"),
        ("'081234567890", "+6281234567890"),
        ("(0812) 34567890", "+6281234567890"),
        ("0812xxxx", None),
        ("0812-34xx-7890", None),
        ("8.12E+10", None),
        ("0264-2012", None),  # too short even with its area code
        ("0264-2012345", "+622642012345"),
        ("8900000", None),  # no area code
        ("0801234567", None),
        ("0812", None),
        ("-", None),
        ("", None),
        (None, None),
    ],
)
def test_a_phone_is_kept_in_one_form(written, expected):
    assert rules.normal_phone(written) == expected


@pytest.mark.parametrize(
    ("written", "lost"),
    [("3.21606E+15", True), ("3,21606E+15", True), ("3E+15", True), ("3216064507850003", False),
     ("", False)],
)  # fmt: skip
def test_a_number_in_scientific_form_has_lost_its_end(written, lost):
    assert rules.digits_lost(written) is lost


@pytest.mark.parametrize(
    ("check", "written", "meant"),
    [
        (rules.likely_nik, "32160645078500O3", "3216064507850003"),
        (rules.likely_nik, "32l6064507850003", "3216064507850003"),
        (rules.likely_nik, "NIK 3216O645O785OOO3", "3216064507850003"),
        (rules.likely_nik, "3216063202900OO1", None),  # no sound NIK either way
        (rules.likely_nik, "321606450785000", None),
        (rules.likely_nik, "321606450785000X", None),
        (rules.likely_nib, "220203642931", "0220203642931"),
        (rules.likely_nib, "O22O203642931", "0220203642931"),
        (rules.likely_nib, "13102202029", None),
        (rules.likely_phone, "O812-3456-789O", "081234567890"),
        (rules.likely_phone, "08l2 3456 7890", "081234567890"),
        (rules.likely_phone, "0812xxxx", None),
        (rules.likely_phone, "8900000", None),
    ],
)
def test_letters_that_look_like_digits_are_only_suggested(check, written, meant):
    assert check(written) == meant
