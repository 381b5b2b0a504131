"""Where one may trade, outlines as people give them, and what figures of places come to."""

import json
from datetime import date
from decimal import Decimal

import pytest

from binaan.vendors.rules import locations as rules
from binaan.vendors.rules import measuring

pytestmark = pytest.mark.once
FIRST, LAST = date(2026, 1, 6), date(2026, 5, 31)
SQUARE = "-6.2450, 107.0100\n-6.2450, 107.0110\n-6.2440, 107.0110\n-6.2440, 107.0100"


@pytest.mark.parametrize(
    ("state", "on", "suits"),
    [
        ("permanen", FIRST, "sesuai_permanen"),
        ("permanen", date(2026, 1, 5), "tidak_sesuai"),
        ("peremajaan", FIRST, "sesuai_permanen"),
        ("sementara", LAST, "sesuai_sementara"),
        ("sementara", date(2026, 6, 1), "tidak_sesuai"),
        ("terverifikasi", FIRST, "tidak_sesuai"),
        ("terlarang", FIRST, "tidak_sesuai"),
        ("dihapus", FIRST, "tidak_sesuai"),
    ],
)
def test_whether_a_place_suits_is_read_from_the_location(state, on, suits):
    until = LAST if state == "sementara" else None
    assert rules.suits(state, FIRST, until, on=on) == suits


def test_a_temporary_location_ends_by_itself_the_day_after():
    assert rules.state_on("sementara", LAST, on=LAST) == "sementara"
    [(step, day)] = rules.clock_steps("sementara", LAST, on=date(2026, 7, 1))
    assert (step.now, day) == ("dihapus", date(2026, 6, 1))
    assert rules.state_on("permanen", LAST, on=date(2027, 1, 1)) == "permanen"


def test_an_outline_by_corners_and_as_geojson_is_the_same():
    shape = rules.outline_of(SQUARE)
    assert rules.outline_of(json.dumps(shape)) == shape
    assert rules.outline_of(json.dumps({"type": "Feature", "geometry": shape})) == shape
    assert rules.outline_of("  ") is None
    assert 12_000 < rules.area(shape) < 12_400  # 110.6 m by 111.2 m
    assert rules.there(rules.centre(shape), point=(0, 0), radius=1, outline=shape)
    assert not rules.there((-6.2460, 107.0105), point=(0, 0), radius=1, outline=shape)


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("-6.2450, 107.0100", "titik sudut"),
        ("-6.2450\n1\n2", "Baris 1"),
        ("107.0100, -6.2450\n107.0110, -6.2450\n107.0110, -6.2440", "luar Indonesia"),
        ("-6.2450, 107.01\n-6.2440, 107.02\n-6.2450, 107.02\n-6.2440, 107.01", "menyilang"),
        ("-6.2, 107.0\n-6.2, 107.2\n-6.1, 107.2", "1 km²"),
        ('{"type": "Point", "coordinates": [107, -6]}', "satu Polygon"),
        ("{", "satu Polygon"),
        ('{"type": "FeatureCollection", "features": []}', "satu Polygon"),
    ],
)
def test_an_outline_that_cannot_be_says_what_to_write(said, word):
    with pytest.raises(ValueError, match=word):
        rules.outline_of(said)


def test_without_an_outline_the_radius_decides():
    point = (-6.2450, 107.0100)
    assert rules.there((-6.2446, 107.0100), point=point, radius=50, outline=None)
    assert not rules.there((-6.2445, 107.0100), point=point, radius=50, outline=None)


@pytest.mark.parametrize(
    ("capacity", "taken", "free", "over", "share"),
    [(30, 12, 18, 0, 40), (30, 33, 0, 3, 110), (0, 0, 0, 0, None)],
)
def test_how_full_a_location_is(capacity, taken, free, over, share):
    spread = rules.Spread(capacity, taken)
    assert (spread.free, spread.over, spread.share) == (free, over, share)


@pytest.mark.parametrize(("placed", "percent"), [(30, "4.89"), (90, "14.68"), (180, "29.36")])
def test_the_plan_counts_what_came_in_a_year_on_its_base(placed, percent):
    assert round(measuring.growth(placed, measuring.BASE), 2) == Decimal(percent)
    assert measuring.growth_of({613: placed}) == measuring.growth(placed, 613)


def test_a_share_and_a_growth_of_nothing_are_unknown():
    assert round(measuring.share(180, 736), 2) == Decimal("24.46")
    assert measuring.share_of({True: 180, False: 556}) == measuring.share(180, 736)
    assert measuring.share_of({}) is measuring.growth_of({}) is None
    assert measuring.growth(1, 0) is None


@pytest.mark.parametrize(
    ("permit", "in_place", "position"),
    [
        ("berlaku", True, "di_tempat"), ("berlaku", False, "di_luar"), ("habis", True, "habis"),
        ("diajukan", True, "belum"), ("belum", False, "belum"),
    ],
)  # fmt: skip
def test_the_map_draws_by_the_tdu_first(permit, in_place, position):
    assert measuring.position(permit=permit, in_place=in_place) == position
    assert measuring.tallied([position])[position] == 1
