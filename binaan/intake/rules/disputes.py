"""Answers as they were corrected, and what two tellings of one record disagree about.

Source: docs/rules/pengumpulan.md §6-7; our own definition [D].
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from binaan.intake.rules.callbacks import Asked, agrees

NOT_COMPARED = ("start", "end", "today", "deviceid", "username", "note", "geopoint", "geotrace",
                "geoshape", "image", "audio", "video", "file", "audit", "calculate")  # fmt: skip


class Correction(NamedTuple):
    """One answer as somebody corrected it; `value` "" takes the answer away."""

    path: str
    value: str


def corrected(
    answers: Mapping[str, object], corrections: Iterable[Correction]
) -> dict[str, object]:
    """The answers as they count: the last correction of a path, else what was sent.

    What stands in a repeat is not corrected here. The raw answers stay as they are.
    """
    now = dict(answers)
    for one in corrections:
        if one.value:
            now[one.path] = one.value
        else:
            now.pop(one.path, None)
    return now


def disagreements(
    one: Mapping[str, object], other: Mapping[str, object], kinds: Mapping[str, str]
) -> dict[str, list[str]]:
    """path → [this one, the other], of questions in `kinds` answered in both and not in agreement.

    What only one of them says is no disagreement; figures here must be equal, not within 10 %.
    """
    found = {}
    for path, kind in kinds.items():
        was, now = one.get(path), other.get(path)
        if kind in NOT_COMPARED or not isinstance(was, str) or not isinstance(now, str):
            continue
        if was and now and not _same(kind, was, now):
            found[path] = [was, now]
    return found


def _same(kind: str, was: str, now: str) -> bool:
    if kind in ("integer", "decimal", "range"):
        try:
            return float(was) == float(now)
        except ValueError:
            return was == now
    return agrees(Asked(kind, was, now))
