"""Declared ways of work: states, and the steps that lead from one to the next.

A way is data (rows of two lists), so that an office can read it and a test can walk it. It checks
itself when it is read: no state that cannot be reached, no dead end that is not called an end, no
step that asks for an unknown field. Knows neither database nor people: who acts asks the permission
named here, checks what is lacking, and writes what `told` says into its trail.
"""

import re
from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from binaan.kit.workdays import after_workdays

START = ""
EVERYWHERE = "*"  # from every state that is under way
NOT_BEFORE = "sesudah "
MONTHS_OF_YEAR = 12
_TERM = re.compile(r"(\d+) (hari kerja|hari|bulan)")
_SHORTER = (31, 30, 29, 28)


class Broken(ValueError):
    """A way that cannot be walked as it is written; says every fault."""


class State(NamedTuple):
    """`end`: "" under way; otherwise the word for how it ended ("hasil", "gagal" …)."""

    key: str
    label: str
    end: str
    meaning: str


class Asked(NamedTuple):
    """A field or document a step asks for; `required` False may stay empty."""

    key: str
    required: bool


class Field(NamedTuple):
    """How what a step asks for is drawn: `kind` text, long, date, or one of the room's own."""

    label: str
    kind: str = "text"
    help: str = ""


class Step(NamedTuple):
    """One transition. `actor` is who does it outside, `permission` who may record it here.

    `asks` fields, `document` the paper beside it ("" none), `fee` rupiah (None: none),
    `within` a term counted from the day the state was entered ("3 bulan"; "" none; "sesudah 3
    bulan": not before it is over), `effect` what else follows, `by_itself` taken by the clock and
    not by a person.
    """

    event: str
    label: str
    was: str
    now: str
    actor: str
    permission: str
    asks: tuple[Asked, ...]
    document: str
    document_required: bool
    fee: Decimal | None
    within: str
    effect: str
    note: str
    source: str
    by_itself: bool

    def too_early(self, *, since: date, on: date) -> date | None:
        """The day after which the step may be taken, where that day is not over yet; else None."""
        if not self.within.startswith(NOT_BEFORE):
            return None
        last = after(self.within.removeprefix(NOT_BEFORE), since)
        return last if on <= last else None


class Workflow(NamedTuple):
    """A whole way: its states in the order they are drawn, and its steps."""

    key: str
    states: dict[str, State]
    steps: tuple[Step, ...]

    @property
    def first(self) -> Step:
        """The step that opens it."""
        return next(step for step in self.steps if step.was == START)

    def onward(self, state: str) -> list[Step]:
        """The steps a person may take from a state."""
        return [step for step in self.steps if step.was == state and not step.by_itself]

    def timed(self, state: str) -> list[Step]:
        """The steps the clock takes from a state."""
        return [step for step in self.steps if step.was == state and step.by_itself]

    def passed(
        self, state: str, day_of: Callable[[Step], date], *, on: date
    ) -> list[tuple[Step, date]]:
        """The steps the clock has taken from a state by a day, each with its own day (`day_of`)."""
        found: list[tuple[Step, date]] = []
        while step := next(iter(self.timed(state)), None):
            day = day_of(step)
            if on < day:
                break
            found.append((step, day))
            state = step.now
        return found

    def step(self, state: str, event: str) -> Step | None:
        """The step of this name from this state; None where there is none."""
        return next((one for one in self.steps if (one.was, one.event) == (state, event)), None)

    def due(self, state: str, since: date) -> date | None:
        """The first day by which something has to follow, entered on `since`; None: no term."""
        terms = [step.within for step in self.onward(state) if step.within]
        mine = [term for term in terms if not term.startswith(NOT_BEFORE)]
        return min((after(term, since) for term in mine), default=None)

    def ways(self) -> list[tuple[Step, ...]]:
        """Ways from the start that together take every step at least once, each as short as can be.

        Each goes the shortest way to a step and, from there, the shortest way to an end.
        """
        found: list[tuple[Step, ...]] = []
        for step in sorted(self.steps, key=lambda one: -len(self._to(one.was))):
            if any(step in way for way in found):
                continue
            found.append((*self._to(step.was), step, *self._out(step.now)))
        return found

    def _to(self, state: str) -> tuple[Step, ...]:
        return self._shortest(START, {state})

    def _out(self, state: str) -> tuple[Step, ...]:
        return self._shortest(state, {key for key, one in self.states.items() if one.end})

    def _shortest(self, start: str, goals: Collection[str]) -> tuple[Step, ...]:
        """The fewest steps to one of the goals; () where they cannot be reached."""
        waiting: deque[tuple[str, tuple[Step, ...]]] = deque([(start, ())])
        seen = {start}
        while waiting:
            state, way = waiting.popleft()
            if state in goals:
                return way
            for step in self.steps:
                if step.was == state and step.now not in seen:
                    seen.add(step.now)
                    waiting.append((step.now, (*way, step)))
        return ()


def after(term: str, day: date) -> date:
    """The last day of a term: "5 hari kerja", "60 hari" or "3 bulan" after a day.

    Months end on the same day of the month, or on its last one (31 January + 1 bulan: 28 February).
    Raises ValueError for a term that cannot be read.
    """
    found = _TERM.fullmatch(term)
    if found is None:
        raise ValueError(f"{term!r} is no term")
    count, unit = int(found[1]), found[2]
    if unit == "hari kerja":
        return after_workdays(day, count)
    return day + timedelta(days=count) if unit == "hari" else months_after(day, count)


def months_after(day: date, count: int) -> date:
    """The same day of the month `count` months on (back when negative), or that month's last."""
    years, month = divmod(day.month - 1 + count, MONTHS_OF_YEAR)
    for last in (day.day, *_SHORTER):
        try:
            return date(day.year + years, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise ValueError(f"{day} + {count} months is no day")  # pragma: no cover


def lacking(step: Step, filled: Mapping[str, object], *, document: bool) -> list[str]:
    """The keys a step still asks for; the document's own key is "document"."""
    missing = [one.key for one in step.asks if one.required and not filled.get(one.key)]
    return [*missing, "document"] if step.document_required and not document else missing


def told(step: Step, *, on: date, filled: Mapping[str, object], file: str = "") -> dict[str, Any]:
    """What the trail keeps of a step: names of what was filled in, never the values."""
    said = {"event": step.event, "was": step.was, "now": step.now, "on": on.isoformat()}
    return said | {"filled": sorted(filled), "file": file}


def read(
    states: Iterable[Mapping[str, str]], steps: Iterable[Mapping[str, str]], fields: Collection[str]
) -> dict[str, Workflow]:
    """The ways of two lists: `workflow, state, label, end, meaning` and `workflow, was, event, …`.

    `asks` is a list of field keys, "?" behind one that may stay empty; `document` likewise.
    Raises Broken with every fault of every way.
    """
    known: dict[str, dict[str, State]] = {}
    for row in states:
        one = State(row["state"], row["label"], row["end"], row["meaning"])
        known.setdefault(row["workflow"], {})[one.key] = one
    made: dict[str, list[Step]] = {key: [] for key in known}
    for row in steps:
        under_way = [key for key, one in known.get(row["workflow"], {}).items() if not one.end]
        for was in under_way if row["was"] == EVERYWHERE else [row["was"]]:
            made.setdefault(row["workflow"], []).append(_step(row, was))
    found = {key: Workflow(key, known.get(key, {}), tuple(made[key])) for key in made}
    faults = [f"{key}: {one}" for key, way in found.items() for one in faults_of(way, fields)]
    if faults:
        raise Broken("; ".join(faults))
    return found


def _step(row: Mapping[str, str], was: str) -> Step:
    document = row["document"]
    return Step(
        event=row["event"], label=row["label"], was=was, now=row["now"],
        actor=row["actor"], permission=row["permission"],
        asks=tuple(Asked(key.rstrip("?"), not key.endswith("?")) for key in row["asks"].split()),
        document=document.rstrip("?").strip(),
        document_required=bool(document) and not document.endswith("?"),
        fee=Decimal(row["fee"]) if row["fee"] else None,
        within=row["within"], effect=row["effect"], note=row["note"], source=row["source"],
        by_itself=row["actor"] == "sistem",
    )  # fmt: skip


def faults_of(way: Workflow, fields: Collection[str]) -> list[str]:
    """What is wrong with a way, in words; nothing for one that can be walked."""
    starts = [step for step in way.steps if step.was == START]
    if len(starts) != 1:
        return [f"{len(starts)} first steps instead of one"]
    return [*_unknown(way, fields), *_unreachable(way), *_endless(way)]


def _unknown(way: Workflow, fields: Collection[str]) -> list[str]:
    found, seen = [], set()
    for step in way.steps:
        name = f"{step.was or 'start'}:{step.event}"
        found += [f"{name} stands twice"] if name in seen else []
        seen.add(name)
        ends = {step.was, step.now} - {START, *way.states}
        found += [f"{name} names the unknown state {one}" for one in sorted(ends)]
        found += [
            f"{name} asks for the unknown {one.key}" for one in step.asks if one.key not in fields
        ]
        if step.within and not _TERM.fullmatch(step.within.removeprefix(NOT_BEFORE)):
            found.append(f"{name} has no readable term: {step.within}")
        if not (step.by_itself or step.permission):
            found.append(f"{name} names no permission")
    return found


def _unreachable(way: Workflow) -> list[str]:
    """States no way leads to."""
    reached, waiting = set(), [START]
    while waiting:
        state = waiting.pop()
        reached.add(state)
        waiting += [s.now for s in way.steps if s.was == state and s.now not in reached]
    return [f"{state} is never reached" for state in way.states if state not in reached]


def _endless(way: Workflow) -> list[str]:
    """States that are no end and from which none can be reached."""
    closed = {key for key, one in way.states.items() if one.end}
    while more := {s.was for s in way.steps if s.now in closed} - closed:
        closed |= more
    return [f"{state} leads to no end" for state in way.states if state not in closed]
