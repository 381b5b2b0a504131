"""The questions of a form edition as reviewing needs them: what is shown, compared, asked again.

Source: docs/rules/pengumpulan.md §1, §5; a definition is what odk read of the XLSForm.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from binaan.intake.rules.answered import position
from binaan.intake.rules.callbacks import MOST_QUESTIONS
from binaan.intake.rules.ready_forms import CONSENT
from binaan.intake.rules.xlsforms.mapped import is_private
from binaan.intake.rules.xlsforms.questions import repeated
from binaan.intake.rules.xlsforms.types import SILENT
from binaan.kit.day_names import short_day
from binaan.kit.numbers import id_number

NUMBERS = ("integer", "int", "decimal", "range")
SELECTS = ("select_one", "select_multiple", "rank")
# What says where or shows something: two tellings never say it in the same words.
NOT_WORDS = ("geopoint", "geotrace", "geoshape", "image", "audio", "video", "file", "acknowledge",
             "trigger", "barcode")  # fmt: skip
# What an office looks up in the nomenclature or the officer chose himself: nobody answers it by telephone.
NOT_BY_TELEPHONE = ("kbli_edisi", "cara_posisi")
NO_QUESTIONS = (*SILENT, "group", "repeat")


class Question(NamedTuple):
    """`kind`: XLSForm's word without its list; `choices`: name → words; `repeat`: inside a repeat."""

    path: str
    kind: str
    label: str
    personal: bool
    required: bool
    choices: Mapping[str, str]
    repeat: bool = False

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.path.rpartition("/")[2]

    def words(self, value: str) -> str:
        """An answer as people read it: the words of its choices; numbers, days, positions as written here."""
        if self.kind in SHAPED:
            return SHAPED[self.kind](value)
        if self.kind in NUMBERS and "tahun" not in self.name.split("_"):
            return _number(value)
        if self.kind not in SELECTS or not self.choices:
            return value
        return ", ".join(self.choices.get(one, one) for one in value.split())


def _number(text: str) -> str:
    try:
        return id_number(Decimal(text))
    except InvalidOperation:
        return text


def _day(text: str) -> str:
    try:
        return short_day(date.fromisoformat(text))
    except ValueError:
        return text


def _clock(text: str) -> str:
    return text.replace(":", ".") if len(text) == len("16:00") else text


def _point(text: str) -> str:
    found = position(text)
    if found is None:
        return text
    sure = f" (ketelitian {id_number(round(found.accuracy))} m)" if found.accuracy else ""
    return f"{found.lat:.5f}, {found.lon:.5f}{sure}"


SHAPED: dict[str, Callable[[str], str]] = {
    "date": _day, "today": _day, "time": _clock, "geopoint": _point,
}  # fmt: skip


def questions(
    definition: Sequence[Mapping[str, Any]], private: Mapping[str, bool] | None = None
) -> list[Question]:
    """The questions somebody answers, in their order. `definition`: as rules/xlsforms keeps it.

    `private`: path → whether the field it says is personal, of those that say one.
    """
    known = private or {}
    inside = repeated([dict(one) for one in definition])
    return [
        Question(
            path=one["path"], kind=one["type"], label=one.get("label") or one["name"],
            personal=bool(one.get("private")) or is_private(dict(one), known.get(one["path"])),
            required=one.get("required") == "ya",
            choices=dict(one.get("choices", ())), repeat=one["path"] in inside,
        )
        for one in definition
        if one["type"] not in NO_QUESTIONS
    ]  # fmt: skip


def compared(asked: Iterable[Question]) -> list[Question]:
    """Those whose answers are compared between interviews: numbers and choices of the form itself.

    Neither personal, nor places and records (their lists are files), nor the consent everybody gives.
    """
    return [
        one for one in asked
        if (one.kind in NUMBERS or (one.kind in SELECTS and one.choices))
        and not one.personal and not one.repeat and one.name != CONSENT
    ]  # fmt: skip


def figures(asked: Iterable[Question]) -> list[Question]:
    """The numbers among them; a year is none."""
    return [
        one for one in compared(asked)
        if one.kind in NUMBERS and "tahun" not in one.name.split("_")
    ]  # fmt: skip


def asked_again(asked: Sequence[Question]) -> list[Question]:
    """What a call-back asks: the first required ones that are compared, then others, at most six.

    Never what the person on the telephone cannot know (NOT_BY_TELEPHONE).
    """
    able = [one for one in compared(asked) if one.name not in NOT_BY_TELEPHONE]
    first = [one for one in able if one.required]
    return [*first, *(one for one in able if not one.required)][:MOST_QUESTIONS]


def disputed(asked: Iterable[Question]) -> dict[str, str]:
    """path → kind of what two tellings of one record may disagree about."""
    return {
        one.path: one.kind for one in asked
        if one.kind not in NOT_WORDS and not one.repeat and one.name != CONSENT
    }  # fmt: skip
