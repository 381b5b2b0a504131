"""Positions as they stand in real cells; the point is near the office of Bekasi Timur."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binaan.registry.rules.positions import Box, Found, Point, locate, read_one, read_pair, written

BEKASI = Box(106.7, -6.6, 107.4, -5.8)
HERE = Point(-6.2421, 107.0191)

PAIRS = [
    ("-6,2421 107.0191", HERE),
    ("-6.2421, 107.0191", HERE),
    ("-6.2421,107.0191", HERE),
    ("-6,2421; 107,0191", HERE),
    ("-6,2421, 107,0191", HERE),
    ("-6,2421,107,0191", HERE),
    ("(-6.2421, 107.0191)", HERE),
    ("−6.2421 / 107.0191", HERE),
    ("lat: -6.2421 long: 107.0191", HERE),
    ("S6.2421 E107.0191", HERE),
    ("6.2421 LS 107.0191 BT", HERE),
    ("6,2421 LS; 107,0191 BT", HERE),
    ("107.0191 BT, 6.2421 LS", HERE),
    ("6.2421° S, 107.0191° E", HERE),
    ("-6.2421 107.0191 0 0", HERE),
    ("-6.2421 107.0191 31.5 4.9", HERE),
    ("POINT(107.0191 -6.2421)", HERE),
    ("6°14'31.6\"S 107°01'08.8\"E", Point(-6.2421111, 107.0191111)),
    ("6º14’31,6” LS 107º01’08,8” BT", Point(-6.2421111, 107.0191111)),
    ("6°14′31.6″S, 107°01′08.8″E", Point(-6.2421111, 107.0191111)),
    ("6 14 31.6 LS, 107 1 8.8 BT", Point(-6.2421111, 107.0191111)),
    ("S 6° 14.527' E 107° 1.147'", Point(-6.2421167, 107.0191167)),
    ("https://www.google.com/maps/@-6.2421,107.0191,17z", HERE),
    ("https://maps.google.com/?q=-6.2421,107.0191", HERE),
    ("https://www.google.com/maps?q=-6.2421%2C107.0191&z=17", HERE),
    ("https://www.google.com/maps/place/Toko/@-6.3,107.1,17z/data=!3m1!3d-6.2421!4d107.0191", HERE),
    ("https://www.google.com/maps/search/?api=1&query=-6.2421,107.0191", HERE),
    ("https://maps.app.goo.gl/abc123", None),
    ("-6.2421", None),
    ("dekat pasar", None),
    ("6°74'31\"S 107°01'08\"E", None),
    ("1 2 3 4 5", None),
    ("6.2 LS 107.0 LS", None),
    ("", None),
]
ONES = [
    ("-6.2421", "lat", -6.2421),
    ("-6,2421", "lat", -6.2421),
    ("6.2421 S", "lat", -6.2421),
    ("LS 6,2421", "lat", -6.2421),
    ("6°14'31.6\" LS", "lat", -6.242111),
    ("6 14 31.6", "lat", 6.242111),
    ("-6°14'31.6\"", "lat", -6.242111),
    ("107°01'08.8\"E", "lon", 107.019111),
    ("107,0191 BT", "lon", 107.0191),
    ("-6.2421°", "lat", -6.2421),
    ("107.0191 BT", "lat", None),
    ("-6.2421, 107.0191", "lat", None),
    ("abc", "lat", None),
    (None, "lat", None),
]
LIKELY = [
    (("6.2421", "107.0191", None), "-6.2421, 107.0191"),
    (("107.0191", "-6.2421", None), "-6.2421, 107.0191"),
    (("107.0191", "6.2421", None), "-6.2421, 107.0191"),
    (("-62421", "1070191", None), "-6.2421, 107.0191"),
    (("-6242134", "107019112", None), "-6.242134, 107.019112"),
    (("-6.242.134", "107.019.112", None), "-6.242134, 107.019112"),
    (("-6.242.134", "107.0191", None), "-6.242134, 107.0191"),
    ((None, None, "6.2421, 107.0191"), "-6.2421, 107.0191"),
    ((None, None, "107.0191, -6.2421"), "-6.2421, 107.0191"),
    ((None, None, "-62421, 1070191"), "-6.2421, 107.0191"),
    ((None, None, "-6.242.134 107.019.112"), "-6.242134, 107.019112"),
    (("-6.2421", "10.70191", None), None),
    (("0", "0", None), None),
    (("-7.5", "112.0", None), None),
    (("-6.2421", None, None), None),
    (("abc", "107.0191", None), None),
    ((None, None, "https://maps.app.goo.gl/abc123"), None),
]


@pytest.mark.parametrize("text, point", PAIRS)
def test_both_degrees_are_read_from_one_text(text, point):
    assert read_pair(text) == point


@pytest.mark.parametrize("text, axis, degrees", ONES)
def test_one_degree_is_read_from_its_own_column(text, axis, degrees):
    assert read_one(text, axis) == pytest.approx(degrees, abs=1e-6)


@pytest.mark.parametrize(
    "lat, lon, position",
    [
        ("-6.2421", "107.0191", None),
        ("-6,2421", "107,0191", None),
        ("-6.2421, 107.0191", "107.0191", None),  # a suggestion typed into the first column
        ("-6.2421, 107.0191", None, None),
        (None, None, "-6,2421 107.0191"),
        ("0", "0", "-6,2421 107.0191"),
        ("6.2421 LS", "107.0191 BT", None),
    ],
)
def test_a_point_in_the_place_of_the_list_is_kept(lat, lon, position):
    assert locate(lat, lon, position, BEKASI) == Found(HERE)


@pytest.mark.parametrize("cells, suggestion", LIKELY)
def test_what_was_probably_meant_is_suggested_and_reads_back(cells, suggestion):
    assert locate(*cells, BEKASI) == Found(None, suggestion)
    if suggestion:
        assert locate(suggestion, cells[1], None, BEKASI).point


@given(st.text("0123456789.,-°'\"SELSBT ;/", max_size=30))
def test_no_text_breaks_the_reader(text):
    found = locate(text, None, text, BEKASI)
    assert found.point is None or BEKASI.holds(found.point)


@given(st.floats(-6.6, -5.8), st.floats(106.7, 107.4))
def test_what_we_write_we_read_back(lat, lon):
    point = read_pair(written(Point(lat, lon)))
    assert (point.lat, point.lon) == pytest.approx((lat, lon), abs=1e-5)
