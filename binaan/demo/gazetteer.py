"""The villages of both Bekasi with a weight each, so that firms lie where people live.

Names and centroids come from the reference list of the room `places`; the weights are inhabitants
of each kecamatan in thousands, rounded and only meant to look right.
"""

import csv
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from django.conf import settings

VILLAGES_FILE = Path("data") / "wilayah-bekasi.csv"

THOUSANDS = {
    "32.16.01": 132, "32.16.02": 253, "32.16.03": 49, "32.16.04": 41, "32.16.05": 198,
    "32.16.06": 431, "32.16.07": 265, "32.16.08": 208, "32.16.09": 212, "32.16.10": 112,
    "32.16.11": 103, "32.16.12": 66, "32.16.13": 105, "32.16.14": 48, "32.16.15": 83,
    "32.16.16": 53, "32.16.17": 40, "32.16.18": 162, "32.16.19": 151, "32.16.20": 68,
    "32.16.21": 148, "32.16.22": 96, "32.16.23": 26,
    "32.75.01": 257, "32.75.02": 281, "32.75.03": 337, "32.75.04": 213, "32.75.05": 221,
    "32.75.06": 161, "32.75.07": 106, "32.75.08": 254, "32.75.09": 247, "32.75.10": 119,
    "32.75.11": 217, "32.75.12": 131,
}  # fmt: skip

# Spellings offices use and the handbook asks to accept (§1.6).
VARIANTS = {
    "Karang Bahagia": "Karangbahagia",
    "Kedung Waringin": "Kedungwaringin",
    "Muaragembong": "Muara Gembong",
    "Medansatria": "Medan Satria",
    "Pondokgede": "Pondok Gede",
    "Bantargebang": "Bantar Gebang",
    "Mustikajaya": "Mustika Jaya",
    "Pondokmelati": "Pondok Melati",
    "Rawalumbu": "Rawa Lumbu",
}


class Village(NamedTuple):
    """A desa or kelurahan; latitude and longitude are those of its centroid, in degrees."""

    code: str
    name: str
    district: str
    district_code: str
    latitude: float
    longitude: float

    @property
    def district_number(self) -> str:
        return self.district_code[-2:]


@cache
def villages(regency: str) -> tuple[Village, ...]:
    """All villages of a kabupaten or kota, by code."""
    with (Path(settings.BASE_DIR) / VILLAGES_FILE).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    names = {row["kode"]: row["nama"] for row in rows}
    return tuple(
        Village(
            code=row["kode"],
            name=row["nama"],
            district=names[row["induk"]],
            district_code=row["induk"],
            latitude=float(row["lat"]),
            longitude=float(row["lng"]),
        )
        for row in sorted(rows, key=lambda row: row["kode"])
        if row["level"] == "desa_kelurahan" and row["kode"].startswith(f"{regency}.")
    )


def spread(count: int, regency: str, rng: Random) -> list[Village]:
    """`count` villages, each village as often as its weight asks, in random order."""
    places = villages(regency)
    size = {code: sum(place.district_code == code for place in places) for code in THOUSANDS}
    weights = [
        THOUSANDS[place.district_code] / size[place.district_code] * rng.uniform(0.6, 1.6)
        for place in places
    ]
    scale = count / sum(weights)
    exact = [weight * scale for weight in weights]
    shares = [int(share) for share in exact]
    by_rest = sorted(range(len(places)), key=lambda index: shares[index] - exact[index])
    for index in by_rest[: count - sum(shares)]:
        shares[index] += 1
    chosen = [place for place, share in zip(places, shares, strict=True) for _ in range(share)]
    rng.shuffle(chosen)
    return chosen


def written(name: str, rng: Random) -> str:
    """A place name as a clerk may type it: mostly right, now and then an accepted variant."""
    luck = rng.random()
    if luck < 0.30 and name in VARIANTS:
        return VARIANTS[name]
    if luck > 0.97:
        return name.upper()
    return name
