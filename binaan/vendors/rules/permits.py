"""The TDU: how long it counts, by when it is decided, what forbids it, what the calendar does to it.

Source: Permendagri 41/2012 (S10, S12) as in the project's handbook small-industry §6.4 and
data/ikm/workflows.csv `pkl_tdu`; what is not certain is an office parameter. See docs/rules/pkl.md.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from binaan.kit.workdays import after_workdays
from binaan.kit.workflow import Step, months_after
from binaan.vendors.rules.schedule import Schedule
from binaan.vendors.rules.ways import TDU, WORKFLOWS

MONTHS = 24  # valid for two years [K:h]
SOON_DAYS = 60  # before the end it is called "akan habis"; data/ikm/workflows.csv
ABANDONED_MONTHS = 1  # [K:h] a place left empty for a month may be taken back
COUNTS = ("terbit", "akan_habis", "peringatan_1", "peringatan_2", "peringatan_3", "relokasi")
APPLYING = ("diajukan", "kurang", "lengkap", "layak", "tidak_layak")
LADDER = {"terbit": 1, "akan_habis": 1, "peringatan_1": 2, "peringatan_2": 3, "peringatan_3": 4}
EFFECT_ISSUE, EFFECT_RENEW, EFFECT_MOVE = "terbit", "perpanjang", "pindah"
EFFECT_REVOKE, EFFECT_RESTORE, EFFECT_LEAVE = "cabut", "pulihkan", "lepas"
RENEWAL = "perpanjang"
ABANDONED = "telantar_1_bulan"
WARNING = 3  # the last step of the ladder before revocation


class Spot(NamedTuple):
    """What a TDU is asked for: how the location stands that day, what is free, when it is open.

    `free`: pitches or places nobody holds, not counting the one who asks; `pitch_taken`: by another.
    `location`, `pitch`: their hours; a pitch's own count before the location's.
    """

    name: str
    determined: bool
    forbidden: bool
    free: int
    pitch_taken: bool = False
    hours: Schedule = Schedule()


def expires(issued: date) -> date:
    """The last day of a TDU, which still counts: the same day two years on, 29 to 28 February."""
    return months_after(issued, MONTHS)


def renewed_until(until: date) -> date:
    """Renewed early nothing is lost: two years from the old last day."""
    return months_after(until, MONTHS)


def decided_by(applied: date, workdays: int) -> date:
    """The last day to decide an application; 7 working days unless the office says otherwise [K:m]."""
    return after_workdays(applied, workdays)


def due(state: str, since: date, applied: date, workdays: int) -> date | None:
    """By when the next step is due: the term of the step or of the whole, whichever is nearer."""
    if state not in APPLYING or state == "kurang":
        return WORKFLOWS[TDU].due(state, since) if state in APPLYING else None
    own = WORKFLOWS[TDU].due(state, since)
    whole = decided_by(applied, workdays)
    return min(own, whole) if own else whole


def renewal_by(until: date, months: int) -> date:
    """The last day to ask for a renewal in time [K:m]; later is told, not refused."""
    return months_after(until, -months)


def clock_steps(state: str, until: date | None, *, on: date) -> list[tuple[Step, date]]:
    """The steps the calendar has taken by a day, each with its day."""
    if until is None:
        return []
    soon, over = until - timedelta(days=SOON_DAYS), until + timedelta(days=1)
    return WORKFLOWS[TDU].passed(state, lambda step: soon if step.event == "h_60" else over, on=on)


def state_on(state: str, until: date | None, *, on: date) -> str:
    """The state as the calendar has it by a day, written down or not."""
    taken = clock_steps(state, until, on=on)
    return taken[-1][0].now if taken else state


def counts(issued: date | None, until: date | None, ended: date | None, *, on: date) -> bool:
    """Whether a TDU counts on a day: issued by then, not over, not ended before or on that day."""
    if issued is None or until is None:
        return False
    return issued <= on <= until and (ended is None or on < ended)


def hindrances(spot: Spot, asked: Schedule) -> list[str]:
    """What forbids a TDU for a spot, each with what to do."""
    found = []
    if spot.forbidden:
        found.append(f"{spot.name} zona larangan; pilih lokasi yang ditetapkan.")
    elif not spot.determined:
        found.append(f"{spot.name} belum ditetapkan pada hari itu; tetapkan dulu atau pilih lain.")
    if spot.pitch_taken:
        found.append("Lapak itu ditempati PKL lain; pilih lapak yang kosong.")
    elif spot.free < 1:
        found.append(f"{spot.name} sudah penuh; pilih lokasi lain atau tambah kapasitasnya.")
    if not asked.within(spot.hours):
        found.append(f"Waktu berjualan di luar waktu lokasinya ({spot.hours.told()}).")
    return found


def abandoned_long_enough(since: date, *, on: date) -> bool:
    """Whether a place was left empty for a month or more by a day."""
    return months_after(since, ABANDONED_MONTHS) <= on


def next_warning(state: str) -> int | None:
    """The rung an offence leads to: 1, 2, 3 a warning, 4 revocation; None where nothing counts."""
    return LADDER.get(state)


def number(regency: str, year: int, running: int) -> str:
    """TDU/3275/2026/000123: our own pattern [D], after id-formats.yaml; "32.75" is the regency."""
    return f"TDU/{regency.replace('.', '')}/{year}/{running:06d}"


def registration(regency: str, year: int, running: int) -> str:
    """PTDU/3275/2026/000123: how an application is named before it has a number [D]."""
    return f"P{number(regency, year, running)}"


def local(origin: str, regency: str) -> bool | None:
    """Whether the registered address lies in the regency; None unknown. Never read from the NIK."""
    return origin == regency if origin else None


def standing(permits: Iterable[str]) -> str:
    """What a vendor's TDUs come to, by their states on a day: berlaku, habis, diajukan or belum."""
    states = set(permits)
    if states & set(COUNTS):
        return "berlaku"
    if states & {"habis", "dicabut"}:
        return "habis"
    return "diajukan" if states & set(APPLYING) else "belum"


def objection_due(received: date, workdays: int) -> date:
    """By when an objection is answered; the day it came does not count."""
    return after_workdays(received, workdays)


def objection_late(decided: date, received: date, workdays: int) -> bool:
    """Whether an objection came after its term. It is told and taken all the same [D]."""
    return received > after_workdays(decided, workdays)
