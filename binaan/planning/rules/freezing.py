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
    """What the seal covers. `ids`: of the records counted, in any order; a figure may have none."""

    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    asked: dict
    known_at: datetime
    ids: Iterable[str]

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
        digest = hashlib.sha256(line.encode())
        for one in sorted(self.ids):
            digest.update(b"\n" + one.encode())
        return digest.hexdigest()


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


def packed(ids: Iterable[str]) -> bytes:
    """The ids sorted, one a line, gzip without a time stamp: the same ids give the same bytes."""
    return gzip.compress("".join(f"{one}\n" for one in sorted(ids)).encode(), mtime=0)


def unpacked(data: bytes) -> list[str]:
    """The ids of a kept list. Raises OSError or EOFError for a damaged file."""
    return gzip.decompress(data).decode().split()
