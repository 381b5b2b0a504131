"""What rooms above tell field work: who takes the answers of a form, and what a phone may choose from.

Signed up once when a room starts, as with kinds. Intake knows none of them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

RECORD = "=record"  # in the mapping of a version: this answer is the record itself, by its id


class Taker(NamedTuple):
    """A room that takes the answers of forms, as rows of one kind of list (intake.kinds).

    `answers`: name of a question → field of the kind it says; a form need not ask them all, and
    several questions may say one field (the first that is answered counts).
    `words`: name of a question → {choice as the form names it: word the reader of the kind knows}.
    A question that stands here hands its other choices on as they are named ({}: all of them); one
    that does not hands them on by their labels (rules/xlsforms/mapped.py, `word`).
    `records`: the list of choices that holds records of this kind: the answer to a question that
    chooses from it is the id of the record as 36 letters, or nothing for a new one. `record`: what
    our own forms call that question.
    `attach(record_id, *, name, file, question, caption, on, by)`: keeps a photo with the record, once,
    however often it is called; ValidationError or no `attach`: it stays with the submission. `file`:
    kit.models.StoredFile. `caption`: the label of the question.
    """

    room: str
    kind: str
    label: str
    answers: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]] = {}
    record: str = ""
    records: str = ""
    attach: Callable | None = None


class ChoiceList(NamedTuple):
    """A list of choices kept here, which a form names as `<name>.csv`.

    `columns`: headings of the CSV, of which the first two are "name" (what is stored) and "label".
    `rows(user)`: what this person may hold on a phone: only what is assigned to him, and never a NIK
    or a telephone. `meaning`: what stands in it, for those who write forms.
    """

    name: str
    columns: tuple[str, ...]
    rows: Callable[[Any], Iterable[Sequence[str]]]
    meaning: str


TAKERS: dict[str, Taker] = {}
LISTS: dict[str, ChoiceList] = {}


def take(taker: Taker) -> None:
    """A room says: the answers of such forms are mine. The latest word for a kind counts."""
    TAKERS[taker.kind] = taker


def offer(choices: ChoiceList) -> None:
    """A room offers a list that forms may choose from."""
    LISTS[choices.name] = choices


def rooms() -> dict[str, str]:
    """The rooms that take answers → the kind of list each takes first."""
    return {taker.room: taker.kind for taker in reversed(TAKERS.values())}
