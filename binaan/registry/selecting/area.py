"""An area drawn on the map, as a condition any of the stores can answer."""

from itertools import pairwise

from django.db.models import BooleanField, Expression, F, Q

LEAST, MOST = 3, 60
CORNER, HALF = ";", ","

Corner = tuple[float, float]


def read(text: str) -> tuple[Corner, ...]:
    """ "106.9,-6.2;107.1,-6.2;107.0,-6.3" (lon,lat in degrees). ValueError for anything else."""
    corners = tuple(_corner(part) for part in text.strip().strip(CORNER).split(CORNER)[: MOST + 2])
    if len(corners) > 1 and corners[0] == corners[-1]:
        corners = corners[:-1]
    if not LEAST <= len(corners) <= MOST:
        raise ValueError("An area has from 3 to 60 corners.")
    return corners


def written(corners: tuple[Corner, ...]) -> str:
    """The corners as they stand in an address: at most five decimals, about a metre."""
    return CORNER.join(f"{lon:.5f}".rstrip("0").rstrip(".") + HALF
                       + f"{lat:.5f}".rstrip("0").rstrip(".") for lon, lat in corners)  # fmt: skip


def _corner(text: str) -> Corner:
    lon, lat = (float(half) for half in text.split(HALF))
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):  # also refuses nan and inf
        raise ValueError("A corner lies on earth.")
    # As it will stand in the address: the link of an answer asks exactly what was answered.
    return round(lon, 5), round(lat, 5)


def inside(corners: tuple[Corner, ...]) -> Q:
    """Businesses with a position inside; the box around the area first, an index may read it."""
    lons, lats = [lon for lon, _lat in corners], [lat for _lon, lat in corners]
    box = Q(lon__gte=min(lons), lon__lte=max(lons), lat__gte=min(lats), lat__lte=max(lats))
    return box & Q(Inside(corners))


class Inside(Expression):
    """Whether (lon, lat) lies in the area: a line to the east crosses its edge an odd number of times.

    Edges are counted from their lower end, without the upper: a corner is not crossed twice.
    """

    conditional = True

    def __init__(self, corners: tuple[Corner, ...], lon: str | F = "lon", lat: str | F = "lat"):
        super().__init__(output_field=BooleanField())
        self.corners = corners
        self.lon, self.lat = (F(one) if isinstance(one, str) else one for one in (lon, lat))

    def get_source_expressions(self):
        return [self.lon, self.lat]

    def set_source_expressions(self, expressions):
        self.lon, self.lat = expressions

    def as_sql(self, compiler, connection):
        (lon, lon_given), (lat, lat_given) = compiler.compile(self.lon), compiler.compile(self.lat)
        cases, given = [], []
        for (x1, y1), (x2, y2) in pairwise((*self.corners, self.corners[0])):
            if y1 == y2:
                continue
            slope = (x2 - x1) / (y2 - y1)
            cases.append(
                f"CASE WHEN {lat} >= %s AND {lat} < %s AND {lon} < %s + %s * ({lat} - %s)"
                " THEN 1 ELSE 0 END"
            )
            given += [*lat_given, min(y1, y2), *lat_given, max(y1, y2), *lon_given]
            given += [x1, slope, *lat_given, y1]
        if not cases:
            return "1 = 0", []
        return f"(({' + '.join(cases)}) %% 2) = 1", given
