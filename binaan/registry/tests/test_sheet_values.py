"""Whole rows of a list as offices write them: what is kept, what waits, what is suggested."""

from datetime import date
from types import SimpleNamespace

import polars as pl
import pytest

from binaan.kit.sheets.cells import NUMBER_MARK
from binaan.places.models import Outline
from binaan.registry.sheets.reading import ListReader
from binaan.registry.tests.factory import Register
from tests.remembered import remembered

# Cells become values in Polars; on PostgreSQL tests/awkward reads whole lists of them.
pytestmark = pytest.mark.once


@pytest.fixture
def reader(db):
    register = remembered("register", Register)
    place = register.place("32.16")
    Outline.objects.create(
        place=place, geometry="{}", min_lat=-6.6, min_lon=106.9, max_lat=-5.9, max_lon=107.4
    )
    return ListReader(
        SimpleNamespace(
            place_id="32.16", place=place, version=SimpleNamespace(as_of=date(2020, 12, 31))
        )
    )


def read(reader, **cells):
    """The row as kept, and its problems as (field, code, suggestion)."""
    frame = pl.DataFrame(
        {"ordinal": [1], "name": ["Tahu Sari"], **{name: [text] for name, text in cells.items()}}
    )
    reader.foresee(frame)
    found = reader.read(frame)
    problems = [
        (p["field"], p["code"], p["suggestion"])
        for p in found.problems.to_dicts()
        if p["code"] != "place_missing"
    ]
    return found.clean.row(0, named=True), problems


MONEY = [
    ("sales", "Rp. 2.500.000,-", (2_500_000, 2_500_000)),
    ("sales", "2,5 jt", (2_500_000, 2_500_000)),
    ("sales", "500rb", (500_000, 500_000)),
    ("sales", "±10 jt", (10_000_000, 10_000_000)),
    ("sales", "1.2 M", (1_200_000_000, 1_200_000_000)),
    ("sales", "2.500.000.00", (2_500_000, 2_500_000)),
    ("sales", "2 juta 500 ribu", (2_500_000, 2_500_000)),
    ("sales", "Rp 3 jt/bln", (36_000_000, 36_000_000)),
    ("sales", "3 juta per bulan", (36_000_000, 36_000_000)),
    ("sales", "36 jt/tahun", (36_000_000, 36_000_000)),
    ("sales_month", "3 jt", (36_000_000, 36_000_000)),
    ("sales_month", "3 jt/bln", (36_000_000, 36_000_000)),
    ("sales_month", "36 jt/thn", (36_000_000, 36_000_000)),
    ("capital", "10 jt", (10_000_000, 10_000_000)),
    ("sales", "0", (0, 0)),
    ("sales", "tidak ada", (None, None)),
    ("sales", "belum dihitung", (None, None)),
]
MONEY_WAITS = [
    ("sales", "2,5", "money_unit_unclear", "Rp 2.500.000"),
    ("sales", "15", "money_unit_unclear", "Rp 15.000.000"),
    ("sales", "250", "money_unit_unclear", None),
    ("sales", "2,5/bln", "money_unit_unclear", "Rp 2.500.000/bln"),
    ("sales", "50.000/hari", "money_period_unclear", None),
    ("sales", "300 rb per minggu", "money_period_unclear", None),
    ("sales", "1.846 Triliun", "money_unit_unclear", "Rp 1.846.000.000.000"),
    ("sales", "dua juta", "number_unreadable", "Rp 2.000.000"),
    ("sales", "2.500.000 x 12", "number_unreadable", "Rp 30.000.000"),
    ("sales", "tidak tentu", "number_unreadable", None),
    ("capital", "3 jt/bln", "money_unit_unclear", None),
]


@pytest.mark.parametrize("field, text, bounds", MONEY)
def test_money_that_everybody_reads_alike_is_kept(reader, field, text, bounds):
    row, problems = read(reader, **{field: text})
    base = "sales" if field == "sales_month" else field
    assert ((row[f"{base}_low"], row[f"{base}_high"]), problems) == (bounds, [])


@pytest.mark.parametrize("text", ["5-10 juta", "5 s/d 10 jt", "5.000.000 - 10.000.000"])
def test_a_range_of_money_keeps_its_bounds_and_says_so(reader, text):
    row, problems = read(reader, sales=text)
    assert (row["sales_low"], row["sales_high"]) == (5_000_000, 10_000_000)
    assert problems == [("sales", "number_range", None)]


@pytest.mark.parametrize("field, text, code, suggestion", MONEY_WAITS)
def test_money_that_waits_has_a_suggestion_that_is_read_back(reader, field, text, code, suggestion):
    row, problems = read(reader, **{field: text})
    assert (row[f"{field}_low"], problems) == (None, [(field, code, suggestion)])
    if suggestion:
        mended, left = read(reader, **{field: suggestion})
        assert mended[f"{field}_low"] is not None
        assert left == []


def test_a_suggestion_below_thousands_is_written_in_thousands(reader):
    frame = pl.DataFrame(
        {"ordinal": [1, 2, 3], "name": ["A", "B", "C"], "investment": ["2,5 jt", "2.500", "dua juta"],
         "investment__times": [1000.0] * 3}
    )  # fmt: skip
    found = reader.read(frame)
    assert found.clean["investment_low"].to_list() == [None, 2_500_000, None]
    told = {
        p["ordinal"]: p["suggestion"]
        for p in found.problems.to_dicts()
        if p["field"] == "investment"
    }
    assert told == {1: "2.500", 3: "2.000"}


@pytest.mark.parametrize("text", ["rahasia", "Tidak mau", "menolak", "tdk bersedia"])
def test_a_refusal_is_a_reason_and_no_problem(reader, text):
    row, problems = read(reader, sales=text, workers=text)
    assert (row["sales_low"], row["workers"], problems) == (None, None, [])
    assert row["missing"] == '{"workers":"refused","sales":"refused"}'


def test_sales_of_a_month_count_where_a_row_states_none_of_a_year(reader):
    frame = pl.DataFrame({"ordinal": [1, 2, 3], "name": ["A", "B", "C"],
                          "sales": ["12 jt", None, "rahasia"], "sales_month": ["9 jt", "2 jt", None]})  # fmt: skip
    found = reader.read(frame).clean
    assert found["sales_low"].to_list() == [12_000_000, 24_000_000, None]
    assert found["missing"].to_list() == [None, None, '{"sales":"refused"}']


OTHERS = [
    ("nik", "NIK: 3216 0645 0785 0003", "3216064507850003"),
    ("nik", "'3216064507850003", "3216064507850003"),
    ("nik", "belum ada", None),
    ("nik", "0", None),
    ("nib", "NIB 0220203642931", "0220203642931"),
    ("nib", "1310220202906", "1310220202906"),
    ("nib", "belum punya", None),
    ("npwp", "tidak ada", None),
    ("phone", "0812-3456-7890 / 021-8812345", "+6281234567890"),
    ("phone", "8123456789", "+628123456789"),
    ("phone", "Tidak Ada", None),
    ("email", "tidak ada", None),
    ("birth_date", "Bekasi, 12 Januari 1980", date(1980, 1, 12)),
    ("birth_date", "43477", date(2019, 1, 12)),
    ("birth_date", "12/1/19", date(2019, 1, 12)),
    ("started_year", "th. 2015", 2015),
    ("started_year", "42005", 2015),
    ("started_year", "± 2010", 2010),
    ("sex", "Wanita", "P"),
    ("legal_form", "U.D.", "ud"),
    ("guided", "√", "true"),
    ("workers", "12 orang", 12),
    ("workers", "tidak ada", None),
]
OTHERS_WAIT = [
    ("nik", f"{NUMBER_MARK}3216064507850003", "nik_digits_lost", None),
    ("nik", "3,21606E+15", "nik_digits_lost", None),
    ("nik", "32160645078500O3", "nik_length", "3216064507850003"),
    ("nik", "321606010190001", "nik_length", None),
    ("nik", "1310220202906", "nik_is_nib", None),
    ("nib", "220203642931", "nib_zero_lost", "0220203642931"),
    ("nib", "3216064507850003", "nib_is_nik", None),
    ("phone", "O812-3456-7890", "phone_unreadable", "081234567890"),
    ("phone", "0812xxxx", "phone_unreadable", None),
    ("birth_date", "1/25/1980", "date_unreadable", "25-01-1980"),
    ("birth_date", "1980", "date_year_only", None),
    ("started_year", "98", "date_unreadable", "1998"),
    ("started_year", "2010-2015", "date_unreadable", None),
    ("started_year", "5 tahun yang lalu", "date_unreadable", "2015"),
    ("status", "aktiv", "choice_unknown", "Berjalan"),
    ("legal_form", "peroranagn", "choice_unknown", "Perorangan (tanpa badan usaha)"),
    ("status", "milik sendiri", "choice_unknown", None),
    ("rt_rw", "2026-07-02", "number_unreadable", "002/007"),
]


@pytest.mark.parametrize("field, text, value", OTHERS)
def test_a_value_that_a_person_calls_fine_raises_no_problem(reader, field, text, value):
    row, problems = read(reader, **{field: text})
    assert (row[field], problems) == (value, [])


@pytest.mark.parametrize("field, text, code, suggestion", OTHERS_WAIT)
def test_another_value_waits_and_a_suggestion_is_read_back(reader, field, text, code, suggestion):
    row, problems = read(reader, **{field: text})
    assert (row.get(field), problems) == (None, [(field, code, suggestion)])
    if suggestion:
        assert read(reader, **{field: suggestion})[1] == []


POSITIONS = [
    {"lat": "-6,2421", "lon": "107,0191"},
    {"position": "-6,2421 107.0191"},
    {"position": "https://maps.google.com/?q=-6.2421,107.0191"},
    {"lat": "-6.2421, 107.0191", "lon": "-6.2421"},
    {"lat": "6.2421 LS", "lon": "107.0191 BT"},
]
POSITIONS_WAIT = [
    ({"lat": "107.0191", "lon": "-6.2421"}, "lat", "-6.2421, 107.0191"),
    ({"lat": "6.2421", "lon": "107.0191"}, "lat", "-6.2421, 107.0191"),
    ({"lat": "-62421", "lon": "1070191"}, "lat", "-6.2421, 107.0191"),
    ({"position": "6.2421, 107.0191"}, "position", "-6.2421, 107.0191"),
    ({"lat": "0", "lon": "0"}, "lat", None),
    ({"position": "dekat pasar"}, "position", None),
]


@pytest.mark.parametrize("cells", POSITIONS)
def test_a_position_is_read_in_every_form(reader, cells):
    row, problems = read(reader, **cells)
    assert ((row["lat"], row["lon"]), problems) == ((-6.2421, 107.0191), [])


@pytest.mark.parametrize("cells, field, suggestion", POSITIONS_WAIT)
def test_a_position_that_waits_is_suggested_for_its_own_cell(reader, cells, field, suggestion):
    row, problems = read(reader, **cells)
    assert (row["lat"], problems) == (None, [(field, "position_outside", suggestion)])
    if suggestion:
        mended, left = read(reader, **(cells | {field: suggestion}))
        assert (mended["lat"], left) == (-6.2421, [])


PARTS = [
    ({"rt_rw": "RT 02 RW 07"}, ("002", "007")),
    ({"rt": "2", "rw": "7"}, ("002", "007")),
    ({"rt": "002/007"}, ("002", "007")),
    ({"rt": "02/07", "rw": None}, ("002", "007")),
    ({"address": "Kp. Pulo RT.02/RW.07"}, ("002", "007")),
    ({"rt": "1", "rw": None, "address": "Kp. Pulo RT.02/RW.07"}, ("001", "007")),
    ({"rt_rw": "-", "address": "Kp. Pulo RT 002/007"}, ("002", "007")),
    ({"address": "Kp. Pulo"}, (None, None)),
]


@pytest.mark.parametrize("cells, parts", PARTS)
def test_rt_and_rw_come_from_their_cells_and_else_from_the_address(reader, cells, parts):
    row, problems = read(reader, **cells)
    assert ((row["rt"], row["rw"]), problems) == (parts, [])


VILLAGE, DISTRICT, REGENCY = "32.16.06.2001", "32.16.06", "32.16"
ADDRESSES = [
    ({"address": "Jl. Melati 5 Kel. Setiadarma Kec. Tambun Selatan 17510"}, VILLAGE),
    ({"address": "Jl. Melati 5 Ds. Setiadarma"}, VILLAGE),
    ({"address": "Jl. Melati 5, Setiadarma, Tambun Selatan"}, VILLAGE),
    ({"address": "Perum Grand Wisata Blok AB 12/5 Setiadarma Tambun Selatan"}, VILLAGE),
    ({"address": "Jl. Melati 5 Setiadarma Tambun Selatan Kab. Bekasi Jawa Barat"}, VILLAGE),
    ({"address": "Jl. Melati 5, Setiadarma", "district": "Tambun Selatan"}, VILLAGE),
    (
        {"address": "Jl. Melati 5, Setiadarma, Kec. Tambun Selatan, Kab. Bekasi, Jawa Barat 17530"},
        VILLAGE,
    ),
    ({"address": "Jl. Melati 5, Tambun Selatan"}, DISTRICT),
    ({"address": "Jl. Melati 5 Kec. Tambun Selatan"}, DISTRICT),
    ({"address": "Jl. Raya Setiadarma"}, REGENCY),
    ({"address": "Jl. Desa Setiadarma No. 5"}, REGENCY),
    ({"address": "Cluster Kota Wisata 5, Serang"}, REGENCY),
    ({"address": "Jl. Melati 5 Kel. Setiadarma", "village": "Wanasari"}, "32.16.07.2001"),
    ({"address": "Jl. Melati 5", "district": "Tambun Selatan"}, DISTRICT),
]


@pytest.mark.parametrize("cells, place", ADDRESSES)
def test_an_address_fills_the_place_a_row_leaves_empty(reader, cells, place):
    row, problems = read(reader, **cells)
    assert (row["place"], problems, row["address"]) == (place, [], cells["address"])


def test_a_village_alone_at_the_end_of_an_address_is_only_suggested(reader):
    row, problems = read(reader, address="Jl. Melati 5, Setiadarma")
    assert row["place"] == REGENCY
    assert problems == [("village", "place_unknown", "Setiadarma, Tambun Selatan")]


def test_a_marked_kecamatan_outside_the_list_sends_the_row_away_like_a_cell(reader):
    row, problems = read(reader, address="Jl. Melati 5 Kec. Bekasi Timur")
    assert row["held"]
    assert [code for _field, code, _hint in problems] == ["place_outside"]


def test_reading_asks_the_database_nothing_that_was_not_foreseen(reader, django_assert_num_queries):
    frame = pl.DataFrame(
        {"ordinal": [1, 2], "name": ["A", "B"], "village": ["Antah", "-"],
         "address": ["Jl. Mawar", "Jl. Melati 5 Ds. Berantah Kec. Entah"]}
    )  # fmt: skip
    reader.foresee(frame)
    with django_assert_num_queries(0):
        reader.read(frame)
