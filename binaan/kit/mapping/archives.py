"""What a PMTiles file (spec v3) holds: kind of tiles, layers, zooms, source and date.

Layers of a vector archive are drawn by what their names usually mean: Protomaps (`earth`, `water`,
`roads`), OpenMapTiles (`water`, `transportation`, `place`) and ours (`land`, `names`).
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from pmtiles.reader import MmapSource, Reader
from pmtiles.tile import TileType

OWN = "dasar.pmtiles"
KINDS = {
    TileType.MVT: "vector",
    TileType.PNG: "raster",
    TileType.JPEG: "raster",
    TileType.WEBP: "raster",
}
# Role of a layer by its name; what stands in no list is "other": drawn thin and plain.
ROLES = {
    "land": ("land", "earth", "landmass", "daratan"),
    "cover": ("landcover", "landuse", "park", "natural"),
    "water": ("water", "ocean", "waterway", "sea", "perairan"),
    "line": ("roads", "transportation", "transit", "jalan"),
    "border": ("boundaries", "boundary", "admin", "batas"),
    "building": ("buildings", "building", "bangunan"),
    "name": ("names", "places", "place", "water_name", "nama"),
    "none": ("pois", "poi", "housenumber", "aerodrome_label", "transportation_name"),
}
ROLE_OF = {name: role for role, names in ROLES.items() for name in names}
ORDER = (*ROLES, "other")


class Archive(NamedTuple):
    """`layers`: name and role in the order they are drawn; none for a raster.

    `source` and `date` are shown on the map: what the file says of itself, else its own time.
    """

    path: Path
    kind: str
    layers: list[tuple[str, str]]
    min_zoom: int
    max_zoom: int
    source: str
    date: str


def chosen(folder: Path) -> Archive | None:
    """The first readable file by name that is not our own, else our own, else None."""
    for path in sorted(folder.glob("*.pmtiles"), key=lambda path: (path.name == OWN, path.name)):
        found = read(path)
        if found is not None:
            return found
    return None


def broken(folder: Path) -> list[str]:
    """Names of files that were put there and cannot be read."""
    return [path.name for path in sorted(folder.glob("*.pmtiles")) if read(path) is None]


def read(path: Path) -> Archive | None:
    """None when it is no PMTiles file of version 3 with pictures or vectors in it."""
    try:
        with path.open("rb") as file:
            reader = Reader(MmapSource(file))
            header, said = reader.header(), reader.metadata()
    except Exception:  # noqa: BLE001 - whatever a stranger's file makes the reader stumble over
        return None
    kind = KINDS.get(header["tile_type"])
    if kind is None or not isinstance(said, dict):
        return None
    return Archive(
        path=path,
        kind=kind,
        layers=_layers(said) if kind == "vector" else [],
        min_zoom=int(header["min_zoom"]),
        max_zoom=int(header["max_zoom"]),
        source=_plain(said.get("attribution") or said.get("name") or path.name),
        date=_date(said, path),
    )


def _layers(said: dict[str, Any]) -> list[tuple[str, str]]:
    listed = said.get("vector_layers")
    if not listed and isinstance(said.get("json"), str):  # as some older tools pack it
        listed = json.loads(said["json"]).get("vector_layers")
    names = [str(one["id"]) for one in listed or [] if isinstance(one, dict) and "id" in one]
    pairs = [(name, ROLE_OF.get(name.lower(), "other")) for name in names]
    return sorted(pairs, key=lambda pair: ORDER.index(pair[1]))


def _date(said: dict[str, Any], path: Path) -> str:
    """A year or a day as the file says it, else the day the file was put there."""
    for key in ("date", "planetiler:osm:osmosisreplicationtime", "version_date"):
        if said.get(key):
            return str(said[key])[:10]
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()


def _plain(text: Any) -> str:
    """An attribution without its links: the map shows words, never a stranger's HTML."""
    words, inside = [], False
    for letter in str(text):
        if letter in "<>":
            inside = letter == "<"
        elif not inside:
            words.append(letter)
    return " ".join("".join(words).split())[:200]
