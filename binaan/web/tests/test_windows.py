import pytest

from binaan.registry.selecting import area
from binaan.web.mapping import windows
from binaan.web.mapping.colours import borders

pytestmark = pytest.mark.once


def test_a_window_is_read_from_degrees_and_a_zoom():
    window = windows.read("106.5,-6.5,107.5,-5.9", "9.7")
    assert window == (106.5, -6.5, 107.5, -5.9, 9)
    assert window.step == 360 / 2**9 / 8


@pytest.mark.parametrize(
    "bbox",
    ["", "1,2,3", "1,2,3,4,5", "a,b,c,d", "nan,1,2,3", "106,inf,107,6", "106,-5,107,-6",
     "106,-95,107,-6", "107,-6,106,-5", "170,-6,-170,5", "190,-6,200,5", "106,-6,106,-5"],
)  # fmt: skip
def test_a_window_that_is_none_is_refused_with_a_sentence(bbox):
    with pytest.raises(windows.Wrong, match="peta"):
        windows.read(bbox, "9")


@pytest.mark.parametrize("zoom", ["", "x", "nan", "inf"])
def test_a_zoom_is_a_number(zoom):
    with pytest.raises(windows.Wrong):
        windows.read("106,-6,107,-5", zoom)


@pytest.mark.parametrize(("zoom", "kept"), [("-3", 0), ("22.9", 22), ("400", 22)])
def test_a_zoom_stays_within_what_a_map_has(zoom, kept):
    assert windows.read("106,-6,107,-5", zoom).zoom == kept


def test_a_map_wider_than_the_world_asks_for_the_world():
    assert windows.read("-400,-80,400,80", "0")[:4] == (-180, -80, 180, 80)


@pytest.mark.parametrize(
    ("values", "expected"),
    [([], []), ([7], [7]), ([3, 3, 3], [3]), (list(range(1, 11)), [2, 4, 6, 8, 10]),
     ([1, 1, 1, 1, 100], [1, 100])],
)  # fmt: skip
def test_classes_are_fifths_and_equal_values_share_one(values, expected):
    assert borders(values) == expected


@pytest.mark.parametrize("corners", [0, 1, 2, 61, 1000])
def test_an_area_has_from_three_to_sixty_corners(corners):
    with pytest.raises(ValueError, match=r"3 to 60|float|split|unpack"):
        area.read(";".join(f"{100 + step / 100:.2f},{step % 7}" for step in range(corners)))
