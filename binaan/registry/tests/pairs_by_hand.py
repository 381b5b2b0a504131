"""The pairs in pairs_by_hand.csv: two list rows side by side, and what a person knows of them."""

import csv
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("pairs_by_hand.csv")
FIELDS = (
    "owner_name", "nik", "phone", "birth_date", "sex", "name", "product", "kbli", "address", "rt",
    "rw", "village", "lat", "lon",
)  # fmt: skip


@dataclass(frozen=True)
class HandPair:
    """`left`, `right`: text by FIELDS as a list has it, "" where it has none (birth dates ISO,
    village a place code that may be coarser, lat and lon in degrees)."""

    number: int
    left: dict[str, str]
    right: dict[str, str]
    same_owner: bool
    same_business: bool
    why: str

    @property
    def answer(self) -> str:
        """same, owner, different; succession for one business under two owners."""
        if self.same_business:
            return "same" if self.same_owner else "succession"
        return "owner" if self.same_owner else "different"


def pairs() -> list[HandPair]:
    """All pairs in the file's order, numbered from 1."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    return [
        HandPair(
            number,
            {field: row[f"{field}_1"] for field in FIELDS},
            {field: row[f"{field}_2"] for field in FIELDS},
            row["owner"] == "same",
            row["business"] == "same",
            row["why"],
        )
        for number, row in enumerate(rows, 1)
    ]


def records() -> list[dict[str, str]]:
    """Every record once a pair, left before right: pair n (from 1) has the records 2n-2, 2n-1."""
    return [side for pair in pairs() for side in (pair.left, pair.right)]
