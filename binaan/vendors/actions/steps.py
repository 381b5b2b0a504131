"""What steps of a TDU and of a location have in common: which lead on, and what they must meet."""

from datetime import date
from functools import partial

from binaan.kit import stepping
from binaan.kit.stepping import Said
from binaan.kit.workflow import Step
from binaan.vendors.actions.reach import must_not_be_future
from binaan.vendors.rules import ways


def step_from(way: str, state: str, event: str, *, since: date, on: date) -> Step:
    """The step a person takes. Raises ValidationError where it does not lead on from here."""
    return stepping.step_from(ways.WORKFLOWS[way], state, event, since=since, on=on)


def must_be_told(step: Step, said: Said) -> None:
    """Raises ValidationError for what is missing, wrong or not asked for."""
    must_not_be_future(said.on)
    stepping.must_be_told(step, said, wrong=partial(ways.wrong, on=said.on))
