"""What stands in the way of a session: a holiday, the same hall, the same expert, the same kecamatan.

Warnings, not refusals: who plans knows whether two activities may share a hall. Own definition [D];
docs/rules/kegiatan.md §3.
"""

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import NamedTuple

from binaan.kit.day_names import DAYS, long_day, short_day
from binaan.kit.workdays import SATURDAY, holiday
from binaan.programmes.rules.activities import overlap

HOLIDAY, WEEKEND, VENUE, EXPERT = "libur", "akhir_pekan", "tempat", "narasumber"
KECAMATAN, ABSENT = "kecamatan", "berhalangan"
GRAVE = frozenset({HOLIDAY, VENUE, EXPERT, ABSENT})
WORDS = {
    HOLIDAY: "hari libur", WEEKEND: "akhir pekan", VENUE: "tempat dipakai",
    EXPERT: "narasumber mengajar di tempat lain", KECAMATAN: "kecamatan yang sama",
    ABSENT: "narasumber berhalangan",
}  # fmt: skip


class Slot(NamedTuple):
    """A session of any activity. `kecamatan`: path of the kecamatan, "" for a wider place."""

    activity: object
    title: str
    on: date
    begins: time
    ends: time
    venue: str = ""
    kecamatan: str = ""
    expert: object = None
    expert_name: str = ""
    key: object = None


class Away(NamedTuple):
    """When an expert cannot come; `until`: the last day he is willing at all, None for no end."""

    days: tuple[tuple[date, date], ...] = ()
    until: date | None = None

    def on(self, day: date) -> bool:
        """Whether he cannot come on a day."""
        return any(first <= day <= last for first, last in self.days) or (
            self.until is not None and day > self.until
        )


class Clash(NamedTuple):
    """A warning. `other`: the activity it is about, None for the calendar or the expert's own days."""

    kind: str
    on: date
    text: str
    other: object = None

    @property
    def grave(self) -> bool:
        """Whether somebody has to do something about it."""
        return self.kind in GRAVE

    @property
    def word(self) -> str:
        """The warning in a word or two, for a calendar."""
        return WORDS[self.kind]


def clashes(slot: Slot, others: Iterable[Slot], away: Mapping[object, Away]) -> list[Clash]:
    """Every warning for a session; the order of `others` changes nothing. `away` by expert."""
    found = _of_the_day(slot)
    if slot.expert is not None and away.get(slot.expert, Away()).on(slot.on):
        found.append(
            Clash(ABSENT, slot.on, f"{slot.expert_name} berhalangan pada {long_day(slot.on)}.")
        )
    beside = sorted(
        (one for one in others if one.on == slot.on and one.activity != slot.activity),
        key=lambda one: (one.begins, one.title, str(one.key)),
    )
    for one in beside:
        found += _between(slot, one)
    return list(dict.fromkeys(found))


def _of_the_day(slot: Slot) -> list[Clash]:
    if name := holiday(slot.on):
        return [Clash(HOLIDAY, slot.on, f"{long_day(slot.on)} hari libur: {name}.")]
    if slot.on.weekday() >= SATURDAY:
        day = DAYS[slot.on.weekday()]
        return [Clash(WEEKEND, slot.on, f"{short_day(slot.on)} hari {day}, di luar hari kerja.")]
    return []


def _between(slot: Slot, other: Slot) -> list[Clash]:
    found, same_time = [], overlap(slot, other)
    if same_time and slot.venue and venue_key(slot.venue) == venue_key(other.venue):
        said = f"{slot.venue} dipakai juga oleh {other.title} pada jam yang sama."
        found.append(Clash(VENUE, slot.on, said, other.activity))
    if same_time and slot.expert is not None and slot.expert == other.expert:
        said = f"{slot.expert_name} mengajar juga di {other.title} pada jam yang sama."
        found.append(Clash(EXPERT, slot.on, said, other.activity))
    if slot.kecamatan and slot.kecamatan == other.kecamatan:
        said = f"{other.title} pada hari yang sama di kecamatan yang sama."
        found.append(Clash(KECAMATAN, slot.on, said, other.activity))
    return found


def venue_key(venue: str) -> str:
    """A hall however it is written: letters and digits only, small."""
    return "".join(one for one in venue.lower() if one.isalnum())
