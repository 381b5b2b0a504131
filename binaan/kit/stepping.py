"""Taking a step of a declared way (kit.workflow): what it must meet, and how that is said in Bahasa."""

from collections.abc import Callable, Mapping
from datetime import date

from django.core.exceptions import ValidationError

from binaan.kit import workflow
from binaan.kit.dates import long_date
from binaan.kit.workflow import Step, Workflow

CALENDAR = "kalender"  # who took a step that nobody takes
LAPSED = "Keadaannya sekarang {state}; langkah itu tidak tersedia lagi. Muat ulang halaman ini."
BEFORE = "Tanggal ini mendahului langkah sebelumnya ({since})."
EARLY = "Langkah ini baru dapat dicatat sesudah {day}."
MUST = "Isi bagian ini."


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


def must_be_told(
    step: Step, filled: Mapping[str, str], *, document: bool, wrong: Callable[[str, str], str]
) -> None:
    """Raises ValidationError for what is missing, not asked for, or `wrong(key, value)` in words."""
    if strange := set(filled) - {one.key for one in step.asks}:
        raise ValidationError(f"Langkah ini tidak menanyakan {', '.join(sorted(strange))}.")
    faults = {key: wrong(key, value) for key, value in filled.items() if value}
    faults |= dict.fromkeys(workflow.lacking(step, filled, document=document), MUST)
    if found := {key: fault for key, fault in faults.items() if fault}:
        raise ValidationError(found)
