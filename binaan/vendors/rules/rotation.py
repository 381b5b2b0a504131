"""Who may ask for a pitch on an edition of an event: rotation, and the penalty for staying away.

Source: docs/rules/hari-acara.md §2 (handbook small-industry 6.8 [S55b]: who sold on edition n skips
n+1; the penalty is our own [D]). Editions are counted, not weeks: an edition that was cancelled is none.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from binaan.kit.day_names import long_day

ASKED, WAITING, DRAWN = "terdaftar", "tunggu", "dapat_slot"
PRESENT, ABSENT, DONE, SENT_AWAY = "hadir", "absen", "selesai", "dikeluarkan"
WITHDRAWN, REFUSED = "batal", "tidak_dapat"
HOLDING = (DRAWN, PRESENT, DONE, SENT_AWAY)  # a pitch held counts as sold
REST = PENALTY = 1  # editions, as the office parameters begin


class Turn(NamedTuple):
    """Whether one may ask; `why` not, in words; `again`: the first known edition after, or None."""

    may: bool
    why: str = ""
    again: date | None = None


def turn(
    on: date,
    editions: Iterable[date],
    past: Mapping[date, str],
    *,
    rest: int = REST,
    penalty: int = PENALTY,
) -> Turn:
    """Whether somebody may ask for the edition `on`.

    `editions`: days of the series that were not cancelled, earlier and later ones. `past`: the state
    of this vendor's request by day of the edition. `rest` and `penalty`: editions skipped after one
    sold, after one missed; 0 for none.
    """
    days = sorted({*editions, on})
    asked = days.index(on)
    until = {
        day: _until(days, day, past[day], rest, penalty) for day in days[:asked] if day in past
    }
    held = max(until.items(), key=lambda pair: (pair[1], pair[0]), default=None)
    if held is None or held[1] < asked:
        return Turn(True)
    day, last = held
    again = days[last + 1] if last + 1 < len(days) else None
    return Turn(False, _why(day, past[day], again), again)


def _until(days: list[date], day: date, state: str, rest: int, penalty: int) -> int:
    """The place of the last edition one skips; the place of the edition itself where none."""
    skipped = rest if state in HOLDING else penalty if state == ABSENT else 0
    return days.index(day) + skipped


def _why(day: date, state: str, again: date | None) -> str:
    held = "tidak hadir" if state == ABSENT else "mendapat lapak"
    later = f"boleh mendaftar lagi untuk {long_day(again)}" if again else "boleh lagi sesudah itu"
    return f"Giliran yang lain: {held} pada {long_day(day)}; {later}."


def free_days(editions: Iterable[date], past: Mapping[date, str], **limits: int) -> list[date]:
    """Every edition one may ask for, given all that happened."""
    days = sorted(editions)
    return [on for on in days if turn(on, days, past, **limits).may]


def never_in_a_row(held: Iterable[date], editions: Iterable[date]) -> bool:
    """Whether nobody held a pitch on two editions in a row; what a rest of one edition promises."""
    sold = set(held)
    return not any(one in sold and two in sold for one, two in pairwise(sorted(editions)))
