"""What lists and forms say of a vendor, as people write it: days, hours, how long he has traded."""

import re
from datetime import date

from binaan.kit.workflow import months_after
from binaan.vendors.rules.hours import DAYS

_NAMES = {"senin": "sen", "selasa": "sel", "rabu": "rab", "kamis": "kam", "jumat": "jum",
          "jum'at": "jum", "sabtu": "sab", "minggu": "min", "ahad": "min"}  # fmt: skip
_EVERY = ("setiap hari", "tiap hari", "senin - minggu", "senin-minggu", "senin s.d. minggu")
_RANGE = re.compile(r"([a-z']+)\s*(?:-|–|s/d|s\.d\.|sampai)\s*([a-z']+)")
_CLOCK = re.compile(r"(\d{1,2})[.:](\d{2})(?:[:.]\d{2}.*)?(?:\s*wib)?")


def days_of(said: str) -> str | None:
    """ "Senin, rabu", "1 3", "senin-jumat" as "sen rab"; "" every day; None where it cannot be read."""
    text = " ".join(said.casefold().split())
    if text in _EVERY:
        return ""
    if found := _RANGE.fullmatch(text):
        first, last = (_day(one) for one in found.groups())
        if not first or not last:
            return None
        start, end = DAYS.index(first), DAYS.index(last)
        return _days(
            set(DAYS[start : end + 1] if start <= end else (*DAYS[start:], *DAYS[: end + 1]))
        )
    words = [_day(one) for one in re.split(r"[\s,;/&]+|\bdan\b", text) if one]
    return None if not words or None in words else _days({one for one in words if one})


def _day(word: str) -> str | None:
    if word in _NAMES:
        return _NAMES[word]
    if word in DAYS:
        return word
    return DAYS[int(word) - 1] if word in "1234567" and len(word) == 1 else None


def _days(found: set[str]) -> str:
    return "" if len(found) == len(DAYS) else " ".join(one for one in DAYS if one in found)


def clock_of(said: str) -> str | None:
    """ "16.00", "16:00:00.000+07:00" as "16:00"; None where it cannot be read."""
    found = _CLOCK.fullmatch(said.strip().casefold())
    if found is None or int(found[1]) > 24 or int(found[2]) > 59:
        return None
    return f"{int(found[1]) % 24:02d}:{found[2]}"


def trading_since(as_of: date, months: int) -> date:
    """The first of the month in which somebody began who has traded for so many months."""
    return months_after(as_of, -months).replace(day=1)
