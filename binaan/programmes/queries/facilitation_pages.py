"""What the pages of facilitation show: the board, the list, one facilitation with its way."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from django.db.models import Count
from django.urls import reverse

from binaan.access.permissions import Permission
from binaan.kit import keyset
from binaan.kit.dates import long_date, short_date, today
from binaan.kit.workflow import Step, Workflow
from binaan.programmes.models import Certificate, Facilitation, FacilitationStep
from binaan.programmes.queries import certificates, facilitating
from binaan.programmes.queries.facilitating import facilitations, last_certificate
from binaan.programmes.rules import facilitation as rules
from binaan.programmes.rules.certificates import FOODS, PACKAGING
from binaan.registry.models import Business
from binaan.registry.queries.reference import names

SIZE = 25
UNDER_WAY, LATE, DONE, STOPPED = "jalan", "lewat", "selesai", "berhenti"
PARTS = (
    (UNDER_WAY, "Sedang berjalan"),
    (LATE, "Lewat tenggat"),
    (DONE, "Selesai dengan hasil"),
    (STOPPED, "Berhenti"),
)
TONES = {"": "info", "hasil": "ok", "gagal": "bad", "habis": "bad", "lanjut": "warn"}
CODED = {"food": FOODS, "packaging": PACKAGING}


class Asked(NamedTuple):
    """How the list is narrowed; "" leaves it as it is."""

    part: str = UNDER_WAY
    kind: str = ""
    state: str = ""


class Row(NamedTuple):
    """A facilitation in the list."""

    row: Facilitation
    kind: str
    state: str
    tone: str
    late: bool


class Board(NamedTuple):
    """The open ones of a kind by state; `states`: (key, label, how many)."""

    kind: str
    label: str
    total: int
    states: list[tuple[str, str, int]]


class Turn(NamedTuple):
    """A step on the drawn way: what it is called, where it leads, who takes it, by when."""

    label: str
    to: str
    actor: str
    within: str
    back: bool


class Stage(NamedTuple):
    """A state on the drawn way. `mark`: "now", "done" (was there), "" ahead."""

    label: str
    meaning: str
    mark: str
    entered: str
    end: str
    turns: list[Turn]


class Told(NamedTuple):
    """A step taken, for the timeline."""

    row: FacilitationStep
    on: str
    title: str
    by: str
    filled: list[tuple[str, str]]
    file: str
    tone: str


def asked(user, query) -> Asked:
    """How the list is narrowed, from an address; what is unknown there is left out."""
    part = query.get("bagian", "")
    kind = query.get("jenis", "") if query.get("jenis", "") in rules.KINDS else ""
    states = rules.WORKFLOWS[kind].states if kind else {}
    state = query.get("tahap", "") if query.get("tahap", "") in states else ""
    return Asked(part if part in dict(PARTS) else UNDER_WAY, kind, state)


def of_part(user, part: str, on: date):
    """The facilitations of one part of the list on a day."""
    found = facilitations(user)
    if part == LATE:
        return found.filter(closed_on__isnull=True, due__lt=on)
    if part == UNDER_WAY:
        return found.filter(closed_on__isnull=True)
    ended = found.filter(closed_on__isnull=False)
    without = [(kind, state) for kind, state in _ends("gagal")]
    stopped = ended.none()
    for kind in {kind for kind, _state in without}:
        states = [state for one, state in without if one == kind]
        stopped = stopped | ended.filter(kind=kind, state__in=states)
    return stopped if part == STOPPED else ended.exclude(pk__in=stopped.values("pk"))


def _ends(how: str) -> list[tuple[str, str]]:
    return [
        (key, state.key)
        for key, way in rules.WORKFLOWS.items()
        for state in way.states.values()
        if state.end == how
    ]


def parts(user, on: date) -> list[dict]:
    """The parts of the list with how many stand there."""
    return [
        {"key": key, "label": label, "count": of_part(user, key, on).count()}
        for key, label in PARTS
    ]


def listed(user, asked: Asked, *, on: date, query) -> keyset.Page:
    """One page of the list, the newest first."""
    found = of_part(user, asked.part, on)
    found = found.filter(kind=asked.kind) if asked.kind else found
    found = found.filter(state=asked.state) if asked.state else found
    shown = keyset.page(
        found, ("-opened_on", "-pk"), after=query.get("after", ""),
        before=query.get("before", ""), size=SIZE,
    )  # fmt: skip
    return shown._replace(rows=[_row(one, on) for one in shown.rows])


def _row(one: Facilitation, on: date) -> Row:
    state = rules.WORKFLOWS[one.kind].states[one.state]
    late = one.closed_on is None and one.due is not None and one.due < on
    return Row(one, rules.KINDS[one.kind].short, state.label, TONES[state.end], late)


def board(user) -> list[Board]:
    """The open ones by kind and state, kinds and states in their own order."""
    found = facilitations(user).filter(closed_on__isnull=True).order_by()
    by_kind: dict[str, dict[str, int]] = defaultdict(dict)
    for one in found.values("kind", "state").annotate(count=Count("pk")):
        by_kind[one["kind"]][one["state"]] = one["count"]
    return [_board(kind, by_kind[kind.key]) for kind in rules.KINDS.values() if kind.key in by_kind]


def _board(kind: rules.Kind, counted: dict[str, int]) -> Board:
    states = rules.WORKFLOWS[kind.key].states
    shown = [(key, states[key].label, counted[key]) for key in states if key in counted]
    return Board(kind.key, kind.label, sum(counted.values()), shown)


def standing(user, row: Facilitation, on: date) -> str:
    """The state on a day: the one last written, and what the calendar has done since."""
    held = last_certificate(user, row)
    way = rules.WORKFLOWS[row.kind]
    expires = held.expires_on if held else None
    passed = rules.clock_steps(way, row.state, expires=expires, on=on)
    return passed[-1][0].now if passed else row.state


def screen(user, row: Facilitation, on: date) -> dict:
    """Everything the page of one facilitation shows, but its forms."""
    way, kind = rules.WORKFLOWS[row.kind], rules.KINDS[row.kind]
    now = standing(user, row, on)
    steps = list(row.steps.select_related("file").order_by("on", "at"))
    mine = facilitations(user, Permission.FACILITATE).filter(pk=row.pk).exists()
    papers = certificates.certificates(user).filter(facilitation=row).order_by("-issued_on", "-at")
    return {
        "row": row, "kind": kind, "state": way.states[now], "tone": TONES[way.states[now].end],
        "late": row.closed_on is None and row.due is not None and row.due < on,
        "way": drawn(user, way, now, steps), "history": told(user, row, steps), "may_act": mine,
        "certificates": [certificates.line(user, one, on) for one in papers],
        "onward": way.onward(now),
    }  # fmt: skip


class Choice(NamedTuple):
    """A kind that may be begun for a business: what hinders it, what should be looked at."""

    kind: rules.Kind
    starts: list[rules.Start]
    hindered: list[str]
    open: Facilitation | None
    held: Certificate | None


def choosing(user, business: Business) -> dict:
    """Every kind for a business, those that may begin first."""
    found = _choices(user, business, list(rules.KINDS.values()))
    return {"choices": sorted(found, key=lambda one: bool(one.hindered))}


def beginning(user, business: Business, kind: rules.Kind) -> dict:
    """What is shown beside the first step: conditions, an open one, a certificate held."""
    return {"choice": _choices(user, business, [kind])[0]}


def _choices(user, business: Business, kinds: list[rules.Kind]) -> list[Choice]:
    known = facilitating.known(user, business)
    office = facilitating.my_offices(user).first()
    limits = facilitating.limits(user, office, today())
    mine = facilitations(user).filter(business=business, closed_on__isnull=True)
    opened = {one.kind: one for one in mine.order_by("opened_on")}
    papers = certificates.certificates(user).filter(certificates.COUNTS, business=business)
    held = {one.kind: one for one in papers.order_by("issued_on")}
    return [
        Choice(kind, rules.starts(kind, known, limits), rules.hindrances(kind, known, limits),
               opened.get(kind.key), held.get(kind.key))
        for kind in kinds
    ]  # fmt: skip


def drawn(user, way: Workflow, now: str, steps: list[FacilitationStep]) -> list[Stage]:
    """The whole way, every state with the steps that lead on from it."""
    entered = {one.now: one.on for one in steps}
    order = list(way.states)
    found = []
    for key, state in way.states.items():
        mark = "now" if key == now else "done" if key in entered else ""
        turns = [_turn(way, step, order) for step in _leading(way, key)]
        entered_on = short_date(entered[key]) if key in entered else ""
        found.append(Stage(state.label, state.meaning, mark, entered_on, state.end, turns))
    return found


def _leading(way: Workflow, state: str) -> list[Step]:
    """The steps from a state, but the one that stands everywhere: it is told once, at its end."""
    return [step for step in way.steps if step.was == state and step.event != "batalkan"]


def _turn(way: Workflow, step: Step, order: list[str]) -> Turn:
    back = order.index(step.now) <= order.index(step.was)
    actor = "menurut kalender" if step.by_itself else f"oleh {step.actor}"
    return Turn(step.label, way.states[step.now].label, actor, step.within, back)


def told(user, row: Facilitation, steps: list[FacilitationStep]) -> list[Told]:
    """The steps taken, the newest first."""
    way = rules.WORKFLOWS[row.kind]
    called = names(user, {one.by for one in steps})
    return [_told(way, one, called) for one in reversed(steps)]


def _told(way: Workflow, one: FacilitationStep, called: dict[str, str]) -> Told:
    step = way.step(one.was, one.event)
    file = reverse("facilitation_paper", args=[one.facilitation_id, one.pk]) if one.file_id else ""
    return Told(
        one, short_date(one.on), step.label if step else one.event, called.get(one.by, one.by),
        [(rules.FIELDS[key].label, words(None, key, said)) for key, said in one.filled.items()
         if key in rules.FIELDS],
        file, TONES[way.states[one.now].end] if one.now in way.states else "",
    )  # fmt: skip


def words(user, key: str, said: str) -> str:
    """A value that was filled in, as people read it."""
    kind = rules.FIELDS[key].kind
    if kind in CODED:
        return CODED[kind].get(said, said)
    if kind == "date":
        return long_date(date.fromisoformat(said))
    return {"percent": f"{said.replace('.', ',')} %", "yes": "ya"}.get(kind, said)
