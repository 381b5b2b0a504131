"""What steps of a TDU and of a location have in common: what a person says, and what it must meet."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import NamedTuple

from binaan.kit import stepping, workflow
from binaan.kit.models import StoredFile
from binaan.kit.workflow import Step
from binaan.vendors.actions.reach import must_not_be_future
from binaan.vendors.rules import ways


class Said(NamedTuple):
    """What a person says of a step: the day, what it asks for by key, the paper beside it."""

    on: date
    filled: Mapping[str, str] = {}
    note: str = ""
    file: StoredFile | None = None


def step_from(way: str, state: str, event: str, *, since: date, on: date) -> Step:
    """The step a person takes. Raises ValidationError where it does not lead on from here."""
    return stepping.step_from(ways.WORKFLOWS[way], state, event, since=since, on=on)


def must_be_told(step: Step, said: Said) -> None:
    """Raises ValidationError for what is missing, wrong or not asked for."""
    must_not_be_future(said.on)
    stepping.must_be_told(
        step, said.filled, document=said.file is not None, wrong=partial(ways.wrong, on=said.on)
    )


def told(step: Step, said: Said) -> dict:
    """What the trail keeps of a step."""
    file = said.file.sha256 if said.file else ""
    return workflow.told(step, on=said.on, filled=said.filled, file=file)
