"""The ready field forms: from lists of questions in `data/field-forms/` to the sheets of an XLSForm.

A list has one row a question in the order of asking; its columns are told in docs/rules/formulir.md.
Personal questions are asked only of somebody who agreed: that condition is added here, once.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

PERSONAL = frozenset({"umum", "umum_risiko", "spesifik"})  # classes of pdp-register.csv
CONSENT = "persetujuan"
AGREED = f"${{{CONSENT}}}='ya'"
SURVEY = (
    "type", "name", "label", "hint", "required", "required_message", "relevant", "constraint",
    "constraint_message", "calculation", "trigger", "choice_filter", "appearance", "parameters",
    "binaan_kelas",
)  # fmt: skip
CHOICES = ("list_name", "name", "label")
SETTINGS = ("form_title", "form_id", "version", "instance_name", "default_language")
MUST = "Pertanyaan ini wajib diisi."
STARTED = ("start", "end", "today")  # when it was filled, by the phone's own clock
_ENDS = ("end_repeat", "end_group")
_KNOWN = re.compile(r"@(\w+)\.(\w+)")
_ROOT = "root"  # of a list of choices, as engines read a CSV

Question = Mapping[str, str]
Sheet = tuple[Sequence[str], list[list[str]]]


def sheets(
    questions: Sequence[Question], choices: Iterable[Mapping[str, str]], settings: Mapping[str, str]
) -> dict[str, Sheet]:
    """Headings and rows of the sheets survey, choices and settings."""
    asks = any(one["name"] == CONSENT for one in questions)
    survey = [_line(type=kind, name=kind) for kind in STARTED]
    for section, inside in groupby(questions, lambda one: one["section"]):
        survey += _group(section, list(inside), asks)
    used = {one["type"].split()[1] for one in questions if _from_sheet(one["type"])}
    listed = [[one["list"], one["name"], one["label"]] for one in choices if one["list"] in used]
    return {
        "survey": (SURVEY, survey),
        "choices": (CHOICES, listed),
        "settings": (SETTINGS, [[settings[name] for name in SETTINGS]]),
    }


def _from_sheet(kind: str) -> bool:
    return kind.startswith(("select_one ", "select_multiple "))


def _group(section: str, inside: list[Question], asks: bool) -> list[list[str]]:
    """A section as a group on one screen; wholly personal: the group itself waits for consent."""
    hidden = asks and all(_personal(one) for one in inside)
    name = "bagian_" + re.sub(r"[^a-z0-9]+", "_", section.lower())
    rows = [_line(type="begin_group", name=name, label=section, relevant=AGREED if hidden else "")]
    rows += [_question(one, asks and not hidden) for one in inside]
    return [*rows, _line(type="end_group", name=name)]


def _personal(question: Question) -> bool:
    return question["class"] in PERSONAL


def _question(one: Question, asks: bool) -> list[str]:
    if one["type"] in _ENDS:
        return _line(type=one["type"], name=one["name"])
    relevant = one["relevant"]
    if asks and _personal(one):
        relevant = f"{AGREED} and ({relevant})" if relevant else AGREED
    must = one["required"] == "ya"
    return _line(
        type=one["type"], name=one["name"], label=one["label"], hint=one["hint"],
        required="yes" if must else "", required_message=MUST if must else "",
        relevant=relevant, constraint=one["constraint"], constraint_message=one["message"],
        calculation=_worked_out(one["calculation"], one["trigger"]), trigger=one["trigger"],
        choice_filter=one["filter"],
        appearance=one["appearance"], parameters=one["parameters"], binaan_kelas=one["class"],
    )  # fmt: skip


def _worked_out(calculation: str, trigger: str) -> str:
    """`@usaha.produk`: what the list `usaha` says under `produk` of the one chosen in `trigger`."""
    return _KNOWN.sub(rf"instance('\1')/{_ROOT}/item[name={trigger}]/\2", calculation)


def _line(**cells: str) -> list[str]:
    return [cells.get(heading, "") for heading in SURVEY]
