"""The reference lists in `data/`: CSV whose first lines, marked "#", say what and from where."""

import csv
import json
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "data"


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a list by its headings."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines(keepends=True)
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def features(name: str) -> list[dict]:
    """The features of a GeoJSON file, lon-lat in WGS84."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))["features"]
