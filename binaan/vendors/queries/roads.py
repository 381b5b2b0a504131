"""What the pages of TDUs and locations show of a way: what happened, where it stands, what may follow."""

from datetime import date
from typing import NamedTuple

from django.urls import reverse

from binaan.access.queries import names
from binaan.kit.dates import long_date, short_date
from binaan.kit.stepping import CALENDAR
from binaan.kit.workflow import Step
from binaan.vendors.choices import Offence
from binaan.vendors.models import LocationStep, OfStreet, PermitStep
from binaan.vendors.rules import ways

TONES = {"": "info", "hasil": "ok", "gagal": "bad", "habis": "bad", "lanjut": "warn"}


class Told(NamedTuple):
    """A step taken, for the timeline."""

    on: str
    title: str
    by: str
    filled: list[tuple[str, str]]
    note: str
    file: str
    tone: str


def tone(way: str, state: str) -> str:
    """How a state is coloured."""
    found = ways.WORKFLOWS[way].states.get(state)
    if found is None:
        return ""
    return "bad" if state == "terlarang" else TONES[found.end]


def history(user, way: str, row: OfStreet, paper: str) -> list[Told]:
    """The steps taken, the newest first; `paper` names the address of a step's paper."""
    steps = list(row.steps.order_by("on", "at"))
    called = names(user, {one.by for one in steps})
    return [_told(way, row, one, paper, called) for one in reversed(steps)]


def _told(way: str, row, one: PermitStep | LocationStep, paper: str, called: dict) -> Told:
    step = ways.WORKFLOWS[way].step(one.was, one.event)
    return Told(
        short_date(one.on), step.label if step else ways.label(way, one.now),
        "menurut kalender" if one.by == CALENDAR else called.get(one.by, one.by),
        [(ways.FIELDS[key].label, words(None, key, said)) for key, said in one.filled.items()
         if key in ways.FIELDS],
        one.note, reverse(paper, args=[row.pk, one.pk]) if one.file_id else "", tone(way, one.now),
    )  # fmt: skip


def words(user, key: str, said: str) -> str:
    """A value that was filled in, as people read it."""
    kind = ways.FIELDS[key].kind
    if kind == "date":
        return long_date(date.fromisoformat(said))
    if kind == "offence":
        return dict(Offence.choices).get(said, said)
    if kind == "statements":
        return "\n".join(f"• {ways.STATEMENTS.get(one, one)}" for one in said.split())
    return said


def onward(user, way: str, row: OfStreet, state: str) -> list[Step]:
    """The steps this user may take with this row now."""
    model = type(row)
    held: dict[str, bool] = {}
    found = []
    for step in ways.WORKFLOWS[way].onward(state):
        if step.permission not in held:
            mine = model.objects.permitted(user, step.permission)
            held[step.permission] = mine.filter(pk=row.pk).exists()
        if held[step.permission]:
            found.append(step)
    return found
