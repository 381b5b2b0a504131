"""What a filled-in form says as a row of a list: fields of the kind, in words its reader knows.

An answer is written the way an Indonesian list writes it, because that is how it will be read: a
decimal comma (`2,5`), a position as `lat, lon`. See docs/rules/kiriman.md.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from binaan.intake.rules.xlsforms.mapped import word
from binaan.intake.rules.xlsforms.questions import Entry

PREFIX = "k:"
LONGEST = 120  # letters of a key that the readers of lists keep
NUMBERS = ("integer", "int", "decimal", "range", "calculate")


class Row(NamedTuple):
    """One row of a lot. `key`: what tells it apart, without prefix; `said`: field → words."""

    key: str
    instance: str
    said: Mapping[str, str]


def key_of(identity: str) -> str:
    """The stable key under which a list knows the row."""
    return PREFIX + identity[:LONGEST]


def said(
    answers: Mapping[str, object],
    mapping: Mapping[str, str],
    entries: Mapping[str, Entry],
    words: Mapping[str, Mapping[str, str]],
) -> dict[str, str]:
    """Field → words of the answers that are mapped; where two say one field, the first that is given.

    `entries`: the questions of the edition by path; `words`: question → {choice: word the reader
    knows}. Answers inside repeats stay with the submission: a row has one value a field.
    """
    found: dict[str, str] = {}
    for path, field in mapping.items():
        value = answers.get(path)
        if isinstance(value, str) and value and path in entries:
            found.setdefault(field, _worded(entries[path], value, words))
    return found


def _worded(entry: Entry, value: str, words: Mapping[str, Mapping[str, str]]) -> str:
    if entry["type"] == "geopoint":
        return ", ".join(value.split()[:2])
    if entry["type"] in NUMBERS and _is_number(value):
        return value.replace(".", ",")
    return " ".join(word(entry, value, words).split())


def _is_number(value: str) -> bool:
    return value.lstrip("-").replace(".", "", 1).isdecimal()


def table(rows: Iterable[Row], fields: list[str], labels: list[str]) -> list[list[str]]:
    """The rows as a list of texts, the heading first: key, submission, then the fields."""
    heading = ["Kunci", "Kiriman", *labels]
    return [
        heading,
        *([row.key, row.instance, *(row.said.get(name, "") for name in fields)] for row in rows),
    ]
