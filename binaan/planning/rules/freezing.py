"""The seal of a frozen figure: one SHA-256 over all of it. Rule: docs/rules/menutup-triwulan.md, Closing."""

import gzip
import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

PLACES = Decimal("0.000001")  # as the store keeps a figure


class Sealed(NamedTuple):
    """What the seal covers. `lists`: the ids of the records of each number, in any order; a typed
    figure has none."""

    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    asked: dict
    known_at: datetime
    lists: tuple[Iterable[str], ...] = ()

    def hash(self) -> str:
        """64 hexadecimal digits; the same for the same figure however its numbers are written."""
        told = {
            "value": plain(self.value),
            "numerator": plain(self.numerator),
            "denominator": plain(self.denominator),
            "asked": self.asked,
            "known_at": self.known_at.astimezone(UTC).isoformat(timespec="microseconds"),
        }
        line = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(f"{line}\n{written(self.lists)}".encode()).hexdigest()


def lists(
    records: list[str], per_records: list[str], denominator: Decimal | None
) -> tuple[list[str], ...]:
    """The lists a seal covers: the second only where the figure was divided."""
    return (records,) if denominator is None else (records, per_records)


def written(lists: Iterable[Iterable[str]]) -> str:
    """The ids of each number sorted, one a line; an empty line parts the numbers."""
    return "\n".join("".join(f"{one}\n" for one in sorted(ids)) for ids in lists)


def kept(value: Decimal | int | None) -> Decimal | None:
    """A figure as the store keeps it: six places, half up."""
    return None if value is None else Decimal(value).quantize(PLACES, ROUND_HALF_UP)


def plain(value: Decimal | None) -> str | None:
    """12.500000 -> "12.5"; 1E+3 -> "1000"; nothing is None."""
    if value is None:
        return None
    text = f"{kept(value):f}"
    text = text.rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def packed(lists: Iterable[Iterable[str]]) -> bytes:
    """As written, gzip without a time stamp: the same ids give the same bytes."""
    return gzip.compress(written(lists).encode(), mtime=0)


def unpacked(data: bytes) -> tuple[list[str], ...]:
    """The ids of each number. Raises OSError or EOFError for a damaged file."""
    text = gzip.decompress(data).decode()
    return tuple(part.split() for part in f"\n{text}".split("\n\n"))
