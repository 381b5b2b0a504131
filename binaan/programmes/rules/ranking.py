"""The order of candidates: never served first. Two rules, each with its edition and reasons.

Source: docs/rules/seleksi.md §2; weights of `skor` from handbook small-industry 4.3 [D].
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from binaan.kit.drawing import drawn

EDITION = "2026"
FAIR, SCORE = "adil", "skor"
LABELS = {
    FAIR: "Belum pernah dilayani dahulu",
    SCORE: "Nilai gabungan",
}
LONGEST_WAIT = 60  # months after which waiting counts (nearly) in full
NEARLY = 0.999
NEVER = 0  # before every day


class Applicant(NamedTuple):
    """What the rules ask of a candidate.

    `number`: of the business in the register. `services`, `last`: before the day asked; `last` is
    None for who was never served. `need`, `fit`: 0 to 100. `ready`, `promising`, `priority`: 0 to 1.
    `marks`: the groups it counts for in quotas ("kecamatan:32.16.06", "perempuan"). `owner`: the key
    of who runs it, "" where nobody is known.
    """

    number: int
    services: int
    last: date | None
    need: float
    fit: float
    marks: frozenset[str] = frozenset()
    ready: float = 0.0
    promising: float = 0.0
    priority: float = 0.0
    owner: str = ""


class Weights(NamedTuple):
    """Parts of a total of 100 under the rule `skor`."""

    fit: float = 30
    waiting: float = 25
    ready: float = 15
    promising: float = 15
    priority: float = 15


class Ranked(NamedTuple):
    """`total`: 0 to 100 under `skor`, 0 under `adil`, which adds nothing up."""

    applicant: Applicant
    rank: int
    total: float
    draw: str


Columns = tuple[list[float], tuple[list, ...]]
USUAL = Weights()


def waiting(last: date | None, at: date) -> float:
    """1 for who was never served; else the months since, of LONGEST_WAIT, always below 1."""
    if last is None:
        return 1.0
    months = (at.year - last.year) * 12 + at.month - last.month
    return min(max(months, 0) / LONGEST_WAIT, NEARLY)


def total(one: Applicant, at: date, weights: Weights = USUAL) -> float:
    """The total of the rule `skor`, to four decimals."""
    return round(
        weights.fit * one.fit / 100
        + weights.waiting * waiting(one.last, at)
        + weights.ready * one.ready
        + weights.promising * one.promising
        + weights.priority * one.priority,
        4,
    )


def ranked(
    applicants: Iterable[Applicant],
    *,
    rule: str,
    seed: str,
    at: date,
    weights: Weights = USUAL,
) -> list[Ranked]:
    """All applicants in the order of the rule, ranks from 1. The order of input changes nothing.

    Raises ValueError for a rule nobody knows.
    """
    if rule not in RULES:
        raise ValueError(f"Aturan {rule!r} tidak dikenal; pilih {' atau '.join(RULES)}.")
    them = list(applicants)
    draws = [drawn(seed, one.number) for one in them]
    points, columns = RULES[rule](them, at, weights)
    drawing = np.array([int(one, 16) for one in draws], dtype=np.uint64)
    numbers = np.array([one.number for one in them], dtype=np.int64)
    order = np.lexsort((numbers, drawing, *(np.array(one) for one in reversed(columns))))
    return [
        Ranked(them[place], rank, points[place], draws[place])
        for rank, place in enumerate(order.tolist(), start=1)
    ]


def _fair(them: Sequence[Applicant], at: date, weights: Weights) -> Columns:
    """Totals (none) and the columns of the order before the draw, each rising."""
    last = [one.last.toordinal() if one.last else NEVER for one in them]
    return [0.0] * len(them), (last, [-one.need for one in them], [-one.fit for one in them])


def _score(them: Sequence[Applicant], at: date, weights: Weights) -> Columns:
    """Of equal totals the never-served first, also where an office lets waiting weigh nothing."""
    points = [total(one, at, weights) for one in them]
    return points, ([-one for one in points], [one.last is not None for one in them])


RULES: dict[str, Callable[[Sequence[Applicant], date, Weights], Columns]] = {
    FAIR: _fair,
    SCORE: _score,
}


def before(one: Ranked, other: Ranked, rule: str) -> str:
    """Why `one` stands before `other`, in words."""
    first, second = one.applicant, other.applicant
    if rule == SCORE and one.total != other.total:
        return f"nilai {one.total:.2f} di atas {other.total:.2f}".replace(".", ",")
    if rule == SCORE and (first.last is None) != (second.last is None):
        return "belum pernah dilayani"
    if rule == FAIR and first.last != second.last:
        return "belum pernah dilayani" if first.last is None else "lebih lama tidak dilayani"
    if rule == FAIR and first.need != second.need:
        return "kebutuhan lebih tinggi"
    if rule == FAIR and first.fit != second.fit:
        return "lebih sesuai"
    return "menang undian"
