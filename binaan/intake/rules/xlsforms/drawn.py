"""A form as it is previewed: its questions in order, groups and repeats with what is inside them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from binaan.intake.rules.expressions import in_words
from binaan.intake.rules.xlsforms.questions import Entry
from binaan.intake.rules.xlsforms.types import SILENT

INSIDE = ("group", "repeat")
UNSEEN = frozenset(SILENT) - {"note"}
BOXES = {  # how an answer is given, by type; whatever is not named is typed as text
    "integer": "number", "decimal": "number", "range": "number", "date": "date", "time": "time",
    "dateTime": "datetime-local", "select_one": "one", "select_multiple": "several",
    "rank": "several", "image": "camera", "audio": "player-play", "video": "camera", "file": "paperclip",
    "geopoint": "map-pin", "geotrace": "map-pin", "geoshape": "map-pin", "acknowledge": "check",
    "note": "note",
}  # fmt: skip
GIVEN = {
    "camera": "Ambil atau pilih foto", "player-play": "Rekam suara",
    "paperclip": "Pilih berkas", "map-pin": "Ambil posisi", "check": "Setuju",
}  # fmt: skip
MOST_CHOICES = 8  # shown one by one; more are told as a number


class Drawn(NamedTuple):
    """One question or group. `box`: how it is answered; `says`: label of the field it fills."""

    entry: Entry
    box: str
    number: int
    when: str
    must: str
    says: str
    inside: tuple["Drawn", ...] = ()

    @property
    def given(self) -> str:
        """What the button of a photo, a position or a file says."""
        return (
            "Tanda tangan"
            if self.entry.get("appearance") == "signature"
            else GIVEN.get(self.box, "")
        )

    @property
    def choices(self) -> list[str]:
        """Labels of the first choices."""
        return [label for _name, label in self.entry.get("choices", ())][:MOST_CHOICES]

    @property
    def more(self) -> int:
        """How many choices are not shown."""
        return max(len(self.entry.get("choices", ())) - MOST_CHOICES, 0)

    @property
    def file(self) -> str:
        """The file its choices come from."""
        return "" if self.entry.get("choices") else str(self.entry.get("list", ""))


class Form(NamedTuple):
    """`unseen`: names of what fills itself in."""

    parts: tuple[Drawn, ...]
    unseen: tuple[str, ...]
    asked: int


def drawn(
    definition: Sequence[Entry], mapping: Mapping[str, str], labels: Mapping[str, str]
) -> Form:
    """`mapping`: path → field; `labels`: field → how it is called."""
    numbers: dict[str, int] = {}
    for entry in definition:
        if entry["type"] not in (*INSIDE, "note") and entry["type"] not in UNSEEN:
            numbers[entry["path"]] = len(numbers) + 1
    says = {path: labels.get(field, "") for path, field in mapping.items()}
    return Form(
        _below("", definition, numbers, says),
        tuple(entry["name"] for entry in definition if entry["type"] in UNSEEN),
        len(numbers),
    )


def _below(
    above: str, definition: Sequence[Entry], numbers: Mapping[str, int], says: Mapping[str, str]
) -> tuple[Drawn, ...]:
    found = []
    for entry in definition:
        path = entry["path"]
        if path.rpartition("/")[0] != above or entry["type"] in UNSEEN:
            continue
        is_group = entry["type"] in INSIDE
        found.append(
            Drawn(
                entry, "group" if is_group else BOXES.get(entry["type"], "text"),
                numbers.get(path, 0), in_words(entry.get("relevant", "")),
                entry.get("constraint_message") or in_words(entry.get("constraint", "")),
                says.get(path, ""), _below(path, definition, numbers, says) if is_group else (),
            )
        )  # fmt: skip
    return tuple(found)
