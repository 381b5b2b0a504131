"""What one answer says, whichever engine wrote it: numbers, days, times, positions, choices.

Types are XLSForm's words. An answer that cannot be read as its type stays as it came, for the checks
behind it to find. Source: ODK XForms specification, data types; tried against JavaRosa 5.1 and ODK
Web Forms 0.22.
"""

import re
from collections.abc import Callable
from datetime import datetime, time
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

NOT_BEYOND = 30  # digits: a number of more is no quantity
DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T.*)?$")


class Position(NamedTuple):
    """Degrees north and east; `accuracy` in metres, None where the phone does not say."""

    lat: float
    lon: float
    accuracy: float | None


def said(text: str, kind: str) -> str:
    """The answer in one fixed form: `2.5E8` as 250000000, `…Z` as `…+00:00`, one blank between choices."""
    bare = text.strip()
    reader = READERS.get(kind)
    if reader is None or not bare:
        return bare
    try:
        return reader(bare)
    except (ValueError, InvalidOperation, OverflowError):
        return bare


def number(text: str) -> str:
    """A number without exponent, without zeros that say nothing: 250000000, 2.5, -0.75."""
    value = Decimal(text)
    if not value.is_finite() or abs(value.adjusted()) > NOT_BEYOND:
        raise ValueError(text)
    plain = format(value, "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain in ("-0", "") else plain


def whole(text: str) -> str:
    """A whole number; `12.0` is 12, `12.5` is none."""
    found = number(text)
    if "." in found:
        raise ValueError(text)
    return found


def day(text: str) -> str:
    """A day as 2026-11-21; of a moment the day as the phone saw it."""
    found = DAY.match(text)
    if not found:
        raise ValueError(text)
    return datetime.fromisoformat(found[1]).date().isoformat()


def moment(text: str) -> str:
    """A moment with its offset, to the second."""
    return datetime.fromisoformat(text).replace(microsecond=0).isoformat()


def clock(text: str) -> str:
    """A time of day as 16:00. The offset an engine adds is that of the phone, not of the answer."""
    return time.fromisoformat(text).strftime("%H:%M")


def choices(text: str) -> str:
    """Chosen names, each once, with one blank between them."""
    return " ".join(dict.fromkeys(text.split()))


def yes_or_no(text: str) -> str:
    """`true` or `false`."""
    known = {"true": "true", "1": "true", "false": "false", "0": "false"}
    if text.lower() not in known:
        raise ValueError(text)
    return known[text.lower()]


def point(text: str) -> str:
    """`lat lon altitude accuracy`, as far as it is said, each number in its plain form."""
    parts = [number(part) for part in text.split()]
    if not 2 <= len(parts) <= 4 or position(" ".join(parts)) is None:
        raise ValueError(text)
    return " ".join(parts)


def position(text: str) -> Position | None:
    """The position an answer names; None where it names none on this earth, or the null island."""
    try:
        parts = [float(part) for part in text.split()]
    except ValueError:
        return None
    if not 2 <= len(parts) <= 4 or not (abs(parts[0]) <= 90 and abs(parts[1]) <= 180):
        return None
    if parts[0] == parts[1] == 0:
        return None
    accuracy = parts[3] if len(parts) == 4 and parts[3] > 0 else None
    return Position(parts[0], parts[1], accuracy)


READERS: dict[str, Callable[[str], str]] = {
    "integer": whole,
    "int": whole,
    "range": number,
    "decimal": number,
    "date": day,
    "today": day,
    "dateTime": moment,
    "start": moment,
    "end": moment,
    "time": clock,
    "geopoint": point,
    "select_multiple": choices,
    "boolean": yes_or_no,
    "acknowledge": str.strip,
}
