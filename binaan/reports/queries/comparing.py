"""Whether a copy taken before still says what the plan says today, and which figures do not."""

import json
from typing import NamedTuple

from binaan.kit.files import path_of
from binaan.reports.drawing import plain
from binaan.reports.models import Printout
from binaan.reports.sheet import Sheet

MOST = 200
GONE = "(tidak ada lagi)"


class Difference(NamedTuple):
    """A box that says something else now. `row`: the words of its row; `url`: its evidence today."""

    row: str
    column: str
    then: str
    now: str
    url: str = ""


def contents(user, printout: Printout) -> dict:
    """The figures of a copy as they were taken."""
    return json.loads(path_of(printout.contents.sha256).read_text("utf-8"))


def differences(user, printout: Printout, today: Sheet) -> list[Difference]:
    """Box by box, in the order of the sheet; rows are compared by their position."""
    if printout.hash == plain.figures_hash(today):
        return []
    then = contents(user, printout)["rows"]
    heads = {one.key: " ".join(head for head in one.heads if head) for one in today.columns}
    found: list[Difference] = []
    for index in range(max(len(then), len(today.rows))):
        old = then[index]["cells"] if index < len(then) else {}
        row = today.rows[index].cells if index < len(today.rows) else {}
        new = {key: {"text": cell.text, "evidence": cell.evidence} for key, cell in row.items()}
        words = _words(new or old, index)
        for key in dict.fromkeys((*old, *new)):
            before, now = old.get(key, {}).get("text", ""), new.get(key, {}).get("text", "")
            if before != now:
                url = new.get(key, {}).get("evidence", "")
                found.append(Difference(words, heads.get(key, key), before, now or GONE, url))
    return found[:MOST]


def _words(cells: dict, index: int) -> str:
    """What names a row: its indicator and its part of the plan."""
    texts = [
        cells[key]["text"]
        for key in ("label", "goal", "objective", "node_name", "indicator")
        if cells.get(key, {}).get("text")
    ]
    return " · ".join(texts) or f"Baris {index + 1}"
