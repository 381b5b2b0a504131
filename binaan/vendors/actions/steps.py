"""What steps of a TDU and of a location have in common: what a person says, and what it must meet."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError

from binaan.kit import workflow
from binaan.kit.dates import long_date
from binaan.kit.models import StoredFile
from binaan.kit.workflow import Step
from binaan.vendors.actions.reach import must_not_be_future
from binaan.vendors.rules import ways

CALENDAR = "kalender"  # who took a step that nobody takes
LAPSED = "Keadaannya sekarang {state}; langkah itu tidak tersedia lagi. Muat ulang halaman ini."
BEFORE = "Tanggal ini mendahului langkah sebelumnya ({since})."
EARLY = "Langkah ini baru dapat dicatat sesudah {day}."
MUST = "Isi bagian ini."


class Said(NamedTuple):
    """What a person says of a step: the day, what it asks for by key, the paper beside it."""

    on: date
    filled: Mapping[str, str] = {}
    note: str = ""
    file: StoredFile | None = None


def step_from(way: str, state: str, event: str, *, since: date, on: date) -> Step:
    """The step a person takes. Raises ValidationError where it does not lead on from here."""
    step = ways.WORKFLOWS[way].step(state, event)
    if step is None or step.by_itself:
        raise ValidationError(LAPSED.format(state=ways.label(way, state)))
    if on < since:
        raise ValidationError({"on": BEFORE.format(since=long_date(since))})
    if last := step.too_early(since=since, on=on):
        raise ValidationError({"on": EARLY.format(day=long_date(last))})
    return step


def must_be_told(step: Step, said: Said) -> None:
    """Raises ValidationError for what is missing, wrong or not asked for."""
    must_not_be_future(said.on)
    asked = {one.key for one in step.asks}
    if strange := set(said.filled) - asked:
        raise ValidationError(f"Langkah ini tidak menanyakan {', '.join(sorted(strange))}.")
    faults = {
        key: ways.wrong(key, value, on=said.on) for key, value in said.filled.items() if value
    }
    faults |= dict.fromkeys(
        workflow.lacking(step, said.filled, document=said.file is not None), MUST
    )
    if found := {key: fault for key, fault in faults.items() if fault}:
        raise ValidationError(found)


def told(step: Step, said: Said) -> dict:
    """What the trail keeps of a step."""
    file = said.file.sha256 if said.file else ""
    return workflow.told(step, on=said.on, filled=said.filled, file=file)
