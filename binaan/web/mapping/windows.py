"""The window a map asks for: a box in degrees and a zoom, read from an address. No Django."""

import math
from typing import NamedTuple

DEEPEST = 22
CELL = 64  # pixels across a cell of the grid
TILE = 512  # pixels across the world at zoom 0
# Bits of `Card.x` (31 round the earth) inside a cell at zoom 0: CELL is an eighth of TILE.
SHIFT = 28


class Wrong(ValueError):
    """The window cannot be read; the text says why, in Bahasa."""


class Window(NamedTuple):
    """Degrees, and a whole zoom from 0 to 22."""

    west: float
    south: float
    east: float
    north: float
    zoom: int = 0

    @property
    def step(self) -> float:
        """Degrees across a cell of the grid at this zoom."""
        return 360 / 2**self.zoom * CELL / TILE


def read(bbox: str, zoom: str) -> Window:
    """From "W,S,E,N" in degrees and a zoom; Wrong with a sentence for anything else."""
    try:
        west, south, east, north = (float(part) for part in bbox.split(","))
        level = float(zoom)
    except ValueError:
        raise Wrong("Jendela peta ditulis bbox=barat,selatan,timur,utara dan z=angka.") from None
    if not all(math.isfinite(number) for number in (west, south, east, north, level)):
        raise Wrong("Jendela peta harus berupa angka.")
    if not (-90 <= south < north <= 90):
        raise Wrong("Lintang jendela peta harus antara -90 dan 90, selatan lebih dulu.")
    # A map that was dragged round the world counts on; nothing of ours crosses the date line.
    west, east = max(west, -180.0), min(east, 180.0)
    if west >= east:
        raise Wrong("Jendela peta tidak boleh melewati garis tanggal internasional.")
    return Window(west, south, east, north, min(max(int(level), 0), DEEPEST))
