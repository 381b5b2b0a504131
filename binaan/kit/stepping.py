"""Taking a step of a declared way (kit.workflow): what it must meet, how that is said in Bahasa, what is kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from binaan.kit import workflow
from binaan.kit.dates import long_date
from binaan.kit.models import StoredFile
from binaan.kit.workflow import Step, Workflow

CALENDAR = "kalender"  # who took a step that nobody takes
LAPSED = "Keadaannya sekarang {state}; langkah itu tidak tersedia lagi. Muat ulang halaman ini."
BEFORE = "Tanggal ini mendahului langkah sebelumnya ({since})."
EARLY = "Langkah ini baru dapat dicatat sesudah {day}."
MUST = "Isi bagian ini."


@dataclass(frozen=True)
class Said:
    """What a person says of a step: the day, what it asks for by key, the paper beside it."""

    on: date
    filled: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    file: StoredFile | None = None


def step_from(way: Workflow, state: str, event: str, *, since: date, on: date) -> Step:
    """The step a person takes. Raises ValidationError where it does not lead on from here."""
    step = way.step(state, event)
    if step is None or step.by_itself:
        raise ValidationError(LAPSED.format(state=way.states[state].label))
    if on < since:
        raise ValidationError({"on": BEFORE.format(since=long_date(since))})
    if last := step.too_early(since=since, on=on):
        raise ValidationError({"on": EARLY.format(day=long_date(last))})
    return step


def must_be_told(step: Step, said: Said, *, wrong: Callable[[str, str], str]) -> None:
    """Raises ValidationError for what is missing, not asked for, or `wrong(key, value)` in words."""
    if strange := set(said.filled) - {one.key for one in step.asks}:
        raise ValidationError(f"Langkah ini tidak menanyakan {', '.join(sorted(strange))}.")
    lacking = workflow.lacking(step, said.filled, document=said.file is not None)
    faults = {key: wrong(key, value) for key, value in said.filled.items() if value}
    faults |= dict.fromkeys(lacking, MUST)
    if found := {key: fault for key, fault in faults.items() if fault}:
        raise ValidationError(found)


def told(step: Step, said: Said) -> dict[str, Any]:
    """What the trail keeps of a step: names of what was filled in, never the values."""
    file = said.file.sha256 if said.file else ""
    return workflow.told(step, on=said.on, filled=said.filled, file=file)


def step_down(row: Any, step: Step, said: Said, by: str) -> Any:
    """Write a step into the history of what goes its way: `row.steps`, of models.StepTaken."""
    return row.steps.create(
        event=step.event, was=step.was, now=step.now, on=said.on, filled=dict(said.filled),
        note=said.note.strip(), file=said.file, by=by, at=timezone.now(),
    )  # fmt: skip
