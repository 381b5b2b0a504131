"""The states of an activity: which step leads where, and what must be there first.

Source: issue "Programmes" (draft, open, selecting, running, closed); docs/rules/kegiatan.md. Kinds
whose door is open to everybody (FREE) need no list of participants.
"""

from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from typing import NamedTuple

from binaan.kit.day_names import long_day

DRAFT, OPEN, SELECTING = "draf", "dibuka", "seleksi"
RUNNING, CLOSED, CANCELLED = "berjalan", "selesai", "batal"
FREE = frozenset({"sosialisasi", "konsultasi", "fasilitasi", "monitoring"})
ROAD = (
    (DRAFT, "Draf"), (OPEN, "Pendaftaran"), (SELECTING, "Seleksi"), (RUNNING, "Berjalan"),
    (CLOSED, "Selesai"),
)  # fmt: skip
LAPSED = "Langkah ini tidak tersedia pada keadaan kegiatan sekarang. Muat ulang halaman ini."
OVER = (CLOSED, CANCELLED)
# What a list of participants was computed with; once it is set, these stay as they are.
FROZEN = ("place", "kind", "topic", "group", "seats", "eligibility", "quotas", "rule")


class Step(NamedTuple):
    """A step between states. `button`: what a person presses; `verb`: what the trail keeps."""

    key: str
    button: str
    told: str
    origins: tuple[str, ...]
    now: str
    verb: str


STEPS = {
    one.key: one for one in (
        Step("buka", "Buka pendaftaran", "Pemilik usaha dapat mendaftar; syarat dapat dibaca semua.",
             (DRAFT,), OPEN, "activity.opened"),
        Step("seleksi", "Tutup pendaftaran, mulai seleksi",
             "Pendaftaran ditutup; calon dihitung dari seluruh direktori.",
             (OPEN,), SELECTING, "activity.selecting"),
        Step("mulai", "Mulai kegiatan", "Kehadiran dapat dicatat mulai hari ini.",
             (OPEN, SELECTING), RUNNING, "activity.started"),
        Step("tutup", "Selesaikan kegiatan",
             "Tindak lanjut dihitung sejak sesi terakhir; isi kegiatan tidak berubah lagi.",
             (RUNNING,), CLOSED, "activity.closed"),
        Step("batal", "Batalkan kegiatan", "Kegiatan berhenti di sini, dengan alasannya.",
             (DRAFT, OPEN, SELECTING, RUNNING), CANCELLED, "activity.cancelled"),
    )
}  # fmt: skip


class Standing(NamedTuple):
    """What is known of an activity when a step is asked for.

    `unsettled`: participants whose end nobody recorded; `served`: services it led to; `faults`: what
    is wrong with its conditions and quotas, in words.
    """

    kind: str
    state: str
    first: date | None = None
    last: date | None = None
    sessions: int = 0
    listed: bool = False
    unsettled: int = 0
    served: int = 0
    faults: tuple[str, ...] = ()


def onward(standing: Standing) -> list[Step]:
    """The steps that lead on from a state, the usual one first."""
    found = [one for one in STEPS.values() if standing.state in one.origins]
    if standing.state == OPEN:
        dropped = "seleksi" if standing.kind in FREE else "mulai"
        found = [one for one in found if one.key != dropped]
    return found


def way(kind: str, state: str) -> list[tuple[str, str]]:
    """The road of an activity as (state in words, "done", "now" or ""); [] for one called off."""
    road = [one for one in ROAD if one[0] != SELECTING or kind not in FREE]
    if state not in dict(road):
        return []
    here = [key for key, _label in road].index(state)
    marks = ["done"] * here + ["now"] + [""] * len(road)
    return [(label, mark) for (_key, label), mark in zip(road, marks, strict=False)]


def hindrances(step: Step, standing: Standing, *, on: date, why: str = "") -> list[str]:
    """Why a step cannot be taken on a day, in words that say what to do; [] when it can."""
    if step not in onward(standing):
        return [LAPSED]
    return WHAT_HINDERS[step.key](standing, on, why)


def _opening(one: Standing, _on: date, _why: str) -> list[str]:
    lacking = [] if one.sessions else ["Belum ada sesi; tambahkan paling sedikit satu."]
    return [*lacking, *one.faults]


def _selecting(one: Standing, _on: date, _why: str) -> list[str]:
    return list(one.faults)


def _starting(one: Standing, on: date, _why: str) -> list[str]:
    found = []
    if one.kind not in FREE and not one.listed:
        found.append("Daftar peserta belum ditetapkan; tetapkan dahulu di halaman seleksi.")
    if one.first is None:
        found.append("Belum ada sesi; tambahkan paling sedikit satu.")
    elif on < one.first:
        found.append(f"Sesi pertama baru {long_day(one.first)}; mulai pada hari itu.")
    return found


def _closing(one: Standing, on: date, _why: str) -> list[str]:
    found = []
    if one.last is not None and on < one.last:
        found.append(f"Sesi terakhir baru {long_day(one.last)}; selesaikan sesudahnya.")
    if one.unsettled:
        found.append(
            f"{one.unsettled} peserta belum jelas hasilnya; catat menyelesaikan, berhenti atau tidak "
            "hadir."
        )
    return found


def _cancelling(one: Standing, _on: date, why: str) -> list[str]:
    if one.served:
        return [
            f"{one.served} usaha sudah mengikuti kegiatan ini; selesaikan kegiatannya, jangan "
            "dibatalkan."
        ]
    return [] if why.strip() else ["Tuliskan alasan pembatalan."]


WHAT_HINDERS = {
    "buka": _opening, "seleksi": _selecting, "mulai": _starting, "tutup": _closing,
    "batal": _cancelling,
}  # fmt: skip


class Meeting(NamedTuple):
    """A session as rules see it. Hours of 60 minutes."""

    on: date
    begins: time
    ends: time
    theory: Decimal = Decimal(0)
    practice: Decimal = Decimal(0)
    key: object = None

    @classmethod
    def of(cls, session) -> "Meeting":
        """A session as the register keeps it."""
        one = session
        return cls(one.on, one.begins, one.ends, one.theory_hours, one.practice_hours, one.pk)


def wrong_meeting(one: Meeting, others: Iterable[Meeting]) -> dict[str, str]:
    """What is wrong with a session, by field; `others` are the activity's other sessions."""
    if one.ends <= one.begins:
        return {"ends": "Jam selesai sebelum jam mulai."}
    found = {}
    if min(one.theory, one.practice) < 0:
        found["theory_hours"] = "Jam tidak boleh kurang dari 0."
    if one.theory + one.practice > minutes(one) / Decimal(60):
        found["practice_hours"] = "Jam teori dan praktik melebihi lamanya sesi."
    if any(overlap(one, other) for other in others):
        found["begins"] = "Bersamaan dengan sesi lain dari kegiatan ini; ubah jamnya."
    return found


def minutes(one: Meeting) -> int:
    """How long a session lasts."""
    return (one.ends.hour - one.begins.hour) * 60 + one.ends.minute - one.begins.minute


def overlap(one, other) -> bool:
    """Whether two sessions are on the same day at the same time; one after the other is not."""
    return one.on == other.on and one.begins < other.ends and other.begins < one.ends


def practice_share(meetings: Iterable[Meeting]) -> Decimal | None:
    """Percent of the hours spent on practice, whole; None where no hours are written."""
    held = list(meetings)
    practice = sum((one.practice for one in held), Decimal(0))
    total = practice + sum((one.theory for one in held), Decimal(0))
    return (practice * 100 / total).quantize(Decimal(1)) if total else None
