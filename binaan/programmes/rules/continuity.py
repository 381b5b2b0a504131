"""Staying with a business: which stage a service means, what is due when, what is in time.

Source: docs/rules/layanan.md §2 and §3; state table `kegiatan_peserta`; handbook small-industry §8:
repeated contacts within 7 days count once, who cannot be reached stays in every denominator.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

TRAINING, COACHING, MENTORING = 1, 2, 3  # stages of the path as they are stored
# Which stage of the path an activity is; activities that are no service stand nowhere on it.
STAGE_OF: Mapping[str, int] = {
    "pelatihan": TRAINING, "bimtek": TRAINING, "magang": TRAINING, "konsultasi": COACHING,
    "pembinaan": COACHING, "pendampingan": MENTORING,
}  # fmt: skip
PLAN, MONTH, QUARTER, HALF_YEAR, YEAR = (
    "rencana_aksi", "kunjungan_30", "kunjungan_90", "ukur_180", "ukur_365",
)  # fmt: skip
# What must have been due before the next may be done: a visit on day 31 is no visit after 90 days.
BEFORE = {QUARTER: MONTH, HALF_YEAR: QUARTER, YEAR: HALF_YEAR}
SOON_DAYS = 7


class Days(NamedTuple):
    """Days after the last session, as the office decided them."""

    plan: int
    first: int
    second: int
    measuring: int


class Due(NamedTuple):
    kind: str
    on: date


def schedule(last_session: date, days: Days) -> list[Due]:
    """What is due after an activity, in the order of its days."""
    wanted = (
        (PLAN, days.plan), (MONTH, days.first), (QUARTER, days.second),
        (HALF_YEAR, days.measuring),
    )  # fmt: skip
    found = [Due(kind, last_session + timedelta(days=after)) for kind, after in wanted]
    return sorted(found, key=lambda one: one.on)


def stage_after(now: int | None, activity_kind: str) -> int | None:
    """The stage after an activity: later ones move a path on, none moves it back; None: no service."""
    reached = STAGE_OF.get(activity_kind)
    if reached is None:
        return None
    return max(now or TRAINING, reached)


def in_time(first_due: date, done_on: date | None) -> bool:
    """Done on or before the day it was first due; putting off changes nothing."""
    return done_on is not None and done_on <= first_due


def days_late(due: date, on: date) -> int:
    """Days since it was due; 0 on the day itself and before."""
    return max((on - due).days, 0)


def bucket(due: date, on: date) -> str:
    """Where a waiting follow-up stands on a day: "lewat", "hari_ini", "minggu" or "nanti"."""
    if due < on:
        return "lewat"
    if due == on:
        return "hari_ini"
    return "minggu" if (due - on).days <= SOON_DAYS else "nanti"


def contacts(days: Iterable[date], within: int) -> int:
    """How many contacts with one business count: those within so many days of a counted one do not."""
    counted = 0
    last: date | None = None
    for day in sorted(set(days)):
        if last is None or (day - last).days > within:
            counted, last = counted + 1, day
    return counted


def is_lost(attempts: int, after: int) -> bool:
    """Whether contact is lost after so many failed attempts."""
    return attempts >= max(after, 1)


class TooEarly(NamedTuple):
    """A follow-up may be done after this day; `before`: the stage it would else stand for, "" none."""

    day: date
    before: str


def too_early(kind: str, on: date, *, served_on: date, dues: Mapping[str, date]) -> TooEarly | None:
    """Whether a follow-up cannot have been done on a day yet, and why; None when it can.

    `dues`: the days first due of the same participation by kind.
    """
    if on < served_on:
        return TooEarly(served_on, "")
    before = BEFORE.get(kind, "")
    passed = dues.get(before)
    return None if passed is None or on > passed else TooEarly(passed, before)


def same_contact(on: date, done: Mapping[str, date], within: int) -> str:
    """The kind of a stage done within so many days of this one, which it would only repeat; "" none.

    `done`: days on which the stages of the same participation were done, the action plan left out.
    """
    near = [kind for kind, day in done.items() if abs((on - day).days) <= within]
    return min(near, default="")
