"""Distances over the ground, against those of a degree."""

import pytest

from binaan.kit.earth import metres

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        ((0, 0), (1, 0), 111_195),
        ((0, 0), (0, 1), 111_195),
        ((60, 0), (60, 1), 55_597),
        ((-6.25, 107), (-6.26, 107), 1112),
        ((-6.25, 107), (-6.25, 107), 0),
        ((0, 0), (0, 180), 20_015_115),  # the other side
    ],
)
def test_a_distance_is_that_over_the_ground(one, other, far):
    assert metres(one, other) == pytest.approx(far, abs=1)
    assert metres(other, one) == pytest.approx(far, abs=1)
