"""How far two points of the earth lie apart."""

from math import asin, cos, radians, sin, sqrt

RADIUS = 6_371_008.8  # metres, the mean one of WGS84


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Between two points (latitude, longitude) in degrees, as the crow flies (haversine)."""
    (lat, lon), (to_lat, to_lon) = ([radians(value) for value in point] for point in (one, other))
    half = sin((to_lat - lat) / 2) ** 2
    half += cos(lat) * cos(to_lat) * sin((to_lon - lon) / 2) ** 2
    return 2 * RADIUS * asin(sqrt(min(half, 1.0)))
