"""Quality of interviews: what about one of them is a reason to look at it again.

Source: docs/rules/pengumpulan.md; our own definition [D]. Robust z: Iglewicz & Hoaglin (1993). A mark
is never a verdict: an answer is not refused for it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from math import log1p
from statistics import median
from typing import NamedTuple
from zoneinfo import ZoneInfo

from binaan.kit.earth import metres

EDITION = "2026"
CLOCK, SHORT, FAR, SAME, NIGHT, OUTLIER = "clock", "short", "far", "same", "night", "outlier"
LABELS = {
    SHORT: "terlalu cepat",
    FAR: "jauh dari sasaran",
    SAME: "jawaban berulang",
    NIGHT: "malam",
    OUTLIER: "angka tak lazim",
    CLOCK: "jam ponsel keliru",
}
LEFT_OPEN_MINUTES = 240  # a form left open tells nothing of the interview
CLOCK_ALLOWED = timedelta(minutes=10)
LEAST_TIMES = 10  # fewer say nothing of what is usual
LEAST_FIGURES = 10
MAD_TO_SIGMA = 0.6745


class Limits(NamedTuple):
    """What an office may choose. `short`, `same`: shares 0 to 1; metres; hours of the day; `z` robust."""

    short: float = 0.4
    far_record: float = 250
    far_village: float = 5000
    same: float = 0.9
    same_questions: int = 8
    same_run: int = 3
    night_from: int = 21
    night_until: int = 5
    z: float = 3.5


class Point(NamedTuple):
    """Degrees, WGS84."""

    lat: float
    lon: float


class Interview(NamedTuple):
    """What is compared of one submission. Times are aware; `accuracy` in metres.

    `exact`: the target is a record with a position, else it is the middle of a village. `answers`:
    those compared (§1 of the page), by path; `figures`: its numbers by path.
    """

    id: str
    by: str
    begun: datetime | None
    ended: datetime | None
    received: datetime
    point: Point | None = None
    accuracy: float = 0.0
    target: Point | None = None
    exact: bool = False
    answers: Mapping[str, str] = {}
    figures: Mapping[str, float] = {}

    @property
    def minutes(self) -> float | None:
        """How long it took; None where a time is missing, the clock is wrong or it was left open."""
        if self.begun is None or self.ended is None or clock_is_wrong(self):
            return None
        took = (self.ended - self.begun).total_seconds() / 60
        return took if took <= LEFT_OPEN_MINUTES else None


class Mark(NamedTuple):
    """A reason to look: `words` say it with its figures. `path`: the question, of an outlier."""

    kind: str
    words: str
    path: str = ""


class Looked(NamedTuple):
    """The marks of each interview, and the kinds that could be judged of it at all."""

    marks: dict[str, list[Mark]]
    judged: dict[str, set[str]]


def looked_at(
    interviews: Sequence[Interview],
    zone: ZoneInfo,
    limits: Limits = Limits(),  # noqa: B008 - immutable
    labels: Mapping[str, str] | None = None,
) -> Looked:
    """Every mark of the interviews of one form. `labels`: words for the paths of figures."""
    found = Looked({one.id: [] for one in interviews}, {one.id: set() for one in interviews})
    usual = usual_minutes(interviews)
    for one in interviews:
        _note(found, one, CLOCK, one.begun and one.ended, _clock(one))
        _note(found, one, SHORT, usual and one.minutes is not None, _short(one, usual, limits))
        _note(found, one, FAR, one.point and one.target, _far(one, limits))
        hour = one.begun and not clock_is_wrong(one)
        _note(found, one, NIGHT, hour, _night(one, zone, limits) if hour else None)
    _note_runs(found, interviews, limits)
    _note_outliers(found, interviews, limits, labels or {})
    return found


def _note(found: Looked, one: Interview, kind: str, judged: object, words: str | None) -> None:
    if judged:
        found.judged[one.id].add(kind)
        if words:
            found.marks[one.id].append(Mark(kind, words))


def clock_is_wrong(one: Interview) -> bool:
    """Whether the phone's times cannot be: it ended before it began, or after it was received."""
    if one.begun is None or one.ended is None:
        return False
    return one.ended < one.begun or one.ended > one.received + CLOCK_ALLOWED


def _clock(one: Interview) -> str | None:
    if not clock_is_wrong(one) or one.begun is None or one.ended is None:
        return None
    return (
        "selesai sebelum mulai menurut jam ponsel"
        if one.ended < one.begun
        else "selesai menurut jam ponsel sesudah kiriman diterima"
    )


def usual_minutes(interviews: Iterable[Interview]) -> float | None:
    """The usual time of a form: the median of the persons' medians; None of fewer than 10 times.

    Each person counts once, so that one who sends many quick ones does not become the measure.
    """
    times = defaultdict(list)
    for one in interviews:
        if one.minutes is not None:
            times[one.by].append(one.minutes)
    if sum(map(len, times.values())) < LEAST_TIMES:
        return None
    return median(median(his) for his in times.values())


def _short(one: Interview, usual: float | None, limits: Limits) -> str | None:
    if usual is None or one.minutes is None or one.minutes >= limits.short * usual:
        return None
    return f"{_minutes(one.minutes)}; biasanya {_minutes(usual)}"


def _minutes(value: float) -> str:
    return f"{round(value)} menit" if value >= 1 else f"{round(value * 60)} detik"


def _far(one: Interview, limits: Limits) -> str | None:
    if one.point is None or one.target is None:
        return None
    away = metres(one.point, one.target)
    if away - one.accuracy <= (limits.far_record if one.exact else limits.far_village):
        return None
    told = f"{away / 1000:.1f} km".replace(".", ",") if away >= 1000 else f"{round(away)} m"
    return f"{told} dari {'sasaran' if one.exact else 'tengah desa'}"


def _night(one: Interview, zone: ZoneInfo, limits: Limits) -> str | None:
    if one.begun is None:
        return None
    local = one.begun.astimezone(zone)
    after, before = local.hour >= limits.night_from, local.hour < limits.night_until
    # From 21 until 5 spans midnight; an office may also choose hours within one day.
    spans = limits.night_from > limits.night_until
    if not ((after or before) if spans else (after and before)):
        return None
    return f"mulai pukul {local:%H.%M}"


def alike(one: Mapping[str, str], other: Mapping[str, str]) -> tuple[float, int]:
    """The share of equal answers among those given in both, and how many those are."""
    both = one.keys() & other.keys()
    same = sum(one[path] == other[path] for path in both)
    return (same / len(both) if both else 0.0), len(both)


def _note_runs(found: Looked, interviews: Sequence[Interview], limits: Limits) -> None:
    """Marks every interview of a run of equal answers, each person's in the order begun."""
    persons = defaultdict(list)
    for one in sorted(interviews, key=lambda one: (one.begun or one.received, one.id)):
        persons[one.by].append(one)
    for his in persons.values():
        run = his[:1]
        for before, one in pairwise(his):
            share, questions = alike(before.answers, one.answers)
            enough = questions >= limits.same_questions
            if enough:
                found.judged[before.id].add(SAME)
                found.judged[one.id].add(SAME)
            if not enough or share < limits.same:
                _close_run(found, run, limits)
                run = []
            run.append(one)
        _close_run(found, run, limits)


def _close_run(found: Looked, run: Sequence[Interview], limits: Limits) -> None:
    if len(run) < limits.same_run:
        return
    words = f"{len(run)} wawancara berturut-turut berisi jawaban yang hampir sama"
    for one in run:
        found.marks[one.id].append(Mark(SAME, words))


def robust_z(values: Sequence[float]) -> list[float | None]:
    """The robust z of each value; None where nothing can be said of it.

    On ln(1 + x) where none is negative. Where more than half are equal, the others are judged among
    themselves if there are 10.
    """
    if len(values) < LEAST_FIGURES:
        return [None] * len(values)
    if all(value >= 0 for value in values):
        values = [log1p(value) for value in values]
    middle = median(values)
    spread = median(abs(value - middle) for value in values)
    if spread:
        return [MAD_TO_SIGMA * (value - middle) / spread for value in values]
    others = [value for value in values if value != middle]
    if len(others) < LEAST_FIGURES:
        return [None] * len(values)
    away = median(others)
    spread = median(abs(value - away) for value in others)
    return [
        MAD_TO_SIGMA * (value - away) / spread if spread and value != middle else None
        for value in values
    ]


def _note_outliers(
    found: Looked, interviews: Sequence[Interview], limits: Limits, labels: Mapping[str, str]
) -> None:
    for path in dict.fromkeys(path for one in interviews for path in one.figures):
        stated = [one for one in interviews if path in one.figures]
        for one, z in zip(stated, robust_z([one.figures[path] for one in stated]), strict=True):
            if len(stated) >= LEAST_FIGURES:
                found.judged[one.id].add(OUTLIER)
            if z is not None and abs(z) > limits.z:
                much = "jauh di atas" if z > 0 else "jauh di bawah"
                words = f"{labels.get(path, path)} {much} yang lain"
                found.marks[one.id].append(Mark(OUTLIER, words, path))


class Share(NamedTuple):
    """How many of those judged bear a mark. `look`: worth a look."""

    kind: str
    marked: int
    judged: int
    look: bool

    @property
    def label(self) -> str:
        """The mark in words."""
        return LABELS[self.kind]

    @property
    def share(self) -> float | None:
        """0 to 1; None where nothing could be judged."""
        return self.marked / self.judged if self.judged else None


class Person(NamedTuple):
    """The quality of one person's interviews. `minutes`: his median time, None unknown."""

    by: str
    interviews: int
    minutes: float | None
    without_position: int
    shares: tuple[Share, ...]

    @property
    def marked(self) -> int:
        """All marks together, each kind once an interview."""
        return sum(share.marked for share in self.shares)

    @property
    def worth_a_look(self) -> bool:
        """Whether any share is."""
        return any(share.look for share in self.shares)


def persons(
    interviews: Sequence[Interview], found: Looked, *, share: float = 0.2, least: int = 5
) -> list[Person]:
    """The persons, those with the most marks an interview first.

    `share`: from which a share is worth a look, with at least `least` interviews judged.
    """
    his = defaultdict(list)
    for one in interviews:
        his[one.by].append(one)
    made = [_person(by, of, found, share, least) for by, of in his.items()]
    return sorted(made, key=lambda one: (-one.marked / one.interviews, one.by))


def _person(by: str, of: Sequence[Interview], found: Looked, share: float, least: int) -> Person:
    def counted(kind: str) -> Share:
        judged = sum(kind in found.judged[one.id] for one in of)
        marked = sum(any(mark.kind == kind for mark in found.marks[one.id]) for one in of)
        return Share(kind, marked, judged, judged >= least and marked >= share * judged)

    times = [one.minutes for one in of if one.minutes is not None]
    return Person(
        by,
        len(of),
        median(times) if times else None,
        sum(one.point is None for one in of),
        tuple(counted(kind) for kind in LABELS),
    )
