"""Days and hours of trade: how they are written, and whether a moment lies within them.

Days are kept as "sen sel rab", in the order of the week, "" for every day. Hours that end before
they begin run over midnight and belong to the day they began on; equal ones run round the clock.
docs/rules/kartu-pkl.md.
"""

import re
from datetime import date, datetime, time, timedelta

DAYS = ("sen", "sel", "rab", "kam", "jum", "sab", "min")
_HOURS = re.compile(r"(\d{1,2})[.:](\d{2})\s*[-–]\s*(\d{1,2})[.:](\d{2})")
_BETWEEN = re.compile(r"[\s,;]+")
LAST_HOUR = 24


def read_days(text: str) -> str:
    """ "Sel, sen" -> "sen sel". Raises ValueError naming the word that is no day."""
    said = [one[:3] for one in _BETWEEN.split(text.strip().lower()) if one]
    for one in said:
        if one not in DAYS:
            raise ValueError(f"{one!r} bukan nama hari; tulis misalnya sen,sel,rab.")
    return " ".join(one for one in DAYS if one in said)


def read_hours(text: str) -> tuple[time, time]:
    """ "16:00-22:00", "16.00 - 24.00". Raises ValueError where it cannot be read."""
    found = _HOURS.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError
        first, second = (found[1], found[2]), (found[3], found[4])
        begins, ends = (
            time(0 if (int(hour), minute) == (LAST_HOUR, "00") else int(hour), int(minute))
            for hour, minute in (first, second)
        )
    except ValueError:
        raise ValueError(f"Jam {text!r} tidak terbaca; tulis misalnya 16:00-22:00.") from None
    return begins, ends


def numbers(days: str) -> str:
    """ "sen sel" -> "12", Monday being 1; "" -> "1234567"."""
    said = days.split() or list(DAYS)
    return "".join(str(DAYS.index(one) + 1) for one in said)


def trading_day(at: datetime, begins: time, ends: time) -> tuple[date, bool]:
    """The day a moment of trade belongs to, and whether it lies within the hours.

    The first minute is inside, the last is not: at 22.00 the pitch is clear. `at` is local time.
    """
    now = at.time().replace(tzinfo=None)
    if begins < ends:
        return at.date(), begins <= now < ends
    if now < ends:
        return at.date() - timedelta(days=1), True
    return at.date(), now >= begins


def told(days: str, begins: time | None, ends: time | None) -> str:
    """For people: "Sen, Sel · 16.00-22.00"; "Setiap hari" and "24 jam" where nothing limits it."""
    said = days.split()
    when = ", ".join(one.capitalize() for one in said) if said else "Setiap hari"
    if begins is None or ends is None or begins == ends:
        return f"{when} · 24 jam"
    last = "24.00" if ends == time(0) else f"{ends:%H.%M}"
    return f"{when} · {begins:%H.%M}-{last}"
