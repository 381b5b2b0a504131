"""How much of an activity somebody was there, and what it ends with. docs/rules/peserta.md §3-4."""

from collections.abc import Iterable
from datetime import time
from decimal import Decimal
from typing import NamedTuple

HOUR = 60
FULL, PART, NONE = "hadir", "sebagian", "tidak"
# Activities that are a service to who was present (docs/rules/layanan.md §1).
SERVING = ("pelatihan", "bimtek", "pembinaan", "pendampingan", "konsultasi", "magang")
# Activities that end with a test (state table kegiatan_peserta: "postes terisi").
TESTED = ("pelatihan", "bimtek", "magang")
PASSES, SHORT, UNTESTED = "lulus_sesi", "putus", "berjalan"


class Mark(NamedTuple):
    """What is said of one participant in one session; minutes only where he was there in part."""

    presence: str
    minutes: int | None = None


def length(begins: time, ends: time) -> int:
    """Minutes of a session."""
    return (ends.hour - begins.hour) * HOUR + ends.minute - begins.minute


def minutes(mark: Mark, whole: int) -> int:
    """Minutes somebody was there. Raises ValueError for a part that is none of the session."""
    if mark.presence == FULL:
        return whole
    if mark.presence == NONE:
        return 0
    if mark.minutes is None or not 0 < mark.minutes < whole:
        raise ValueError(f"Hadir sebagian: tulis antara 1 dan {whole - 1} menit.")
    return mark.minutes


def share(there: Iterable[int], lengths: Iterable[int]) -> Decimal:
    """Percent of the minutes of all sessions, to two decimals; 0 where there are none."""
    whole = sum(lengths)
    if not whole:
        return Decimal(0)
    return (Decimal(100 * sum(there)) / whole).quantize(Decimal("0.01"))


def ending(kind: str, present: Decimal, least: Decimal, *, tested: bool) -> str:
    """The state an activity ends with for who was there: passed, dropped out, or a test still lacks."""
    if present < least:
        return SHORT
    if kind in TESTED and not tested:
        return UNTESTED
    return PASSES


def gain(before: Decimal | None, after: Decimal | None, most: Decimal) -> Decimal | None:
    """Normalised gain (after - before) / (most - before), two decimals; None where it says nothing."""
    if before is None or after is None or before >= most:
        return None
    return ((after - before) / (most - before)).quantize(Decimal("0.01"))
