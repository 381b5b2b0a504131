"""Real areas: Tambun Selatan is 32.16.06, Cibitung 32.16.07, Setu 32.16.18, Jatiasih 32.75.09."""

import polars as pl
import pytest

from binaan.places.matching import ANSWER, Resolver
from binaan.places.models import Place

pytestmark = pytest.mark.usefixtures("bekasi")

REGENCY, CITY, DISTRICT, PROVINCE = "32.16", "32.75", "32.16.06", "32"
JATIMULYA = "32.16.06.1001"


def row(village=None, district=None, regency=None, code=None):
    texts = (pl.String,) * 4
    names = ("village", "district", "regency", "code")
    return pl.DataFrame(
        [(village, district, regency, code)],
        schema=dict(zip(names, texts, strict=True)),
        orient="row",
    )


def resolve(at, **named):
    """place, problem, field, suggestion"""
    return Resolver(at).resolve(row(**named)).row(0)


CERTAIN = [
    ({"village": "Jatimulya", "district": "Tambun Selatan"}, JATIMULYA),
    ({"village": "JATI MULYA", "district": "Kec. Tambunselatan"}, JATIMULYA),
    ({"village": "Kel. Jatimulya", "district": "SETU", "code": "32.16.06.1001"}, JATIMULYA),
    ({"district": "TAMBUN SELATAN", "regency": "Kab. Bekasi"}, DISTRICT),
    ({"village": "Jatimulya"}, JATIMULYA),  # there is only one in the regency
    ({"district": "Setu"}, "32.16.18"),
    ({"district": "Karangbahagia"}, "32.16.10"),
    ({"district": "Muara Gembong"}, "32.16.17"),
    ({"regency": "Bekasi", "district": "Setu"}, "32.16.18"),
    ({"regency": "Kabupaten Bekasi"}, REGENCY),
    ({"regency": "Jawa Barat", "district": "Setu"}, "32.16.18"),  # above us, no fault
    ({"code": JATIMULYA}, JATIMULYA),
    ({"code": "3216062010"}, "32.16.06.2010"),
    ({"code": "3216010"}, "32.16.18"),  # BPS for Setu
    ({"code": "32.16.06", "village": "Jatimulya"}, JATIMULYA),
    ({"code": "32.16.06", "district": "Setu"}, DISTRICT),  # a code wins
    ({"code": JATIMULYA, "village": "Cibuntu", "district": "Cibitung"}, JATIMULYA),
    ({"code": "32", "village": "Jatimulya"}, JATIMULYA),  # the province says nothing more
    ({"village": "Jatimulya, Tambun Selatan"}, JATIMULYA),
    ({"village": "Jatimulya - Tambun Selatan"}, JATIMULYA),
    ({"village": "Jatimulya-Tambun Selatan", "district": "-"}, JATIMULYA),
    ({"village": "Jatimulya / Tambun Selatan"}, JATIMULYA),
    ({"village": "Jatimulya Tambun Selatan"}, JATIMULYA),
    ({"village": "JATIMULYA (TAMBUN SELATAN)"}, JATIMULYA),
    ({"village": "Jatimulya (Perum Indah)"}, JATIMULYA),
    ({"village": "Kel. Jatimulya Kec. Tambun Selatan"}, JATIMULYA),
    ({"village": "Kelurahan Jatimulya Kecamatan Tambun Selatan Kab. Bekasi"}, JATIMULYA),
    ({"village": "Desa/Kelurahan : Jatimulya"}, JATIMULYA),
    ({"village": "Jatimulya RT 02/07"}, JATIMULYA),
    ({"village": "Jatimulya, Tambun Selatan", "district": "Tambun Selatan"}, JATIMULYA),
    ({"village": "Mekarwangi, Cikarang Barat"}, "32.16.08.2002"),
]  # fmt: skip


@pytest.mark.parametrize(("named", "place"), CERTAIN)
def test_a_place_that_is_certain_has_no_problem(named, place):
    assert resolve(REGENCY, **named) == (place, None, None, None)


MISSING = [
    {},
    {"village": "", "district": " "},
    {"village": "-", "district": "n/a", "regency": "-", "code": "0"},
]


@pytest.mark.parametrize("named", MISSING)
def test_a_row_that_names_no_place_comes_in_at_the_place_of_the_list(named):
    assert resolve(REGENCY, **named) == (REGENCY, "place_missing", "village", None)


#   what is named, place, field, suggestion
UNKNOWN = [
    ({"village": "Jatimulia", "district": "Tambun Selatan"}, DISTRICT, "village",
     "Jatimulya, Tambun Selatan"),
    ({"village": "Antah Berantah", "district": "Tambun Selatan"}, DISTRICT, "village", None),
    ({"village": "Jatimulia"}, REGENCY, "village", "Jatimulya, Tambun Selatan"),
    ({"village": "Antah Berantah"}, REGENCY, "village", None),
    ({"village": "Setu"}, "32.16.18", "village", None),  # a kecamatan in the wrong column
    ({"district": "Tambun Selatn"}, REGENCY, "district", "Tambun Selatan"),
    ({"district": "Tambun Selatn", "village": "Jatimulya"}, JATIMULYA, "district",
     "Tambun Selatan"),
    ({"district": "Antah Berantah", "village": "Jatimulya"}, JATIMULYA, "district", None),
    ({"regency": "Bekasih", "district": "Setu"}, "32.16.18", "regency", "Kabupaten Bekasi"),
    ({"regency": "Antah Berantah", "district": "Setu"}, "32.16.18", "regency", None),
    ({"code": "99.99.99", "village": "Jatimulya"}, JATIMULYA, "code", "Jatimulya, Tambun Selatan"),
    ({"code": "99.99.99"}, REGENCY, "code", None),
    ({"village": "Jatimulia, Tambun Selatan"}, REGENCY, "village", None),
    ({"village": "Jatimul", "district": "Tambun Selatan"}, DISTRICT, "village",
     "Jatimulya, Tambun Selatan"),
    ({"village": "Jati", "district": "Tambun Selatan"}, DISTRICT, "village", None),
    ({"village": "Wanasri", "district": "Cibitung"}, "32.16.07", "village", "Wanasari, Cibitung"),
    # lies in Kota Bekasi, but the row says Kab. Bekasi: somebody's slip, not another regency
    ({"village": "Kayuringin Jaya", "regency": "Kab. Bekasi"}, REGENCY, "village", None),
]  # fmt: skip


@pytest.mark.parametrize(("named", "place", "field", "suggestion"), UNKNOWN)
def test_an_unknown_name_comes_in_at_the_deepest_certain_place(named, place, field, suggestion):
    assert resolve(REGENCY, **named) == (place, "place_unknown", field, suggestion)


OUTSIDE = [
    ({"district": "Jatiasih"}, "district"),
    ({"district": "Cibinong", "village": "Pakansari"}, "district"),
    ({"regency": "Kota Bekasi"}, "regency"),
    ({"regency": "Kota Bekasi", "district": "Setu"}, "regency"),
    ({"regency": "Karawang"}, "regency"),
    ({"code": "32.75.01"}, "code"),
    ({"code": "3275040"}, "code"),  # BPS for Bekasi Timur
]


@pytest.mark.parametrize(("named", "field"), OUTSIDE)
def test_an_area_outside_the_place_of_the_list_is_outside(named, field):
    assert resolve(REGENCY, **named) == (REGENCY, "place_outside", field, None)


@pytest.mark.parametrize(
    "village", ["Perum Grand Wisata", "PERUMAHAN INDAH", "Kp. Pulo Sirih", "Komplek AL", "Dusun II"]
)
def test_an_estate_or_kampung_is_no_village_and_stays_at_the_kecamatan(village):
    found = resolve(REGENCY, village=village, district="Tambun Selatan")
    assert found == (DISTRICT, "place_no_village", "village", None)


def test_the_kecamatan_of_another_column_is_not_overruled_by_the_village_cell():
    found = resolve(REGENCY, village="Jatimulya, Tambun Selatan", district="Setu")
    assert found[:3] == ("32.16.18", "place_unknown", "village")


def test_kayuringin_is_suggested_as_kayuringin_jaya():
    found = resolve(CITY, village="Kayuringin", district="Bekasi Selatan")
    assert found[1:] == ("place_unknown", "village", "Kayuringinjaya, Bekasi Selatan")


def test_an_area_is_found_by_the_name_of_the_one_it_came_from():
    old = Place.objects.create(
        pk="32.16.06.2099", name="Babakan Lama", level="village", kind="desa", parent_id=DISTRICT,
        path="32.16.06.2099", name_key="babakanlama", valid_until="2020-12-31",
    )  # fmt: skip
    assert resolve(REGENCY, village="Babakan Lama")[1] == "place_unknown"
    Place.objects.filter(pk=JATIMULYA).update(predecessor=old)
    assert resolve(REGENCY, village="Babakan Lama")[:2] == (JATIMULYA, None)


def test_a_village_of_another_district_is_ambiguous_and_says_where_it_lies():
    assert resolve(REGENCY, village="Mekarwangi", district="Setu") == (
        REGENCY,
        "place_ambiguous",
        "village",
        "Mekarwangi, Cikarang Barat",
    )


def test_a_village_name_that_stands_twice_is_ambiguous_at_the_common_parent():
    Place.objects.filter(pk="32.16.07.2002").update(name_key="tambun")
    assert resolve(REGENCY, village="Tambun") == (REGENCY, "place_ambiguous", "village", None)
    assert resolve(REGENCY, village="Tambun", district="Cibitung")[0] == "32.16.07.2002"
    Place.objects.filter(pk="32.16.06.2005").update(name_key="mekarsari")
    assert resolve(DISTRICT, village="Mekarsari")[:2] == (DISTRICT, "place_ambiguous")


def test_two_close_candidates_are_no_suggestion():
    Place.objects.filter(pk="32.16.06.2005").update(name_key="jatimulyo")
    found = resolve(REGENCY, village="Jatimuly", district="Tambun Selatan")
    assert found == (DISTRICT, "place_unknown", "village", None)


def test_bekasi_alone_means_whichever_the_list_is_for():
    for place in (REGENCY, CITY):
        assert resolve(place, regency="Bekasi") == (place, None, None, None)


def test_bekasi_alone_is_ambiguous_for_the_province_unless_the_rest_settles_it():
    assert resolve(PROVINCE, regency="Bekasi")[:3] == (PROVINCE, "place_ambiguous", "regency")
    assert resolve(PROVINCE, regency="Bekasi", district="Setu") == ("32.16.18", None, None, None)
    assert resolve(PROVINCE, regency="Kota Bekasi", district="Jatiasih")[0] == "32.75.09"


def test_a_district_of_another_regency_than_named_is_ambiguous():
    assert resolve(PROVINCE, regency="Kab. Bekasi", district="Jatiasih") == (
        PROVINCE,
        "place_ambiguous",
        "district",
        "Jatiasih",
    )


def test_a_list_of_one_kecamatan_takes_no_other():
    assert resolve(DISTRICT, district="Cibitung") == (DISTRICT, "place_outside", "district", None)
    assert resolve(DISTRICT, district="Bekasi Selatan")[1] == "place_outside"
    assert resolve(DISTRICT, code="32.16.07")[1] == "place_outside"
    assert resolve(DISTRICT, district="Tambun Selatan", regency="Bekasi")[:2] == (DISTRICT, None)
    assert resolve(DISTRICT, village="Jatimulya")[:2] == (JATIMULYA, None)
    assert resolve(DISTRICT, code="32.16", village="Jatimulya")[:2] == (JATIMULYA, None)


def test_a_village_of_the_kecamatan_next_door_may_be_a_slip():
    # Wanasari lies in Cibitung, the same regency: not held, only unknown here.
    assert resolve(DISTRICT, village="Wanasari") == (DISTRICT, "place_unknown", "village", None)


def test_a_list_of_one_village_knows_the_places_above_it():
    named = {"village": "Jatimulya", "district": "Tambun Selatan", "regency": "Kab. Bekasi"}
    assert resolve(JATIMULYA, **named) == (JATIMULYA, None, None, None)
    assert resolve(JATIMULYA, district="Tambun Selatan") == (JATIMULYA, None, None, None)
    assert resolve(JATIMULYA, district="Cibitung")[1] == "place_outside"


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ({}, (REGENCY, "place_ambiguous", "code", None)),
        # it is BPS's code for this one
        ({"village": "Satriajaya"}, ("32.16.05.2001", None, None, None)),
        (
            {"village": "Satria Jya", "district": "Tambun Utara"},
            ("32.16.05.2001", None, None, None),
        ),
        # and Kemendagri's for that one
        ({"village": "Mekarwangi"}, ("32.16.08.2002", None, None, None)),
    ],
)
def test_ten_digits_that_mean_two_villages_are_settled_by_the_names(names, found):
    assert resolve(REGENCY, code="3216082002", **names) == found


def test_with_dots_a_code_is_never_taken_for_that_of_bps():
    assert resolve(REGENCY, code="32.16.08.2002", village="Satriajaya")[0] == "32.16.08.2002"


def test_an_ended_place_is_found_by_code_but_not_by_name():
    Place.objects.filter(pk=JATIMULYA).update(valid_until="2025-12-31")
    assert resolve(REGENCY, code=JATIMULYA) == (JATIMULYA, None, None, None)
    assert resolve(REGENCY, village="Jatimulya")[:2] == (REGENCY, "place_unknown")


def test_rows_keep_their_order_and_other_columns_do_not_matter():
    frame = pl.concat(
        [row(village="Jatimulya"), row(), row(district="Setu"), row(village="Jatimulya")]
    ).with_columns(name=pl.Series(["a", "b", "c", "d"]))
    found = Resolver(REGENCY).resolve(frame)
    assert tuple(found.columns) == ANSWER
    assert found["place_code"].to_list() == [JATIMULYA, REGENCY, "32.16.18", JATIMULYA]


def test_a_list_without_any_column_of_places_misses_them_all():
    found = Resolver(REGENCY).resolve(pl.DataFrame({"name": ["a", "b"]}))
    assert found["place_problem"].to_list() == ["place_missing"] * 2


def test_an_empty_list_has_no_answers():
    assert Resolver(REGENCY).resolve(row().clear()).height == 0
    assert Resolver(REGENCY).resolve(pl.DataFrame({"name": []})).height == 0


def test_codes_read_as_numbers_are_taken():
    found = Resolver(REGENCY).resolve(pl.DataFrame({"code": [3216062010]}))
    assert found["place_code"].to_list() == ["32.16.06.2010"]


def test_a_list_for_an_unknown_place_is_refused():
    with pytest.raises(Place.DoesNotExist, match="99"):
        Resolver("99.99")


def test_known_names_cost_no_further_query(django_assert_num_queries):
    resolver = Resolver(REGENCY)
    with django_assert_num_queries(0):
        resolver.resolve(row(village="Jatimulya", district="Setu", regency="Bekasi"))
        resolver.resolve(row(code="3216082002"))


def test_an_unknown_name_is_looked_up_once(django_assert_num_queries):
    resolver = Resolver(REGENCY)
    with django_assert_num_queries(1):
        for village in ("Jatimulya", "Setiamulya", None):
            resolver.resolve(row(village=village, district="Cibinong"))
