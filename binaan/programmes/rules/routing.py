"""The order of a day's visits on the map: always the nearest next, from where one starts.

Source: our own plain rule [D]; people can follow it by eye. Not the shortest round of all.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from binaan.kit.earth import metres


class Point(NamedTuple):
    """Degrees, WGS84."""

    lat: float
    lon: float


class Leg(NamedTuple):
    """A stop (its place in what was given) and the way to it in km as the crow flies; None unknown."""

    stop: int
    km: float | None


def nearest_next(stops: Sequence[Point | None], start: Point | None) -> list[Leg]:
    """Every stop once, each time the nearest; equal ones as given. Those without a point come last.

    Without a start the first stop that has a point is where the day begins.
    """
    left = {index: point for index, point in enumerate(stops) if point is not None}
    here = start
    legs = []
    while left:
        index, km = _nearest(left, here)
        legs.append(Leg(index, km))
        here = left.pop(index)
    return legs + [Leg(index, None) for index, point in enumerate(stops) if point is None]


def _nearest(left: Mapping[int, Point], here: Point | None) -> tuple[int, float]:
    """The nearest stop and the way to it in km; without a place to start from the first one."""
    if here is None:
        return next(iter(left)), 0.0
    index = min(left, key=lambda one: metres(here, left[one]))
    return index, metres(here, left[index]) / 1000
