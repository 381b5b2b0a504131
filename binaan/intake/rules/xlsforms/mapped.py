"""Which field of a list a question says, and in which word: docs/rules/formulir.md.

A question the room names is that field. Else its label, or its name, is looked up among the headings
that offices write: so a form nobody here wrote is understood as far as its words are known.
"""

import re
from collections.abc import Mapping, Sequence

from binaan.intake.rules.xlsforms.questions import Entry, repeated

SAYS_NOTHING = {"group", "repeat", "note", "start", "end", "today", "deviceid", "audit", "username"}
WORKED_OUT = ("calculate", "hidden")  # count only where the room names them
FILE = re.compile(r"(.+)\.(?:csv|xml|geojson)$")
PRIVATE_CLASSES = {"umum_risiko", "spesifik"}
PRIVATE_WORDS = re.compile(
    r"\b(nik|ktp|no_?hp|hp|telp|telepon|whatsapp|wa|npwp|rekening|omzet|omset|modal|tanggal_lahir|"
    r"tgl_lahir|lahir|gaji|penghasilan|tanda_tangan|ttd)\b"
)


def folded(text: str) -> str:
    """A heading for comparison: "Desa / Kelurahan" and "desa/kelurahan" are one."""
    return re.sub(r"\s*([/().,])\s*", r"\1", " ".join(text.lower().replace("_", " ").split()))


def mapping(
    definition: Sequence[Entry],
    *,
    named: Mapping[str, str],
    headings: Mapping[str, str],
    records: str = "",
    record: str = "",
) -> dict[str, str]:
    """Path of a question → field.

    `named`: name of a question → field, as the room says; `headings`: folded heading → field;
    `records`: the list that holds records, `record`: what its question is mapped to.
    """
    found: dict[str, str] = {}
    inside = repeated(list(definition))
    for entry in definition:
        path, source = entry["path"], _file(entry)
        if path in inside or entry["type"] in SAYS_NOTHING:
            continue
        if records and source == records:
            if record not in found.values():
                found[path] = record
            continue
        unread = source or entry["type"] in WORKED_OUT
        field = _field(entry, named, {} if unread else headings)
        if field and (entry["name"] in named or field not in found.values()):
            found[path] = field
    return found


def _file(entry: Entry) -> str:
    """The name of the file a question chooses from, without its ending."""
    matched = FILE.match(entry.get("list", ""))
    return matched[1] if matched else ""


def _field(entry: Entry, named: Mapping[str, str], headings: Mapping[str, str]) -> str:
    label = headings.get(folded(entry["label"].rstrip(" :*?")), "")
    if entry["type"] == "text" and label:
        return label
    return named.get(entry["name"]) or label or headings.get(folded(entry["name"]), "")


def files(definition: Sequence[Entry]) -> dict[str, list[str]]:
    """The files of choices a form names → the paths that choose from them."""
    found: dict[str, list[str]] = {}
    for entry in definition:
        if _file(entry):
            found.setdefault(entry["list"], []).append(entry["path"])
    return found


def is_private(entry: Entry, field_is_private: bool | None) -> bool:
    """Whether the answer is masked: the field decides, else the class, else the words it is asked by.

    `field_is_private`: None where the question says no field of the kind.
    """
    if field_is_private is not None:
        return field_is_private
    if entry.get("class"):
        return entry["class"] in PRIVATE_CLASSES
    asked = f"{entry['name']} {entry['label']}".lower()
    return bool(PRIVATE_WORDS.search(asked) or PRIVATE_WORDS.search(asked.replace("_", " ")))


def word(entry: Entry, answer: str, words: Mapping[str, Mapping[str, str]]) -> str:
    """An answer as the list says it: a choice by the room's word for it.

    Of a question the room has no words for, by its label: a stranger's codes ("1", "2") say nothing
    to a reader of lists.
    """
    known = words.get(entry["name"])
    if known is None:
        known = dict(entry.get("choices", ()))
    several = answer.split() if entry["type"] == "select_multiple" else [answer]
    return ", ".join(said for one in several if (said := known.get(one, one)))
