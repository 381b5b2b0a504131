"""The clock of an event day: when one may register, when one is late, when it is over.

Source: docs/rules/hari-acara.md §1, §4. Moments carry their zone.
"""

from datetime import date, datetime, time, timedelta, tzinfo

SOON, OPEN, SHUT, DRAWN, OVER, CANCELLED = "nanti", "buka", "tutup", "diundi", "selesai", "batal"
LABELS = {
    SOON: "Pendaftaran belum dibuka", OPEN: "Pendaftaran dibuka", SHUT: "Menunggu undian",
    DRAWN: "Sudah diundi", OVER: "Selesai", CANCELLED: "Dibatalkan",
}  # fmt: skip
CHECK_IN_BEFORE = timedelta(hours=1)
LATE_MINUTES = 30


def standing(
    *,
    opens: datetime,
    closes: datetime,
    ends: datetime,
    drawn: bool,
    cancelled: bool,
    now: datetime,
) -> str:
    """How an event day stands at a moment; registration opens and closes by itself."""
    if cancelled:
        return CANCELLED
    if now >= ends:
        return OVER
    if drawn:
        return DRAWN
    return SOON if now < opens else OPEN if now < closes else SHUT


def at(on: date, hour: time, zone: tzinfo) -> datetime:
    """The moment of an hour on a day."""
    return datetime.combine(on, hour, zone)


def ending(on: date, begins: time, ends: time, zone: tzinfo) -> datetime:
    """The moment it ends: the next day where the hours run over midnight."""
    day = on if ends > begins else on + timedelta(days=1)
    return at(day, ends, zone)


def too_early(begins: datetime, *, now: datetime) -> bool:
    """Whether nobody is checked in yet: an hour before the beginning it starts."""
    return now < begins - CHECK_IN_BEFORE


def may_be_late(begins: datetime, *, minutes: int, now: datetime) -> bool:
    """Whether who is not there yet may still come."""
    return now < begins + timedelta(minutes=minutes)


def usual_seed(on: date) -> int:
    """20251109: a seed nobody chose."""
    return int(f"{on:%Y%m%d}")
